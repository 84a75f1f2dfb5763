// Every walk: all combinations of the facts that a visit can hold, through the very table that runs
// the house.
import { wallTime } from '../lib/time/wall-clock.ts'
import { describe, expect, it } from 'vitest'
import type { Errand, Facts, FlowName, MethodFacts, PersonState, Proof } from '../domain/facts.ts'
import { flowNames } from '../domain/facts.ts'
import { isProven, lets, needOf } from '../domain/policy/policy.ts'
import { next } from './engine.ts'
import { imagine, progressOf } from './imagine.ts'
import { imaginedPerson } from './imagined-person.ts'
import { provingQuestion } from './steps/prove.ts'
import { flows } from './table.ts'
import { provingWays } from './ways.ts'

const at = '2027-03-01T08:00:00.000Z'
const proofs: readonly Proof[] = [
  { factor: 'letter', kinds: ['has'], amr: [], resistsPhishing: false, at },
  { factor: 'pin', kinds: ['knows'], amr: [], resistsPhishing: false, at },
  { factor: 'password', kinds: ['knows'], amr: ['pwd'], resistsPhishing: false, at },
]
const methods: readonly MethodFacts[] = [
  { id: 'pin', factor: 'pin', ageSeconds: 60 },
  { id: 'password', factor: 'password', ageSeconds: 8_000_000 },
]
const states: readonly (PersonState | undefined)[] = [
  undefined,
  'invited',
  'active',
  'locked',
  'suspended',
  'removed',
]
const errands: readonly Errand[] = [
  { protocol: 'portal', ref: '/', mayAsk: true },
  { protocol: 'oidc', ref: 'x', mayAsk: true, application: 'mail', wants: 'urn:portvakt:2fa' },
  { protocol: 'oidc', ref: 'x', mayAsk: true, chooseAccount: true },
  { protocol: 'oidc', ref: 'x', mayAsk: true, application: 'mail', asks: ['who', 'name'] },
]

function* subsets<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let mask = 0; mask < 2 ** all.length; mask++) yield all.filter((_, at) => mask & (1 << at))
}
const bools = [false, true] as const

interface Varied {
  readonly flow: FlowName
  readonly errand: Errand
  readonly state: PersonState | undefined
  readonly named: boolean
  readonly has: readonly MethodFacts[]
  readonly shown: readonly Proof[]
  readonly fresh: boolean
  readonly renewed: boolean
  readonly summarised: boolean
  readonly letterAlone: boolean
  readonly allowed: boolean | undefined
}

function factsFor(of: Varied): Facts {
  const rule = {
    id: 'everyone',
    need: {
      proofs: 1,
      resistsPhishing: false,
      accepts: ['password'],
      letterAlone: of.letterAlone,
      stayDays: 30,
    },
  }
  const person = of.state && of.named ? { ...imaginedPerson, state: of.state } : undefined
  const known = person ? of.has : []
  const asking = { flow: of.flow, errand: of.errand, methods: known, passwordDays: 90 }
  return {
    flow: of.flow,
    errand: of.errand,
    ...(of.named && { named: 'kari', logins: ['kari@fjordvik.example'] }),
    proofs: of.shown,
    counting: of.fresh ? of.shown : [],
    renewed: of.renewed,
    summarised: of.summarised,
    methods: known,
    wishes: [],
    offers: [],
    channels: [],
    networks: [],
    familiar: false,
    accounts: [],
    need: needOf(
      { rules: [rule] },
      { at: wallTime(new Date(at)), ...asking, ...(person && { person }) },
    ),
    ...(person && { person }),
    ...(of.errand.asks && { wouldKnow: of.errand.asks }),
    ...(of.allowed !== undefined && {
      application: { id: 'mail', name: 'E-post', allowed: of.allowed },
    }),
  }
}

function* everyWalk(): Generator<Facts> {
  for (const flow of flowNames)
    for (const errand of errands)
      for (const state of states)
        for (const named of bools)
          for (const has of subsets(methods))
            for (const shown of subsets(proofs))
              for (const fresh of bools)
                for (const renewed of bools)
                  for (const summarised of bools)
                    for (const letterAlone of bools)
                      for (const allowed of [undefined, true, false])
                        yield factsFor({
                          flow,
                          errand,
                          state,
                          named,
                          has,
                          shown,
                          fresh,
                          renewed,
                          summarised,
                          letterAlone,
                          allowed,
                        })
}

describe('every walk', () => {
  it('ends, asks what may be asked, and lets in nobody with less than the Policy asks', () => {
    let walks = 0
    for (const facts of everyWalk()) {
      walks++
      const now = next(flows[facts.flow], facts, lets)
      if ('end' in now) {
        if (!isProven(facts) || facts.person?.state !== 'active')
          throw new Error(JSON.stringify(facts))
        if (facts.need.newPassword && !facts.renewed) throw new Error(JSON.stringify(facts))
        if (facts.flow === 'sign-in' && facts.wouldKnow && facts.application?.allowed)
          throw new Error(`told without a yes: ${JSON.stringify(facts)}`)
      }
      if ('ask' in now && now.ask.name === 'consent' && !isProven(facts))
        throw new Error(JSON.stringify(facts))
      if ('ask' in now && (now.ask.name === 'renew' || now.ask.name === 'summary')) {
        if (facts.counting.length === 0)
          throw new Error(`shown to nobody: ${JSON.stringify(facts)}`)
      }
      if ('ask' in now && now.ask.name === 'renew' && !isProven(facts))
        throw new Error(JSON.stringify(facts))
      imagine(facts)
    }
    expect(walks).toBe(7 * 4 * 6 * 2 * 4 * 8 * 2 * 2 * 2 * 2 * 3)
  })

  it('asks everybody the same first question after the name, whoever they are and whatever they have', () => {
    const asked = new Set<string>()
    for (const facts of everyWalk()) {
      if (facts.flow !== 'sign-in' || facts.named === undefined || facts.proofs.length > 0) continue
      const now = next(flows[facts.flow], facts, lets)
      asked.add(
        'ask' in now
          ? `${now.ask.name} ${provingQuestion(facts)?.factor.name}`
          : JSON.stringify(now),
      )
    }
    expect([...asked]).toEqual(['prove password'])
  })

  it('gives a first password to nobody but the invited, and a later one to nobody but the open', () => {
    for (const facts of everyWalk()) {
      const now = next(flows[facts.flow], facts, lets)
      if (!('ask' in now) || now.ask.name !== 'renew') continue
      expect(facts.person?.state).toBe(facts.flow === 'activate' ? 'invited' : 'active')
    }
  })
})

describe('an imagined person', () => {
  it('meets, in activation, the PIN, the new password and the summary, and comes in', () => {
    const letter = proofs.slice(0, 1)
    const facts = {
      ...factsFor({
        flow: 'activate',
        errand: errands[0] ?? never(),
        state: 'invited',
        named: true,
        has: methods.slice(0, 1),
        shown: letter,
        fresh: true,
        renewed: false,
        summarised: false,
        letterAlone: false,
        allowed: undefined,
      }),
    }
    const walked = imagine(facts)
    expect(walked.steps.map(({ step }) => step.name)).toEqual(['prove', 'renew', 'summary'])
    expect(walked.ends).toEqual({ end: 'come in' })
  })
})

const rounds: readonly Proof[] = [
  { factor: 'sms', kinds: ['has'], amr: ['sms'], resistsPhishing: false, at },
  { factor: 'voice', kinds: ['has'], amr: ['tel'], resistsPhishing: false, at },
  { factor: 'mail', kinds: ['has'], amr: [], resistsPhishing: false, at },
  { factor: 'totp', kinds: ['has'], amr: ['otp'], resistsPhishing: false, at },
  { factor: 'codes', kinds: ['has'], amr: ['otp'], resistsPhishing: false, at },
  { factor: 'passkey', kinds: ['has'], amr: ['swk'], resistsPhishing: true, at },
  { factor: 'passkey', kinds: ['has', 'is'], amr: ['swk', 'user'], resistsPhishing: true, at },
  { factor: 'question', kinds: ['knows'], amr: ['kba'], resistsPhishing: false, at },
  { factor: 'password', kinds: ['knows'], amr: ['pwd'], resistsPhishing: false, at },
]
const accepted = ['sms', 'mail', 'totp', 'codes', 'passkey', 'leader', 'question']

interface Round {
  readonly facts: Facts
  readonly asksQuestion: boolean
  readonly questionCounts: boolean
}

/** Everybody and everything on the two ways round, under each rule that there can be. */
function* everyRound(): Generator<Round> {
  const has = ['sms', 'totp', 'codes', 'passkey', 'question', 'password'].map((factor) => ({
    id: factor,
    factor,
    ageSeconds: 60,
  }))
  for (const flow of ['recover', 'unlock'] as const)
    for (const state of states)
      for (const methods of [[], has.slice(0, 1), has.slice(0, 4), has])
        for (const shown of subsets(rounds))
          for (const fresh of bools)
            for (const renewed of bools)
              for (const asksQuestion of bools)
                for (const questionCounts of bools) {
                  const recover = {
                    accepts: accepted,
                    asksQuestion,
                    questionCounts,
                    waitMinutes: 60,
                    newNumberHours: 24,
                  }
                  const led = methods.length > 1 && { leader: { id: 'ola', name: 'Ola' } }
                  const person = state && { ...imaginedPerson, state, ...led }
                  const isKnown = shown.length > 0
                  const of = { flow, person, methods, shown, fresh, renewed, isKnown, recover }
                  yield { asksQuestion, questionCounts, facts: roundFacts(of) }
                }
}

interface RoundOf {
  readonly flow: 'recover' | 'unlock'
  readonly person: Facts['person'] | undefined
  readonly methods: readonly MethodFacts[]
  readonly shown: readonly Proof[]
  readonly fresh: boolean
  readonly renewed: boolean
  readonly isKnown: boolean
  readonly recover: NonNullable<Parameters<typeof needOf>[0]['rules'][number]['need']['recover']>
}

function roundFacts({ flow, person, methods, recover, isKnown, ...of }: RoundOf): Facts {
  const has = person ? methods : []
  const need = {
    proofs: 2,
    resistsPhishing: false,
    accepts: ['password', 'sms'],
    letterAlone: false,
    recover,
  }
  const asking = { flow, errand: errands[0] ?? never(), methods: has, isKnown }
  return {
    flow,
    errand: asking.errand,
    named: 'kari',
    logins: ['kari@fjordvik.example'],
    proofs: of.shown,
    counting: of.fresh ? of.shown : [],
    renewed: of.renewed,
    methods: has,
    wishes: [],
    offers: [],
    channels: ['sms', 'voice'],
    networks: [],
    familiar: false,
    accounts: [],
    need: needOf(
      { rules: [{ id: 'everyone', need }] },
      { at: wallTime(new Date(at)), ...asking, ...(person && { person }) },
    ),
    ...(person && { person }),
  }
}

/** By how many means, counted once more and otherwise than the house does it. */
function meansIn(shown: readonly Proof[], questionCounts: boolean): number {
  const counts = shown.filter(
    ({ factor }) => accepted.includes(factor) && (factor !== 'question' || questionCounts),
  )
  const isVerified = counts.some(({ kinds }) => kinds.includes('is'))
  return Math.max(isVerified ? 2 : 0, new Set(counts.map(({ factor }) => factor)).size)
}

describe('every way round', () => {
  it('ends at the door and never inside, after two proofs by different means or after one', () => {
    const ends = new Set<string>()
    for (const { facts, questionCounts } of everyRound()) {
      const now = next(flows[facts.flow], facts, lets)
      const means = meansIn(facts.counting, facts.flow === 'recover' && questionCounts)
      const isEnough = means >= (facts.flow === 'recover' ? 2 : 1)
      if ('end' in now) ends.add(`${facts.flow} ${now.end}`)
      if ('end' in now && !(isEnough && facts.person?.state === 'active'))
        throw new Error(JSON.stringify(facts))
      if ('ask' in now && now.ask.name === 'renew' && !(isEnough && facts.flow === 'recover'))
        throw new Error(JSON.stringify(facts))
    }
    expect([...ends].toSorted()).toEqual(['recover door', 'unlock door'])
  })

  it('asks everybody the same first question, and counts the steps alike', () => {
    const asked = new Map<string, Set<string>>()
    for (const { facts, ...round } of everyRound()) {
      if (facts.proofs.length > 0 || facts.renewed === true) continue
      const rule = `${facts.flow} ${JSON.stringify(round)}`
      const now = next(flows[facts.flow], facts, lets)
      const seen = [
        'ask' in now ? now.ask.name : JSON.stringify(now),
        provingWays(facts).map(({ choice }) => choice),
        progressOf(facts),
        facts.need.accepts,
      ]
      asked.set(rule, (asked.get(rule) ?? new Set()).add(JSON.stringify(seen)))
    }
    for (const [rule, seen] of asked) expect([...seen], rule).toHaveLength(1)
  })
})

function never(): never {
  throw new Error('there is one')
}

// Every walk through setting up: all combinations of what somebody has, has shown and is wished
// for.
import { wallTime } from '../lib/time/wall-clock.ts'
import { describe, expect, it } from 'vitest'
import { kindsOf } from '../domain/assurance.ts'
import type { Facts, FlowName, MethodFacts, Proof } from '../domain/facts.ts'
import { lets, needOf } from '../domain/policy/policy.ts'
import { wishFacts } from '../domain/methods/wishes.ts'
import { factorNamed, factors } from '../factors/index.ts'
import { next } from './engine.ts'
import { imagine } from './imagine.ts'
import type { Moment } from '../domain/moment.ts'
import { keyOf } from './question.ts'
import { aroundSetUp } from './steps/enrol.ts'
import { imaginedPerson } from './imagined-person.ts'
import { targetOf } from './setting-up.ts'
import { flows } from './table.ts'
import { knownNumber } from './ways.ts'

const at = '2027-03-01T08:00:00.000Z'
const now = new Date(at)

const method = (factor: string): MethodFacts => {
  const traits = factorNamed(factor)
  return {
    id: factor,
    factor,
    ageSeconds: 60,
    ...(traits && { fate: traits.fate, kinds: traits.proof.kinds }),
  }
}
const letter: Proof = { factor: 'letter', kinds: ['has'], amr: [], resistsPhishing: false, at }
const proof = (factor: string): Proof => {
  const traits = factorNamed(factor)
  return traits ? { factor, at, ...traits.proof } : letter
}

function* subsets<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let mask = 0; mask < 2 ** all.length; mask++) yield all.filter((_, bit) => mask & (1 << bit))
}
const bools = [false, true] as const
const flowsHere: readonly FlowName[] = ['sign-in', 'activate', 'methods']
const wishLists: readonly (readonly string[])[] = [[], ['second'], ['app', 'phone']]

interface Varied {
  readonly flow: FlowName
  readonly state: 'active' | 'invited'
  readonly has: readonly MethodFacts[]
  readonly shown: readonly Proof[]
  readonly wishes: readonly string[]
  readonly firstByOneProof: boolean
  readonly isKnown: boolean
  readonly proofs: number
}

function factsFor(of: Varied): Facts {
  const accepts = ['password', 'totp', 'sms', 'voice']
  const need = {
    proofs: of.proofs,
    resistsPhishing: false,
    accepts,
    letterAlone: false,
    sharedFateAllowed: true,
    firstByOneProof: of.firstByOneProof,
  }
  const rule = { id: 'everyone', need }
  const errand = { protocol: 'portal', ref: '/', mayAsk: true }
  const person = {
    ...imaginedPerson,
    state: of.state,
    ...(of.isKnown && { knownPhone: '+4799999944' }),
  }
  const offered = factors.filter(({ canBeSetUp }) => canBeSetUp)
  return {
    flow: of.flow,
    errand,
    who: person.id,
    person,
    proofs: of.shown,
    counting: of.shown,
    methods: of.has,
    renewed: of.flow === 'activate' && of.state === 'active',
    ...(of.flow === 'methods' && { adding: 'any' }),
    wishes: wishFacts({
      wishes: of.wishes,
      sharedFateAllowed: true,
      known: factors,
      offered,
      methods: of.has,
      putOff: {},
      putOffNow: [],
      now,
    }),
    offers: offered.map(({ name }) => name),
    channels: ['sms', 'voice'],
    networks: [],
    familiar: false,
    accounts: [],
    need: needOf(
      { rules: [rule] },
      { flow: of.flow, errand, methods: of.has, person, at: wallTime(new Date(at)) },
    ),
  }
}

function* everySetUp(): Generator<Facts> {
  const names = ['password', 'pin', 'totp', 'sms']
  for (const flow of flowsHere)
    for (const state of ['active', 'invited'] as const)
      for (const has of subsets(names.map(method)))
        for (const shown of subsets(['letter', ...names].map(proof)))
          for (const wishes of wishLists)
            for (const firstByOneProof of bools)
              for (const isKnown of bools)
                for (const proofs of [1, 2])
                  yield factsFor({
                    flow,
                    state,
                    has,
                    shown,
                    wishes,
                    firstByOneProof,
                    isKnown,
                    proofs,
                  })
}

describe('every walk through setting up', () => {
  it('ends, and lets nobody in while something the rule wants is missing', () => {
    let asked = 0
    for (const facts of everySetUp()) {
      const step = next(flows[facts.flow], facts, lets)
      if ('end' in step && facts.flow !== 'methods')
        expect(facts.wishes.some(({ state }) => state === 'missing')).toBe(false)
      if ('ask' in step && step.ask.name === 'enrol') asked++
      imagine(facts)
    }
    expect(asked).toBeGreaterThan(1000)
  })

  it('adds a method only to two proofs, to the first one a rule allows, or by a number known', () => {
    for (const facts of everySetUp()) {
      const step = next(flows[facts.flow], facts, lets)
      if (!('ask' in step) || step.ask.name !== 'enrol') continue
      const { counting, need, methods, person } = facts
      const hasSecond = methods.some(({ factor }) => factor === 'totp' || factor === 'sms')
      const isEnough =
        facts.flow === 'activate'
          ? counting.filter(({ factor }) => factor !== 'password').length >= 2
          : kindsOf(counting).size >= 2
      const isFirst = need.firstByOneProof && counting.length > 0 && !hasSecond
      if (isEnough || isFirst) continue
      const ways = targetOf(facts)?.ways ?? []
      expect(counting.length).toBeGreaterThan(0)
      expect(person?.knownPhone).toBeDefined()
      expect(ways.every((way) => way.method?.id === knownNumber)).toBe(true)
      expect(hasSecond).toBe(false)
    }
  })

  it('offers a known number for messages no more once it is called', () => {
    const shown = [proof('password'), proof('voice')]
    const called = { ...method('voice'), label: '+47 ••• •• •44' }
    const base = { flow: 'sign-in' as const, state: 'active' as const, isKnown: true, shown }
    const more = { wishes: ['phone', 'sms'], firstByOneProof: false, proofs: 2 }
    const facts = factsFor({ ...base, ...more, has: [method('password'), called] })
    expect(targetOf(facts)?.ways.map(({ method: of }) => of?.id)).toEqual([undefined])
  })

  it('asks somebody who has a second method for it before another is added', () => {
    const has = [method('password'), method('sms')]
    const base = { state: 'active' as const, has, wishes: ['app', 'phone'], isKnown: true }
    const more = { firstByOneProof: true, proofs: 1, shown: [proof('password')] }
    const step = next(flows['methods'], factsFor({ flow: 'methods', ...base, ...more }), lets)
    expect('ask' in step && step.ask.name).toBe('prove')
  })
})

describe('somebody who was let in by one proof, and left before the second method was set up', () => {
  const base = { flow: 'sign-in' as const, state: 'active' as const, isKnown: true, proofs: 1 }
  const more = { wishes: ['app', 'phone'], firstByOneProof: true }
  const asked = (factors: readonly string[]) => {
    const has = [method('password'), method('totp')]
    const facts = factsFor({ ...base, ...more, has, shown: factors.map(proof) })
    return next(flows['sign-in'], facts, lets)
  }

  it('is asked for the first before another is added, and is not turned away', () => {
    expect(asked(['password'])).toMatchObject({ ask: { name: 'prove' } })
    expect(asked(['password', 'totp'])).toMatchObject({ ask: { name: 'enrol' } })
  })
})

describe('what is told once, on the first page', () => {
  const more = { isKnown: true, firstByOneProof: false, proofs: 2 } as const
  const missing = (wish: string, has: string): Facts =>
    factsFor({
      ...more,
      flow: 'sign-in',
      state: 'active',
      has: [method('password'), method(has)],
      shown: [proof('password'), proof(has)],
      wishes: has === 'sms' ? ['phone', wish] : ['app', wish],
    })
  const opened = (facts: Facts, factor: string): Facts => {
    const way = targetOf(facts)?.ways.find((one) => one.factor.name === factor)
    if (!way) throw new Error(`Nobody may set up ${factor} here`)
    const open = { kept: '', round: 1, until: at } as never
    return { ...facts, open: { ...facts.open, [keyOf({ ...way, does: 'enrol' })]: open } }
  }
  // The second of two wishes: nothing of the page is worked out from where somebody is.
  const isFirst = (facts: Facts) => aroundSetUp(facts, {} as Moment).wizard?.isFirst

  it('still is on a page that asked for the phone by itself, and no more after a press', () => {
    const app = missing('app', 'sms')
    expect(targetOf(app)?.ways[0]?.factor.name).toBe('push')
    expect(isFirst(app)).toBe(true)
    expect(isFirst(opened(app, 'push'))).toBe(true)
    expect(isFirst(opened(app, 'totp'))).toBe(false)
    expect(isFirst(opened(opened(app, 'push'), 'totp'))).toBe(false)
    const number = missing('phone', 'totp')
    expect(isFirst(number)).toBe(true)
    expect(isFirst(opened(number, 'sms'))).toBe(false)
  })
})

describe('what was handed over to a phone', () => {
  const shown = [proof('password'), proof('sms')]
  const has = [method('password'), method('sms')]
  const base = { state: 'active' as const, has, wishes: ['app', 'phone'], isKnown: true, shown }
  const facts = factsFor({ flow: 'hand-over', ...base, firstByOneProof: false, proofs: 2 })
  const handed: Facts = { ...facts, adding: 'any', only: ['totp'], wishes: [] }
  const asked = (of: Facts): string => {
    const step = next(flows[of.flow], of, lets)
    return 'ask' in step ? step.ask.name : JSON.stringify(step)
  }

  it('is set up there, alone, and nobody comes in', () => {
    expect(asked(handed)).toBe('enrol')
    expect(targetOf(handed)?.ways.map(({ choice }) => choice)).toEqual(['totp'])
    expect(imagine(handed).ends).toEqual({ end: 'back' })
  })

  it('is not, once anything that bore it is no more, or for whoever is not open', () => {
    expect(asked({ ...handed, counting: shown.slice(1) })).toContain('turnedAway')
    expect(asked({ ...handed, proofs: [], counting: [] })).toContain('turnedAway')
    const { person = imaginedPerson } = handed
    expect(asked({ ...handed, person: { ...person, state: 'suspended' } })).toContain('turnedAway')
  })

  it('is waited for before anything else is asked, by whoever has shown something', () => {
    const waits = { ...factsFor({ flow: 'methods', ...base, firstByOneProof: false, proofs: 2 }) }
    expect(asked({ ...waits, handOver: 'one' })).toBe('hand-over')
    expect(asked({ ...waits, handOver: 'one', counting: [] })).toBe('hand-over')
    expect(asked({ ...waits, handOver: 'one', proofs: [], counting: [] })).toContain('turnedAway')
    expect(asked({ ...waits, handOver: '' })).toBe('enrol')
  })
})

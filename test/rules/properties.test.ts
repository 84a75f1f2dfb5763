// What holds of all rules and all circumstances there can be, tried on a hundred thousand of them,
// with the rules read a second time by `plain-reading.ts`. Pure, so seconds.
import { describe, expect, it } from 'vitest'
import { kindsOf } from '../../src/domain/assurance.ts'
import type { Acr, Facts, FlowName, Proof } from '../../src/domain/facts.ts'
import {
  decide,
  passedBy,
  type Circumstances,
  type PolicyNeed,
  type PolicyRule,
  type RuleBook,
} from '../../src/domain/policy/deciding.ts'
import { countingProofs, lets, needOf, type Asking } from '../../src/domain/policy/policy.ts'
import { imaginedPerson } from '../../src/flows/imagined-person.ts'
import { factors } from '../../src/factors/index.ts'
import { letterProof } from '../../src/factors/letter/letter.ts'
import { asksAtLeast, bindingRules, firstThatSpeaks } from './plain-reading.ts'
import {
  dice,
  randomBook,
  randomCircumstances,
  randomRule,
  type Dated,
  type Dice,
} from './random-rules.ts'

const trials = 100_000

interface Drawn {
  readonly one: Dice
  readonly book: RuleBook
  readonly asked: Required<Circumstances>
}

/** What is wrong is told with its seed, and stops at the first. */
function everywhere(dated: Dated, holds: (drawn: Drawn) => boolean): void {
  for (let seed = 0; seed < trials; seed += 1) {
    const one = dice(seed)
    const book = randomBook(one, dated)
    const asked = randomCircumstances(one)
    if (!holds({ one, book, asked }))
      throw new Error(`seed ${seed}: ${JSON.stringify({ asked, rules: book.rules }, null, 1)}`)
  }
}

/** Nothing of it has an end. */
const forever = ({ rules, rightHolders }: RuleBook): RuleBook => ({
  rules: rules.map(({ expires: _expires, except = [], ...rule }) => ({
    ...rule,
    except: except.map((one) => ({ ...one, until: '2099-12-31' })),
  })),
  ...(rightHolders && { rightHolders }),
})

const lastOf = ({ rules }: RuleBook): PolicyRule => rules.at(-1) ?? never()
const never = (): never => {
  throw new Error('There is a last rule')
}

describe('of all rules in all circumstances it is true that', { timeout: 120_000 }, () => {
  it('the first that speaks of them decides, and each above it has a reason not to', () => {
    everywhere('all', ({ book, asked }) => {
      const { rule } = decide(book, asked)
      const passed = passedBy(book, asked).map((one) => one.rule)
      return (
        rule === firstThatSpeaks(book, asked) &&
        passed.every((one, at) => one === book.rules[at]) &&
        book.rules[passed.length] === rule
      )
    })
  })

  it('a rule that is added below what decides changes nothing', () => {
    everywhere('all', ({ one, book, asked }) => {
      const before = decide(book, asked)
      const deciding = bindingRules(book, asked).map((rule) => book.rules.indexOf(rule))
      const lowest = Math.max(...deciding.filter((at) => at < book.rules.length - 1), -1)
      // Where the last rule itself decides, whatever stands above it may.
      if (
        before.rule === lastOf(book) ||
        firstThatSpeaks(book, { ...asked, networks: [] }) === lastOf(book)
      )
        return true
      const rules = book.rules.toSpliced(
        lowest + 1 + one.below(book.rules.length - 1 - lowest),
        0,
        randomRule(one, 'added'),
      )
      return JSON.stringify(decide({ ...book, rules }, asked)) === JSON.stringify(before)
    })
  })

  it('what is different once something has ended asks for at least what the last rule asks', () => {
    everywhere('all', ({ book, asked }) => {
      const now = decide(book, asked)
      const before = decide(forever(book), asked)
      const isAsBefore = now.rule.id === before.rule.id && asksAtLeast(now.need, before.need)
      return isAsBefore || asksAtLeast(now.need, lastOf(book).need)
    })
  })

  it('a rule that has ended asks for at least what it asked for, and what the last rule asks', () => {
    everywhere('rules', ({ book, asked }) => {
      const now = decide(book, asked)
      const hasEnded = now.rule.expires !== undefined && now.rule.expires < asked.at.date
      return (
        asksAtLeast(now.need, decide(forever(book), asked).need) &&
        (!hasEnded || asksAtLeast(now.need, lastOf(book).need))
      )
    })
  })

  it('whoever holds a right is asked for at least what they would be from nowhere without it', () => {
    everywhere('all', ({ book, asked }) => {
      const known = { ...asked, isKnown: true }
      if (!known.person.groups.some((group) => book.rightHolders?.has(group))) return true
      const { rules, networkEnds } = book
      const anybody = { rules, ...(networkEnds && { networkEnds }) }
      const nowhere = decide(anybody, { ...known, networks: [] })
      return asksAtLeast(decide(book, known).need, nowhere.need)
    })
  })
})

const now = new Date('2027-03-01T08:00:00Z')
const flows: readonly [FlowName, ...FlowName[]] = ['sign-in', 'sign-in', 'activate']
const levels: readonly [Acr | undefined, ...(Acr | undefined)[]] = [
  undefined,
  undefined,
  'urn:portvakt:2fa',
  'urn:portvakt:phishing-resistant',
]

/** Some of all there is, up to an hour and a half old. */
const shownBy = (one: Dice, flow: FlowName): readonly Proof[] =>
  [
    ...(flow === 'activate' ? [letterProof(now)] : []),
    ...factors
      .filter(() => one.once(3))
      .map(({ name, proof }) => ({ factor: name, ...proof, at: now.toISOString() })),
  ].map((proof) => ({
    ...proof,
    at: new Date(now.getTime() - one.below(90) * 60_000).toISOString(),
  }))

interface Tried {
  readonly facts: Facts
  readonly asking: Asking
}

function tryDoor({ one, book, asked }: Drawn): Tried {
  const flow = one.pick(flows)
  const wants = one.pick(levels)
  const { errand, person, ...rest } = asked
  const asking: Asking = {
    ...rest,
    flow,
    errand: { protocol: 'oidc', ref: '', mayAsk: true, ...errand, ...(wants && { wants }) },
    person: { ...imaginedPerson, ...person, state: one.once(10) ? 'suspended' : 'active' },
    methods: [],
    ...(one.once(3) && { rememberedSeconds: one.below(40 * 86_400) }),
  }
  const need = needOf(book, asking)
  const proofs = shownBy(one, flow)
  const facts: Facts = {
    flow,
    errand: asking.errand,
    proofs,
    counting: countingProofs(proofs, now, { freshSeconds: need.freshSeconds }),
    renewed: true,
    methods: [],
    wishes: [],
    offers: [],
    networks: asked.networks,
    channels: [],
    familiar: false,
    accounts: [],
    need,
    ...(asking.person && { person: asking.person }),
  }
  return { facts, asking }
}

/** What the rules that bind say together. */
interface Together {
  readonly remembers: boolean
  /** Where two of them accept too little in common, what the last one accepts counts. */
  readonly questionCounts: boolean
}

/** Was as much shown as this one rule asks for, as it is written? */
function isMet({ need }: PolicyRule, so: Together, { facts, asking }: Tried): boolean {
  const oldest = now.getTime() - (need.freshMinutes ?? Infinity) * 60_000
  const shown = facts.proofs.filter(({ at }) => Date.parse(at) >= oldest)
  if (asking.flow === 'activate')
    return new Set(shown.map(({ factor }) => factor)).size >= (need.letterAlone ? 1 : 2)
  const has = (name: string): boolean => shown.some(({ factor }) => factor === name)
  const besides = has('question') && has('password') && so.questionCounts ? 1 : 0
  const { wants } = asking.errand
  const asks = [
    need.proofs > 1 && so.remembers && !need.resistsPhishing ? 1 : need.proofs,
    wants === undefined ? 1 : 2,
  ]
  const resists = need.resistsPhishing || wants === 'urn:portvakt:phishing-resistant'
  return (
    kindsOf(shown).size + besides >= Math.max(...asks) &&
    (!resists || shown.some(({ resistsPhishing }) => resistsPhishing))
  )
}

const isSparing = ({ rememberDays = 0 }: PolicyNeed, { rememberedSeconds }: Asking): boolean =>
  rememberedSeconds !== undefined && rememberedSeconds < rememberDays * 86_400

describe('nobody comes in', { timeout: 120_000 }, () => {
  it('with less than each rule that binds asks for, as it is written', () => {
    let letIn = 0
    everywhere('all', (drawn) => {
      const tried = tryDoor(drawn)
      if (lets(tried.facts) !== true) return true
      letIn += 1
      const binding = bindingRules(drawn.book, drawn.asked)
      const so = {
        // Spared only where every one of them spares.
        remembers: binding.every(({ need }) => isSparing(need, tried.asking)),
        questionCounts: binding.some(({ need }) => need.accepts.includes('question')),
      }
      return (
        tried.facts.person?.state === 'active' && binding.every((rule) => isMet(rule, so, tried))
      )
    })
    expect(letIn).toBeGreaterThan(trials / 20)
  })
})

// What may be set up now, and in which order. Two proofs come before the first method: what has
// been shown must bear what is added, or a stolen password would be enough to add a phone to it.
// The number that was known beforehand is such a proof by itself: the code goes to it alone.
import { kindsOf } from '../domain/assurance.ts'
import type { Facts, MethodFacts, WishFacts } from '../domain/facts.ts'
import { isAppWish } from '../domain/methods/wishes.ts'
import type { Factor } from '../factors/factor.ts'
import { factorNamed } from '../factors/index.ts'
import { maskPhone } from '../lib/methods/phone-number.ts'
import { byKnownNumber, isCarried, isResting, type Way } from './ways.ts'

/** What is to be set up now, and by which ways. */
export interface Target {
  /** Absent where the person came to add something of their own choice. */
  readonly wish?: WishFacts
  readonly ways: readonly Way[]
  /** Whatever fulfils it is as good as the others: the person chooses among them. */
  readonly isOpen: boolean
}

export const wantsSetUp = (facts: Facts): boolean =>
  isAdding(facts) || (!isForAdding(facts) && facts.wishes.some(({ state }) => state === 'missing'))

const isForAdding = ({ flow }: Facts): boolean => flow === 'methods' || flow === 'hand-over'

/** Something of the person's own choice, beside what the rule wants. */
const isAdding = ({ adding }: Facts): boolean => adding !== undefined && adding !== ''

/** The first that may be set up with what has been shown. */
export function targetOf(facts: Facts): Target | undefined {
  if (facts.flow === 'hand-over') return targetFor(facts, { names: facts.only ?? [], isOpen: true })
  if (facts.flow === 'methods' || isAdding(facts)) {
    const { adding } = facts
    const names = adding === 'any' ? facts.offers : facts.offers.filter((name) => name === adding)
    return targetFor(facts, { names, isOpen: adding === 'any' })
  }
  return facts.wishes
    .filter(({ state }) => state === 'missing')
    .map((wish) => targetFor(facts, { names: wish.factors, wish, isOpen: isOpen(wish) }))
    .find((target) => target !== undefined)
}

/** It stands first where nothing is known that could stand in for it. */
export const takesSmartphone = (factor: string | undefined): boolean =>
  factor === 'push' || factor === 'totp'

/** Whoever has no phone for the app that is wished for chooses among the rest. */
const isOpen = ({ wish, factors }: WishFacts): boolean =>
  wish === 'second' || (isAppWish(wish) && !takesSmartphone(factors[0]))

function targetFor(
  facts: Facts,
  { names, ...of }: { readonly names: readonly string[] } & Omit<Target, 'ways'>,
): Target | undefined {
  const ways = names.flatMap((name) => {
    const factor = factorNamed(name)
    return factor?.enrol && isCarried(factor, facts) ? waysToSetUp(factor, facts) : []
  })
  const chosen = ways.filter(({ choice }) => choice === facts.chosen)
  const rest = ways.filter(({ choice }) => choice !== facts.chosen)
  return ways.length === 0 ? undefined : { ...of, ways: [...chosen, ...rest] }
}

/** A number that the person types, where another is known: chosen by a press of its own. */
export const otherNumber = 'other-number'

function waysToSetUp(factor: Factor<unknown>, facts: Facts): readonly Way[] {
  const mayTakeAny = bearsAnything(facts)
  if (hasFreeNumber(factor, facts) && (mayTakeAny || bearsKnownNumber(facts))) {
    const isOther = mayTakeAny && facts.chosen === otherFor(factor)
    return [isOther ? { choice: otherFor(factor), factor } : byKnownNumber(factor)]
  }
  return mayTakeAny ? [{ choice: factor.name, factor }] : []
}

export const otherFor = (factor: Factor<unknown>): string => `${factor.name}.${otherNumber}`

function hasFreeNumber(factor: Factor<unknown>, facts: Facts): boolean {
  const { person, methods } = facts
  if (person?.knownPhone === undefined || factor.known?.(person) === undefined) return false
  const label = maskPhone(person.knownPhone)
  if (isResting(label, facts)) return false
  // One number is one method, whichever way it is used.
  const names = factor.shares ?? [factor.name]
  return !methods.some((method) => method.label === label && names.includes(method.factor))
}

/** Two proofs; or one, where a rule says in as many words that one begins. */
function bearsAnything(facts: Facts): boolean {
  const { flow, counting, proofs, need, methods, resting, lost } = facts
  // What was handed over was borne there: by what was shown there, as long as all of it stands.
  if (flow === 'hand-over') return proofs.length > 0 && counting.length === proofs.length
  if (flow === 'activate') {
    const shown = counting.filter(({ factor }) => factor !== 'password').length
    return shown >= 2 || need.letterAlone
  }
  const kinds = kindsOf(counting).size
  // A password that was replaced a moment ago bears no more than its number does.
  const begins = need.firstByOneProof && !resting && lost !== 'gone'
  return kinds >= 2 || (begins && kinds > 0 && !hasSecond(methods))
}

/**
 * Beside one proof, and only where there is no second to be asked for. The number of a lost phone
 * rings in somebody else's hand.
 */
const bearsKnownNumber = ({ counting, methods, lost }: Facts): boolean =>
  counting.length > 0 && !hasSecond(methods) && lost !== 'gone'

const hasSecond = (methods: readonly MethodFacts[]): boolean =>
  methods.some(({ kinds = [] }) => kinds.some((kind) => kind !== 'knows'))

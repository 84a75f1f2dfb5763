// Wishes: the methods that a rule wants each person to have. Which of them stand, which are missing
// and which may wait, from facts alone. Two methods that are lost together are one (a phone with an
// app and a text message on it), unless the rule says otherwise in as many words.
import type { FactorTraits, MethodFacts, PutOffSoFar, WishFacts } from '../facts.ts'
import type { PutOff, PutOffOver } from '../../shapes/put-off.ts'
import { secondsAfter, secondsBetween } from '../../lib/clock.ts'

/** Classes that may be wished for beside the factors themselves, and what each of them takes. */
const classes: Readonly<Record<string, (factor: FactorTraits) => boolean>> = {
  app: ({ name }) => name === 'push' || name === 'totp',
  phone: ({ name }) => name === 'sms' || name === 'voice',
  'resists-phishing': ({ proof }) => proof.resistsPhishing,
  // Whatever is no knowledge: what one knows stands beside a password and never behind it. Codes on
  // paper are for the day that the rest is gone, and are wished for by name.
  second: ({ canBeSetUp, fate, proof }) =>
    canBeSetUp && fate !== 'paper' && proof.kinds.some((kind) => kind !== 'knows'),
}
export const wishClasses: readonly string[] = Object.keys(classes)

/** Kept beside what was put off: somebody has said that they have no phone for an app. */
export const noSmartphone = 'no-smartphone'

/** What takes a smartphone. */
export const isAppWish = (wish: string): boolean => wish === 'app' || wish === 'push'

/**
 * In place of an app, of what can be set up here: a passkey, for anybody; and for whoever has no
 * phone for one whatever else one can have, also on paper. As many methods as the rule wants, and
 * never one that it does not take.
 */
const insteadOf = (
  wish: string,
  offered: readonly FactorTraits[],
  hasNone: boolean,
): readonly string[] =>
  isAppWish(wish)
    ? offered
        .filter((factor) => !classes['app']?.(factor))
        .filter(
          ({ name, proof }) =>
            (name === 'passkey' && wish === 'app') ||
            (hasNone && proof.kinds.some((kind) => kind !== 'knows')),
        )
        .map(({ name }) => name)
    : []

/** How long a wish may wait; absent: it may not. */
export interface Grace {
  readonly times?: number | undefined
  readonly days?: number | undefined
  readonly until?: string | undefined
}

export interface Wishing {
  readonly wishes: readonly string[]
  readonly sharedFateAllowed: boolean
  readonly grace?: Grace | undefined
  /** All kinds that there are: what stands counts also where it is offered no longer. */
  readonly known: readonly FactorTraits[]
  /** What can be set up here, in the order it is recommended. */
  readonly offered: readonly FactorTraits[]
  readonly methods: readonly MethodFacts[]
  readonly putOff: Readonly<Record<string, PutOffSoFar>>
  /** In this visit. */
  readonly putOffNow: readonly string[]
  readonly now: Date
}

/** What fulfils a wish, of all that can be set up here. */
export const factorsFor = (wish: string, offered: readonly FactorTraits[]): readonly string[] =>
  offered
    .filter((factor) => (classes[wish] ? classes[wish](factor) : factor.name === wish))
    .map((factor) => factor.name)

/** What anybody may set up for it: what fulfils it, and what stands in its place. */
export const choicesForWish = (wish: string, offered: readonly FactorTraits[]): readonly string[] =>
  factorsOffered(wish, offered, false)

export function wishFacts(wishing: Wishing): readonly WishFacts[] {
  const { wishes, known, offered, putOff } = wishing
  const hasNone = putOff[noSmartphone] !== undefined
  const ways = wishes.map((wish) => {
    const own = factorsFor(wish, known)
    return { wish, own, instead: insteadOf(wish, offered, hasNone) }
  })
  const { by, isFree } = fulfilled(ways, wishing)
  return ways.map(({ wish }): WishFacts => {
    const done = by.get(wish)
    const helps = done === undefined ? offered.filter(({ fate }) => isFree(fate)) : offered
    const factors = factorsOffered(wish, helps, hasNone)
    if (done !== undefined) return { wish, factors, state: 'done', by: done }
    const grace = graceOf(wishing, wish)
    // What nothing on offer can fulfil is not asked for: who may come in is another question.
    const waits = wishing.putOffNow.includes(wish) || factors.length === 0
    return { wish, factors, state: waits ? 'put-off' : 'missing', ...grace }
  })
}

/** Whoever has no phone for an app is shown first what they can use, where there is any of it. */
function factorsOffered(
  wish: string,
  offered: readonly FactorTraits[],
  hasNone: boolean,
): readonly string[] {
  const own = factorsFor(wish, offered)
  const instead = insteadOf(wish, offered, hasNone)
  return hasNone && isAppWish(wish) ? [...instead, ...own] : [...own, ...instead]
}

interface WaysFor {
  readonly wish: string
  readonly own: readonly string[]
  readonly instead: readonly string[]
}

/** What fits few wishes is given to those first; one method never fulfils two. */
function fulfilled(ways: readonly WaysFor[], { methods, sharedFateAllowed }: Wishing) {
  const taken = new Set<string>()
  const fates = new Set<string>()
  const by = new Map<string, string>()
  const isFree = (fate: string): boolean => sharedFateAllowed || !fates.has(fate)
  for (const { wish, own, instead } of ways.toSorted((a, b) => a.own.length - b.own.length)) {
    const fits = (names: readonly string[]): MethodFacts | undefined =>
      methods.find(
        ({ id, factor, fate = factor }) => names.includes(factor) && !taken.has(id) && isFree(fate),
      )
    const method = fits(own) ?? fits(instead)
    if (!method) continue
    taken.add(method.id)
    fates.add(method.fate ?? method.factor)
    by.set(wish, method.id)
  }
  return { by, isFree }
}

/** What is left of the grace, or how it ended; nothing where none was given. */
function graceOf(
  { grace, putOff, now }: Wishing,
  wish: string,
): { readonly mayPutOff?: PutOff; readonly putOffOver?: PutOffOver } {
  if (!grace) return {}
  const { times, days, until } = grace
  const soFar = putOff[wish]
  const timesLeft = times === undefined ? undefined : times - (soFar?.times ?? 0)
  const since = soFar ? new Date(soFar.since) : now
  const ends = [
    ...(days === undefined ? [] : [secondsAfter(since, days * 86_400)]),
    ...(until === undefined ? [] : [new Date(until)]),
  ]
  const [end] = ends.toSorted((one, other) => secondsBetween(other, one))
  if (end && end <= now) return { putOffOver: { over: 'date', at: end.toISOString() } }
  if (timesLeft !== undefined && timesLeft <= 0) return { putOffOver: { over: 'times' } }
  if (timesLeft === undefined && end === undefined) return {}
  return {
    mayPutOff: {
      ...(timesLeft !== undefined && { timesLeft }),
      ...(end && { daysLeft: Math.ceil(secondsBetween(now, end) / 86_400) }),
    },
  }
}

/** The highest level this account can show here: how many kinds of proof its methods make up. */
export function levelOf(methods: readonly MethodFacts[], accepts: readonly string[]): number {
  const counting = methods.filter(({ factor }) => accepts.includes(factor))
  return Math.min(2, new Set(counting.flatMap(({ kinds }) => kinds ?? [])).size)
}

/**
 * What may be asked first at the next sign-in, and in that order: whatever stands behind the
 * password, but for what lies in a drawer for the day that the rest is gone.
 */
export const behindPassword = (
  methods: readonly MethodFacts[],
  accepts: readonly string[],
): readonly MethodFacts[] =>
  accepts.flatMap((name) =>
    methods
      .filter(({ factor, fate }) => factor === name && fate !== 'paper')
      .filter(({ kinds = [] }) => kinds.some((kind) => kind !== 'knows'))
      .toSorted((one, other) => (other.usedAt ?? '').localeCompare(one.usedAt ?? '')),
  )

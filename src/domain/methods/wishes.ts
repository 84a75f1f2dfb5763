// Wishes: the methods that a rule wants each person to have. Which of them stand, which are missing
// and which may wait, from facts alone. Two methods that are lost together are one (a phone with an
// app and a text message on it), unless the rule says otherwise in as many words.
import type { FactorTraits, MethodFacts, PutOffSoFar, WishFacts } from '../facts.ts'
import type { PutOff } from '../../shapes/screen.ts'
import { secondsBetween } from '../../lib/clock.ts'

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

export function wishFacts(wishing: Wishing): readonly WishFacts[] {
  const { wishes, offered, methods, sharedFateAllowed } = wishing
  const taken = new Set<string>()
  const fates = new Set<string>()
  const isFree = (fate: string): boolean => sharedFateAllowed || !fates.has(fate)
  const fulfilled = wishes.map((wish) => {
    const factors = factorsFor(wish, wishing.known)
    const by = methods.find(
      ({ id, factor, fate = factor }) => factors.includes(factor) && !taken.has(id) && isFree(fate),
    )
    if (by) taken.add(by.id)
    if (by) fates.add(by.fate ?? by.factor)
    return { wish, by: by?.id }
  })
  return fulfilled.map(({ wish, by }): WishFacts => {
    const helps = offered.filter(({ fate }) => isFree(fate))
    const factors = factorsFor(wish, by === undefined ? helps : offered)
    if (by !== undefined) return { wish, factors, state: 'done', by }
    const mayPutOff = graceOf(wishing, wish)
    // What nothing on offer can fulfil is not asked for: who may come in is another question.
    const waits = wishing.putOffNow.includes(wish) || factors.length === 0
    return { wish, factors, state: waits ? 'put-off' : 'missing', ...(mayPutOff && { mayPutOff }) }
  })
}

/** What is left of the grace; nothing where none was given or it has run out. */
function graceOf({ grace, putOff, now }: Wishing, wish: string): PutOff | undefined {
  if (!grace) return undefined
  const soFar = putOff[wish]
  const timesLeft = grace.times === undefined ? undefined : grace.times - (soFar?.times ?? 0)
  const since = soFar ? new Date(soFar.since) : now
  const ends = [
    ...(grace.days === undefined ? [] : [grace.days - secondsBetween(since, now) / 86_400]),
    ...(grace.until === undefined ? [] : [secondsBetween(now, new Date(grace.until)) / 86_400]),
  ]
  const daysLeft = ends.length === 0 ? undefined : Math.ceil(Math.min(...ends))
  if ((timesLeft ?? 1) <= 0 || (daysLeft ?? 1) <= 0) return undefined
  if (timesLeft === undefined && daysLeft === undefined) return undefined
  return {
    ...(timesLeft !== undefined && { timesLeft }),
    ...(daysLeft !== undefined && { daysLeft }),
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

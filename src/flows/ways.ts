// Which questions could be asked now, the best one first: of whoever shall prove something, and of
// whoever shall set something up. Pure: facts only. Before anything is proven only what everybody
// is asked for may be asked, or the question would tell who exists and what they have (ATK-ENUM).
import { detours, type Facts, type MethodFacts } from '../domain/facts.ts'
import { kindsOf } from '../domain/assurance.ts'
import type { Factor } from '../factors/factor.ts'
import { factorNamed } from '../factors/index.ts'
import type { Choice } from '../shapes/screen.ts'

export interface Way {
  /** What the answer says that chooses it. */
  readonly choice: string
  readonly factor: Factor<unknown>
  /** The one that is asked for, where each is a question of its own. */
  readonly method?: MethodFacts
}

export const isDetour = ({ flow }: Pick<Facts, 'flow'>): boolean =>
  detours.some((detour) => detour === flow)

/** Stands for a number that is known beforehand and belongs to no method yet. */
export const knownNumber = 'known'

export function provingWays(facts: Facts): readonly Way[] {
  const isStranger = facts.counting.length === 0 && facts.proofs.length === 0
  const shown = new Set(facts.counting.map((proof) => proof.factor))
  const ways = facts.need.accepts.flatMap((name): readonly Way[] => {
    const factor = factorNamed(name)
    if (!factor || shown.has(name) || !isCarried(factor, facts)) return []
    if (isStranger && factor.arrives) return isLed(facts) ? [{ choice: name, factor }] : []
    // Where another house is to say who it is, nobody is named whom anything else could be about.
    if (facts.person === undefined && isUnnamed(facts)) return []
    if (isStranger) return isForStrangers(factor, facts) ? [{ choice: name, factor }] : []
    if (facts.flow === 'recover' && isSameMeans(name, shown)) return []
    return helps(factor, facts) ? waysOf(factor, facts) : []
  })
  return bestFirst(ways, facts)
}

const isUnnamed = ({ named, who }: Facts): boolean => named === undefined && who === undefined

/** Never beside a detour: what is shown elsewhere brings back nothing that is forgotten here. */
const isLed = (facts: Facts): boolean => facts.elsewhere !== undefined && !isDetour(facts)

/** What everybody is asked alike. Turned aside that is whatever may be shown there. */
const isForStrangers = (factor: Factor<unknown>, facts: Facts): boolean =>
  isDetour(facts) ? factor.name !== 'question' && factor.vouches !== true : factor.first

/** A message to a number and a call to it are one. */
const isSameMeans = (name: string, shown: ReadonlySet<string>): boolean =>
  (name === 'voice' && shown.has('sms')) || (name === 'sms' && shown.has('voice'))

export const isCarried = (factor: Factor<unknown>, { channels, connectedTo }: Facts): boolean =>
  (factor.channel === undefined || channels.includes(factor.channel)) &&
  (factor.connects !== true || connectedTo !== undefined)

/** It gave a new password a moment ago. */
export const isResting = (label: string | undefined, { resting }: Facts): boolean =>
  label !== undefined && resting?.numbers.includes(label) === true

function waysOf(factor: Factor<unknown>, facts: Facts): readonly Way[] {
  const mine = facts.methods.filter(
    (method) => method.factor === factor.name && !isResting(method.label, facts),
  )
  if (mine.length === 0) return isKnownBeforehand(factor, facts) ? [byKnownNumber(factor)] : []
  if (!factor.each) return [{ choice: factor.name, factor }]
  return mine
    .toSorted((one, other) => (other.usedAt ?? '').localeCompare(one.usedAt ?? ''))
    .map((method) => ({ choice: method.id, factor, method }))
}

/**
/**
 * At the first set-up, and when a password is forgotten, the number known beforehand is a proof;
 * and what another house says is one as well where the phone is not at hand. Somebody else's word
 * is one where something of the person's own is gone, and nowhere else.
 */
function isKnownBeforehand(factor: Factor<unknown>, { flow, person, lost }: Facts): boolean {
  const isLost = lost === 'gone' || lost === 'away'
  const mayCount = factor.vouches
    ? flow === 'recover' || (flow === 'sign-in' && isLost)
    : flow === 'activate' || isDetour({ flow }) || (factor.connects === true && isLost)
  return mayCount && person !== undefined && factor.known?.(person) !== undefined
}

export const byKnownNumber = (factor: Factor<unknown>): Way => ({
  choice: factor.name,
  factor,
  method: { id: knownNumber, factor: factor.name, ageSeconds: 0 },
})

/**
 * Would it bring anybody further? What resists phishing is asked for where nothing else will do.
 */
function helps(factor: Factor<unknown>, { flow, counting, need }: Facts): boolean {
  if (flow === 'activate' || isDetour({ flow })) return true
  const { kinds, resistsPhishing } = factor.proof
  const lacksResisting = need.resistsPhishing && !counting.some((proof) => proof.resistsPhishing)
  if (lacksResisting && counting.length > 0) return resistsPhishing
  const shown = kindsOf(counting)
  return kinds.some((kind) => !shown.has(kind)) || factor.name === 'question'
}

function bestFirst(ways: readonly Way[], facts: Facts): readonly Way[] {
  const isOf = (way: Way, wanted: string | undefined): boolean =>
    wanted !== undefined && (way.choice === wanted || way.method?.id === wanted)
  const preferred = facts.methods.find(({ id }) => id === facts.person?.defaultMethod)
  const rank = (way: Way): number => {
    if (isOf(way, facts.chosen)) return 0
    // Whoever has passed over the telephone on the way round has it not at hand.
    if (isDetour(facts)) return way.factor.channel ? 2 : 1
    return isOf(way, preferred?.id) || way.factor.name === preferred?.factor ? 1 : 2
  }
  // What goes before a first proof is never changed by what somebody prefers, and by what was
  // chosen only where everybody has the same choice.
  if (facts.proofs.length === 0 && isDetour(facts))
    return ways.toSorted(
      (one, other) => Number(isOf(other, facts.chosen)) - Number(isOf(one, facts.chosen)),
    )
  if (facts.proofs.length === 0)
    return ways.toSorted((one, other) => forStranger(one, facts) - forStranger(other, facts))
  return ways.toSorted((one, other) => rank(one) - rank(other))
}

/** The house that the name is at home in, or was pressed for, comes first; all have that choice. */
const forStranger = ({ factor, choice }: Way, { chosen, elsewhere }: Facts): number => {
  if (elsewhere === undefined) return 1
  if (choice === chosen) return 0
  return factor.arrives === true ? 1 : 2
}

/**
 * The page of a number that is known offers a call to it as well: it is no way of its own there.
 */
export const besides = (present: Way | undefined, ways: readonly Way[]): readonly Way[] =>
  ways.filter(
    (way) =>
      way !== present &&
      !(isKnown(way.method) && isKnown(present?.method) && way.factor.channel === 'voice'),
  )

const isKnown = (method: MethodFacts | undefined): boolean => method?.id === knownNumber

export const choiceOf = ({ choice, factor, method }: Way, facts?: Facts): Choice => {
  const number = method?.label ?? (facts?.proofs.length ? facts.person?.knownPhone : undefined)
  const ending = factor.channel && number?.slice(-2)
  return {
    choice,
    factor: factor.name,
    ...(method?.name && { name: method.name }),
    ...(method?.label && { label: method.label }),
    ...(ending && { ending }),
    ...(method && facts && isInOwnApp(method, facts) && { isInOwnApp: true }),
    ...(factor.connects && facts?.connectedTo && { name: facts.connectedTo }),
    ...(factor.arrives && facts?.elsewhere && { name: facts.elsewhere.name }),
    ...(facts && isSilent(factor, facts) && { isSilent: true }),
  }
}

/** A phone that approves shows codes as well, and they were given its name. */
const isInOwnApp = ({ factor, name }: MethodFacts, { methods }: Facts): boolean =>
  factor === 'totp' &&
  name !== undefined &&
  methods.some((other) => other.factor === 'push' && other.name === name)

/** Nobody is told of it before they have shown something: it differs from person to person. */
function isSilent({ name }: Factor<unknown>, { methods, proofs }: Facts): boolean {
  const mine = methods.filter((method) => method.factor === name)
  return proofs.length > 0 && mine.length > 0 && mine.every((method) => method.isSilent)
}

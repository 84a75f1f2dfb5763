// Who may administer, who may help, and whom. The one place that answers; without a right nobody
// may anything. Must never let somebody who helps look at whoever holds a right.
import type { Configuration } from '../configuration/configuration.ts'
import type { Right } from '../configuration/configuration-shape.ts'
import type { PersonFacts } from '../facts.ts'

type Rights = Pick<Configuration, 'rights' | 'rightHolders'>
type Member = Pick<PersonFacts, 'groups'>
type Known = Pick<PersonFacts, 'id' | 'login' | 'groups'>
type RightsAndGlass = Rights & Pick<Configuration, 'breakGlass'>

export type May = Right['may']

const heldBy = ({ rights }: Rights, { groups }: Member): readonly Right[] =>
  rights.filter(({ whom }) => whom.some((group) => groups.includes(group)))

/** Whoever may administer may help as well. */
export const may = (rights: Rights, by: Member, what: May): boolean =>
  heldBy(rights, by).some((right) => right.may === what || right.may === 'administer')

/** Everything that somebody may, the most first. */
export const mayOf = (rights: Rights, by: Member): readonly May[] =>
  (['administer', 'help'] as const).filter((what) => may(rights, by, what))

/** May this person be looked at, and helped, by somebody who holds these rights? */
export function mayHelp(rights: Rights, by: Member, person: Member): boolean {
  if (may(rights, by, 'administer')) return true
  if (person.groups.some((group) => rights.rightHolders.has(group))) return false
  return heldBy(rights, by).some(
    ({ over }) => over === undefined || over.some((group) => person.groups.includes(group)),
  )
}

/** Among whom somebody who helps may look; `mayHelp` has the last word. */
export const whomToHelp = (
  rights: Rights,
  by: Member,
): { readonly over: readonly string[] | undefined; readonly never: readonly string[] } => {
  if (may(rights, by, 'administer')) return { over: undefined, never: [] }
  const held = heldBy(rights, by)
  const isAll = held.some(({ over }) => over === undefined)
  return {
    over: isAll ? undefined : held.flatMap(({ over = [] }) => over),
    never: [...rights.rightHolders],
  }
}

/**
 * Holds no right, and stands not behind glass. Whoever does neither is helped nor vouched for:
 * nobody beside them holds what that would open.
 */
export const isOrdinary = (
  { breakGlass, rightHolders }: Pick<RightsAndGlass, 'breakGlass' | 'rightHolders'>,
  { login, groups }: Pick<PersonFacts, 'login' | 'groups'>,
): boolean => !breakGlass.includes(login) && !groups.some((group) => rightHolders.has(group))

/**
 * May something be done to this person's account? Never to one's own, and never to that of anybody
 * who holds a right or stands behind glass, by whoever: that takes the command line.
 */
export const mayActOn = (rights: RightsAndGlass, by: Known, person: Known): boolean =>
  by.id !== person.id && isOrdinary(rights, person) && mayHelp(rights, by, person)

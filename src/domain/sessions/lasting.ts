// How long what was shown in a session stands here. «Forbli innlogget» lengthens a session as far
// as the rule of the place where it was ticked allows, and must never carry it into a place whose
// rule allows less.
import type { Lives } from '../configuration/configuration.ts'
import type { Need } from '../policy/need.ts'

/**
 * As long as anybody here could be in: by the rule where it lets browsers stay, else by the house.
 */
export const longestHere = (
  { staySeconds = 0 }: Pick<Need, 'staySeconds'>,
  { sessionSeconds }: Pick<Lives, 'sessionSeconds'>,
): number => Math.max(staySeconds, sessionSeconds)

/** The same, and as fresh as the rule asks for where something is opened. */
export const freshFor = (need: Need, lives: Pick<Lives, 'sessionSeconds'>): number =>
  Math.min(need.freshSeconds ?? Number.POSITIVE_INFINITY, longestHere(need, lives))

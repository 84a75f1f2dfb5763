// Where somebody came from who approves on the very phone that the page stands on: the visit that
// asked. Must never tell it to another browser than the one that it belongs to.
import { visitThatAsked } from '../../store/methods/challenges.ts'
import type { Moment } from '../moment.ts'
import { challengeCodeHash } from '../visits/challenges.ts'

/** By the name of a request, or by the code that a phone was added with. */
export const wayBack = (moment: Moment, of: string): Promise<string | undefined> =>
  visitThatAsked(moment.db, {
    id: of,
    codeHash: challengeCodeHash(moment.house, of),
    browser: moment.browser ?? '',
  })

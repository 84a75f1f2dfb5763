// Where somebody came from who approves on the very phone that the page stands on: the visit that
// asked. What was approved there counts when this browser is led back to it. Must never tell it to
// another browser than the one that it belongs to, nor let a yes count that came from elsewhere.
import { isSameText } from '../../lib/digest.ts'
import { turnToAsking, visitThatAsked } from '../../store/methods/challenges.ts'
import { tellMoved } from '../../store/waiting.ts'
import type { House, Moment } from '../moment.ts'
import { challengeBack, challengeCodeHash } from '../visits/challenges.ts'

/** Told to the phone alone, when it has approved: whoever waits cannot make it up. */
export const backAddress = (house: House, request: string): string =>
  new URL(`/m/back/${request}.${challengeBack(house, request)}`, house.address).href

/** By the name of a request, or by the code that a phone was added with. */
export async function wayBack(moment: Moment, of: string): Promise<string | undefined> {
  const { db, house, now, browser = '' } = moment
  const [id = '', secret = ''] = of.split('.')
  if (isSameText(secret, challengeBack(house, id))) {
    const visit = await turnToAsking(db, id, { browser, now })
    if (visit !== undefined) await tellMoved(db, visit, 'done')
  }
  return visitThatAsked(db, { id, codeHash: challengeCodeHash(house, id), browser })
}

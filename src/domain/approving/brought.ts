// What a new phone brings, until it counts: kept sealed with the code that it came by. Must never
// be answered to anybody but the very phone that brought it.
import { isSameText, keyedHash } from '../../lib/digest.ts'
import type { PublicPoint } from '../../lib/signing/compact-jws.ts'
import type { Said } from '../../shapes/phone-said.ts'
import { ringsShape } from '../../shapes/rings.ts'
import { z } from 'zod'
import type { House } from '../moment.ts'
import { phoneKeptShape } from './kept-phone.ts'

export const broughtShape = z.strictObject({
  kept: phoneKeptShape,
  /** All that was said with it, as a keyed hash: said again it is answered again. */
  as: z.string(),
  name: z.string(),
  rings: ringsShape.exactOptional(),
})
export type Brought = z.output<typeof broughtShape>

/** Said once more because no answer came, it has another time and number, and is the same. */
export const saidAs = ({ keys }: House, said: Said<'add'> | Said<'move-claim'>): string => {
  const content = JSON.stringify({ ...said, at: 0, n: 0 })
  return keyedHash(keys.keyFor('phone-locks'), 'brought', content).toString('base64url')
}

/** Who brings, and what. */
export interface By {
  readonly key: PublicPoint
  readonly as: string
}

/** The half of a PIN is in it: nobody is given the share of another half by asking again. */
export const isBroughtBy = ({ kept, as: before }: Brought, by: By): boolean =>
  kept.key.x === by.key.x && kept.key.y === by.key.y && isSameText(by.as, before)

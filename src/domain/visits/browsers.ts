// A Browser: one cookie. Its id is drawn from the cookie's secret, so that a browser we have never
// let anybody in with needs no row, and a row cannot be turned into a cookie.
import { secondsAfter } from '../../lib/clock.ts'
import { keyedHash } from '../../lib/digest.ts'
import { remembering } from '../../lib/remembering.ts'
import { forgetBrowsers } from '../../store/sessions.ts'
import type { House, Moment } from '../moment.ts'

const drawn = new WeakMap<House, (secret: string) => string>()

/** The same browser asks several times in a row. */
export function browserId(house: House, secret: string): string {
  const known = drawn.get(house)
  if (known) return known(secret)
  const draw = remembering(1000, (of: string) =>
    keyedHash(house.keys.keyFor('browser'), 'browser', of).subarray(0, 16).toString('base64url'),
  )
  drawn.set(house, draw)
  return draw(secret)
}

const yearSeconds = 365 * 86_400

/** For the house's own broom: a browser keeps its cookie for a year, and is a stranger after it. */
export const forgetOldBrowsers = (moment: Moment): Promise<number> =>
  forgetBrowsers(moment.db, secondsAfter(moment.now, -yearSeconds))

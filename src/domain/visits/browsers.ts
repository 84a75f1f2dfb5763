// A Browser: one cookie. Its id is drawn from the cookie's secret, so that a browser we have never
// let anybody in with needs no row, and a row cannot be turned into a cookie. Some spare their
// person the second proof: never more than that, and never after anything that protects the account
// has changed.
import { secondsAfter } from '../../lib/clock.ts'
import { keyedHash } from '../../lib/digest.ts'
import { remembering } from '../../lib/remembering.ts'
import {
  forgetFamiliarBefore,
  forgetRememberedOf,
  rememberedBrowsersOf,
  type RememberedBrowser,
} from '../../store/methods/browsers.ts'
import { kindsOf } from '../assurance.ts'
import { recordEvent } from '../events/events.ts'
import type { Facts } from '../facts.ts'
import { inTransaction, type House, type Moment } from '../moment.ts'

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

const day = 86_400
const yearSeconds = 365 * day

/** For the house's own broom: a browser keeps its cookie for a year, and is a stranger after it. */
export const forgetOldBrowsers = (moment: Moment): Promise<number> =>
  forgetFamiliarBefore(moment.db, secondsAfter(moment.now, -yearSeconds))

/** Whether the second proof may be spared here from now on, by whoever shows it now. */
export const mayRemember = ({ flow, need, proofs }: Facts): boolean =>
  flow === 'sign-in' && proofs.length > 0 && need.rememberSeconds !== undefined && !need.isSpared

/**
 * It was asked for, and two kinds were really shown, the second of them in this very visit: what
 * was spared is never the reason to spare it for longer.
 */
export const remembersNow = (facts: Facts, since: Date): boolean =>
  facts.remember === true &&
  mayRemember(facts) &&
  kindsOf(facts.counting).size > 1 &&
  facts.counting.some(
    ({ kinds, at }) => kinds.some((kind) => kind !== 'knows') && Date.parse(at) >= since.getTime(),
  )

/** Those that any rule in force lets spare something: an older one is as good as forgotten. */
export const rememberedBrowsers = (
  { db, now, house }: Moment,
  person: string,
): Promise<readonly RememberedBrowser[]> => {
  const { rules } = house.configuration()
  const days = rules.flatMap(({ need, reportOnly }) => (reportOnly ? [] : (need.rememberDays ?? 0)))
  const after = secondsAfter(now, -day * Math.max(0, ...days))
  return rememberedBrowsersOf(db, person, { after, epoch: house.epoch() })
}

interface Forgetting {
  readonly because: string
  /** One of them; absent: all. */
  readonly browser?: string
  readonly actor?: string
}

/** How many there were. In the caller's transaction. */
export async function forgetBrowsers(
  inside: Moment,
  person: string,
  { because, browser, actor }: Forgetting,
): Promise<number> {
  const forgotten = await forgetRememberedOf(inside.db, person, browser)
  for (const each of forgotten) {
    const data = { browser: each, because }
    await recordEvent(inside, 'browser.forgotten', { person, data, ...(actor && { actor }) })
  }
  return forgotten.length
}

export const forgetBrowsersNow = (
  moment: Moment,
  person: string,
  forgetting: Forgetting,
): Promise<number> => inTransaction(moment, (inside) => forgetBrowsers(inside, person, forgetting))

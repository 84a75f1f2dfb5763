// Which counts does a try belong to? Those of a browser that is known, or of the account, the
// address, the password and the house. Must never keep what was tried, or a name in plain.
import { keyedHash } from '../../lib/digest.ts'
import { plainAddress } from '../../lib/ip-range.ts'
import type { Count } from '../../store/throttles.ts'
import type { Moment } from '../moment.ts'
import { addressLimit, houseLimit, limitOf, shareLimit, type Guessed } from './limits.ts'

/** Of each factor, or another thing that can be guessed, there is a count of its own. */
export interface Try extends Guessed {
  /** Whom it is about: a person's id, or the canonical name when nobody has it. */
  readonly account?: string
  /** The browser's id; the moment's own when absent. */
  readonly browser?: string
  /** This browser has let this person in before. */
  readonly familiar: boolean
  /**
   * What was tried, so that one password tried on everybody is found. Never kept (see `shareOf`).
   */
  readonly secret?: string
}

/**
 * A browser that has let the person in before is judged by its own count alone: strangers, however
 * many, cannot keep anybody out. Every other browser shares one count per account, and those
 * of its address, of its password and of the house.
 */
export function countsFor(moment: Moment, tried: Try): Count[] {
  const limit = limitOf(tried)
  const browser = tried.browser ?? moment.browser
  if (tried.familiar && browser && tried.account !== undefined) {
    return [{ key: browserKey(moment, tried, browser), ...limit }]
  }
  const counts: Count[] = [
    { key: keyOf(moment, 'address', blockOf(moment.from.address)), ...addressLimit },
    { key: keyOf(moment, 'house'), ...houseLimit },
  ]
  if (tried.account !== undefined) counts.push({ key: accountKey(moment, tried), ...limit })
  if (tried.secret !== undefined) {
    counts.push({
      key: keyOf(moment, 'share', tried.purpose, shareOf(moment, tried.secret)),
      ...shareLimit,
    })
  }
  return counts
}

export const keyOf = (moment: Moment, kind: string, ...parts: string[]): Buffer =>
  keyedHash(moment.house.keys.keyFor('throttles'), kind, ...parts)

export const accountKey = (moment: Moment, tried: Pick<Try, 'purpose' | 'account'>): Buffer =>
  keyOf(moment, 'account', tried.purpose, tried.account ?? '')

export const browserKey = (
  moment: Moment,
  tried: Pick<Try, 'purpose' | 'account'>,
  browser: string,
): Buffer => keyOf(moment, 'browser', tried.purpose, tried.account ?? '', browser)

/**
 * One of 4096 shares of all passwords. Enough to see that one password is tried on everybody; far
 * too little to tell a password by, should both the rows and the key be stolen one day.
 */
const shareOf = (moment: Moment, secret: string): string =>
  keyOf(moment, 'secret', secret.normalize('NFC')).toString('hex').slice(0, 3)

/** An IPv6 customer is given at least a /64 of addresses: they count as one. */
export function blockOf(address: string): string {
  const plain = plainAddress(address) ?? address
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head === '' ? [] : head.split(':')
  const known = tail === undefined ? groups : [...groups, '0', '0', '0', '0']
  return known.slice(0, 4).join(':')
}

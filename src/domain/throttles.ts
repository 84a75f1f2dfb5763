// How often may one try? Counted before anything is compared, in one statement, and alike for names
// that nobody has. Must never tell a stranger that somebody waits: a try that
// waits is answered as a wrong one.
import { keyedHash } from '../lib/digest.ts'
import { plainAddress } from '../lib/ip-range.ts'
import {
  type Count,
  type CountedTry,
  countTries,
  forgetCounts,
  type Forgiven,
  forgiveTries,
  takeBackTries,
  unlockCounts,
} from '../store/throttles.ts'
import { recordEvent } from './events/events.ts'
import type { House, Moment } from './moment.ts'

export interface Try {
  /** The factor, or another thing that can be guessed: each has a count of its own. */
  readonly purpose: string
  /** How much it bears; by its purpose where nothing else is said. */
  readonly bears?: LimitName
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

export interface Counted {
  /** Present: nothing may be compared before then. */
  readonly waitUntil?: Date
  /** Too many in a row: it has no end before another proof unlocks it (NIST SP 800-63B 3.2.2). */
  readonly rests?: true
}

/** The same, for whoever writes down when a wait begins and how many it has turned away. */
export interface CountedClosely extends Counted {
  /** How many were turned away in this wait, this one among them. */
  readonly turnedAway?: number
  /** Present where this very try may be compared, and the next one waits unless it is right. */
  readonly nextWaits?: Date
  /** How many more may be wrong in a row before anybody waits, should this one be. */
  readonly left?: number
}

const month = 30 * 86_400
const fiveMinutes = 300

type Limit = Omit<Count, 'key'>

const inARow = (restAt: number, totalMax: number): Limit => ({
  free: 4,
  stepSeconds: 10,
  capSeconds: 900,
  restAt,
  totalMax,
  windowSeconds: month,
})

/**
 * A password may be wrong a hundred times in a row, and three hundred times in thirty days whatever
 * comes between.
 */
const usual = inARow(100, 300)
const limits = {
  usual,
  // Six digits: fifty tries in a window of thirty days, so no more than a hundred in any thirty
  // days at all. They give one chance in ten thousand, and three where the steps beside this one
  // count.
  digits: inARow(100, 50),
  // Eighty bits that nobody types often: ten in an hour.
  codes: { ...inARow(100, 300), stepSeconds: 150 },
  // Six digits: ten tries give one chance in a hundred thousand, and new ones do not give new tries
  // without end.
  pin: inARow(10, 50),
  // What people answer is guessed by whoever knows them, and by many others: as few as bearable,
  // and no more than fifty in any thirty days.
  question: inARow(10, 25),
  // Forty bits: three hundred in thirty days are few enough, and no stranger shuts one for good.
  'start-code': { ...usual, restAt: null },
} as const satisfies Readonly<Record<string, Limit>>
export type LimitName = keyof typeof limits

const limitOf = ({ purpose, bears }: Pick<Try, 'purpose' | 'bears'>): Limit =>
  limits[bears ?? (isLimit(purpose) ? purpose : 'usual')]

const isLimit = (name: string): name is LimitName => Object.hasOwn(limits, name)

/** What a test works the odds out from. */
export const triesOf = (
  bears: LimitName,
): { readonly inARow: number; readonly inAMonth: number } => ({
  inARow: limits[bears].restAt ?? limits[bears].totalMax,
  // A window begins with its first try: any thirty days hold parts of two of them at most.
  inAMonth: 2 * limits[bears].totalMax,
})

const perWindow = (totalMax: number): Limit => ({
  free: 0,
  stepSeconds: null,
  capSeconds: 0,
  restAt: null,
  totalMax,
  windowSeconds: fiveMinutes,
})

// Generous: a whole town hall may stand behind one address, and right answers are taken off again.
const addressLimit = perWindow(200)
const shareLimit = perWindow(60)
const houseLimit = perWindow(5000)
const secretLimit = perWindow(20)

/**
 * One statement, committed by itself: it must stand before the comparing begins, whatever becomes
 * of the rest.
 */
export async function countTry(moment: Moment, tried: Try): Promise<Counted> {
  const { waitUntil, rests } = await countClosely(moment, tried)
  return waitUntil ? { waitUntil, ...(rests && { rests }) } : {}
}

export async function countClosely(moment: Moment, tried: Try): Promise<CountedClosely> {
  const counts = countsFor(moment, tried)
  const rows = await countTries(moment.house.db, counts, moment.now)
  const times = rows.map((row) => row.wait_until?.getTime() ?? 0)
  const until = new Date(Math.max(...times))
  const rests = isRest(moment, until) && ({ rests: true } as const)
  // Not counted is not compared, also where the wait was forgiven between the two looks at it.
  if (rows.some((row) => row.turned_away)) {
    const waiting = rows.filter((row) => row.wait_until && row.wait_until > moment.now)
    const turnedAway = Math.max(0, ...waiting.map((row) => row.refused))
    return { waitUntil: until, turnedAway, ...rests }
  }
  return until > moment.now ? { nextWaits: until, ...rests } : { left: leftOf(counts, rows) }
}

function leftOf(counts: readonly Count[], rows: readonly CountedTry[]): number {
  const inRow = counts.filter(({ stepSeconds }) => stepSeconds !== null)
  const lefts = inRow.map(({ key, free }) => {
    const row = rows.find((each) => each.key.equals(key))
    return free + 1 - (row?.streak ?? 0)
  })
  return Math.max(0, Math.min(...lefts))
}

/** 10, 100, 1000 …: whoever sends a million tries in a wait writes six rows and not a million. */
const isRound = (count: number): boolean => /^10+$/.test(String(count))

/** Writes down that a wait begins with this try, or how many it has turned away. */
export async function tellWaiting(
  moment: Moment,
  { factor, person }: { readonly factor: string; readonly person?: string | undefined },
  { waitUntil, nextWaits, turnedAway = 0, rests }: CountedClosely,
): Promise<void> {
  if (nextWaits && rests) return recordEvent(moment, 'method.rested', { person, data: { factor } })
  const until = nextWaits ?? (isRound(turnedAway) ? waitUntil : undefined)
  if (!until) return
  const data = { factor, by: 'throttle', until, ...(turnedAway && { turnedAway }) }
  await recordEvent(moment, 'proof.held-back', { person, data })
}

/**
 * This try was right after all: it is taken off again, and the count in a row begins anew. Call it
 * when the transaction that used the proof has ended, never inside.
 */
export async function forgive(moment: Moment, tried: Try): Promise<void> {
  const counts = countsFor(moment, tried).map((count) => ({ ...count, times: 1 }))
  await forgiveTries(moment.house.db, counts, moment.now)
}

const gatherMilliseconds = 200
const gathered = new WeakMap<House, Map<string, Forgiven>>()

/**
 * The same, for many at once and a moment later: nobody who comes in waits for it. Should the power
 * go in between, somebody may have to wait a little longer once.
 */
export function forgiveSoon(moment: Moment, tried: Try): void {
  const { house, now } = moment
  const waiting = gathered.get(house)
  const counts = waiting ?? new Map<string, Forgiven>()
  for (const count of countsFor(moment, tried)) {
    const key = Buffer.from(count.key).toString('base64')
    counts.set(key, { ...count, times: (counts.get(key)?.times ?? 0) + 1 })
  }
  if (waiting) return
  gathered.set(house, counts)
  setTimeout(() => void forgiveNow(house, now), gatherMilliseconds).unref()
}

/** What was gathered, at once: before the house closes. */
export async function forgiveNow(house: House, now: Date): Promise<void> {
  const counts = gathered.get(house)
  gathered.delete(house)
  if (!counts) return
  // A database that is away just now keeps its counts; they run out by themselves.
  await forgiveTries(house.db, [...counts.values()], now).catch(() => {})
}

/** Nothing was judged (the queue for slow hashes is full): the try is given back, and no more. */
export async function takeBack(moment: Moment, tried: Try): Promise<void> {
  await takeBackTries(moment.house.db, countsFor(moment, tried), moment.now)
}

/**
 * Another proof was shown, or there is a new secret to guess: the row begins anew. The thirty days
 * are not wiped.
 */
export async function unlock(
  moment: Moment,
  tried: Pick<Try, 'purpose' | 'bears' | 'account' | 'browser'>,
): Promise<void> {
  const limit = limitOf(tried)
  const browser = tried.browser ?? moment.browser
  const keys = [accountKey(moment, tried), ...(browser ? [browserKey(moment, tried, browser)] : [])]
  const counts = keys.map((key) => ({ key, ...limit }))
  await unlockCounts(moment.house.db, counts, moment.now)
}

export interface CountedSecret {
  /** Present: nothing wrong is counted or written down before then. */
  readonly waitUntil?: Date
  /** Present where this very try is the one that makes the next ones wait. */
  readonly waitsFrom?: Date
}

/**
 * A wrong secret or signature of an application, counted for it and the address it came from, and
 * for nothing else: whose secret is right is never counted and never waits, so that nobody can shut
 * an application out by its name. Guessing is hopeless by the length of a secret; what is bounded
 * here is the noise.
 */
export async function countWrongSecret(
  moment: Moment,
  application: string,
): Promise<CountedSecret> {
  const waiting = waitingOf(moment.house)
  const key = keyOf(moment, 'secret-of', application, blockOf(moment.from.address))
  const name = key.toString('base64')
  const known = waiting.get(name)
  if (known && known > moment.now) return { waitUntil: known }
  const [row] = await countTries(moment.house.db, [{ key, ...secretLimit }], moment.now)
  const until = row?.wait_until
  if (!until || until <= moment.now) return {}
  if (waiting.size >= waitingMax) waiting.clear()
  waiting.set(name, until)
  return row.turned_away ? { waitUntil: until } : { waitsFrom: until }
}

/** What this node knows of already needs no statement. */
const waitingMax = 1000
const waitingSecrets = new WeakMap<House, Map<string, Date>>()

function waitingOf(house: House): Map<string, Date> {
  const known = waitingSecrets.get(house) ?? new Map<string, Date>()
  waitingSecrets.set(house, known)
  return known
}

/** For the house's own broom: counts that nobody has added to for a month say nothing any more. */
export const forgetOldCounts = (moment: Moment): Promise<number> =>
  forgetCounts(moment.db, new Date(moment.now.getTime() - month * 1000), moment.now)

/**
 * A browser that has let the person in before is judged by its own count alone: strangers, however
 * many, cannot keep anybody out. Every other browser shares one count per account, and those
 * of its address, of its password and of the house.
 */
function countsFor(moment: Moment, tried: Try): Count[] {
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

const keyOf = (moment: Moment, kind: string, ...parts: string[]): Buffer =>
  keyedHash(moment.house.keys.keyFor('throttles'), kind, ...parts)

const accountKey = (moment: Moment, tried: Pick<Try, 'purpose' | 'account'>): Buffer =>
  keyOf(moment, 'account', tried.purpose, tried.account ?? '')

const browserKey = (
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

const isRest = (moment: Moment, until: Date): boolean =>
  until.getTime() - moment.now.getTime() > month * 1000

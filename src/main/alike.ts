// The servers of one house must agree on where it is, whose passkeys it takes and whose word on
// addresses it believes: what one of them would refuse, another lets in. Must never choose who is
// right; whoever comes later does not begin.
import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart } from '../lib/cannot-start.ts'
import { sha256 } from '../lib/digest.ts'
import type { Settings } from '../settings.ts'
import type { Database, Mark } from '../store/database.ts'
import { marksThatDiffer } from '../store/server/marks.ts'

/** Any numbers, as long as nobody else in the same database locks by them: «por» in ASCII. */
const firstNumber = 0x706f7200

const compared: readonly (readonly [name: string, of: (settings: Settings) => string])[] = [
  ['PORTVAKT_ADDRESS', ({ address }) => address.href],
  ['PORTVAKT_PASSKEY_DOMAIN', ({ passkeyDomain }) => passkeyDomain],
  [
    'PORTVAKT_TRUSTED_PROXIES',
    ({ trustedProxies }) =>
      trustedProxies
        .map(({ version, first, last }) => `${version} ${first} ${last}`)
        .toSorted()
        .join(),
  ],
  // The place of each is its number: a new one stands last.
  ['PORTVAKT_PHONE_ADDRESS', ({ phoneAddress }) => phoneAddress?.origin ?? ''],
]

const marksOf = (settings: Settings): readonly Mark[] =>
  compared.map(([, of], at) => ({
    about: firstNumber + at,
    value: sha256(of(settings)).readUInt32BE() >>> 1,
  }))

/** PostgreSQL takes a moment to see that somebody has hung up. */
const looks = 4
const lookEveryMs = 100

/** Shown for as long as this server lives, and looked at once: ours stand before we look. */
export async function refuseOtherSettings(database: Database, settings: Settings): Promise<void> {
  const marks = marksOf(settings)
  await database.show(marks)
  let differ = await marksThatDiffer(database, marks)
  for (let look = 1; differ.length > 0 && look < looks; look += 1) {
    await wait(lookEveryMs)
    differ = await marksThatDiffer(database, marks)
  }
  if (differ.length === 0) return
  const names = compared.flatMap(([name], at) => (differ.includes(firstNumber + at) ? [name] : []))
  throw new CannotStart(
    `Another server of this database has something else in ${names.join(' and ')}: give all of ` +
      `them the same. To change it for the house, stop the others first.`,
  )
}

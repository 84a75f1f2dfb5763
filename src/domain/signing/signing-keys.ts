// The keys that sign tokens: next (published, not yet used), current (signs), previous (verifies
// until the last token signed by it has run out), retired. A key is published before it signs, so
// that a cached key set is never too old (ATK-JWT-05).
import { CannotStart } from '../../lib/cannot-start.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { makeSigningPair, type SigningAlgorithm } from '../../lib/signing/signing-key.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import * as store from '../../store/signing-keys.ts'
import { recordEvent } from '../events/events.ts'
import { inTransaction, type Moment } from '../moment.ts'

const purpose = 'tokens'
const algorithms: readonly SigningAlgorithm[] = ['ES256', 'RS256']

/** As long as an application may keep our key set; the key set itself says an hour. */
const publishedBeforeUseSeconds = 24 * 3600
/** Longer than any token lives, and long enough for an id_token to be shown again at sign-out. */
const verifiesAfterSeconds = 30 * 24 * 3600

export interface SigningKey {
  readonly kid: string
  readonly algorithm: string
  readonly state: 'next' | 'current' | 'previous'
  readonly publicJwk: Readonly<Record<string, unknown>>
  readonly privateJwk: Readonly<Record<string, unknown>>
}

const order = { current: 0, previous: 1, next: 2, retired: 3 } as const

const place = (kid: string): string => `signing-key/${kid}`

/** The keys in force, the signing ones first. Makes them at the very first start. */
export async function openSigningKeys(moment: Moment): Promise<readonly SigningKey[]> {
  const kept = await keysInForce(moment)
  if (algorithms.every((algorithm) => isComplete(kept, algorithm))) return read(moment, kept)
  const made = await inTransaction(moment, async (inside) => {
    await store.lockSigningKeys(inside.db)
    const found = await keysInForce(inside)
    for (const algorithm of algorithms) {
      if (!found.some((key) => key.algorithm === algorithm && key.state === 'current')) {
        await addKey(inside, algorithm, 'current')
      }
      if (!found.some((key) => key.algorithm === algorithm && key.state === 'next')) {
        await addKey(inside, algorithm, 'next')
      }
    }
    await store.tellOfSigningKeys(inside.db)
    return keysInForce(inside)
  })
  return read(moment, made)
}

/**
 * The database was sealed with the key that we were given, or with none yet. Otherwise half of it
 * would not open, and the other half be sealed with a key that nobody knows tomorrow.
 */
export async function refuseForeignKey({ db, house }: Moment): Promise<void> {
  const rows = await store.listSigningKeys(db, purpose)
  const isOurs = ({ kid, private_sealed }: store.SigningKeyRow): boolean => {
    try {
      unsealJson(house.keys, place(kid), private_sealed)
      return true
    } catch {
      return false
    }
  }
  if (rows.length === 0 || rows.some(isOurs)) return
  throw new CannotStart(
    'The master key is another than the one this database was sealed with: give the old one with ' +
      'PORTVAKT_MASTER_KEY, or name another database.',
  )
}

const isComplete = (keys: readonly store.SigningKeyRow[], algorithm: string): boolean =>
  (['current', 'next'] as const).every((state) =>
    keys.some((key) => key.algorithm === algorithm && key.state === state),
  )

const keysInForce = async (moment: Moment): Promise<store.SigningKeyRow[]> =>
  (await store.listSigningKeys(moment.db, purpose)).filter(
    (key) => !key.retires_at || key.retires_at > moment.now,
  )

function read(moment: Moment, rows: readonly store.SigningKeyRow[]): readonly SigningKey[] {
  return rows
    .toSorted((one, other) => order[one.state] - order[other.state])
    .flatMap(({ kid, algorithm, state, public_jwk, private_sealed }) =>
      state === 'retired'
        ? []
        : {
            kid,
            algorithm,
            state,
            publicJwk: public_jwk,
            privateJwk: readJwk(unsealJson(moment.house.keys, place(kid), private_sealed), kid),
          },
    )
}

function readJwk(value: unknown, kid: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null)
    throw new Error(`Signing key ${kid} does not read`)
  return Object.fromEntries(Object.entries(value))
}

async function addKey(
  moment: Moment,
  algorithm: SigningAlgorithm,
  state: 'next' | 'current',
): Promise<void> {
  const pair = await makeSigningPair(algorithm)
  await store.addSigningKey(moment.db, {
    kid: pair.kid,
    algorithm,
    purpose,
    public_jwk: pair.publicJwk,
    private_sealed: sealJson(moment.house.keys, place(pair.kid), pair.privateJwk),
    state,
    created_at: moment.now,
    signs_from:
      state === 'current' ? moment.now : secondsAfter(moment.now, publishedBeforeUseSeconds),
  })
  await recordEvent(moment, 'key.made', { data: { kid: pair.kid, purpose, algorithm } })
}

export type Rotation =
  | { readonly is: 'rotated'; readonly kids: readonly string[] }
  /** The next key has not been published long enough: applications may not know it yet. */
  | { readonly is: 'too early'; readonly from: Date }

/**
 * The next key signs from now, the present one goes on verifying, and a new next one is published.
 */
export const rotateSigningKeys = (moment: Moment): Promise<Rotation> =>
  inTransaction(moment, async (inside): Promise<Rotation> => {
    await store.lockSigningKeys(inside.db)
    const keys = await keysInForce(inside)
    const next = keys.filter((key) => key.state === 'next')
    const latest = new Date(Math.max(...next.map((key) => key.signs_from.getTime())))
    if (latest > inside.now) return { is: 'too early', from: latest }
    for (const key of next) await promote(inside, keys, key)
    await store.tellOfSigningKeys(inside.db)
    return { is: 'rotated', kids: next.map((key) => key.kid) }
  })

/**
 * A key may be known to somebody else: nothing it signed is believed any more, from this commit on
 * (ATK-JWT-06).
 */
export const retireSigningKey = (moment: Moment, kid: string): Promise<'retired' | 'unknown'> =>
  inTransaction(moment, async (inside): Promise<'retired' | 'unknown'> => {
    await store.lockSigningKeys(inside.db)
    const keys = await keysInForce(inside)
    const leaked = keys.find((key) => key.kid === kid)
    if (!leaked) return 'unknown'
    await store.moveSigningKey(inside.db, kid, { state: 'retired', retiresAt: inside.now })
    await recordEvent(inside, 'key.retired', { data: factsOf(leaked) })
    const rest = keys.filter((key) => key.algorithm === leaked.algorithm && key.kid !== kid)
    const next = rest.find((key) => key.state === 'next')
    // Signing with a key that is not yet known everywhere is the smaller evil: a verifier fetches a
    // set it does not know.
    if (leaked.state === 'current' && next) await promote(inside, rest, next)
    else if (leaked.state === 'next') await addKey(inside, readAlgorithm(leaked.algorithm), 'next')
    await store.tellOfSigningKeys(inside.db)
    return 'retired'
  })

async function promote(
  moment: Moment,
  keys: readonly store.SigningKeyRow[],
  next: store.SigningKeyRow,
): Promise<void> {
  const current = keys.find((key) => key.algorithm === next.algorithm && key.state === 'current')
  if (current) {
    await store.moveSigningKey(moment.db, current.kid, {
      state: 'previous',
      retiresAt: secondsAfter(moment.now, verifiesAfterSeconds),
    })
  }
  await store.moveSigningKey(moment.db, next.kid, { state: 'current', signsFrom: moment.now })
  await recordEvent(moment, 'key.rotated', { data: factsOf(next) })
  await addKey(moment, readAlgorithm(next.algorithm), 'next')
}

const factsOf = (key: store.SigningKeyRow) => ({ kid: key.kid, purpose, algorithm: key.algorithm })

function readAlgorithm(text: string): SigningAlgorithm {
  const algorithm = algorithms.find((each) => each === text)
  if (!algorithm) throw new Error(`Signing algorithm ${text} is not ours`)
  return algorithm
}

// The keys that sign for applications: next (published, not yet used), current (signs), previous
// (verifies until the last token signed by it has run out), retired. A key is published before it
// signs, so that a cached key set is never too old (ATK-JWT-05). Tokens and SAML have keys of their
// own: one is turned by itself, the other when people at the applications have had time to read.
import { CannotStart } from '../../lib/cannot-start.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { selfSigned } from '../../lib/signing/certificate.ts'
import { makeSigningPair, type SigningAlgorithm } from '../../lib/signing/signing-key.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import * as store from '../../store/signing-keys.ts'
import { recordEvent } from '../events/events.ts'
import { inTransaction, type Moment } from '../moment.ts'

const algorithmsOf = {
  tokens: ['ES256', 'RS256'],
  saml: ['RS256'],
  // What others encrypt to us by SAML is opened by a key that signs nothing.
  'saml-encryption': ['RS256'],
} as const satisfies Readonly<Record<string, readonly SigningAlgorithm[]>>
export type KeyPurpose = keyof typeof algorithmsOf
const purposes: readonly KeyPurpose[] = ['tokens', 'saml', 'saml-encryption']

/** As long as an application may keep our key set; the key set itself says an hour. */
const publishedBeforeUseSeconds = 24 * 3600
/** Longer than any token lives, and long enough for an id_token to be shown again at sign-out. */
const verifiesAfterSeconds = 30 * 24 * 3600
/** Nobody but metadata vouches for a certificate; its end is told long before. */
const certificateSeconds = 5 * 365 * 24 * 3600

export interface SigningKey {
  readonly kid: string
  readonly algorithm: string
  readonly state: 'next' | 'current' | 'previous'
  readonly publicJwk: Readonly<Record<string, unknown>>
  readonly privateJwk: Readonly<Record<string, unknown>>
  /** In DER, of a key that is published in one. */
  readonly certificate?: Uint8Array
}

const order = { current: 0, previous: 1, next: 2, retired: 3 } as const

const place = (kid: string): string => `signing-key/${kid}`

/** The keys in force, the signing ones first. Makes them when they are first asked for. */
export async function openSigningKeys(
  moment: Moment,
  purpose: KeyPurpose = 'tokens',
): Promise<readonly SigningKey[]> {
  const algorithms: readonly SigningAlgorithm[] = algorithmsOf[purpose]
  const kept = await keysInForce(moment, purpose)
  if (algorithms.every((algorithm) => isComplete(kept, algorithm))) return read(moment, kept)
  const made = await inTransaction(moment, async (inside) => {
    await store.lockSigningKeys(inside.db)
    const found = await keysInForce(inside, purpose)
    for (const algorithm of algorithms) {
      if (!found.some((key) => key.algorithm === algorithm && key.state === 'current')) {
        await addKey(inside, { purpose, algorithm }, 'current')
      }
      if (!found.some((key) => key.algorithm === algorithm && key.state === 'next')) {
        await addKey(inside, { purpose, algorithm }, 'next')
      }
    }
    await store.tellOfSigningKeys(inside.db)
    return keysInForce(inside, purpose)
  })
  return read(moment, made)
}

/**
 * The database was sealed with the key that we were given, or with none yet. Otherwise half of it
 * would not open, and the other half be sealed with a key that nobody knows tomorrow.
 */
export async function refuseForeignKey({ db, house }: Moment): Promise<void> {
  const rows = await store.listSigningKeys(db, 'tokens')
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

const keysInForce = async (moment: Moment, purpose: KeyPurpose): Promise<store.SigningKeyRow[]> =>
  (await store.listSigningKeys(moment.db, purpose)).filter(
    (key) => !key.retires_at || key.retires_at > moment.now,
  )

function read(moment: Moment, rows: readonly store.SigningKeyRow[]): readonly SigningKey[] {
  return rows
    .toSorted((one, other) => order[one.state] - order[other.state])
    .flatMap(({ kid, algorithm, state, public_jwk, private_sealed, certificate }) =>
      state === 'retired'
        ? []
        : {
            kid,
            algorithm,
            state,
            publicJwk: public_jwk,
            privateJwk: readJwk(unsealJson(moment.house.keys, place(kid), private_sealed), kid),
            ...(certificate && { certificate }),
          },
    )
}

function readJwk(value: unknown, kid: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null)
    throw new Error(`Signing key ${kid} does not read`)
  return Object.fromEntries(Object.entries(value))
}

interface KindOfKey {
  readonly purpose: KeyPurpose
  readonly algorithm: SigningAlgorithm
}

async function addKey(
  moment: Moment,
  { purpose, algorithm }: KindOfKey,
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
    ...(purpose !== 'tokens' && {
      certificate: selfSigned({
        privateJwk: pair.privateJwk,
        commonName: moment.house.address.hostname,
        from: moment.now,
        until: secondsAfter(moment.now, certificateSeconds),
        use: purpose === 'saml' ? 'signing' : 'encryption',
      }),
    }),
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
export const rotateSigningKeys = (
  moment: Moment,
  purpose: KeyPurpose = 'tokens',
): Promise<Rotation> =>
  inTransaction(moment, async (inside): Promise<Rotation> => {
    await store.lockSigningKeys(inside.db)
    const keys = await keysInForce(inside, purpose)
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
    const keys: store.SigningKeyRow[] = []
    for (const purpose of purposes) keys.push(...(await keysInForce(inside, purpose)))
    const leaked = keys.find((key) => key.kid === kid)
    if (!leaked) return 'unknown'
    await store.moveSigningKey(inside.db, kid, { state: 'retired', retiresAt: inside.now })
    await recordEvent(inside, 'key.retired', { data: factsOf(leaked) })
    const rest = keys.filter((key) => isAlike(key, leaked) && key.kid !== kid)
    const next = rest.find((key) => key.state === 'next')
    // Signing with a key that is not yet known everywhere is the smaller evil: a verifier fetches a
    // set it does not know.
    if (leaked.state === 'current' && next) await promote(inside, rest, next)
    else if (leaked.state === 'next') await addKey(inside, kindOf(leaked), 'next')
    await store.tellOfSigningKeys(inside.db)
    return 'retired'
  })

async function promote(
  moment: Moment,
  keys: readonly store.SigningKeyRow[],
  next: store.SigningKeyRow,
): Promise<void> {
  const current = keys.find((key) => isAlike(key, next) && key.state === 'current')
  if (current) {
    await store.moveSigningKey(moment.db, current.kid, {
      state: 'previous',
      retiresAt: secondsAfter(moment.now, verifiesAfterSeconds),
    })
  }
  await store.moveSigningKey(moment.db, next.kid, { state: 'current', signsFrom: moment.now })
  await recordEvent(moment, 'key.rotated', { data: factsOf(next) })
  await addKey(moment, kindOf(next), 'next')
}

const isAlike = (one: store.SigningKeyRow, other: store.SigningKeyRow): boolean =>
  one.purpose === other.purpose && one.algorithm === other.algorithm

const factsOf = ({ kid, purpose, algorithm }: store.SigningKeyRow) => ({ kid, purpose, algorithm })

function kindOf({ purpose, algorithm }: store.SigningKeyRow): KindOfKey {
  const known = purposes.find((one) => one === purpose) ?? 'tokens'
  const ours: readonly SigningAlgorithm[] = algorithmsOf[known]
  const found = ours.find((each) => each === algorithm)
  if (!found) throw new Error(`Signing algorithm ${algorithm} is not ours`)
  return { purpose: known, algorithm: found }
}

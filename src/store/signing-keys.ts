// The rows of signing keys. The private half is sealed before it comes here.
import { statement, type Db } from './database.ts'

export type KeyState = 'next' | 'current' | 'previous' | 'retired'

export interface SigningKeyRow {
  kid: string
  algorithm: string
  purpose: string
  public_jwk: Record<string, unknown>
  private_sealed: Buffer
  /** Of keys that are published in one. */
  certificate?: Buffer | null
  state: KeyState
  created_at: Date
  signs_from: Date
  retires_at: Date | null
}

const list = statement<SigningKeyRow>(
  'list signing keys',
  `select kid, algorithm, purpose, public_jwk, private_sealed, certificate, state, created_at,
     signs_from, retires_at
   from signing_keys where purpose = $1 and state <> 'retired' order by created_at, kid`,
)
export const listSigningKeys = (db: Db, purpose: string): Promise<SigningKeyRow[]> =>
  list.rows(db, purpose)

// Two nodes that start at once on an empty database wait here for each other; the second finds the
// keys of the first.
const lock = statement('lock signing keys', `lock table signing_keys in share row exclusive mode`)
export const lockSigningKeys = (db: Db): Promise<number> => lock.count(db)

const insert = statement(
  'add a signing key',
  `insert into signing_keys
     (kid, algorithm, purpose, public_jwk, private_sealed, state, created_at, signs_from, certificate)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)
export const addSigningKey = (db: Db, key: Omit<SigningKeyRow, 'retires_at'>): Promise<number> =>
  insert.count(
    db,
    key.kid,
    key.algorithm,
    key.purpose,
    JSON.stringify(key.public_jwk),
    key.private_sealed,
    key.state,
    key.created_at,
    key.signs_from,
    key.certificate ?? null,
  )

const move = statement(
  'move a signing key',
  `update signing_keys set state = $2, signs_from = coalesce($3, signs_from), retires_at = $4 where kid = $1`,
)
export const moveSigningKey = (
  db: Db,
  kid: string,
  to: {
    readonly state: KeyState
    readonly signsFrom?: Date | undefined
    readonly retiresAt?: Date | undefined
  },
): Promise<number> => move.count(db, kid, to.state, to.signsFrom ?? null, to.retiresAt ?? null)

const tell = statement('tell of signing keys', `select pg_notify('configuration', 'signing-keys')`)
/** Every node reads its keys anew, within the commit (ATK-JWT-06). */
export const tellOfSigningKeys = (db: Db): Promise<unknown> => tell.rows(db)

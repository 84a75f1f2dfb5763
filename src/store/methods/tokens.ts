// The code tokens that were brought in. Serial numbers stand here as keyed hashes, seeds sealed;
// whose a token is says the method with the same handle.
import { statement, type Db } from '../database.ts'

export interface TokenRow {
  readonly handle: Uint8Array
  readonly seedHash: Uint8Array
  readonly ending: string
  readonly sealed: Uint8Array
}

const add = statement<{ handle: Buffer }>(
  'add tokens',
  `insert into tokens (handle, seed_hash, ending, sealed, added_at)
   select given.*, $5::timestamptz
   from unnest($1::bytea[], $2::bytea[], $3::text[], $4::bytea[]) as given
   on conflict do nothing returning handle`,
)
/** The handles of those that were new, as serial number and as seed. */
export const addTokens = async (
  db: Db,
  rows: readonly TokenRow[],
  now: Date,
): Promise<readonly Buffer[]> =>
  (
    await add.rows(
      db,
      rows.map((row) => row.handle),
      rows.map((row) => row.seedHash),
      rows.map((row) => row.ending),
      rows.map((row) => row.sealed),
      now,
    )
  ).map((row) => row.handle)

const find = statement<{ ending: string; sealed: Buffer; is_held: boolean }>(
  'find a token',
  `select t.ending, t.sealed, exists (select from methods m where m.handle = t.handle) as is_held
   from tokens t where t.handle = $1`,
)
export const findToken = (
  db: Db,
  handle: Uint8Array,
): Promise<{ ending: string; sealed: Buffer; is_held: boolean } | undefined> => find.row(db, handle)

export interface TokenInList {
  readonly ending: string
  readonly added_at: Date
  readonly login: string | null
  readonly used_at: Date | null
}

const list = statement<TokenInList>(
  'list tokens',
  `select t.ending, t.added_at, p.login, m.used_at from tokens t
   left join methods m on m.handle = t.handle left join people p on p.id = m.person_id
   order by t.added_at, t.ending, t.handle`,
)
export const listTokens = (db: Db): Promise<TokenInList[]> => list.rows(db)

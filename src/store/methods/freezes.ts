// The links that freeze an account: found by the hash of their secret, used once.
import { statement, type Db } from '../database.ts'

const keep = statement(
  'keep a link that freezes',
  `insert into freezes (token_hash, person_id, made_at, expires_at) values ($1, $2, $3, $4)`,
)
export const keepFreeze = (
  db: Db,
  freeze: {
    readonly tokenHash: Uint8Array
    readonly person: string
    readonly now: Date
    readonly until: Date
  },
): Promise<number> => keep.count(db, freeze.tokenHash, freeze.person, freeze.now, freeze.until)

const find = statement<{ person_id: string }>(
  'find a link that freezes',
  `select person_id from freezes where token_hash = $1 and expires_at > $2 and used_at is null`,
)
export const findFreeze = async (
  db: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<string | undefined> => (await find.row(db, tokenHash, now))?.person_id

const use = statement<{ person_id: string }>(
  'use a link that freezes',
  `update freezes set used_at = $2
   where token_hash = $1 and expires_at > $2 and used_at is null returning person_id`,
)
export const useFreeze = async (
  db: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<string | undefined> => (await use.row(db, tokenHash, now))?.person_id

const sweep = statement('sweep old freezes', `delete from freezes where expires_at < $1`, 'quick')
export const sweepFreezes = (db: Db, before: Date): Promise<number> => sweep.count(db, before)

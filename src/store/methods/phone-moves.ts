// An account on its way from one phone to another. One move for each phone; claimed once, given
// once, fetched once.
import { statement, type Db } from '../database.ts'

export interface MoveRow {
  readonly id: string
  readonly from_phone: string
  readonly person_id: string
  readonly key: unknown
  readonly their_key: unknown
  readonly made_at: Date
  readonly expires_at: Date
  readonly phone: string | null
  readonly said: number
  readonly gain: Buffer | null
  readonly given_at: Date | null
}

interface At {
  readonly now: Date
  readonly epoch: number
}

const columns = `v.id, v.from_phone, d.person_id, v.key, v.their_key, v.made_at, v.expires_at,
  v.phone, v.said, v.gain, v.given_at`

const open = statement(
  'offer an account to another phone',
  `insert into phone_moves (id, from_phone, code_hash, epoch, key, made_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (from_phone) do update set id = excluded.id, code_hash = excluded.code_hash,
     epoch = excluded.epoch, key = excluded.key, made_at = excluded.made_at,
     expires_at = excluded.expires_at, their_key = null, phone = null, said = 0, gain = null,
     given_at = null, sealed = null`,
)
/** What was offered by it before is void. */
export const openMove = (
  db: Db,
  move: At & {
    readonly id: string
    readonly from: string
    readonly codeHash: Uint8Array
    readonly key: object
    readonly until: Date
  },
): Promise<number> => {
  const { id, from, codeHash, epoch, key, now, until } = move
  return open.count(db, id, from, codeHash, epoch, JSON.stringify(key), now, until)
}

const stands = `v.epoch = $3 and v.expires_at > $2 and v.given_at is null
  and exists (select from methods m where m.id = d.method_id)`

const findBy = (what: 'code_hash' | 'from_phone' | 'phone') =>
  statement<MoveRow>(
    `find a move by ${what}`,
    `select ${columns} from phone_moves v join phones d on d.id = v.from_phone
     where v.${what} = $1 and ${stands}`,
  )
const finders = {
  code_hash: findBy('code_hash'),
  from_phone: findBy('from_phone'),
  phone: findBy('phone'),
}
/** One that is open still. */
export const findMove = (
  db: Db,
  by: keyof typeof finders,
  value: string | Uint8Array,
  { now, epoch }: At,
): Promise<MoveRow | undefined> => finders[by].row(db, value, now, epoch)

const claim = statement<{ from_phone: string }>(
  'a new phone brings its key',
  `update phone_moves set phone = $2, gain = $3, said = $4, their_key = $5, expires_at = $6
   where id = $1 and phone is null and given_at is null and expires_at > $7
   returning from_phone`,
)
/** The old phone; nothing where another was first. */
export const claimMove = async (
  db: Db,
  claimed: {
    readonly id: string
    readonly phone: string
    readonly gain: Uint8Array
    readonly said: number
    readonly key: object
    readonly now: Date
    readonly until: Date
  },
): Promise<string | undefined> => {
  const { id, phone, gain, said, key, now, until } = claimed
  const row = await claim.row(db, id, phone, gain, said, JSON.stringify(key), until, now)
  return row?.from_phone
}

const hear = statement(
  'hear a phone that an account moves to',
  `update phone_moves set said = $2 where phone = $1 and given_at is null and said < $2`,
  'quick',
)
export const hearMoving = async (db: Db, phone: string, said: number): Promise<boolean> =>
  (await hear.count(db, phone, said)) === 1

const give = statement<{ phone: string; said: number }>(
  'give an account to another phone',
  `update phone_moves set sealed = $2, given_at = $3
   where id = $1 and phone is not null and given_at is null and expires_at > $3
   returning phone, said`,
)
/** Once, and only to the phone that was shown. */
export const giveMove = (
  db: Db,
  { id, sealed, now }: { readonly id: string; readonly sealed: string; readonly now: Date },
): Promise<{ phone: string; said: number } | undefined> => give.row(db, id, sealed, now)

const take = statement<{ sealed: string; key: unknown }>(
  'fetch what was given to a phone',
  `with found as (select id, sealed, key from phone_moves where phone = $1 and sealed is not null
     for update)
   update phone_moves v set sealed = null from found where v.id = found.id
   returning found.sealed, found.key`,
)
/** Once. */
export const takeMoved = (
  db: Db,
  phone: string,
): Promise<{ sealed: string; key: unknown } | undefined> => take.row(db, phone)

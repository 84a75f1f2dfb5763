// An account on its way from one phone to another. One move for each phone; claimed once, given
// once, and kept until it was fetched.
import { statement, type Db } from '../database.ts'
import { follows, taking, turn, type Turn } from './turns.ts'

export interface MoveRow {
  readonly id: string
  readonly from_phone: string
  readonly person_id: string
  /** The old phone's, once it was shown. */
  readonly key: unknown
  readonly their_key: unknown
  readonly made_at: Date
  readonly expires_at: Date
  readonly phone: string | null
  readonly said: number
  readonly links: readonly string[]
  readonly gain: Buffer | null
  readonly given_at: Date | null
}

interface At {
  readonly now: Date
  readonly epoch: number
}

const columns = `v.id, v.from_phone, d.person_id, v.key, v.their_key, v.made_at, v.expires_at,
  v.phone, v.said, v.links, v.gain, v.given_at`

const open = statement(
  'offer an account to another phone',
  `insert into phone_moves (id, from_phone, code_hash, epoch, made_at, expires_at)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (from_phone) do update set id = excluded.id, code_hash = excluded.code_hash,
     epoch = excluded.epoch, key = null, made_at = excluded.made_at,
     expires_at = excluded.expires_at, their_key = null, phone = null, said = 0, links = '{}',
     gain = null, given_at = null, sealed = null`,
)
/** What was offered by it before is void. */
export const openMove = (
  db: Db,
  move: At & {
    readonly id: string
    readonly from: string
    readonly codeHash: Uint8Array
    readonly until: Date
  },
): Promise<number> => {
  const { id, from, codeHash, epoch, now, until } = move
  return open.count(db, id, from, codeHash, epoch, now, until)
}

const stands = `v.epoch = $3 and v.expires_at > $2 and v.given_at is null
  and exists (select from methods m where m.id = d.method_id)`

const byCode = statement<MoveRow>(
  'find a move by its code',
  `select ${columns} from phone_moves v join phones d on d.id = v.from_phone
   where v.code_hash = $1 and v.epoch = $3 and v.expires_at > $2
     and (v.given_at is not null or exists (select from methods m where m.id = d.method_id))`,
)
/** Whatever became of it: whoever has claimed it may ask again what they were answered. */
export const findMoveByCode = (
  db: Db,
  codeHash: Uint8Array,
  { now, epoch }: At,
): Promise<MoveRow | undefined> => byCode.row(db, codeHash, now, epoch)

const findBy = (what: 'from_phone' | 'phone') =>
  statement<MoveRow>(
    `find a move by ${what}`,
    `select ${columns} from phone_moves v join phones d on d.id = v.from_phone
     where v.${what} = $1 and ${stands}`,
  )
const finders = {
  from_phone: findBy('from_phone'),
  phone: findBy('phone'),
}
/** One that is open still. */
export const findMove = (
  db: Db,
  by: keyof typeof finders,
  value: string,
  { now, epoch }: At,
): Promise<MoveRow | undefined> => finders[by].row(db, value, now, epoch)

const claim = statement<{ from_phone: string }>(
  'a new phone brings its key',
  `update phone_moves set phone = $2, gain = $3, said = $4, links = array[$5], their_key = $6,
     expires_at = $7
   where id = $1 and phone is null and given_at is null and expires_at > $8
   returning from_phone`,
)
/** The old phone; nothing where another was first. */
export const claimMove = async (
  db: Db,
  claimed: {
    readonly id: string
    readonly phone: string
    readonly gain: Uint8Array
    readonly turn: Turn
    readonly key: object
    readonly now: Date
    readonly until: Date
  },
): Promise<string | undefined> => {
  const { id, phone, gain, turn: of, key, now, until } = claimed
  const brings = [gain, of.n, of.link, JSON.stringify(key)]
  return (await claim.row(db, id, phone, ...brings, until, now))?.from_phone
}

const show = statement(
  'an old phone shows its key',
  `update phone_moves set key = $2
   where id = $1 and phone is not null and given_at is null and key is null`,
)
/** Once. */
export const showMoveKey = async (db: Db, id: string, key: object): Promise<boolean> =>
  (await show.count(db, id, JSON.stringify(key))) === 1

const numbered = { n: '$2', link: '$3', after: '$4' } as const

const hear = statement(
  'hear a phone that an account moves to',
  `update phone_moves set ${taking(numbered)}
   where phone = $1 and given_at is null and ${follows(numbered)}`,
  'quick',
)
export const hearMoving = async (db: Db, phone: string, of: Turn): Promise<boolean> =>
  (await hear.count(db, phone, ...turn(of))) === 1

export interface Given {
  readonly phone: string
  readonly said: number
  readonly links: readonly string[]
}

const give = statement<Given>(
  'give an account to another phone',
  `update phone_moves set sealed = $3, given_at = $4, expires_at = $5
   where id = $1 and phone = $2 and key is not null and given_at is null and expires_at > $4
   returning phone, said, links`,
)
/** Once, and only to this one; until then it may ask again what it was answered. */
export const giveMove = (
  db: Db,
  giving: {
    readonly id: string
    readonly to: string
    readonly sealed: string
    readonly now: Date
    readonly until: Date
  },
): Promise<Given | undefined> =>
  give.row(db, giving.id, giving.to, giving.sealed, giving.now, giving.until)

const handed = statement<{ sealed: string; key: unknown }>(
  'what was given to a phone',
  `select sealed, key from phone_moves where phone = $1 and sealed is not null`,
)
/** Until it says that it has kept it. */
export const findMoved = (
  db: Db,
  phone: string,
): Promise<{ sealed: string; key: unknown } | undefined> => handed.row(db, phone)

const kept = statement(
  'a phone has kept what it was given',
  `update phone_moves set sealed = null where phone = $1`,
)
export const noteMovedKept = (db: Db, phone: string): Promise<number> => kept.count(db, phone)

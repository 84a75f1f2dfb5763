// Setting up that goes on on a phone. Found by the hash of its code or by the visit on the phone;
// alive only while the visit that waits still names it, and while all that visit leans on stands.
import { statement, type Db } from '../database.ts'

const insert = statement(
  'hand over',
  `insert into hand_overs (id, code_hash, waiting_ref, learned, expires_at)
   values ($1, $2, $3, $4, $5)`,
  'quick',
)
export const insertHandOver = (
  db: Db,
  handOver: {
    readonly id: string
    readonly codeHash: Uint8Array
    readonly waiting: string
    readonly learned: unknown
    readonly until: Date
  },
): Promise<number> =>
  insert.count(
    db,
    handOver.id,
    handOver.codeHash,
    handOver.waiting,
    JSON.stringify(handOver.learned),
    handOver.until,
  )

// The PC that went on, went back, was signed out or left alone ends it without a word: nothing has
// to be taken away, and nothing can be forgotten.
const standing = `from hand_overs h
   join visits w on w.ref = h.waiting_ref and w.learned ->> 'handOver' = h.id
     and w.ended_at is null and w.expires_at > $2 and w.epoch = $3
   join people p on p.id = h.learned ->> 'who' and p.state = 'active'
   left join sessions s on s.id = w.learned ->> 'session'
   where h.expires_at > $2 and (w.learned ->> 'session' is null
     or s.ended_at is null and s.idle_until > $2 and s.expires_at > $2
     and s.proven_at >= p.sessions_after)`

/** By what it is found, and when it is looked for. */
interface Standing<By> {
  readonly by: By
  readonly now: Date
  readonly epoch: number
}

export interface FoundHandOver {
  readonly id: string
  readonly login: string
  readonly given_name: string
  readonly family_name: string
  readonly opened_at: Date | null
  readonly stands: boolean
}

const find = statement<FoundHandOver>(
  'find what was handed over',
  `select h.id, p.login, p.given_name, p.family_name, h.opened_at,
     exists (select ${standing} and h.code_hash = $1) as stands
   from hand_overs h join people p on p.id = h.learned ->> 'who' where h.code_hash = $1`,
)
export const findHandOver = (
  db: Db,
  { by, now, epoch }: Standing<Uint8Array>,
): Promise<FoundHandOver | undefined> => find.row(db, by, now, epoch)

export interface OpenedHandOver {
  readonly waiting_ref: string
  readonly learned: unknown
  readonly case_number: string
  readonly flow: string
}

const open = statement<OpenedHandOver>(
  'open what was handed over',
  `update hand_overs o set opened_at = $2, opened_by = $4, phone_ref = $5, expires_at = $6
   from (select h.id, w.case_number, w.flow ${standing} and h.code_hash = $1) found
   where o.id = found.id and o.opened_at is null
   returning o.waiting_ref, o.learned, found.case_number, found.flow`,
  'quick',
)
/** Once: of two that press at the same time, one is told that it was opened already. */
export const openHandOver = (
  db: Db,
  opening: Standing<Uint8Array> & {
    readonly device: string
    readonly ref: string
    readonly until: Date
  },
): Promise<OpenedHandOver | undefined> =>
  open.row(db, opening.by, opening.now, opening.epoch, opening.device, opening.ref, opening.until)

const stands = statement(
  'does what was handed over stand',
  `select 1 ${standing} and h.phone_ref = $1 and h.done_at is null`,
)
export const handOverStands = async (
  db: Db,
  { by, now, epoch }: Standing<string>,
): Promise<boolean> => (await stands.count(db, by, now, epoch)) === 1

const finish = statement<{ waiting_ref: string; session: string | null }>(
  'finish what was handed over',
  `with held as materialized (
     select h.id, w.learned ->> 'session' as session ${standing} and h.phone_ref = $1 for share of w
   )
   update hand_overs o set done_at = $2, proof = $4 from held
   where o.id = held.id and o.done_at is null
   returning o.waiting_ref, held.session`,
)
/** Whoever ends the visit that waits comes after us; or was first, and nothing is set up. */
export const finishHandOver = (
  db: Db,
  { by, now, epoch, proof }: Standing<string> & { readonly proof: unknown },
): Promise<{ waiting_ref: string; session: string | null } | undefined> =>
  finish.row(db, by, now, epoch, JSON.stringify(proof))

export interface HandOverRow {
  readonly expires_at: Date
  readonly opened_by: string | null
  readonly proof: unknown
}

const read = statement<HandOverRow>(
  'read what was handed over',
  `select expires_at, opened_by, proof from hand_overs where id = $1`,
)
export const readHandOver = (db: Db, id: string): Promise<HandOverRow | undefined> =>
  read.row(db, id)

const take = statement(
  'take back what was handed over',
  `delete from hand_overs where id = $1 and done_at is not null`,
)
export const takeHandOver = async (db: Db, id: string): Promise<boolean> =>
  (await take.count(db, id)) === 1

const sweep = statement(
  'sweep old hand-overs',
  `delete from hand_overs where expires_at < $1`,
  'quick',
)
export const sweepHandOvers = (db: Db, before: Date): Promise<number> => sweep.count(db, before)

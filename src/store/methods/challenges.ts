// What somebody is asked elsewhere, and what they said. One answer wins; a no takes a yes back for
// as long as nothing was made of it. Alive only while the visit that waits still names it.
import { statement, type Db } from '../database.ts'

const open = statement(
  'ask somebody elsewhere',
  `insert into challenges (id, kind, person_id, asked_id, visit_ref, epoch, origin, made_at,
     expires_at, wait_seconds, tries_most, code_hash)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
   on conflict (visit_ref, kind) do update set id = excluded.id, person_id = excluded.person_id,
     asked_id = excluded.asked_id, epoch = excluded.epoch, origin = excluded.origin,
     made_at = excluded.made_at, expires_at = excluded.expires_at,
     wait_seconds = excluded.wait_seconds, tries_most = excluded.tries_most,
     code_hash = excluded.code_hash, tries = 0, answer = null, answered_at = null,
     counts_from = null, collected_at = null, found = null, phone = null, said = 0, links = '{}',
     gain = null`,
  'quick',
)
/** The one before, of this visit, is dead from now on. */
export const openChallenge = (
  db: Db,
  challenge: {
    readonly id: string
    readonly kind: string
    readonly person: string
    readonly asked: string
    readonly visit: string
    readonly epoch: number
    readonly origin: object
    readonly now: Date
    readonly until: Date
    readonly waitSeconds: number
    readonly triesMost: number
    /** What it is found by, where it is brought by a code. */
    readonly codeHash?: Uint8Array
  },
): Promise<number> =>
  open.count(
    db,
    challenge.id,
    challenge.kind,
    challenge.person,
    challenge.asked,
    challenge.visit,
    challenge.epoch,
    JSON.stringify(challenge.origin),
    challenge.now,
    challenge.until,
    challenge.waitSeconds,
    challenge.triesMost,
    challenge.codeHash ?? null,
  )

/** The visit that went on, went back or was left alone ends it without a word. */
export const waits = `join visits w on w.ref = c.visit_ref and w.ended_at is null and w.expires_at > $2
     and w.epoch = $3 and c.epoch = $3
     and jsonb_path_exists(w.learned, '$.open.*.facts.challenge ? (@ == $id)',
       jsonb_build_object('id', c.id))`

export interface ChallengeRow {
  readonly id: string
  readonly kind: string
  readonly person_id: string
  readonly asked_id: string
  readonly visit_ref: string
  readonly origin: unknown
  readonly made_at: Date
  readonly expires_at: Date
  readonly tries: number
  readonly tries_most: number
  readonly answer: 'yes' | 'no' | null
  readonly answered_at: Date | null
  readonly counts_from: Date | null
  readonly collected_at: Date | null
  /** The kind of device that has looked, and the phone that answers. */
  readonly found: string | null
  readonly phone: string | null
  /** The visit still waits for it. */
  readonly waits: boolean
}

interface At {
  readonly now: Date
  readonly epoch: number
}

const find = statement<ChallengeRow>(
  'find what somebody was asked',
  `select c.id, c.kind, c.person_id, c.asked_id, c.visit_ref, c.origin, c.made_at, c.expires_at,
     c.tries, c.tries_most, c.answer, c.answered_at, c.counts_from, c.collected_at, c.found,
     c.phone, w.ref is not null as waits
   from challenges c left ${waits} where c.id = $1`,
)
export const findChallenge = (db: Db, id: string, at: At): Promise<ChallengeRow | undefined> =>
  find.row(db, id, at.now, at.epoch)

const count = statement<{ left: number }>(
  'count a number that was typed',
  `update challenges set tries = tries + 1
   where id = $1 and asked_id = $2 and answer is null and expires_at > $3 and tries < tries_most
   returning tries_most - tries as left`,
  'quick',
)
/** How many are left after it; nothing where no more may be typed. To be sent by itself. */
export const countNumber = async (
  db: Db,
  id: string,
  by: { readonly by: string; readonly now: Date },
): Promise<number | undefined> => (await count.row(db, id, by.by, by.now))?.left

export interface AnsweredRow {
  readonly visit_ref: string
  readonly counts_from: Date | null
}

const agree = statement<AnsweredRow>(
  'answer yes to what was asked',
  `update challenges o set answer = 'yes', answered_at = $2,
     counts_from = $2 + make_interval(secs => o.wait_seconds)
   from (select c.id from challenges c ${waits} where c.id = $1) found
   where o.id = found.id and o.asked_id = $4 and o.answer is null and o.expires_at > $2
   returning o.visit_ref, o.counts_from`,
)

const refuse = statement<AnsweredRow>(
  'answer no to what was asked',
  `update challenges o set answer = 'no', answered_at = $2, counts_from = null
   from (select c.id from challenges c ${waits} where c.id = $1) found
   where o.id = found.id and o.asked_id = $4 and o.collected_at is null
     and o.answer is distinct from 'no'
   returning o.visit_ref, o.counts_from`,
)
export const answerChallenge = (
  db: Db,
  id: string,
  answered: At & { readonly by: string; readonly answer: 'yes' | 'no' },
): Promise<AnsweredRow | undefined> =>
  (answered.answer === 'yes' ? agree : refuse).row(
    db,
    id,
    answered.now,
    answered.epoch,
    answered.by,
  )

const collect = statement<{ asked_id: string }>(
  'collect what was answered',
  `update challenges set collected_at = $2
   where id = $1 and epoch = $3 and visit_ref = $4 and person_id = $5 and answer = 'yes'
     and counts_from <= $2 and collected_at is null
   returning asked_id`,
)
/** Who has said it; once, and by the visit that asked alone. */
export const collectChallenge = async (
  db: Db,
  id: string,
  by: At & { readonly visit: string; readonly person: string },
): Promise<string | undefined> =>
  (await collect.row(db, id, by.now, by.epoch, by.visit, by.person))?.asked_id

const asked = statement<{ ref: string }>(
  'the visit that asked, in its own browser',
  `select w.ref from challenges c join visits w on w.ref = c.visit_ref
   where (c.id = $1 or c.code_hash = $2) and w.browser_id = $3 and w.ended_at is null`,
  'quick',
)
export const visitThatAsked = async (
  db: Db,
  of: { readonly id: string; readonly codeHash: Uint8Array; readonly browser: string },
): Promise<string | undefined> => (await asked.row(db, of.id, of.codeHash, of.browser))?.ref

const turnTo = statement<{ visit_ref: string }>(
  'the browser that waits was turned to',
  `update challenges c set counts_from = $2 from visits w
   where c.id = $1 and w.ref = c.visit_ref and w.browser_id = $3 and w.ended_at is null
     and c.kind = 'push' and c.answer = 'yes' and c.counts_from is null and c.expires_at > $2
   returning c.visit_ref`,
  'quick',
)
/** The visit that waits there; nothing in another browser, and none a second time. */
export const turnToAsking = async (
  db: Db,
  id: string,
  by: { readonly browser: string; readonly now: Date },
): Promise<string | undefined> => (await turnTo.row(db, id, by.now, by.browser))?.visit_ref

const sweep = statement(
  'sweep old challenges',
  `delete from challenges where expires_at < $1`,
  'quick',
)
export const sweepChallenges = (db: Db, before: Date): Promise<number> => sweep.count(db, before)

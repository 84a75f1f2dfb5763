// Codes that a caller reads out: one for a browser, found by the hash of the code, used once.
import { statement, type Db } from '../database.ts'

/** What the browser that shows the code had shown of itself. */
export type Shown = 'session' | 'proof' | 'name' | 'nothing'

export interface CallerRow {
  readonly id: string
  readonly person_id: string | null
  readonly shown: Shown
  readonly expires_at: Date
  readonly used_at: Date | null
}

const columns = 'id, person_id, shown, expires_at, used_at'

const keep = statement(
  'show a code to read out',
  `insert into callers (id, code_hash, browser_id, epoch, person_id, shown, made_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (browser_id) do update set id = excluded.id, code_hash = excluded.code_hash,
     epoch = excluded.epoch, person_id = excluded.person_id, shown = excluded.shown,
     made_at = excluded.made_at, expires_at = excluded.expires_at, used_by = null, used_at = null`,
  'quick',
)
/** The one before, of this browser, is dead from now on. */
export const keepCaller = (
  db: Db,
  caller: {
    readonly id: string
    readonly codeHash: Uint8Array
    readonly browser: string
    readonly epoch: number
    readonly person: string | undefined
    readonly shown: Shown
    readonly now: Date
    readonly until: Date
  },
): Promise<number> =>
  keep.count(
    db,
    caller.id,
    caller.codeHash,
    caller.browser,
    caller.epoch,
    caller.person ?? null,
    caller.shown,
    caller.now,
    caller.until,
  )

interface At {
  readonly now: Date
  readonly epoch: number
}

const ofBrowser = statement<CallerRow>(
  'the code that a browser shows',
  `select ${columns} from callers where browser_id = $1 and expires_at > $2 and epoch = $3`,
)
export const callerIn = (db: Db, browser: string, at: At): Promise<CallerRow | undefined> =>
  ofBrowser.row(db, browser, at.now, at.epoch)

const find = statement<CallerRow>(
  'find a code that was read out',
  `select ${columns} from callers
   where code_hash = $1 and expires_at > $2 and epoch = $3 and used_at is null`,
)
export const findCaller = (db: Db, hash: Uint8Array, at: At): Promise<CallerRow | undefined> =>
  find.row(db, hash, at.now, at.epoch)

const use = statement(
  'use a code that was read out',
  `update callers set used_by = $2, used_at = $3 where id = $1 and used_at is null`,
)
/** Of two that type it at once, one has it. */
export const useCaller = async (
  db: Db,
  id: string,
  by: { readonly by: string; readonly now: Date },
): Promise<boolean> => (await use.count(db, id, by.by, by.now)) === 1

const verified = statement<{ shown: Shown }>(
  'what a caller has shown to whoever helps',
  `select shown from callers
   where person_id = $1 and used_by = $2 and used_at > $3 and epoch = $4
   order by array_position(array['session', 'proof', 'name', 'nothing'], shown) limit 1`,
)
export const shownTo = async (
  db: Db,
  asked: { readonly person: string; readonly by: string; readonly since: Date; epoch: number },
): Promise<Shown | undefined> =>
  (await verified.row(db, asked.person, asked.by, asked.since, asked.epoch))?.shown

export interface VisitOfBrowser {
  readonly person_id: string | null
  readonly state: string | null
  readonly proofs: number
}

// Whoever was named by id, or by the name that was typed, in the newest visit of this browser.
const visit = statement<VisitOfBrowser>(
  'whose the newest visit of a browser is',
  `select p.id as person_id, p.state,
     jsonb_array_length(coalesce(v.learned -> 'proofs', '[]'))::int as proofs
   from visits v left join people p
     on p.id = coalesce(v.learned ->> 'who', (select id from people
       where login = any(array(select jsonb_array_elements_text(v.learned -> 'logins')))
       order by array_position(array(select jsonb_array_elements_text(v.learned -> 'logins')), login)
       limit 1))
   where v.browser_id = $1 and v.ended_at is null and v.expires_at > $2 and v.epoch = $3
     and v.flow <> 'hand-over'
   order by v.expires_at desc limit 1`,
)
export const visitOfBrowser = (
  db: Db,
  browser: string,
  at: At,
): Promise<VisitOfBrowser | undefined> => visit.row(db, browser, at.now, at.epoch)

const sweep = statement('sweep old callers', `delete from callers where expires_at < $1`, 'quick')
export const sweepCallers = (db: Db, before: Date): Promise<number> => sweep.count(db, before)

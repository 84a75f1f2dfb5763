// One of two has asked that a frozen account be opened: a row for each account, until the second
// one has said the same or it is closed anew.
import { statement, type Db } from '../database.ts'

export interface AskedOpening {
  readonly asked_by: string
  readonly asked_in: string | null
}

const find = statement<AskedOpening>(
  'who has asked to open an account',
  `select asked_by, asked_in from asked_openings where person_id = $1 and asked_at > $2`,
)
export const findAsked = (db: Db, person: string, since: Date): Promise<AskedOpening | undefined> =>
  find.row(db, person, since)

const keep = statement(
  'ask to open an account',
  `insert into asked_openings (person_id, asked_by, asked_in, asked_at) values ($1, $2, $3, $4)
   on conflict (person_id) do update set asked_by = excluded.asked_by,
     asked_in = excluded.asked_in, asked_at = excluded.asked_at`,
)
export const keepAsked = (
  db: Db,
  person: string,
  by: { readonly by: string; readonly browser: string | undefined; readonly now: Date },
): Promise<number> => keep.count(db, person, by.by, by.browser ?? null, by.now)

const forget = statement(
  'forget who asked to open an account',
  `delete from asked_openings where person_id = $1`,
)
export const forgetAsked = (db: Db, person: string): Promise<number> => forget.count(db, person)

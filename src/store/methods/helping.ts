// What is asked of a person's rows by whoever helps them.
import { statement, type Db } from '../database.ts'

const above = statement(
  'does somebody lead another',
  `with recursive above as (
     select leader_id as id from people where id = $1
     union
     select p.leader_id from people p join above on p.id = above.id
   )
   select 1 from above where id = $2`,
)
/** Their leader, or the leader of that one, and so on. */
export const leads = async (
  db: Db,
  { led, leader }: { readonly led: string; readonly leader: string },
): Promise<boolean> => (await above.count(db, led, leader)) > 0

const why = statement<{ state_reason: string | null }>(
  'why a person is in their state',
  `select state_reason from people where id = $1`,
)
export const whyInState = async (db: Db, person: string): Promise<string | undefined> =>
  (await why.row(db, person))?.state_reason ?? undefined

const browsers = statement<{ browser_id: string }>(
  'browsers that have let a person in',
  `select browser_id from familiar where person_id = $1`,
)
export const familiarBrowsersOf = async (db: Db, person: string): Promise<string[]> =>
  (await browsers.rows(db, person)).map((row) => row.browser_id)

const last = statement<{ at: Date | null }>(
  'when a person last came in',
  `select max(created_at) as at from sessions where person_id = $1`,
)
export const lastSignIn = async (db: Db, person: string): Promise<Date | undefined> =>
  (await last.row(db, person))?.at ?? undefined

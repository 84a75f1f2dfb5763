// The rows of what people have let somebody else's application know.
import { statement, type Db } from '../database.ts'

export interface ConsentRow {
  application: string
  knows: string[]
  given_at: Date
}

const keep = statement(
  'keep a consent',
  `insert into consents as c (person_id, application, knows, given_at) values ($1, $2, $3, $4)
   on conflict (person_id, application) do update
     set knows = array(select distinct unnest(c.knows || excluded.knows)), given_at = excluded.given_at`,
)
export const keepConsent = (
  db: Db,
  {
    person,
    application,
    knows,
    now,
  }: {
    readonly person: string
    readonly application: string
    readonly knows: readonly string[]
    readonly now: Date
  },
): Promise<number> => keep.count(db, person, application, knows, now)

const all = statement<ConsentRow>(
  'find consents',
  'select application, knows, given_at from consents where person_id = $1 order by application',
)
export const findConsents = (db: Db, person: string): Promise<ConsentRow[]> => all.rows(db, person)

const one = statement<{ knows: string[] }>(
  'find a consent',
  'select knows from consents where person_id = $1 and application = $2',
)
/** What this application may know; nothing where nothing was ever said. */
export const findConsent = async (
  db: Db,
  person: string,
  application: string,
): Promise<readonly string[] | undefined> => (await one.row(db, person, application))?.knows

const drop = statement<{ knows: string[] }>(
  'drop a consent',
  'delete from consents where person_id = $1 and application = $2 returning knows',
)
// Also what came of codes that are turned in just now: whatever is written afterwards finds no
// consent when it is used.
const dropRecords = statement(
  'drop what a consent gave',
  `delete from provider_records where person_id = $1 and payload ->> 'clientId' = $2`,
)
const dropMoments = statement(
  'drop what a consent was giving',
  `delete from provider_moments where person_id = $1 and payload ->> 'clientId' = $2`,
)

/** With every code and token that rests on it. In the caller's transaction. */
export async function dropConsent(
  db: Db,
  person: string,
  application: string,
): Promise<readonly string[] | undefined> {
  const row = await drop.row(db, person, application)
  if (!row) return undefined
  await dropRecords.count(db, person, application)
  await dropMoments.count(db, person, application)
  return row.knows
}

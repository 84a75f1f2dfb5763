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

/**
 * The leader of `p`, where they may be asked: both open, the leader with an address, and not led by
 * whoever they would speak for, however far up.
 */
export const leaderWhoMayVouch = `from people l
   where l.id = p.leader_id and l.state = 'active' and p.state = 'active'
   and exists (select from addresses a where a.person_id = l.id and a.kind = 'mail')
   and not exists (with recursive above as (
       select l.leader_id as id
       union
       select q.leader_id from people q join above on q.id = above.id
     ) select from above where above.id = p.id)`

const led = statement<{ count: number }>(
  'count whom a leader may vouch for',
  `select count(*)::int as count from people p where exists (select ${leaderWhoMayVouch})`,
)
export const countLed = async (db: Db): Promise<number> => (await led.row(db))?.count ?? 0

const vouching = statement(
  'hold a leader and whoever they speak for',
  `select 1 from people p join people held on held.id = p.leader_id
   where p.id = $1 and p.leader_id = $2 and exists (select ${leaderWhoMayVouch})
   for share of p, held`,
)
/** True where both stand as they must, and go on so until the transaction ends. */
export const holdVouching = async (
  db: Db,
  { person, leader }: { readonly person: string; readonly leader: string },
): Promise<boolean> => (await vouching.count(db, person, leader)) === 1

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

export interface OpenVisit {
  readonly ref: string
  readonly browser_id: string
  readonly case_number: string
  readonly created_at: Date
  readonly expires_at: Date
  /** Where the last answer in it came from; what was not answered yet has left no event. */
  readonly address: string | null
}

const visit = statement<OpenVisit>(
  'the open visit of a person',
  `select v.ref, v.browser_id, v.case_number, v.created_at, v.expires_at,
     (select e.address from events e where e.case_number = v.case_number and e.person_id = $1
      order by e.id desc limit 1) as address
   from visits v
   where v.ended_at is null and v.expires_at > $3 and v.epoch = $4
     and (v.learned ->> 'who' = $1 or (v.learned ->> 'who' is null and v.learned -> 'logins' ? $2))
   order by v.expires_at desc limit 1`,
)
export const openVisitOf = (
  db: Db,
  person: { readonly id: string; readonly login: string },
  at: { readonly now: Date; readonly epoch: number },
): Promise<OpenVisit | undefined> => visit.row(db, person.id, person.login, at.now, at.epoch)

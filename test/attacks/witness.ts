// What the rows say: everything that an attack may not have changed, read straight from the tables,
// past every rule of the house.
import type { Database } from '../../src/store/database.ts'
import { finderOf } from './secrets.ts'

export interface State {
  /** Sessions that ever began. */
  readonly sessions: number
  /** People, their methods, addresses and groups, and what is in force. */
  readonly rows: readonly string[]
  readonly lastEvent: number
  readonly events: readonly EventSeen[]
}

export interface EventSeen {
  readonly id: number
  readonly kind: string
  readonly person_id: string | null
  readonly address: string | null
  readonly data: Readonly<Record<string, unknown>>
}

export async function stateOf(database: Database, since?: number): Promise<State> {
  const [counts] = await ask<{ sessions: number; last: number }>(
    database,
    `select (select count(*) from sessions)::int as sessions,
       (select coalesce(max(id), 0) from events)::int as last`,
  )
  const events = since === undefined ? [] : await eventsAfter(database, since)
  return {
    sessions: counts?.sessions ?? 0,
    lastEvent: counts?.last ?? 0,
    rows: (await ask<{ row: string }>(database, everythingKept)).map(({ row }) => row),
    events,
  }
}

const everythingKept = `
  select 'person ' || concat_ws(' ', id, login, state, sessions_after, known_phone) as row from people
  union all select 'method ' || concat_ws(' ', id, person_id, factor, md5(kept), version) from methods
  union all select 'address ' || concat_ws(' ', person_id, kind, address) from addresses
  union all select 'member ' || concat_ws(' ', person_id, group_id) from memberships
  union all select 'application ' || concat_ws(' ', id, everyone, value) from applications
  union all select 'rule ' || concat_ws(' ', id, value) from rules
  union all select 'key ' || concat_ws(' ', kid, state) from signing_keys
  union all select 'house ' || concat_ws(' ', epoch, configuration_version) from house
  order by 1`

const eventsAfter = (database: Database, since: number): Promise<EventSeen[]> =>
  ask<EventSeen>(
    database,
    `select id::int, kind, person_id, address, data from events where id > ${since}
       and kind not in ('message.queued', 'message.sent') order by id`,
  )

export const ask = async <Row>(
  database: Database,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> => (await database.send<Row>('', text, values)).rows

/** Sessions of a person that would still let somebody in. */
export const liveSessions = async (database: Database, person: string): Promise<number> =>
  (
    await ask<{ count: number }>(
      database,
      `select count(*)::int as count from sessions s join people p on p.id = s.person_id
       where s.person_id = $1 and s.ended_at is null and p.state = 'active'
         and s.proven_at >= p.sessions_after`,
      [person],
    )
  )[0]?.count ?? 0

const atATime = 5000

/** The tables in which one of these texts stands. */
export async function whereStands(
  database: Database,
  texts: ReadonlySet<string>,
): Promise<readonly string[]> {
  const find = finderOf(texts)
  const tables = await ask<{ name: string }>(
    database,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { name } of tables)
    for await (const text of rowsOf(database, name))
      if (find(text).length > 0) {
        found.push(name)
        break
      }
  return found
}

async function* rowsOf(database: Database, table: string): AsyncGenerator<string> {
  for (let from = 0; ; from += atATime) {
    const rows = await ask<{ text: string }>(
      database,
      `select row::text as text from ${table} row order by ctid limit ${atATime} offset ${from}`,
    )
    for (const { text } of rows) yield text
    if (rows.length < atATime) return
  }
}

// The rows of events and their seals. Rows are added and read; there is no statement that changes
// or removes one.
import { type Db, statement } from './database.ts'

export interface EventRow {
  readonly at: string
  readonly kind: string
  readonly person_id: string | null
  readonly actor: string | null
  readonly address: string | null
  readonly case_number: string | null
  readonly data: unknown
}

/**
 * For another statement to fold its events in: `with told as (${eventsFrom('$7')}) insert …`, where
 * the
 *  parameter is `JSON.stringify` of a list of rows. One statement, one commit (architecture: the
 *  act and its event). */
export const eventsFrom = (parameter: string): string => `
  insert into events (at, kind, person_id, actor, address, case_number, data)
  select at, kind, person_id, actor, address, case_number, data
  from jsonb_to_recordset(${parameter}::text::jsonb) as told(
    at timestamptz, kind text, person_id text, actor text, address text, case_number text, data jsonb)`

const addOne = statement(
  'event-add',
  `insert into events (at, kind, person_id, actor, address, case_number, data)
   values ($1, $2, $3, $4, $5, $6, $7)`,
)

const addMany = statement('events-add', eventsFrom('$1'))

export const addEvent = (db: Db, row: EventRow): Promise<number> =>
  addOne.count(
    db,
    row.at,
    row.kind,
    row.person_id,
    row.actor,
    row.address,
    row.case_number,
    JSON.stringify(row.data),
  )

export const addEvents = (db: Db, rows: readonly EventRow[]): Promise<number> =>
  addMany.count(db, JSON.stringify(rows))

export interface CaseRow {
  readonly at: Date
  readonly kind: string
  readonly login: string | null
  readonly data: Readonly<Record<string, unknown>>
}

const ofCase = statement<CaseRow>(
  'what happened in a case',
  `select e.at, e.kind, p.login, e.data
   from events e left join people p on p.id = e.person_id
   where e.case_number = $1 order by e.id limit 500`,
)
export const eventsOfCase = (db: Db, number: string): Promise<CaseRow[]> => ofCase.rows(db, number)

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

const columns = 'at, kind, person_id, actor, address, case_number, data'

/**
 * For another statement to fold its events in, where a part of it has met a row: one statement, one
 * commit (architecture: the act and its event). Their values (`eventValues`) stand from `$first`
 * on.
 */
export function eventsAfter(part: string, events: { first: number; count: number }): string {
  const row = (_none: unknown, at: number): string => {
    const place = events.first + at * 7
    return `($${place}::timestamptz, $${place + 1}, $${place + 2}, $${place + 3}, $${place + 4},
      $${place + 5}, $${place + 6}::jsonb)`
  }
  return `insert into events (${columns})
    select told.* from ${part}, (values ${Array.from({ length: events.count }, row).join(', ')}) told`
}

export const eventValues = (rows: readonly EventRow[]): unknown[] =>
  rows.flatMap((row) => [
    row.at,
    row.kind,
    row.person_id,
    row.actor,
    row.address,
    row.case_number,
    JSON.stringify(row.data),
  ])

const addOne = statement(
  'event-add',
  `insert into events (${columns}) values ($1, $2, $3, $4, $5, $6, $7)`,
)

const addMany = statement(
  'events-add',
  `insert into events (${columns})
   select ${columns} from jsonb_to_recordset($1::text::jsonb) as told(at timestamptz, kind text,
     person_id text, actor text, address text, case_number text, data jsonb)`,
)

export const addEvent = (db: Db, row: EventRow): Promise<number> =>
  addOne.count(db, ...eventValues([row]))

export const addEvents = (db: Db, rows: readonly EventRow[]): Promise<number> =>
  addMany.count(db, JSON.stringify(rows))

export interface EventToShow {
  readonly id: number
  readonly at: Date
  readonly kind: string
  readonly person_id: string | null
  readonly login: string | null
  readonly actor: string | null
  readonly address: string | null
  readonly case_number: string | null
  readonly data: Readonly<Record<string, unknown>>
}

const shown = `select e.id, e.at, e.kind, e.person_id, p.login, e.actor, e.address, e.case_number, e.data
   from events e left join people p on p.id = e.person_id`

const ofCase = statement<EventToShow>(
  'what happened in a case',
  `${shown} where e.case_number = $1 order by e.id limit 500`,
)
export const eventsOfCase = (db: Db, number: string): Promise<EventToShow[]> =>
  ofCase.rows(db, number)

const list = statement<EventToShow>(
  'list events',
  `${shown}
   where ($1::text[] is null or e.kind = any ($1)) and ($2::text is null or e.person_id = $2)
     and ($3::timestamptz is null or e.at >= $3)
   order by e.id desc limit $4`,
)

export interface Listed {
  readonly kinds: readonly string[] | undefined
  readonly person: string | undefined
  readonly since: Date | undefined
  readonly limit: number
}

/** The newest first. For a command: it may read all there are. */
export const listEvents = (db: Db, asked: Listed): Promise<EventToShow[]> =>
  list.rows(db, asked.kinds ?? null, asked.person ?? null, asked.since ?? null, asked.limit)

/** A sign-in as it was written down: ids and words from lists, see docs/events.md. */
export interface DecidedRow {
  readonly at: Date
  readonly person_id: string | null
  readonly address: string | null
  readonly data: Decided
}

export interface Decided {
  readonly outcome: string
  readonly because?: string
  readonly rule: string
  readonly flow: string
  readonly protocol?: string
  readonly application?: string
  readonly state?: string
  readonly groups: readonly string[]
  readonly methods: readonly string[]
  readonly fates?: readonly string[]
  readonly proofs: readonly {
    readonly factor: string
    readonly kinds: readonly ('knows' | 'has' | 'is')[]
    readonly resistsPhishing: boolean
    readonly at: string
  }[]
  readonly needed: { readonly proofs: number; readonly resistsPhishing: boolean }
  readonly known?: boolean
  readonly putOff?: readonly string[]
  readonly rememberedSeconds?: number
  readonly wants?: string
}

const newest = statement<{ id: number }>(
  'the newest event',
  `select id from events order by id desc limit 1`,
)
export const newestId = async (db: Db): Promise<number> => (await newest.row(db))?.id ?? 0

const decided = statement<DecidedRow>(
  'sign-ins that were decided',
  `select at, person_id, address, data from events
   where id > $1 and id <= $2 and kind = 'signin.decided' order by id desc`,
)
/** The newest first, of these numbers and no others. */
export const decidedBetween = (db: Db, after: number, upto: number): Promise<DecidedRow[]> =>
  decided.rows(db, after, upto)

const onlyReads = statement('only read', 'set transaction read only')
/** What this transaction cannot do it is refused. */
export const readOnly = (db: Db): Promise<number> => onlyReads.count(db)

export interface CaseVisit {
  readonly flow: string
  readonly application: string | null
  readonly created_at: Date
  readonly expires_at: Date
}

const visits = statement<CaseVisit>(
  'visits of a case',
  `select flow, errand ->> 'application' as application, created_at, expires_at from visits
   where case_number = $1 and ended_at is null and expires_at > $2 order by created_at`,
)
/** Those still under way: what was not answered yet has left no event. */
export const visitsOfCase = (db: Db, number: string, now: Date): Promise<CaseVisit[]> =>
  visits.rows(db, number, now)

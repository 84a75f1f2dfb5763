// The outbox: messages on their way out. Destination and facts are sealed; nothing here can read
// them.
import { type Db, statement } from './database.ts'
import { eventsAfter, eventValues, type EventRow } from './events.ts'
import { jobsFrom } from './jobs.ts'

export interface NewMessageRow {
  readonly id: string
  readonly person_id: string | null
  readonly kind: string
  readonly channel: string
  readonly destination: Buffer
  readonly data: Buffer
  readonly language: string
  readonly created_at: Date
}

export interface MessageRow extends NewMessageRow {
  readonly state: 'waiting' | 'sent' | 'dead'
  readonly tries: number
  readonly last_problem: string | null
  readonly sent_at: Date | null
}

// The postman is told in the same transaction: PostgreSQL delivers the word when it commits, and
// never before.
const add = statement(
  'messages-add',
  `with added as (
     insert into messages (id, person_id, kind, channel, destination, data, language, created_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::bytea[],
       $7::text[], $8::timestamptz[])
     returning id, channel
   ), jobs as (${jobsFrom('added', 'added.channel', 'added.id')})
   select pg_notify('jobs', channel)
   from (select distinct channel from unnest($4::text[]) as channel) as channels`,
)

export const addMessages = (db: Db, rows: readonly NewMessageRow[]): Promise<number> =>
  add.count(
    db,
    rows.map((row) => row.id),
    rows.map((row) => row.person_id),
    rows.map((row) => row.kind),
    rows.map((row) => row.channel),
    rows.map((row) => row.destination),
    rows.map((row) => row.data),
    rows.map((row) => row.language),
    rows.map((row) => row.created_at),
  )

const byId = statement<MessageRow>('message-by-id', 'select * from messages where id = $1')
export const findMessage = (db: Db, id: string): Promise<MessageRow | undefined> => byId.row(db, id)

// What was drawn from is emptied: a letter's secret lives in the mailbox from now on, and nowhere
// else.
const sent = statement(
  'message-sent',
  `with sent as (
     update messages set state = 'sent', sent_at = $2, tries = tries + 1, last_problem = null, data = ''
     where id = $1 and state = 'waiting' returning 1
   ) ${eventsAfter('sent', { first: 3, count: 1 })}`,
)
export const markSent = (db: Db, id: string, at: Date, event: EventRow) =>
  sent.count(db, id, at, ...eventValues([event]))

const later = statement(
  'message-later',
  `update messages set tries = tries + 1, last_problem = $2 where id = $1 and state = 'waiting'`,
)
export const markLater = (db: Db, id: string, why: string) => later.count(db, id, why)

const dead = statement(
  'message-dead',
  `with dead as (
     update messages set state = 'dead', tries = tries + 1, last_problem = $2
     where id = $1 and state = 'waiting' returning 1
   ) ${eventsAfter('dead', { first: 3, count: 1 })}`,
)
export const markDead = (db: Db, id: string, why: string, event: EventRow) =>
  dead.count(db, id, why, ...eventValues([event]))

const again = statement(
  'message-again',
  `with woken as (
     update messages set state = 'waiting' where id = $1 and state = 'dead' returning id, channel
   ), jobs as (${jobsFrom('woken', 'woken.channel', 'woken.id')})
   select pg_notify('jobs', channel) from woken`,
)
export const wakeMessage = (db: Db, id: string): Promise<number> => again.count(db, id)

const inState = statement<MessageRow>(
  'messages-in-state',
  'select * from messages where state = $1 order by created_at desc, id limit $2',
)
export const messagesInState = (
  db: Db,
  state: MessageRow['state'],
  limit: number,
): Promise<MessageRow[]> => inState.rows(db, state, limit)

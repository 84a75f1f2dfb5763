// The outbox: messages on their way out. Destination and facts are sealed; nothing here can read them.
import { type Db, statement } from './database.ts'

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

// The postman is told in the same transaction: PostgreSQL delivers the word when it commits, and never before.
const add = statement(
  'messages-add',
  `with added as (
     insert into messages (id, person_id, kind, channel, destination, data, language, created_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::bytea[],
       $7::text[], $8::timestamptz[])
   )
   select pg_notify('messages', '')`,
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

// The door to PostgreSQL: a pool, prepared statements with names, and transactions. The only place
// that knows the driver. There is no interface above it and no second engine (docs/decisions/0003).
import pg from 'pg'

// int8 arrives as text, since JavaScript cannot hold all of them; ours count rows and stay far
// below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

// Times are told in UTC («2026-11-21 12:00:00.5+00»), which JavaScript reads by itself.
const readTime = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ, 'text') as (
  text: string,
) => unknown
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => {
  const time = new Date(`${text.replace(' ', 'T')}:00`)
  return Number.isNaN(time.getTime()) ? readTime(text) : time
})

export interface Answered<Row> {
  rows: Row[]
  count: number
}

/** Something statements can be sent to: the pool, or one transaction. */
export interface Db {
  send<Row>(
    name: string,
    text: string,
    values: readonly unknown[],
    how?: 'quick',
  ): Promise<Answered<Row>>
  /** All or nothing. Inside a transaction it joins the one that is open. */
  transaction<Result>(work: (db: Db) => Promise<Result>): Promise<Result>
}

export interface Database extends Db {
  /**
   * Hears what `notify channel, payload` says, on one connection of its own that comes back by
   * itself.
   */
  listen(channel: string, heard: (payload: string) => void): Promise<void>
  /** Shows other servers of the same database what we have, for as long as we are here. */
  show(marks: readonly Mark[]): Promise<void>
  close(): Promise<void>
  readonly address: pg.PoolConfig
}

/** A number, and what we have for it: a lock that many may hold, gone when the line is. */
export interface Mark {
  readonly about: number
  readonly value: number
}

/**
 * The database could not carry this out just now, or its answer was lost. Nobody was let in and
 * nothing was confirmed: whoever asked may ask again in a moment.
 */
export class Unavailable extends Error {
  constructor(cause: unknown) {
    super('The database is not available just now', { cause })
    this.name = 'Unavailable'
  }
}

/**
 * A statement with a name: prepared once per connection. Rows come as PostgreSQL gives them, column
 * names as written. `quick`: nobody waits for the disk, and a crash may lose the last moment of it;
 * inside a transaction it is as durable as that.
 */
export function statement<Row = never>(
  name: string,
  text: string,
  how?: 'quick',
): {
  rows(db: Db, ...values: unknown[]): Promise<Row[]>
  row(db: Db, ...values: unknown[]): Promise<Row | undefined>
  count(db: Db, ...values: unknown[]): Promise<number>
} {
  return {
    rows: async (db, ...values) => (await db.send<Row>(name, text, values, how)).rows,
    row: async (db, ...values) => (await db.send<Row>(name, text, values, how)).rows[0],
    count: async (db, ...values) => (await db.send<Row>(name, text, values, how)).count,
  }
}

// Codes on their way: what became of each and what it cost. Nobody waits for the disk; a crash may
// forget the last tenth of a second of it. Must never hold a code or a number.
import { statement, type Db } from '../database.ts'

export interface SendingRow {
  readonly id: string
  readonly state: 'asked' | 'sent' | 'delivered' | 'failed'
  readonly why: string | null
  /** Whoever was asked to carry it, once that is known. */
  readonly gateway: string | null
  readonly changed_at: Date
}

const insert = statement(
  'begin a sending',
  `insert into sendings (id, person_id, channel, country, state, spoken, made_at, changed_at)
   values ($1, $2, $3, $4, 'asked', $5, $6, $6)
   on conflict (id) do update set state = 'asked', why = null, changed_at = excluded.changed_at
     where sendings.state = 'failed'`,
  'quick',
)
export const insertSending = (
  db: Db,
  sending: {
    readonly id: string
    readonly person: string | undefined
    readonly channel: string
    readonly country: string
    /** Sealed: what a call says when it is answered. */
    readonly spoken: Uint8Array | undefined
    readonly now: Date
  },
): Promise<number> =>
  insert.count(
    db,
    sending.id,
    sending.person ?? null,
    sending.channel,
    sending.country,
    sending.spoken ?? null,
    sending.now,
  )

const become = statement(
  'what became of a sending',
  `update sendings set state = $2, why = $3, gateway = $4, reference = $5, price_micros = $6,
     changed_at = $7
   where id = $1 and state = 'asked'`,
  'quick',
)
export const becameOf = (
  db: Db,
  sending: {
    readonly id: string
    readonly state: string
    readonly why: string | undefined
    readonly gateway: string | undefined
    readonly reference: string | undefined
    readonly priceMicros: number | undefined
    readonly now: Date
  },
): Promise<number> =>
  become.count(
    db,
    sending.id,
    sending.state,
    sending.why ?? null,
    sending.gateway ?? null,
    sending.reference ?? null,
    sending.priceMicros ?? null,
    sending.now,
  )

// A report never takes back what is certain: what was delivered stays delivered.
const report = statement<{ id: string }>(
  'a report of a sending',
  `update sendings set state = $3, why = $4, changed_at = $5
   where state in ('asked', 'sent') and state <> $3 and (id = $1 or reference = $2)
   returning id`,
  'quick',
)
export const reportSending = (
  db: Db,
  told: {
    readonly id: string | undefined
    readonly reference: string | undefined
    readonly state: 'sent' | 'delivered' | 'failed'
    readonly why: string | undefined
    readonly now: Date
  },
): Promise<{ id: string } | undefined> =>
  report.row(db, told.id ?? null, told.reference ?? null, told.state, told.why ?? null, told.now)

const read = statement<SendingRow>(
  'read a sending',
  `select id, state, why, gateway, changed_at from sendings where id = $1`,
)
export const readSending = (db: Db, id: string): Promise<SendingRow | undefined> => read.row(db, id)

export interface SpokenRow {
  readonly spoken: Buffer | null
  readonly gateway: string | null
}

const spoken = statement<SpokenRow>(
  'read what a call says',
  `select spoken, gateway from sendings where id = $1 and channel = 'voice' and made_at > $2`,
)
export const readSpoken = (db: Db, id: string, after: Date): Promise<SpokenRow | undefined> =>
  spoken.row(db, id, after)

const ported = statement(
  'was a number ported of late',
  `select 1 from sendings where person_id = $1 and why = 'ported-recently' and made_at > $2 limit 1`,
)
export const wasPorted = async (db: Db, person: string, after: Date): Promise<boolean> =>
  (await ported.count(db, person, after)) > 0

const silence = statement(
  'forget what calls said',
  `update sendings set spoken = null where spoken is not null and made_at < $1`,
  'quick',
)
export const silenceSendings = (db: Db, before: Date): Promise<number> => silence.count(db, before)

const sweep = statement('sweep old sendings', `delete from sendings where made_at < $1`, 'quick')
export const sweepSendings = (db: Db, before: Date): Promise<number> => sweep.count(db, before)

export interface Cost {
  readonly channel: string
  readonly country: string
  readonly gateway: string | null
  readonly sent: number
  readonly failed: number
  readonly micros: number
}

const cost = statement<Cost>(
  'what sendings cost',
  `select channel, country, gateway,
     count(*) filter (where state <> 'failed')::int as sent,
     count(*) filter (where state = 'failed')::int as failed,
     coalesce(sum(price_micros), 0)::float8 as micros
   from sendings where made_at >= $1 and made_at < $2
   group by 1, 2, 3 order by 1, 2, 3`,
)
export const costOfSendings = (db: Db, since: Date, until: Date): Promise<Cost[]> =>
  cost.rows(db, since, until)

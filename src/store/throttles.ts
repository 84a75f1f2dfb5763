// The rows that count tries. Nobody waits for the disk: a crash may lose the last tenth of a second
// of counting. Must be sent outside every transaction: a count stands whatever becomes of the rest.
import { statement, type Db } from './database.ts'

/** One count that a try adds to, and when it makes whoever comes next wait. */
export interface Count {
  readonly key: Uint8Array
  /**
   * Wrong answers in a row that cost nothing; after them each wait is twice the last, up to
   * `capSeconds`.
   */
  readonly free: number
  /** Absent: this count makes nobody wait but by its total. */
  readonly stepSeconds: number | null
  readonly capSeconds: number
  /** So many in a row, and the method rests until somebody forgives it. */
  readonly restAt: number | null
  /** So many within the window, and nothing is judged until it has passed. */
  readonly totalMax: number
  readonly windowSeconds: number
}

export interface CountedTry {
  readonly key: Buffer
  readonly streak: number
  readonly turned_away: boolean
  readonly refused: number
  readonly wait_until: Date | null
}

/** Later than any clock here: a rest has no end of its own. */
const restUntil = '9999-12-31T00:00:00Z'

const preamble = `
  with rules as materialized (
    select * from unnest(
        $1::bytea[], $2::int[], $3::float8[], $4::float8[], $5::int[], $6::int[], $7::float8[])
      as rule (key, free, step, cap, rest_at, total_max, span)
  )`

/** Until when nobody is heard, with so many in a row and so many in the window. */
const waitAfter = (streak: string, total: string, since: string, at: string): string => `case
        when ${streak} >= rule.rest_at then '${restUntil}'::timestamptz
        when ${total} >= rule.total_max then ${since} + rule.span * interval '1 second'
        when rule.step is not null and ${streak} > rule.free then ${at} + interval '1 second'
          * least(rule.cap, rule.step * 2 ^ least(${streak} - rule.free - 1, 30))
      end`

// The snapshot says whether any of the counts makes this try wait; the row itself says it once more
// when it is locked, so that of a hundred tries in one packet no more are judged than one after
// another. Rows are locked in one order: no deadlock.
const count = statement<CountedTry>(
  'count a try',
  `${preamble},
  judged as materialized (
    select case when bool_or(row.wait_until > $8::timestamptz) then 0 else 1 end as one
    from throttles row where row.key = any ($1)
  )
  insert into throttles as row (key, streak, total, refused, since, last_at)
  select rule.key, judged.one, judged.one, 1 - judged.one, $8, $8
  from rules rule cross join judged
  order by rule.key
  on conflict (key) do update set (streak, total, refused, since, last_at, wait_until) = (
    select counted.streak, counted.total,
      case when try.one = 0 then row.refused + 1 else 0 end,
      span.since, excluded.last_at,
      case when try.one = 0 then row.wait_until
      else ${waitAfter('counted.streak', 'counted.total', 'span.since', 'excluded.last_at')} end
    from rules rule
    cross join lateral (
      select case when row.wait_until > excluded.last_at then 0 else excluded.streak end as one
    ) try
    cross join lateral (
      select excluded.last_at >= row.since + rule.span * interval '1 second' as over
    ) past
    cross join lateral (
      select case when past.over then excluded.last_at else row.since end as since
    ) span
    cross join lateral (
      select row.streak + try.one as streak,
        case when past.over then try.one else row.total + try.one end as total
    ) counted
    where rule.key = excluded.key
  )
  returning row.key, row.streak, row.refused > 0 as turned_away, row.refused, row.wait_until`,
  'quick',
)

const forgive = statement(
  'forgive tries',
  `${preamble},
  tried as materialized (select * from unnest($1::bytea[], $9::int[]) as tried (key, times))
  update throttles row set
    streak = case when rule.step is null then row.streak else 0 end,
    total = greatest(row.total - tried.times, 0),
    refused = 0,
    wait_until = case when row.total > rule.total_max then row.wait_until end
  from rules rule join tried on tried.key = rule.key
  where row.key = rule.key and $8::timestamptz is not null`,
  'quick',
)

const takeBack = statement(
  'take a try back',
  `${preamble}
  update throttles row set (streak, total, wait_until) = (
    select others.streak, others.total,
      ${waitAfter('others.streak', 'others.total', 'row.since', 'row.last_at')}
    from (
      select greatest(row.streak - 1, 0) as streak, greatest(row.total - 1, 0) as total
    ) others
  )
  from rules rule
  where row.key = rule.key and $8::timestamptz is not null`,
  'quick',
)

const unlock = statement(
  'unlock a count',
  `${preamble}
  update throttles row set streak = 0, refused = 0,
    wait_until = case when row.total >= rule.total_max then row.since + rule.span * interval '1 second' end
  from rules rule
  where row.key = rule.key and $8::timestamptz is not null`,
  'quick',
)

const forget = statement(
  'forget old counts',
  `delete from throttles where since < $1 and last_at < $1 and (wait_until is null or wait_until < $2)`,
  'quick',
)

const waiting = statement<{ waiting: number }>(
  'who waits',
  `select count(*)::int as waiting from throttles where key = any ($1) and wait_until > $2`,
)
export const countWaiting = async (
  db: Db,
  keys: readonly Uint8Array[],
  now: Date,
): Promise<number> => (await waiting.row(db, keys, now))?.waiting ?? 0

const untils = statement<{ key: Buffer; wait_until: Date }>(
  'until when who waits',
  `select key, wait_until from throttles where key = any ($1) and wait_until > $2`,
)
export const waitsOf = (
  db: Db,
  keys: readonly Uint8Array[],
  now: Date,
): Promise<{ key: Buffer; wait_until: Date }[]> => untils.rows(db, keys, now)

const valuesOf = (counts: readonly Count[], now: Date): unknown[] => [
  counts.map((each) => Buffer.from(each.key)),
  counts.map((each) => each.free),
  counts.map((each) => each.stepSeconds),
  counts.map((each) => each.capSeconds),
  counts.map((each) => each.restAt),
  counts.map((each) => each.totalMax),
  counts.map((each) => each.windowSeconds),
  now,
]

export const countTries = (db: Db, counts: readonly Count[], now: Date): Promise<CountedTry[]> =>
  count.rows(db, ...valuesOf(counts, now))

/** How often each is forgiven: what was right in the last moment, all at once. */
export interface Forgiven extends Count {
  readonly times: number
}

export const forgiveTries = (db: Db, counts: readonly Forgiven[], now: Date): Promise<number> =>
  forgive.count(
    db,
    ...valuesOf(counts, now),
    counts.map((each) => each.times),
  )

/**
 * Nothing was judged after all. Never a new row of tries: else a full queue would be a way to
 * guess.
 */
export const takeBackTries = (db: Db, counts: readonly Count[], now: Date): Promise<number> =>
  takeBack.count(db, ...valuesOf(counts, now))

/**
 * Another proof was shown: no more waiting, and the row starts anew. What was counted in the window
 * stays counted.
 */
export const unlockCounts = (db: Db, counts: readonly Count[], now: Date): Promise<number> =>
  unlock.count(db, ...valuesOf(counts, now))

/**
 * Counts that nobody has added to since then. A row that rests is kept: time alone wakes nothing.
 */
export const forgetCounts = (db: Db, before: Date, now: Date): Promise<number> =>
  forget.count(db, before, now)

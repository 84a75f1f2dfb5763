// All that one request of oidc-provider writes, as one statement and so one commit. What must
// happen only once (a code, a refresh token, a proof's own number) stands first; where one of them
// was spent already, nothing of the rest is kept.
import { statement, type Db } from '../database.ts'
import { eventsAfter, eventValues, type EventRow } from '../events.ts'
import type { Payload } from './provider.ts'

export interface RowToKeep {
  readonly idHash: Uint8Array
  readonly model: string
  readonly grant: string | null
  readonly session: string | null
  readonly person: string | null
  readonly epoch: number
  readonly provenAt: Date
  readonly payload: Payload
  readonly expiresAt: Date
}

export interface ProviderWrites {
  readonly now: Date
  /** Spent by this request; by table, since a code and a token never stand in the same one. */
  readonly spendRecords: readonly Uint8Array[]
  readonly spendMoments: readonly Uint8Array[]
  /** Must not have been seen before. */
  readonly firstSeen: readonly RowToKeep[]
  readonly records: readonly RowToKeep[]
  readonly moments: readonly RowToKeep[]
  readonly session?: {
    readonly id: string
    /** What was given to applications, where that has changed. */
    readonly given?: {
      readonly changed: Readonly<Record<string, unknown>>
      readonly removed: readonly string[]
      readonly state: unknown
    }
    /** The person has been here: the session's rest begins anew. */
    readonly idleUntil?: Date
    /** Where it was judged, where that is elsewhere than the last time. */
    readonly networks?: readonly string[]
  }
  /** The visit whose waiting is over. */
  readonly answered?: string
  readonly revokedGrants: readonly string[]
  readonly destroyed: readonly Uint8Array[]
  readonly events: readonly EventRow[]
}

/**
 * `spent` or `replayed`: something that happens once had happened already, and nothing else was
 * kept.
 */
export type Written = 'kept' | 'spent' | 'replayed'

export async function writeProvider(db: Db, writes: ProviderWrites): Promise<Written> {
  const form = new Form(writes.now)
  spend(form, writes)
  form.check()
  keep(form, writes)
  takeBack(form, writes)
  const { name, text, values } = form
  const how = mayBeLost(writes) ? 'quick' : undefined
  const answer = await db.send<{ fine: boolean; seen: number }>(name, text, values, how)
  if (writes.revokedGrants.length > 0) await takeBackAll(db, writes.revokedGrants)
  const row = answer.rows[0]
  if (row?.fine) return 'kept'
  return (row?.seen ?? 0) < writes.firstSeen.length ? 'replayed' : 'spent'
}

/**
 * A crash empties the moments: a code that goes with it has given nobody anything, and what its
 * session was noted to have given is missed by nobody. Whoever got tokens for one has waited for
 * the disk, and with it for all that was written before.
 */
const mayBeLost = (writes: ProviderWrites): boolean =>
  [
    writes.records,
    writes.spendRecords,
    writes.events,
    writes.revokedGrants,
    writes.destroyed,
  ].every((part) => part.length === 0)

const takeBackRecords = statement(
  'provider: take records back',
  'delete from provider_records where grant_id = any($1)',
)
const takeBackMoments = statement(
  'provider: take moments back',
  'delete from provider_moments where grant_id = any($1)',
)

/**
 * A token that is turned in just now holds the new one's place: deleting waits for it, and does not
 * see what came of it. So it is asked again, until nothing is left.
 */
async function takeBackAll(db: Db, grants: readonly string[]): Promise<void> {
  for (let gone = 1; gone > 0;) {
    gone = (await takeBackRecords.count(db, grants)) + (await takeBackMoments.count(db, grants))
  }
}

// The statement is put together from parts that are either there or not; its name says which, so
// that each form is prepared once per connection. No part is ever made of anything but the words
// below and numbered parameters.
class Form {
  readonly values: unknown[] = []
  readonly #time: Date
  #now: string | undefined
  readonly #parts: string[] = []
  readonly #marks: string[] = []
  readonly #counted: string[] = []
  #expected = 0
  #hasSeen = false

  constructor(now: Date) {
    this.#time = now
  }

  /** Numbered at its first use: a parameter that no part speaks of has no type. */
  get now(): string {
    this.#now ??= `${this.put(this.#time)}::timestamptz`
    return this.#now
  }

  put(value: unknown): string {
    return `$${this.values.push(value)}`
  }

  add(mark: string, part: string): void {
    this.#marks.push(mark)
    this.#parts.push(part)
  }

  /** A part of which exactly so many rows must be met, or nothing else is kept. */
  once(name: string, expected: number, part: string): void {
    this.add(`${name}${expected}`, `${name} as (${part} returning 1)`)
    this.#counted.push(`(select count(*) from ${name})`)
    this.#expected += expected
    this.#hasSeen ||= name === 'seen'
  }

  check(): void {
    const fine =
      this.#expected === 0
        ? 'true'
        : `${this.#counted.join(' + ')} = ${this.put(this.#expected)}::int`
    this.#parts.push(`checked as (select ${fine} as fine)`)
  }

  get name(): string {
    return `provider: ${this.#marks.join(' ')}`
  }

  get text(): string {
    return `with ${this.#parts.join(',\n')}
      select fine, ${this.#hasSeen ? '(select count(*) from seen)' : '0'} as seen from checked`
  }
}

function spend(form: Form, writes: ProviderWrites): void {
  for (const [table, mark, spent] of [
    ['provider_records', 'sr', writes.spendRecords],
    ['provider_moments', 'sm', writes.spendMoments],
  ] as const) {
    if (spent.length === 0) continue
    form.once(
      mark,
      spent.length,
      `update ${table} set consumed_at = ${form.now}
       where id_hash = any(${form.put(spent)}::bytea[]) and consumed_at is null and expires_at > ${form.now}`,
    )
  }
  const { firstSeen } = writes
  if (firstSeen.length > 0) {
    form.once(
      'seen',
      firstSeen.length,
      `insert into provider_moments as seen_before (${columns}) ${rowsOf(firstSeen, form)}
       on conflict (id_hash) do update set expires_at = excluded.expires_at
         where seen_before.expires_at <= ${form.now}`,
    )
  }
}

function keep(form: Form, writes: ProviderWrites): void {
  for (const [table, mark, rows] of [
    ['provider_records', 'kr', writes.records],
    ['provider_moments', 'km', writes.moments],
  ] as const) {
    if (rows.length === 0) continue
    form.add(
      `${mark}${rows.length}`,
      `${mark} as (
         insert into ${table} (${columns})
         select given.* from checked, (${rowsOf(rows, form)}) given where fine
         on conflict (id_hash) do update set payload = excluded.payload, expires_at = excluded.expires_at)`,
    )
  }
  if (writes.session) keepSession(form, writes.session)
  if (writes.answered !== undefined) {
    form.add(
      'a',
      `answered as (update visits set waiting = null from checked
         where ref = ${form.put(writes.answered)}::text and fine)`,
    )
  }
  if (writes.events.length > 0) {
    const count = writes.events.length
    const first = form.values.push(...eventValues(writes.events)) - 7 * count + 1
    form.add(`e${count}`, `told as (${eventsAfter('checked', { first, count })} where fine)`)
  }
}

// Only what this request changed is merged in: another tab may have signed in to another
// application meanwhile.
function keepSession(form: Form, session: NonNullable<ProviderWrites['session']>): void {
  const { id, given, idleUntil, networks } = session
  const set: string[] = []
  if (given) {
    const state = given.state === undefined ? null : JSON.stringify(given.state)
    set.push(`provider_state = ${form.put(state)}::jsonb,
      authorizations = (authorizations - ${form.put(given.removed)}::text[])
        || ${form.put(JSON.stringify(given.changed))}::jsonb`)
  }
  if (idleUntil) {
    set.push(`seen_at = ${form.now},
      idle_until = least(${form.put(idleUntil)}::timestamptz, expires_at)`)
  }
  if (networks) set.push(`networks = ${form.put(networks)}::text[]`)
  form.add(
    `s${given ? 'g' : ''}${idleUntil ? 't' : ''}${networks ? 'n' : ''}`,
    `kept_session as (update sessions set ${set.join(', ')} from checked
       where id = ${form.put(id)} and fine)`,
  )
}

function takeBack(form: Form, writes: ProviderWrites): void {
  if (writes.revokedGrants.length > 0) {
    const grants = `${form.put(writes.revokedGrants)}::text[]`
    form.add(
      'x',
      `revoked_r as (delete from provider_records where grant_id = any(${grants})),
       revoked_m as (delete from provider_moments where grant_id = any(${grants}))`,
    )
  }
  if (writes.destroyed.length > 0) {
    const gone = `${form.put(writes.destroyed)}::bytea[]`
    form.add(
      'd',
      `destroyed_r as (delete from provider_records where id_hash = any(${gone})),
       destroyed_m as (delete from provider_moments where id_hash = any(${gone}))`,
    )
  }
}

const columns =
  'id_hash, model, grant_id, session_id, person_id, epoch, proven_at, payload, expires_at'

const rowsOf = (rows: readonly RowToKeep[], form: Form): string =>
  rows
    .map(
      (row) => `select ${form.put(row.idHash)}::bytea, ${form.put(row.model)}::text,
        ${form.put(row.grant)}::text, ${form.put(row.session)}::text, ${form.put(row.person)}::text,
        ${form.put(row.epoch)}::int, ${form.put(row.provenAt)}::timestamptz,
        ${form.put(JSON.stringify(row.payload))}::jsonb, ${form.put(row.expiresAt)}::timestamptz`,
    )
    .join(' union all ')

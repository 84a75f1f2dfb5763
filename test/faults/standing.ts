// What stands in the rows about one person, and what must never stand there together.
import { expect } from 'vitest'
import { openKept } from '../../src/domain/methods/methods.ts'
import { password as factor } from '../../src/factors/password/password.ts'
import type { FaultTown } from './fault-town.ts'
import { type Confirmed, nextPassword, type Person } from './flows.ts'
import { password } from './people.ts'

interface Standing {
  readonly state: string
  readonly passwords: readonly { readonly id: string; readonly kept: string }[]
  readonly pins: number
  readonly letters: { readonly open: number; readonly spent: number }
  readonly sessions: readonly string[]
  readonly events: Readonly<Record<string, number>>
  readonly started: readonly string[]
  readonly messages: readonly string[]
  readonly families: number
}

export async function standingOf({ database }: FaultTown, { id }: Person): Promise<Standing> {
  const { rows } = await database.send<{ standing: Standing }>(
    '',
    `select jsonb_build_object(
       'state', (select state from people where id = $1),
       'passwords', coalesce((select jsonb_agg(jsonb_build_object('id', m.id,
           'kept', encode(m.kept, 'base64'))) from methods m
         where person_id = $1 and factor = 'password'), '[]'),
       'pins', (select count(*) from methods where person_id = $1 and factor = 'pin'),
       'letters', (select jsonb_build_object(
           'open', count(*) filter (where used_at is null and superseded_at is null),
           'spent', count(*) filter (where used_at is not null))
         from invitations where person_id = $1),
       'sessions', coalesce((select jsonb_agg(id) from sessions where person_id = $1), '[]'),
       'events', coalesce((select jsonb_object_agg(kind, count) from (
         select kind, count(*) from events where person_id = $1 group by kind) counted), '{}'),
       'started', coalesce((select jsonb_agg(data ->> 'session') from events
         where person_id = $1 and kind = 'session.started'), '[]'),
       'messages', coalesce((select jsonb_agg(kind) from messages where person_id = $1), '[]'),
       'families', (select count(distinct grant_id) from provider_records
         where person_id = $1 and model = 'RefreshToken' and consumed_at is null)
     ) as standing`,
    [id],
  )
  const standing = rows[0]?.standing
  if (!standing) throw new Error('PostgreSQL answered without a row')
  return standing
}

/** Which passwords open, of the first and the next. */
async function opening(town: FaultTown, { passwords }: Standing): Promise<string[]> {
  const { house } = town.opened
  const opens: string[] = []
  for (const { id, kept } of passwords) {
    const { hash } = openKept(house, factor, { id, sealed: kept })
    for (const typed of [password, nextPassword])
      if ((await house.passwords.verify(typed, hash)) === true) opens.push(typed)
  }
  return opens
}

const times = ({ events }: Standing, kind: string): number => events[kind] ?? 0

/** Each session began with its event, and no event tells of one that never was. */
function sessionsAreTold(standing: Standing): void {
  expect([...new Set(standing.started)].toSorted()).toEqual(standing.sessions.toSorted())
}

/** Never a password with its letter open, never a method without its event, never two passwords. */
export async function activationHolds(
  town: FaultTown,
  person: Person,
  confirmed: Confirmed,
): Promise<Standing> {
  const standing = await standingOf(town, person)
  const has = standing.passwords.length
  expect(has).toBeLessThanOrEqual(1)
  if (confirmed.has('password')) expect(has).toBe(1)
  expect(standing).toMatchObject({
    state: has ? 'active' : 'invited',
    letters: { open: has ? 0 : 1, spent: has },
    pins: has ? 0 : 1,
    messages: has ? ['receipt'] : [],
  })
  for (const kind of ['password.changed', 'letter.spent'])
    expect([kind, times(standing, kind)]).toEqual([kind, has])
  // The PIN's own, and the password's.
  expect(times(standing, 'method.enrolled')).toBe(1 + has)
  expect(times(standing, 'letter.opened')).toBeLessThanOrEqual(1)
  if (confirmed.has('opened')) expect(times(standing, 'letter.opened')).toBe(1)
  if (confirmed.has('in')) expect(standing.sessions).not.toEqual([])
  sessionsAreTold(standing)
  return standing
}

/** Either the old password opens or the new one, and the event says which. */
export async function changeHolds(
  town: FaultTown,
  person: Person,
  confirmed: Confirmed,
): Promise<boolean> {
  const standing = await standingOf(town, person)
  const isChanged = times(standing, 'password.changed') === 1
  expect(times(standing, 'password.changed')).toBeLessThanOrEqual(1)
  if (confirmed.has('password')) expect(isChanged).toBe(true)
  expect(standing.passwords).toHaveLength(1)
  expect(await opening(town, standing)).toEqual([isChanged ? nextPassword : password])
  expect(standing.messages).toEqual(isChanged ? ['password-changed'] : [])
  sessionsAreTold(standing)
  return isChanged
}

/** A session with its events or none; at most one family of tokens for the one code. */
export async function signInHolds(
  town: FaultTown,
  person: Person,
  confirmed: Confirmed,
): Promise<Standing> {
  const standing = await standingOf(town, person)
  expect(standing.sessions.length).toBeLessThanOrEqual(1)
  if (confirmed.has('in')) expect(standing.sessions).toHaveLength(1)
  expect(times(standing, 'signin.decided')).toBe(standing.sessions.length)
  expect(standing.families).toBeLessThanOrEqual(1)
  if (confirmed.has('tokens')) expect(standing.families).toBe(1)
  sessionsAreTold(standing)
  return standing
}

/** What a server that is gone had begun has been undone. */
export async function alone({ database }: FaultTown): Promise<void> {
  for (;;) {
    const { rows } = await database.send<{ count: number }>(
      '',
      `select count(*) from pg_stat_activity
       where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
      [],
    )
    if (rows[0]?.count === 0) return
  }
}

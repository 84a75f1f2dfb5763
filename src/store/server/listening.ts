// One connection of its own that hears NOTIFY, and that shows others that we are here. It comes
// back by itself, and tells everybody that something may have been said meanwhile (an empty
// payload). Must never be used for anything else: a busy connection hears late.
import pg from 'pg'
import type { Mark } from '../database.ts'

type Heard = (payload: string) => void

/** A machine that lost its power says nothing: others wait for it no longer than this. */
const goneSoon = [
  'set tcp_keepalives_idle = 10',
  'set tcp_keepalives_interval = 5',
  'set tcp_keepalives_count = 3',
].join('; ')

const waitFirstMs = 100
const waitMostMs = 5_000

export function openListening(config: pg.PoolConfig) {
  const heardBy = new Map<string, Heard[]>()
  const marks: Mark[] = []
  let client: Promise<pg.Client> | undefined
  let retry: NodeJS.Timeout | undefined
  let closed = false

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client(config)
    fresh.on('error', () => {})
    fresh.on('notification', ({ channel, payload }) => {
      for (const heard of heardBy.get(channel) ?? []) heard(payload ?? '')
    })
    await fresh.connect()
    for (const channel of heardBy.keys())
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    if (marks.length > 0) await show(fresh, marks)
    fresh.on('end', () => comeBack(waitFirstMs))
    return fresh
  }

  /** Also where the database is away at the very first: nobody asks a second time. */
  function begin(): Promise<pg.Client> {
    const first = connect()
    client = first
    first.catch(() => comeBack(waitFirstMs))
    return first
  }

  function comeBack(waitMs: number): void {
    if (closed) return
    client = undefined
    retry = setTimeout(() => {
      const next = connect()
      client = next
      next.then(
        () => heardBy.forEach((all) => all.forEach((heard) => heard(''))),
        () => comeBack(Math.min(waitMs * 2, waitMostMs)),
      )
    }, waitMs)
  }

  return {
    async listen(channel: string, heard: Heard): Promise<void> {
      const known = heardBy.get(channel)
      if (known) {
        known.push(heard)
        return
      }
      heardBy.set(channel, [heard])
      if (client || retry) await (await client)?.query(`listen ${pg.escapeIdentifier(channel)}`)
      else await begin()
    },
    async show(shown: readonly Mark[]): Promise<void> {
      marks.push(...shown)
      if (client || retry) {
        const open = await client
        if (open) await show(open, shown)
        return
      }
      await begin()
    },
    async close(): Promise<void> {
      closed = true
      clearTimeout(retry)
      const last = await client?.catch(() => undefined)
      await last?.end()
    },
  }
}

async function show(client: pg.Client, marks: readonly Mark[]): Promise<void> {
  await client.query(goneSoon)
  for (const { about, value } of marks)
    await client.query('select pg_advisory_lock_shared($1, $2)', [about, value])
}

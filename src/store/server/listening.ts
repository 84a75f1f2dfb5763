// One connection of its own that hears NOTIFY. It comes back by itself, and tells everybody that
// something may have been said meanwhile (an empty payload). Must never be used for anything else:
// a busy connection hears late.
import pg from 'pg'

type Heard = (payload: string) => void

const waitFirstMs = 100
const waitMostMs = 5_000

export function openListening(config: pg.PoolConfig) {
  const heardBy = new Map<string, Heard[]>()
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
    fresh.on('end', () => comeBack(waitFirstMs))
    return fresh
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
      if (!client && !retry) {
        client = connect()
        await client
      } else {
        await (await client)?.query(`listen ${pg.escapeIdentifier(channel)}`)
      }
    },
    async close(): Promise<void> {
      closed = true
      clearTimeout(retry)
      const last = await client?.catch(() => undefined)
      await last?.end()
    },
  }
}

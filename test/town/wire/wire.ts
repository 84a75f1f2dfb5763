// The wire between a server and its database: a proxy that speaks enough of PostgreSQL's protocol
// to see each statement, and to hold, cut or reset the line before it goes over or before its
// answer comes back. It changes no byte. Must never be used outside tests.
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import type pg from 'pg'
import { openReader, type Crossing } from './wire-frames.ts'

/** What becomes of the line when a statement stands at one of its ends. */
export type Verdict = 'pass' | 'cut' | 'reset'
/** Says nothing where it shall pass. */
export type Watch = (crossing: Crossing) => Promise<Verdict | void> | Verdict | void

export interface Wire {
  /** Where the server finds what it takes for its database. */
  readonly address: pg.PoolConfig
  readonly url: string
  /** Everything that went over since the list was last emptied, in order. */
  readonly crossed: Crossing[]
  /** Asked before a statement reaches the database; a promise that stands open holds it. */
  before: Watch | undefined
  /** Asked when the database has answered, before the server hears of it. */
  after: Watch | undefined
  /** Breaks every line that is open. */
  cutAll(): void
  close(): Promise<void>
}

export async function openWire(to: pg.PoolConfig): Promise<Wire> {
  const lines = new Set<() => void>()
  const wire: Wire & { address: pg.PoolConfig } = {
    address: {},
    url: '',
    crossed: [],
    before: undefined,
    after: undefined,
    cutAll: () => lines.forEach((cut) => cut()),
    async close() {
      wire.cutAll()
      listening.close()
      await once(listening, 'close')
    },
  }
  let number = 0
  const listening = createServer((near) => {
    const far = connect(placeOf(to))
    const cut = join(wire, { near, far, number: (number += 1) })
    lines.add(cut)
    near.once('close', () => lines.delete(cut))
  })
  const port = await portOf(listening)
  const { user = 'portvakt', database = 'portvakt' } = to
  return Object.assign(wire, {
    address: { ...to, host: '127.0.0.1', port },
    url: `postgresql://${user}@127.0.0.1:${port}/${database}`,
  })
}

const placeOf = ({ host = '', port = 5432 }: pg.PoolConfig) =>
  host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

interface Line {
  readonly near: Socket
  readonly far: Socket
  readonly number: number
}

/** Ties the two ends together; gives what breaks them. */
function join(wire: Wire, { near, far, number }: Line): () => void {
  const reader = openReader(number)
  const waiting: Crossing[] = []
  const cut = (verdict: Verdict = 'cut'): void => {
    if (verdict === 'reset') near.resetAndDestroy()
    else near.destroy()
    far.destroy()
  }
  const toFar = inTurn(async (bytes) => {
    for (const { crossing, raw } of reader.sent(bytes)) {
      if (crossing) {
        wire.crossed.push(crossing)
        const verdict = (await wire.before?.(crossing)) ?? 'pass'
        if (verdict !== 'pass') return cut(verdict)
        waiting.push(crossing)
      }
      far.write(raw)
    }
  })
  const toNear = inTurn(async (bytes) => {
    for (const { isReady, raw } of reader.answered(bytes)) {
      const crossing = isReady ? waiting.shift() : undefined
      const verdict = crossing ? ((await wire.after?.(crossing)) ?? 'pass') : 'pass'
      if (verdict !== 'pass') return cut(verdict)
      near.write(raw)
    }
  })
  near.on('data', (bytes) => void toFar(bytes))
  far.on('data', (bytes) => void toNear(bytes))
  near.on('error', () => cut()).on('close', () => cut())
  // What the database said last is carried before its hanging up is.
  far.on('error', () => {}).on('close', () => void toNear(Buffer.alloc(0)).then(() => near.end()))
  return cut
}

/** What came first is carried first, however long somebody holds it. */
function inTurn(carry: (bytes: Buffer) => Promise<void>): (bytes: Buffer) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (bytes) => (last = last.then(() => carry(bytes)).catch(() => {}))
}

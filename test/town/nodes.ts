// Starts real server processes over one database, and stands before them as a balancer that is
// not sticky: each request goes to the next node. It keeps what the processes said, and which
// answers told of a fault.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, createServer as openHttp, request as callOut } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import type { GatewayPart } from '../../src/settings.ts'
import { type NodeDone, type NodeOrder, publicAddress } from './node-order.ts'

export interface Node {
  readonly port: number
  readonly child: ChildProcess
  /** All that the process has written. */
  said(): string
}

export interface Nodes {
  readonly all: readonly Node[]
  /** Which of them the balancer sends to. */
  behind: readonly Node[]
  /** Answers of 500 and above since the list was last emptied. */
  readonly faults: string[]
  /** The next node in turn. */
  next(): Node
  /** Moves the clock of every node, or of one alone. */
  pass(seconds: number, only?: Node): Promise<void>
  /** Every node reads anew what was applied. */
  refresh(): Promise<void>
  /**
   * What was right a moment ago is taken off the counts of tries, which a node does by itself a
   * little later.
   */
  forgive(): Promise<void>
  /** How long the processors have worked for all of them: no matter how busy the machine is. */
  worked(): Promise<number>
  close(): Promise<void>
}

export interface NodesToOpen {
  readonly database: pg.PoolConfig
  readonly smtpPort: number
  readonly masterKey: Buffer
  readonly count: number
  readonly gateways?: readonly GatewayPart[]
  readonly identitySecret?: string
  readonly connectionSecrets?: Readonly<Record<string, string>>
  readonly pushHosts?: readonly string[]
  /** The clock of the whole process, as `faketime` is told it: «+89d». */
  readonly faketime?: string
}

export async function openNodes(asked: NodesToOpen): Promise<Nodes> {
  const folder = mkdtempSync(join(tmpdir(), 'nodes-'))
  const all = await Promise.all(Array.from({ length: asked.count }, () => openNode(asked, folder)))
  let turn = 0
  const nodes: Nodes = {
    all,
    behind: all,
    faults: [],
    next() {
      turn += 1
      const node = nodes.behind[turn % nodes.behind.length]
      if (!node) throw new Error('No node stands behind the balancer')
      return node
    },
    pass: async (seconds, only) => void (await tell(only ? [only] : all, { pass: seconds })),
    refresh: async () => void (await tell(all, { refresh: true })),
    forgive: async () => void (await tell(all, { forgive: true })),
    async worked() {
      const done = await tell(all, { worked: true })
      return done.reduce((sum, { worked }) => sum + worked, 0)
    },
    async close() {
      await Promise.all(
        all.map(async ({ child }) => {
          if (child.exitCode !== null || child.signalCode !== null) return
          const ended = once(child, 'exit')
          child.kill('SIGTERM')
          await ended
        }),
      )
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return nodes
}

/** Waits until each has done it. */
const tell = (all: readonly Node[], order: NodeOrder): Promise<NodeDone[]> =>
  Promise.all(
    all.map(async ({ child }) => {
      const answered = once(child, 'message')
      child.send(order)
      const [done]: NodeDone[] = await answered
      if (!done) throw new Error('A node said nothing')
      return done
    }),
  )

async function openNode(asked: NodesToOpen, folder: string): Promise<Node> {
  const port = await freePort()
  const child = fork(new URL('./node-program.ts', import.meta.url), {
    ...(asked.faketime === undefined
      ? { execArgv: [] }
      : { execPath: '/usr/bin/faketime', execArgv: ['-f', asked.faketime, process.execPath] }),
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compiled },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (bytes) => {
      said += String(bytes)
    })
  }
  const { database, smtpPort, masterKey, gateways = [], pushHosts = [] } = asked
  const { identitySecret, connectionSecrets } = asked
  child.send({
    database: { ...database, max: 8 },
    port,
    smtpPort,
    folder,
    masterKey: masterKey.toString('base64'),
    gateways,
    pushHosts,
    ...(identitySecret && { identitySecret }),
    ...(connectionSecrets && { connectionSecrets }),
  })
  const ready = once(child, 'message')
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`A node ended with ${code}: ${said}`)
  })
  await Promise.race([ready, died])
  died.catch(() => undefined)
  return { port, child, said: () => said }
}

/** Below the range that outgoing calls are given theirs from, so that nobody takes it meanwhile. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}

const compiled = new URL('../../node_modules/.cache/compiled', import.meta.url).pathname
const kept = new Agent({ keepAlive: true, maxSockets: 64 })

/** Headers in the very order and number given; `from` is the address the balancer saw. */
export interface Call {
  readonly method: string
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: string | Buffer | undefined
  readonly from: string
}

/** One request through the balancer, which tells the node who called, as proxies do. */
export function balanced(nodes: Nodes, call: Call): Promise<Response> {
  const node = nodes.next()
  const theirs = call.headers.filter(([name]) => name.toLowerCase() === 'x-forwarded-for')
  const hops = [...theirs.map(([, value]) => value), call.from].join(', ')
  const headers = [
    ...call.headers.filter(([name]) => name.toLowerCase() !== 'x-forwarded-for'),
    ['x-forwarded-for', hops] as const,
    ...(call.body === undefined ? [] : [['content-length', String(sizeOf(call.body))] as const]),
  ]
  const { host } = new URL(publicAddress)
  const named = headers.some(([name]) => name.toLowerCase() === 'host')
  const all = named ? headers : [['host', host] as const, ...headers]
  return new Promise((resolve, reject) => {
    const sent = callOut(
      {
        host: '127.0.0.1',
        port: node.port,
        agent: kept,
        method: call.method,
        path: call.target,
        setHost: false,
        headers: all.flat(),
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          const status = answer.statusCode ?? 0
          if (status >= 500) nodes.faults.push(`${status} ${call.method} ${call.target}`)
          const told = new Headers()
          for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2) {
            told.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '')
          }
          const isBare = status === 204 || status === 304 || status < 200
          resolve(new Response(isBare ? null : Buffer.concat(parts), { status, headers: told }))
        })
      },
    )
    sent.on('error', (fault) => {
      // A line that was kept open and had been hung up meanwhile: nothing was asked on it.
      if (sent.reusedSocket) resolve(balanced(nodes, call))
      else reject(fault)
    })
    sent.end(call.body)
  })
}

const sizeOf = (body: string | Buffer): number => Buffer.byteLength(body)

/** Before several servers in this process, at the address that people know. Changes nothing. */
export interface Balancer {
  /** Requests carried to each of the ports. */
  readonly carried: ReadonlyMap<number, number>
  /** Answers of 500 and above. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

export async function openBalancer(port: number, behind: readonly number[]): Promise<Balancer> {
  const carried = new Map(behind.map((each) => [each, 0]))
  const faults: string[] = []
  let turn = 0
  const server = openHttp((near, answer) => {
    turn += 1
    const to = behind[turn % behind.length] ?? 0
    carried.set(to, (carried.get(to) ?? 0) + 1)
    const far = callOut(
      {
        host: 'localhost',
        port: to,
        agent: false,
        method: near.method,
        path: near.url,
        setHost: false,
        headers: near.rawHeaders,
      },
      (came) => {
        if ((came.statusCode ?? 500) >= 500) faults.push(`${came.statusCode} ${near.url}`)
        answer.writeHead(came.statusCode ?? 502, came.rawHeaders)
        came.pipe(answer)
      },
    )
    far.on('error', () => answer.destroy())
    answer.on('close', () => far.destroy())
    near.pipe(far)
  })
  server.listen(port, 'localhost')
  await once(server, 'listening')
  return {
    carried,
    faults,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

// A house of one node or more over one PostgreSQL that waits for the disk, for the workloads about
// pages that wait. Linux only.
import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { migrate } from '../../src/store/server/migrate.ts'
import { type Embedded, openEmbedded } from '../../src/store/server/open-embedded.ts'
import { requestShape } from '../../tools/phone/answers.ts'
import { freePort, newFolder } from '../house.ts'
import { host, points } from './phone.ts'

const waitingShape = z.object({
  ref: z.string(),
  secret: z.string(),
  phone: z.string(),
  request: requestShape,
  number: z.string(),
})
/** Somebody at the page that shows the number, and what their phone has been told. */
export type Waiting = z.output<typeof waitingShape>

const memoryShape = z.object({ rss: z.number(), heap: z.number(), beside: z.number() })
export type Memory = z.output<typeof memoryShape>

export interface Node {
  readonly port: number
  bring(many: number): Promise<readonly Waiting[]>
  /** When each request was approved, as far as this node was told. */
  times(): Promise<readonly (readonly [request: string, ms: number])[]>
  memory(): Promise<Memory>
  kill(): Promise<void>
}

export interface House {
  readonly nodes: readonly Node[]
  close(): Promise<void>
}

export async function openNodes(count: number): Promise<House> {
  const folder = newFolder('waits')
  const server = await openEmbedded(join(folder, 'data'), (line) => console.error(line))
  await migrate(server)
  const { DATABASE_URL: _, ...inherited } = process.env
  const env = {
    ...inherited,
    PORTVAKT_ADDRESS: `https://${host}`,
    PORTVAKT_DATA: join(folder, 'beside'),
    PORTVAKT_LISTEN: '127.0.0.1',
    PORTVAKT_MASTER_KEY: randomBytes(32).toString('base64'),
    PORTVAKT_TRUSTED_PROXIES: '127.0.0.1/32',
  }
  const nodes: Node[] = []
  // One after the other: the first writes the rules.
  for (let at = 0; at < count; at += 1) nodes.push(await openNode(env, server.address))
  return {
    nodes,
    async close() {
      await Promise.all(nodes.map((node) => node.kill()))
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function openNode(env: NodeJS.ProcessEnv, address: Embedded['address']): Promise<Node> {
  const port = await freePort()
  const child = fork(new URL('node.ts', import.meta.url), [JSON.stringify(address)], {
    env: { ...env, PORTVAKT_PORT: String(port) },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await answerOf(child)
  const ask = async (order: object): Promise<unknown> => {
    child.send(order)
    return answerOf(child)
  }
  return {
    port,
    bring: async (many) => z.array(waitingShape).parse(await ask({ bring: many, points })),
    times: async () => z.array(z.tuple([z.string(), z.number()])).parse(await ask({ times: true })),
    memory: async () => memoryShape.parse(await ask({ memory: true })),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const heard = new AbortController()
  const { signal } = heard
  const died = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A node ended with ${code}`)
  })
  died.catch(() => undefined)
  try {
    const [said]: unknown[] = await Promise.race([once(child, 'message', { signal }), died])
    return said
  } finally {
    heard.abort()
  }
}

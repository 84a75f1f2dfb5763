// The mock push endpoint of the npm package web-push-testing, in a process of its own: it judges
// what is posted by other people's code. Must never be mistaken for a push service.
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Rings } from '../../src/shapes/rings.ts'

export interface MockPhone {
  readonly rings: Rings
  /** What it could read so far. */
  read(): Promise<readonly string[]>
  /** The person takes the permission back. */
  expire(): Promise<void>
}

export interface MockEndpoint {
  readonly origin: string
  subscribe(ringKey: string): Promise<MockPhone>
  close(): void
}

const program = fileURLToPath(import.meta.resolve('web-push-testing/src/bin/server.js'))

const subscribed = z.object({
  data: z.object({
    endpoint: z.string(),
    keys: z.object({ p256dh: z.string(), auth: z.string() }),
    clientHash: z.string(),
  }),
})
const listed = z.object({ data: z.object({ messages: z.array(z.string()) }) })

export async function openMockEndpoint(): Promise<MockEndpoint> {
  const port = await freePort()
  const child = spawn(process.execPath, [program, String(port)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await listening(child)
  const origin = `http://localhost:${port}`
  const post = async (path: string, body: Readonly<Record<string, string>>): Promise<unknown> => {
    const answer = await fetch(`${origin}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return answer.headers.get('content-type')?.includes('json') ? answer.json() : answer.text()
  }
  return {
    origin,
    async subscribe(ringKey) {
      // A word, or the package takes it for a number of another kind.
      const asked = { userVisibleOnly: 'true', applicationServerKey: ringKey }
      const { data } = subscribed.parse(await post('subscribe', asked))
      const { clientHash, endpoint, keys } = data
      return {
        rings: { endpoint, ...keys },
        read: async () =>
          listed.parse(await post('get-notifications', { clientHash })).data.messages,
        async expire() {
          await post(`expire-subscription/${clientHash}`, {})
        },
      }
    },
    close: () => void child.kill(),
  }
}

const listening = ({ stdout }: ChildProcess & { readonly stdout: NodeJS.ReadableStream }) =>
  new Promise<void>((resolve, reject) => {
    stdout.on('data', (said: Buffer) => String(said).includes('running') && resolve())
    stdout.on('end', () => reject(new Error('The mock endpoint ended')))
  })

/** Below the range that outgoing calls are given theirs from, so that nobody takes it meanwhile. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, () => server.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}

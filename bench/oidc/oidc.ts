// W5 and W6: refresh with rotation, and client credentials. Ours and the peer in turn in one run;
// what counts is the processor time of all server processes per request, ours durable, the peer's
// in memory.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { newFolder } from '../house.ts'
import { bench } from './settings.ts'
import { secondsBelow } from '../processor-time.ts'
import { machine, median, type Options, type Result } from '../result.ts'

const rounds = 3
/** Long enough for both sides to be compiled well. */
const warmUpSeconds = 10
const readyShape = z.object({ origin: z.string(), tokens: z.array(z.string()) })
const answerShape = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string().optional(),
})

interface Side {
  readonly origin: string
  readonly number: number
  readonly path: string
  /** The present refresh token of each family: a lane never shares one. */
  readonly tokens: string[]
  stop(): Promise<void>
}

type Ask = (side: Side, lane: number) => Promise<void>

export const refresh = (options: Options = {}): Promise<Result> =>
  compare('W5 refresh with rotation', { limit: 0.9, ask: turn, options })

export const clientCredentials = (options: Options = {}): Promise<Result> =>
  compare('W6 client credentials', { limit: 1.5, ask: askForItself, options })

const turn: Ask = async (side, lane) => {
  const answer = await post(side, {
    grant_type: 'refresh_token',
    refresh_token: side.tokens[lane] ?? '',
  })
  side.tokens[lane] = answer.refresh_token ?? ''
}

const askForItself: Ask = async (side) => {
  await post(side, { grant_type: 'client_credentials', scope: 'read', resource: bench.resource })
}

interface Comparing {
  readonly limit: number
  readonly ask: Ask
  readonly options: Options
}

async function compare(workload: string, { limit, ask, options }: Comparing): Promise<Result> {
  const folder = newFolder('oidc')
  const ours = await start('ours.ts', '/oidc/token', {
    PORTVAKT_DATA: join(folder, 'data'),
    PORTVAKT_PORT: String(await freePort()),
  })
  const peer = await start('peer.ts', '/token', {})
  try {
    for (const side of [ours, peer]) await load(side, ask, warmUpSeconds)
    const microseconds = { ours: [] as number[], postgres: [] as number[], peer: [] as number[] }
    for (let round = 0; round < rounds; round += 1) {
      const one = await load(ours, ask, options.seconds ?? 10)
      microseconds.ours.push(one.server + one.postgres)
      microseconds.postgres.push(one.postgres)
      microseconds.peer.push((await load(peer, ask, options.seconds ?? 10)).server)
    }
    const [mine, theirs] = [median(microseconds.ours), median(microseconds.peer)]
    return {
      workload,
      unit: 'µs of processor time per request; ratio is peer / ours',
      ours: Math.round(mine),
      peer: Math.round(theirs),
      ratio: Math.round((theirs / mine) * 100) / 100,
      limit,
      machine: machine(),
      parts: { postgres: Math.round(median(microseconds.postgres)) },
    }
  } finally {
    await Promise.all([ours.stop(), peer.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start(file: string, path: string, env: Record<string, string>): Promise<Side> {
  const { DATABASE_URL: _, ...rest } = process.env
  const child = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    env: { ...rest, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    // Whatever else a house says when it starts is not for us.
    if (!line.startsWith('{')) continue
    const ready = readyShape.parse(JSON.parse(line))
    return {
      origin: ready.origin,
      number: child.pid ?? 0,
      path,
      tokens: ready.tokens,
      async stop() {
        const gone = once(child, 'exit')
        child.stdin.end()
        await gone
      },
    }
  }
  throw new Error(`${file} ended before it was ready`)
}

/**
 * Every family asks, waits for its answer and asks again. Gives the microseconds that one answer
 * costs.
 */
async function load(
  side: Side,
  ask: Ask,
  seconds: number,
): Promise<{ server: number; postgres: number }> {
  const before = secondsBelow(side.number)
  const end = performance.now() + seconds * 1000
  let asked = 0
  const lanes = side.tokens.map(async (_token, lane) => {
    while (performance.now() < end) {
      await ask(side, lane)
      asked += 1
    }
  })
  await Promise.all(lanes)
  const after = secondsBelow(side.number)
  return {
    server: ((after.server - before.server) / asked) * 1e6,
    postgres: ((after.postgres - before.postgres) / asked) * 1e6,
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: bench.families })

function post(side: Side, form: Record<string, string>): Promise<z.output<typeof answerShape>> {
  const body = new URLSearchParams(form).toString()
  return new Promise((resolve, reject) => {
    const sent = request(
      side.origin + side.path,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Basic ${btoa(`${bench.client}:${bench.secret}`)}`,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          if (response.statusCode === 200) resolve(answerShape.parse(JSON.parse(text)))
          else reject(new Error(`${side.path} answered ${response.statusCode}: ${text}`))
        })
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

// W5, W6 and W8: refresh with rotation, client credentials, and what is the same for everybody.
// Ours and the peer in turn in one run, the peer once with rows in a PostgreSQL of its own and once
// in memory; what counts is the processor time of all server processes per request.
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

interface Paths {
  readonly token: string
  readonly keys: string
}

interface Side {
  readonly origin: string
  readonly number: number
  readonly paths: Paths
  /** The present refresh token of each family: a lane never shares one. */
  readonly tokens: string[]
  stop(): Promise<void>
}

type Ask = (side: Side, lane: number) => Promise<void>

export const refresh = (options: Options = {}): Promise<Result> =>
  compare('W5 refresh with rotation', { limit: 1.1, ask: turn, options })

export const clientCredentials = (options: Options = {}): Promise<Result> =>
  compare('W6 client credentials', { limit: 1.6, ask: askForItself, options })

export const whatIsAlike = (options: Options = {}): Promise<Result> =>
  compare('W8 discovery and key set', { limit: 4, ask: readInTurn, options, floor: 'bare.ts' })

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

/** Both, one after the other, as an application that begins. */
const readInTurn: Ask = async (side) => {
  for (const path of ['/.well-known/openid-configuration', side.paths.keys])
    await send(side, { path, method: 'GET' })
}

interface Comparing {
  readonly limit: number
  readonly ask: Ask
  readonly options: Options
  /** The least that anybody could take. */
  readonly floor?: string
}

const ownPaths = { token: '/oidc/token', keys: '/oidc/jwks' }
const peersPaths = { token: '/token', keys: '/jwks' }

async function compare(
  workload: string,
  { limit, ask, options, floor }: Comparing,
): Promise<Result> {
  const folder = newFolder('oidc')
  const seconds = options.seconds ?? 10
  const started: Side[] = []
  const begin = async (file: string, paths: Paths, env: Record<string, string>) => {
    const side = await start(file, paths, env)
    started.push(side)
    return { side, costs: [] as number[], postgres: [] as number[] }
  }
  try {
    const ours = await begin('ours.ts', ownPaths, {
      PORTVAKT_DATA: join(folder, 'data'),
      PORTVAKT_PORT: String(await freePort()),
    })
    const peer = await begin('peer.ts', peersPaths, { PORTVAKT_DATA: join(folder, 'peer') })
    const inMemory = await begin('peer.ts', peersPaths, {})
    const least = floor === undefined ? undefined : await begin(floor, peersPaths, {})
    const all = [ours, peer, inMemory, ...(least ? [least] : [])]
    for (const { side } of all) await load(side, ask, Math.min(warmUpSeconds, 2 * seconds))
    for (let round = 0; round < rounds; round += 1)
      for (const { side, costs, postgres } of all) {
        const one = await load(side, ask, seconds)
        costs.push(one.server + one.postgres)
        postgres.push(one.postgres)
      }
    const mine = median(ours.costs)
    const times = (theirs: typeof peer) => Math.round((median(theirs.costs) / mine) * 100) / 100
    return {
      workload,
      unit: 'µs of processor time per request; ratio is peer with rows / ours',
      ours: Math.round(mine),
      peer: Math.round(median(peer.costs)),
      ratio: times(peer),
      limit,
      machine: machine(),
      parts: {
        'ours: database': Math.round(median(ours.postgres)),
        'peer: database': Math.round(median(peer.postgres)),
        'peer in memory': Math.round(median(inMemory.costs)),
        'ratio to it': times(inMemory),
        ...(least && {
          floor: Math.round(median(least.costs)),
          'ratio to the floor': times(least),
        }),
      },
    }
  } finally {
    await Promise.all(started.map((side) => side.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start(file: string, paths: Paths, env: Record<string, string>): Promise<Side> {
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
      paths,
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

async function post(
  side: Side,
  form: Record<string, string>,
): Promise<z.output<typeof answerShape>> {
  const body = new URLSearchParams(form).toString()
  const headers = {
    authorization: `Basic ${btoa(`${bench.client}:${bench.secret}`)}`,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  }
  const { token: path } = side.paths
  return answerShape.parse(JSON.parse(await send(side, { path, method: 'POST', headers, body })))
}

interface ToSend {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly headers?: Record<string, string | number>
  readonly body?: string
}

const send = (side: Side, { path, method, headers = {}, body }: ToSend): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request(side.origin + path, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        if (response.statusCode === 200) resolve(text)
        else reject(new Error(`${path} answered ${response.statusCode}: ${text}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}

// W2: the code of an app, after the password was shown: one post that judges it, uses its step up,
// lets the person in and writes it down, durable. Nobody publishes the same on a machine like this,
// so it stands beside the bar alone; statements are counted where they are sent.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { freePort, newFolder } from '../house.ts'
import { secondsBelow } from '../processor-time.ts'
import { machine, median, type Options, type Result } from '../result.ts'

const rounds = 3
const lanes = 16
const checks = 3000
const bar = 4

const visitShape = z.object({
  ref: z.string(),
  secret: z.string(),
  token: z.string(),
  code: z.string(),
})
type Visit = z.output<typeof visitShape>

export async function run(_options: Options = {}): Promise<Result> {
  const folder = newFolder('totp')
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('totp-house.ts', import.meta.url))],
    {
      env: {
        ...env,
        PORTVAKT_DATA: join(folder, 'data'),
        PORTVAKT_PORT: String(await freePort()),
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async (): Promise<unknown> => {
    for (;;) {
      const { value, done } = await said.next()
      if (done) throw new Error('The house ended before it was ready')
      if (value.startsWith('{')) return JSON.parse(value)
    }
  }
  const { origin } = z.object({ origin: z.string() }).parse(await line())
  const ask = async <Shape extends z.ZodType>(
    many: number,
    shape: Shape,
  ): Promise<z.output<Shape>[]> => {
    child.stdin.write(`${many}\n`)
    const heard: z.output<Shape>[] = []
    while (heard.length < Math.max(many, 1)) heard.push(shape.parse(await line()))
    return heard
  }
  const sent = async (): Promise<number> =>
    (await ask(0, z.object({ statements: z.number() })))[0]?.statements ?? 0
  const spent = {
    rate: [] as number[],
    each: [] as number[],
    statements: [] as number[],
    p99: [] as number[],
  }
  try {
    await judgeAll(origin, await ask(checks, visitShape))
    for (let round = 0; round < rounds; round += 1) {
      const visits = await ask(checks, visitShape)
      const before = { time: secondsBelow(child.pid ?? 0), statements: await sent() }
      const { seconds, latencies } = await judgeAll(origin, visits)
      const after = { time: secondsBelow(child.pid ?? 0), statements: await sent() }
      const processor =
        after.time.server - before.time.server + after.time.postgres - before.time.postgres
      spent.rate.push(checks / seconds)
      spent.each.push((processor / checks) * 1e6)
      spent.statements.push((after.statements - before.statements) / checks)
      spent.p99.push(
        latencies.toSorted((one, other) => one - other)[Math.floor(checks * 0.99)] ?? 0,
      )
    }
    return {
      workload: 'W2 code of an app after the password, to a session',
      unit: 'statements for each check; the bar is at most that many',
      ours: Math.round(median(spent.statements) * 100) / 100,
      peer: null,
      ratio: null,
      limit: bar,
      machine: machine(),
      parts: {
        'checks a second': Math.round(median(spent.rate)),
        'µs of processor time each': Math.round(median(spent.each)),
        'p99 ms, all cores busy': Math.round(median(spent.p99)),
      },
    }
  } finally {
    const gone = once(child, 'exit')
    child.stdin.end()
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
}

async function judgeAll(
  origin: string,
  visits: readonly Visit[],
): Promise<{ seconds: number; latencies: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes })
  const waiting = [...visits]
  const latencies: number[] = []
  const start = performance.now()
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let visit = waiting.pop(); visit; visit = waiting.pop()) {
        const began = performance.now()
        await judge(agent, origin, visit)
        latencies.push(performance.now() - began)
      }
    }),
  )
  agent.destroy()
  return { seconds: (performance.now() - start) / 1000, latencies }
}

/** As a browser that has just been shown the page. */
function judge(agent: Agent, origin: string, { ref, secret, token, code }: Visit): Promise<void> {
  const body = new URLSearchParams({
    do: 'answer',
    question: 'prove.totp.1',
    token,
    code,
  }).toString()
  return new Promise((resolve, reject) => {
    const asked = request(
      new URL(`/visit/${ref}`, origin),
      {
        agent,
        method: 'POST',
        headers: {
          origin,
          cookie: `portvakt-browser=${secret}`,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        const { statusCode, headers } = answer
        answer.resume().on('end', () => {
          if (statusCode === 303 && headers.location === '/') resolve()
          else reject(new Error(`A right code was answered ${statusCode} ${headers.location}`))
        })
      },
    )
    asked.on('error', reject).end(body)
  })
}

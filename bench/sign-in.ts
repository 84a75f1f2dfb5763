// W1: a whole password sign-in, from the application's first redirect to its tokens, as a browser
// does it: pages drawn, forms posted, everything durable. Against what the slow hash alone allows,
// measured in the same run; beside it the protocol engine alone, which keeps everything in memory.
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Browser } from './browser.ts'
import { hashAlone } from './hash-alone.ts'
import { freePort, newFolder } from './house.ts'
import { secondsBelow } from './processor-time.ts'
import { machine, median, type Options, type Result } from './result.ts'
import { signing } from './sign-in-settings.ts'

const rounds = 3
const lanes = 4
const bar = 0.7
/** A server runs for weeks; what it runs is compiled well after a thousand or two. */
const warmUp = { signIns: 2_000, secondsMost: 120 }

export async function run(options: Options = {}): Promise<Result> {
  const folder = newFolder('sign-in')
  const side = await start('sign-in-house.ts', {
    PORTVAKT_DATA: join(folder, 'data'),
    PORTVAKT_PORT: String(await freePort()),
  })
  const engine = await start('engine-alone.ts', {})
  try {
    for (const one of [side, engine]) await load(one, warmUp.secondsMost, warmUp.signIns)
    const spent = {
      all: [] as number[],
      server: [] as number[],
      postgres: [] as number[],
      hash: [] as number[],
      one: [] as number[],
      engine: [] as number[],
    }
    for (let round = 0; round < rounds; round += 1) {
      spent.hash.push(await hashAlone())
      spent.one.push(await hashAlone(1))
      const one = await load(side, options.seconds ?? 10)
      spent.all.push(one.server + one.postgres)
      spent.server.push(one.server)
      spent.postgres.push(one.postgres)
      spent.engine.push((await load(engine, options.seconds ?? 10)).server)
    }
    const [ours, hash] = [median(spent.all), median(spent.hash)]
    return {
      workload: 'W1 password sign-in, code and tokens',
      unit: 'µs of processor time per sign-in; peer is the hash alone on all cores',
      ours: Math.round(ours),
      peer: Math.round(hash),
      ratio: Math.round((hash / ours) * 100) / 100,
      limit: bar,
      machine: machine(),
      parts: {
        server: Math.round(median(spent.server)),
        postgres: Math.round(median(spent.postgres)),
        'hash on one core': Math.round(median(spent.one)),
        'engine alone, in memory': Math.round(median(spent.engine)),
      },
    }
  } finally {
    await Promise.all([side.stop(), engine.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Side {
  readonly origin: string
  readonly number: number
  stop(): Promise<void>
}

async function start(script: string, more: Record<string, string>): Promise<Side> {
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url))], {
    env: { ...env, ...more },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{"origin')) continue
    const { origin } = z.object({ origin: z.string() }).parse(JSON.parse(line))
    return {
      origin,
      number: child.pid ?? 0,
      async stop() {
        const gone = once(child, 'exit')
        child.stdin.end()
        await gone
      },
    }
  }
  throw new Error('The house ended before it was ready')
}

async function load(
  side: Side,
  seconds: number,
  most = Infinity,
): Promise<{ server: number; postgres: number }> {
  const before = secondsBelow(side.number)
  const end = performance.now() + seconds * 1000
  let signedIn = 0
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (performance.now() < end && signedIn < most) {
        await signIn(side.origin, Math.floor(Math.random() * signing.people))
        signedIn += 1
      }
    }),
  )
  const after = secondsBelow(side.number)
  return {
    server: ((after.server - before.server) / signedIn) * 1e6,
    postgres: ((after.postgres - before.postgres) / signedIn) * 1e6,
  }
}

export async function signIn(origin: string, person: number): Promise<void> {
  const browser = new Browser(origin)
  const verifier = randomBytes(32).toString('base64url')
  const asked = await browser.get(
    `/oidc/authorize?${new URLSearchParams({
      client_id: signing.client,
      response_type: 'code',
      redirect_uri: signing.redirect,
      scope: 'openid offline_access',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }).toString()}`,
  )
  const name = `person-${person}@fjordvik.example`
  const { password } = signing
  let at = asked.headers.location ?? ''
  while (at.includes('/visit/')) {
    const page = await browser.get(at)
    const asks = (field: string): boolean => page.text.includes(`name="${field}"`)
    at = await browser.submit(page, {
      ...(asks('name') && { name }),
      ...(asks('password') && { password }),
    })
  }
  const back = await browser.get(at)
  const code = new URL(back.headers.location ?? origin).searchParams.get('code')
  if (!code)
    throw new Error(`No code came back: ${back.status} ${back.headers.location} ${back.text}`)
  const tokens = await new Browser(origin).post(
    '/oidc/token',
    {
      grant_type: 'authorization_code',
      code,
      redirect_uri: signing.redirect,
      code_verifier: verifier,
    },
    {
      accept: 'application/json',
      authorization: `Basic ${btoa(`${signing.client}:${signing.secret}`)}`,
    },
  )
  if (!tokens.text.includes('refresh_token')) throw new Error(`No tokens: ${tokens.text}`)
}

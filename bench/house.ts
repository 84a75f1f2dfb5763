// A whole house for a workload: the server's own process as `npm start` runs it, without npm and
// without the demo town.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const longestStartMs = 60_000

/**
 * Among the temporary files, where the engine's user may pass through: else its database would lie
 * somewhere else, and stay there.
 */
export function newFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`))
  chmodSync(folder, 0o711)
  return folder
}

export interface RunningHouse {
  readonly number: number
  readonly address: string
  /** From the start of its process until it answered its first page. */
  readonly firstPageMs: number
  stop(): Promise<void>
}

export async function startHouse(dataFolder: string): Promise<RunningHouse> {
  const port = await freePort()
  const { DATABASE_URL: _, ...env } = process.env
  const began = performance.now()
  const child = spawn(process.execPath, ['bin/serve.js'], {
    cwd: root,
    env: { ...env, PORTVAKT_PORT: String(port), PORTVAKT_DATA: dataFolder },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const address = `http://localhost:${port}`
  await firstPage(address, child)
  const firstPageMs = performance.now() - began
  return {
    number: child.pid ?? 0,
    address,
    firstPageMs,
    async stop() {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    },
  }
}

async function firstPage(address: string, child: ChildProcess): Promise<void> {
  const began = performance.now()
  while (performance.now() - began < longestStartMs) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`)
    const status = await open(address).catch(() => 0)
    if (status >= 200 && status < 400) return
    if (status >= 400) throw new Error(`The first page answers ${status}`)
    await wait(5)
  }
  child.kill('SIGKILL')
  throw new Error('The server did not answer within a minute')
}

/** As a browser does it: a visit belongs to the one who got its cookie. */
async function open(address: string): Promise<number> {
  let where = address
  const cookies = new Map<string, string>()
  for (let steps = 0; ; steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(where, { redirect: 'manual', headers: { cookie } })
    await answer.text()
    const location = answer.headers.get('location')
    if (!location || steps === 5) return answer.status
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    where = new URL(location, where).href
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

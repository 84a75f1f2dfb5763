// The server as an organisation runs it: `bin/serve.js` in a process of its own, in production's
// settings, over a database that is named. Here to be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type Agent, type IncomingMessage, request } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Way } from '../town/visitor.ts'
import { freePort } from './settings.ts'

export const publicAddress = 'https://logginn.fjordvik.example'

export interface ToServe {
  readonly databaseUrl: string
  readonly dataFolder: string
  readonly masterKey: Buffer
  readonly smtpPort?: number
}

export interface Served {
  readonly child: ChildProcess
  readonly port: number
  /** How a request comes to it: as from a proxy that has taken TLS off. */
  readonly way: Way
  readonly said: () => string
  /** The end of the process, however it came. */
  readonly ended: Promise<unknown>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** `faketime`: what the clock of the whole process is set to, as that program is told it. */
export async function serve(asked: ToServe, faketime?: string): Promise<Served> {
  const port = await freePort()
  const { DATABASE_URL: _, ...env } = process.env
  const [program, ...first] =
    faketime === undefined
      ? [process.execPath]
      : ['/usr/bin/faketime', '-f', faketime, process.execPath]
  const child = spawn(program, [...first, 'bin/serve.js'], {
    cwd: root,
    env: {
      ...withoutOurs(env),
      DATABASE_URL: asked.databaseUrl,
      PORTVAKT_ADDRESS: publicAddress,
      PORTVAKT_DATA: asked.dataFolder,
      PORTVAKT_LEAVE_SECONDS: '1',
      PORTVAKT_LISTEN: '127.0.0.1',
      PORTVAKT_MASTER_KEY: asked.masterKey.toString('base64'),
      PORTVAKT_PORT: String(port),
      ...(asked.smtpPort && {
        PORTVAKT_SMTP_HOST: '127.0.0.1',
        PORTVAKT_SMTP_PORT: String(asked.smtpPort),
      }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // That program waits for ours and hands no signal on: both are ended as a group.
    detached: faketime !== undefined,
  })
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`
    if (line.startsWith('Ready')) {
      child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
      return { child, port, way: wayTo(port), said: () => said, ended }
    }
  }
  throw new Error(`The server ended before it was ready: ${said}`)
}

const withoutOurs = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PORTVAKT_')))

/**
 * Each request on a connection of its own, or on lines that are kept open, as most proxies have
 * them.
 */
export function wayTo(port: number, kept?: Agent, from?: string): Way {
  return async (url, { method, headers, body }) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path: url.pathname + url.search,
      agent: kept ?? false,
      ...(from !== undefined && { localAddress: from }),
      headers: {
        ...Object.fromEntries(headers),
        host: url.host,
        ...(body && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
    })
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sent.once('response', resolve).once('error', reject)
    })
    sent.end(body?.toString())
    const answer = await answered
    const parts: Buffer[] = []
    for await (const part of answer) parts.push(Buffer.from(part))
    const told = new Headers()
    for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2)
      told.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '')
    return new Response(Buffer.concat(parts), { status: answer.statusCode ?? 0, headers: told })
  }
}

export async function kill(served: Served): Promise<void> {
  const { child } = served
  if (child.spawnfile === process.execPath) child.kill('SIGKILL')
  else process.kill(-(child.pid ?? 0), 'SIGKILL')
  await served.ended
}

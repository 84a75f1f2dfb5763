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

export async function serve(asked: ToServe): Promise<Served> {
  const port = await freePort()
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(process.execPath, ['bin/serve.js'], {
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
export function wayTo(port: number, kept?: Agent): Way {
  return async (url, { method, headers, body }) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path: url.pathname + url.search,
      agent: kept ?? false,
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
  served.child.kill('SIGKILL')
  await served.ended
}

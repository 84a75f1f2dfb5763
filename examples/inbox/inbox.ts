// The demo's mailbox: takes every mail by SMTP, and shows them on one page. On this machine only;
// whatever is shown here would be a secret anywhere else.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { readMail } from './mime.ts'
import { drawInbox, type KeptMail, type Pin, policy } from './page.ts'
import { openReceiver } from './smtp.ts'

export interface InboxSettings {
  readonly port: number
  readonly smtpPort: number
  /** A file that mails are added to, so that they stand there after a restart. */
  readonly keepIn?: string
  /**
   * The leader's list, asked for anew for each view: `[{ leader, name, login, pin }]`. A path, or a
   * function.
   */
  readonly pins?: string | (() => Promise<readonly Pin[]> | readonly Pin[])
  /** Where the telephones are shown. */
  readonly phones?: string
}

export interface Inbox {
  readonly port: number
  readonly smtpPort: number
  close(): Promise<void>
}

interface Kept {
  readonly mails: KeptMail[]
}

export async function startInbox(settings: InboxSettings): Promise<Inbox> {
  const kept: Kept = { mails: [] }
  const keep = openKeeping(kept, settings.keepIn)
  const receiver = await openReceiver({
    port: settings.smtpPort,
    receive: (mail) => {
      for (const rcpt of mail.to)
        keep({ is: 'mail', at: new Date().toISOString(), rcpt, raw: mail.text })
    },
  })
  const server = createServer((request, response) => {
    serve(request, response, { kept, settings }).catch(() => {
      response.statusCode = 500
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : settings.port,
    smtpPort: receiver.port,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await receiver.close()
    },
  }
}

interface Line {
  readonly is: 'mail'
  readonly at: string
  readonly rcpt: string
  readonly raw: string
}

/**
 * Newest first. The mail server may give us the same letter twice; it has the same Message-ID and
 * is shown once.
 */
function openKeeping(kept: Kept, path: string | undefined) {
  const show = (line: Line): boolean => {
    const mail = readMail(line.raw)
    const known = kept.mails.some(
      (one) => one.messageId === mail.messageId && one.rcpt === line.rcpt,
    )
    if (known) return false
    const id = mail.messageId.replace(/[<>]|@.*$/g, '') || String(kept.mails.length)
    return kept.mails.unshift({ ...mail, id, at: line.at, rcpt: line.rcpt }) > 0
  }
  if (path && existsSync(path))
    for (const text of readFileSync(path, 'utf8').split('\n')) {
      const line = readLine(text)
      if (line) show(line)
    }
  return (line: Line): void => {
    if (show(line) && path) appendFileSync(path, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  }
}

function readLine(text: string): Line | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a line cut short by a crash
  }
}

interface Serving {
  readonly kept: Kept
  readonly settings: InboxSettings
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { kept, settings }: Serving,
): Promise<void> {
  // A name that a stranger's page could make point here would let it read the mail (DNS rebinding).
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (host !== 'localhost' && host !== '127.0.0.1') return end(response, 421, '')
  const address = new URL(request.url ?? '/', 'http://localhost')
  const pins = await readPins(settings.pins)
  const state = `${kept.mails.length}-${pins.map((one) => one.login).join()}`
  if (request.method !== 'GET') return end(response, 405, '')
  if (address.pathname === '/state') return end(response, 200, state)
  if (address.pathname !== '/') return end(response, 404, '')
  const chosen = Object.fromEntries(address.searchParams)
  response.setHeader('content-type', 'text/html; charset=utf-8')
  end(response, 200, drawInbox({ ...kept, pins, state, chosen, phones: settings.phones }))
}

function end(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status
  response.setHeader('content-security-policy', policy)
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  response.end(text)
}

async function readPins(pins: InboxSettings['pins']): Promise<readonly Pin[]> {
  if (typeof pins === 'function') return await pins()
  if (!pins || !existsSync(pins)) return []
  return JSON.parse(readFileSync(pins, 'utf8'))
}

// Mail, by SMTP to one configured server. Addresses are checked and given as objects beside an
// envelope of our own, since a line break in a text would reach another recipient. Must never
// follow a file or an address inside a letter.
import type { SendMailOptions, Transporter } from 'nodemailer'
import { plainLine } from '../../lib/written/plain-line.ts'
import type { Channel, Letter, Receipt } from '../channel.ts'
import { readFault } from './receipt.ts'

export interface MailServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; otherwise STARTTLS is demanded everywhere but on this machine. */
  readonly tls?: boolean
  readonly user?: string
  readonly password?: string
  /** What we call ourselves, and the right side of every Message-ID. */
  readonly ourName: string
  /** An authority of the organisation's own, beside the known ones. */
  readonly authority?: string
  readonly connections?: number
  readonly timeoutSeconds?: number
}

/** How long a connection is kept when there is nothing to send. */
const idleMilliseconds = 10_000

export function openMail(server: MailServer): Channel & { readonly name: 'mail'; close(): void } {
  let transport: Promise<Transporter> | undefined
  let idle: NodeJS.Timeout | undefined

  function close(): void {
    clearTimeout(idle)
    transport?.then(
      (open) => open.close(),
      () => {},
    )
    transport = undefined
  }

  return {
    name: 'mail',
    async send(letter, to): Promise<Receipt> {
      if (!isMailAddress(to)) return { is: 'never', why: 'This is not a mail address' }
      if (!isMailAddress(letter.from.address))
        return {
          is: 'later',
          why: 'The sender in the settings is not a mail address',
          forAll: true,
        }
      clearTimeout(idle)
      try {
        transport ??= connect(server)
        const sent = await (await transport).sendMail(mailOf(letter, to, server.ourName))
        return { is: 'sent', reference: plainLine(sent.response ?? '', 200) }
      } catch (fault) {
        return readFault(fault)
      } finally {
        idle = setTimeout(close, idleMilliseconds)
        idle.unref()
      }
    },
    close,
  }
}

/**
 * One sign, one recipient: nothing that a header or an envelope could read as more (RFC 5321 4.1.2,
 * without quoting).
 */
const addressForm = /^[^\s<>()[\]\\,;:@"\p{C}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u
export const isMailAddress = (text: string): boolean =>
  text.length <= 254 && addressForm.test(text) && !text.includes('..')

function mailOf(letter: Letter, to: string, ourName: string): SendMailOptions {
  const host = letter.from.address.split('@')[1] ?? ourName
  return {
    messageId: `<${letter.id}@${host}>`,
    envelope: { from: letter.from.address, to: [to] },
    from: { name: oneLine(letter.from.name), address: letter.from.address },
    to: { name: '', address: to },
    subject: oneLine(letter.subject),
    text: letter.text,
    ...(letter.html === undefined ? {} : { html: letter.html }),
    headers: {
      'Content-Language': oneLine(letter.language),
      // Nobody's absence note shall answer, and nobody's list shall take it (RFC 3834).
      'Auto-Submitted': 'auto-generated',
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function oneLine(text: string): string {
  if (/[\r\n\u0000]/.test(text)) throw new Error('A line break stands where there is one line')
  return text
}

const isThisMachine = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host)

async function connect(server: MailServer): Promise<Transporter> {
  // Opened at the first letter: a start does not wait for it.
  const { createTransport } = await import('nodemailer')
  const local = isThisMachine(server.host)
  const waitMilliseconds = (server.timeoutSeconds ?? 60) * 1000
  return createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls ?? false,
    requireTLS: !server.tls && !local,
    ignoreTLS: !server.tls && local,
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(server.authority ? { ca: server.authority } : {}),
    },
    ...(server.user ? { auth: { user: server.user, pass: server.password ?? '' } } : {}),
    name: server.ourName,
    pool: true,
    maxConnections: server.connections ?? 5,
    maxMessages: 100,
    connectionTimeout: Math.min(waitMilliseconds, 20_000),
    greetingTimeout: Math.min(waitMilliseconds, 20_000),
    socketTimeout: waitMilliseconds,
    dnsTimeout: Math.min(waitMilliseconds, 20_000),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

// One way to ask any gateway over HTTP, driven by a description: the presets are descriptions, and
// an organisation may write its own. It asks once, and says truthfully what became of it; it never
// asks again, follows nothing and waits no longer than it is told.
import { plainLine } from '../../lib/written/plain-line.ts'
import { CallFailed, type HttpCall } from '../http-call.ts'
import type { Gateway, Outcome, PhoneCall, TextMessage } from './gateway.ts'
import { inTime } from './in-time.ts'
import { meaningOf, writeOut, type Meaning, type Question } from './question.ts'
import { openReports, type ReportForm } from './reports.ts'
import { speeches } from './speech.ts'
import { isGsmText, numberForms, type Values } from './template.ts'

export interface Description {
  readonly number: keyof typeof numberForms
  /** Where `{base}` is when the settings name none. */
  readonly base?: string
  readonly text?: Question
  readonly call?: Question
  readonly speech?: keyof typeof speeches
  readonly reports?: ReportForm
}

export interface Connected {
  readonly name: string
  /** What the settings give: base, user, secret, callsFrom, and names of its own. */
  readonly values: Values
  /** Our secret address for reports. */
  readonly reportAddress: string
  readonly http: HttpCall
  /** In base64. */
  readonly hmacSha1: (key: string, text: string) => string
}

/** What differs from one message to the next, beside those that the settings give. */
export const namesOfMessage = [
  'id',
  'to',
  'text',
  'sender',
  'coding',
  'extension',
  'language',
  'callback',
  'report',
] as const

export function connect(description: Description, connected: Connected): Gateway {
  const { name, values, reportAddress: report } = connected
  const { text: asText, call: asCall, speech } = description
  const form = numberForms[description.number]

  async function ask(question: Question, more: Values, signal: AbortSignal): Promise<Outcome> {
    const all = { ...values, ...more, to: form(more['to'] ?? ''), report }
    return { gateway: name, ...(await send(connected.http, question, all, signal)) }
  }

  return {
    name,
    ...(asText && {
      sendText({ id, to, text, sender }: TextMessage, signal: AbortSignal) {
        checked(id, to)
        // Kannel must be told which alphabet the text is in; others find out by themselves.
        const coding = isGsmText(text) ? '0' : '2'
        return ask(asText, { id, to, text, sender, coding }, signal)
      },
    }),
    ...(asCall &&
      values['callsFrom'] && {
        call({ id, to, extension, language, callback }: PhoneCall, signal: AbortSignal) {
          checked(id, to, extension)
          return ask(asCall, { id, to, extension, language, callback }, signal)
        },
      }),
    ...openReports(description, connected),
    ...(speech && { speak: speeches[speech].speak }),
  }
}

/** All three come from our own rooms; a fault there must not become somebody else's number. */
function checked(id: string, to: string, extension = '0'): void {
  if (/^[\w-]{1,36}$/.test(id) && /^\+[1-9]\d{6,14}$/.test(to) && /^\d{1,10}$/.test(extension))
    return
  throw new Error('A gateway was given an id, a number or an extension that is none')
}

async function send(
  http: HttpCall,
  question: Question,
  values: Values,
  signal: AbortSignal,
): Promise<Meaning> {
  if (signal.aborted) return { is: 'down', because: 'No time was left to ask' }
  try {
    const { address, call } = writeOut(question, values)
    const called = await inTime(http(address, call), signal)
    if (!called) return { is: 'unknown' }
    return meaningOf(question, { status: called.status, text: called.body.toString('utf8') })
  } catch (fault) {
    if (wasAsked(fault)) return { is: 'unknown' }
    return { is: 'down', because: fault instanceof Error ? plainLine(fault.message, 200) : '' }
  }
}

/** What fails before a question is on its way: the name, the road there, the certificate. */
const codesBefore = new RegExp(
  '^(ENOTFOUND|EAI_\\w+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|ETIMEDOUT|' +
    'ERR_TLS_\\w+|CERT_\\w+|UNABLE_TO_\\w+|\\w*SELF_SIGNED\\w*)$',
)
/** A handshake that fails has the code of any broken line, and says so in words. */
const wordsBefore = /wrong version|handshake failure|protocol version|before secure TLS/

function wasAsked(fault: unknown): boolean {
  if (!(fault instanceof CallFailed) || fault.why === 'refused') return false
  const { cause } = fault
  if (fault.why !== 'unreachable' || !(cause instanceof Error)) return true
  const code = String(Reflect.get(cause, 'code'))
  return !codesBefore.test(code) && !wordsBefore.test(cause.message)
}

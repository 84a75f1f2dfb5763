// One question to a gateway: how it is written out, and what its answer means. In doubt a message
// was sent: another would be a second bill, and a second code to wonder at.
import type { Call } from '../http-call.ts'
import type { Refusal } from './gateway.ts'
import { holds, readPlace, type Answer, type Place, type Sign } from './reading.ts'
import { escapeXml, fill, fillFields, fillJson, type Json, type Values } from './template.ts'

/** At most one of `form`, `json` and `xml`. */
export interface Question {
  readonly method: 'GET' | 'POST'
  /** Begins with `{base}`, the address in the settings. */
  readonly address: string
  readonly headers?: Readonly<Record<string, string>>
  /** Signs in with `{user}` and `{secret}`, as HTTP Basic. */
  readonly basic?: boolean
  readonly query?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string>>
  readonly json?: Json
  readonly xml?: string
  readonly sent: Sign
  readonly reference?: Place
  /** `parts`: how many of what is written there make one of the account's currency. */
  readonly price?: Place & { readonly parts?: number }
  /** Looked at in this order, before `sent`. */
  readonly failures?: readonly { readonly when: Sign; readonly means: Refusal | 'down' }[]
}

export function writeOut(question: Question, values: Values): { address: string; call: Call } {
  const { method, query, basic } = question
  const base = (values['base'] ?? '').replace(/\/$/, '')
  const path = fill(question.address.replace('{base}', ''), values, encodeURIComponent) ?? ''
  const search = query ? `?${fillFields(query, values)}` : ''
  const written = writeBody(question, values)
  const headers: Record<string, string> = {}
  for (const [name, template] of Object.entries(question.headers ?? {}))
    headers[name.toLowerCase()] = fill(template, values) ?? ''
  if (written) headers['content-type'] = written.type
  if (basic) {
    const signIn = `${values['user'] ?? ''}:${values['secret'] ?? ''}`
    headers['authorization'] = `Basic ${Buffer.from(signIn).toString('base64')}`
  }
  return {
    address: `${base}${path}${search}`,
    call: { method, headers, ...(written && { body: written.body }) },
  }
}

function writeBody(
  { form, json, xml }: Question,
  values: Values,
): { readonly type: string; readonly body: string } | undefined {
  if (form) return { type: 'application/x-www-form-urlencoded', body: fillFields(form, values) }
  if (json !== undefined) {
    const body = JSON.stringify(fillJson(json, values))
    return { type: 'application/json; charset=utf-8', body }
  }
  if (xml === undefined) return undefined
  return { type: 'text/xml; charset=utf-8', body: fill(xml, values, escapeXml) ?? '' }
}

export type Meaning =
  | { readonly is: 'sent'; readonly reference?: string; readonly price?: number }
  | { readonly is: 'unknown' }
  | { readonly is: 'refused'; readonly why: Refusal }
  | { readonly is: 'down'; readonly because: string }

export function meaningOf(question: Question, answer: Answer): Meaning {
  const because = `It answered with status ${answer.status}`
  const failure = question.failures?.find(({ when }) => holds(when, answer))?.means
  if (failure === 'down') return { is: 'down', because }
  if (failure) return { is: 'refused', why: failure }
  if (holds(question.sent, answer)) {
    const reference = readPlace(question.reference, answer)
    const price = priceOf(question, answer)
    return {
      is: 'sent',
      ...(reference && { reference }),
      ...(price !== undefined && { price }),
    }
  }
  return wasTurnedAway(answer.status) ? { is: 'down', because } : { is: 'unknown' }
}

/**
 * It says so itself: a redirect, which is not followed; a request that it does not take; no time
 * now. A success that cannot be read, and a house in front that got no answer (502, 504), may have
 * sent.
 */
const wasTurnedAway = (status: number): boolean =>
  (status >= 300 && status < 500 && status !== 408) || status === 503

function priceOf({ price }: Question, answer: Answer): number | undefined {
  const written = readPlace(price, answer)
  const amount = written ? Math.abs(Number(written)) / (price?.parts ?? 1) : Number.NaN
  return Number.isFinite(amount) ? amount : undefined
}

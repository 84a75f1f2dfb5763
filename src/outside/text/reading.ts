// Reads what a gateway answers and sends: fields, JSON, and a place in either. What was read is
// still a stranger's text: it is compared with lists of ours and never shown.
import { plainLine } from '../../lib/written/plain-line.ts'
import type { Incoming } from './gateway.ts'

export interface Answer {
  readonly status: number
  readonly text: string
}

/** A place in an answer: a path in its JSON (`response.ids.0`), or a pattern with one group. */
export interface Place {
  readonly at?: string
  readonly text?: string
}

/** Holds when everything that it names holds. `at` alone: something stands there. */
export interface Sign extends Place {
  readonly status?: readonly number[]
  readonly is?: readonly (string | number | boolean)[]
}

export function holds(sign: Sign, answer: Answer): boolean {
  const { status, at, is, text } = sign
  if (status && !status.includes(answer.status)) return false
  if (text !== undefined && !new RegExp(text).test(answer.text)) return false
  if (at === undefined) return true
  const found = valueAt(readJson(answer.text), at)
  return is ? is.some((each) => each === found) : found !== undefined && found !== null
}

/** Short, and in one line: it is kept, and compared with what a report says later. */
export function readPlace(place: Place | undefined, answer: Answer): string | undefined {
  const found =
    place?.at === undefined
      ? place?.text && new RegExp(place.text).exec(answer.text)?.[1]
      : valueAt(readJson(answer.text), place.at)
  return typeof found === 'string' || typeof found === 'number'
    ? plainLine(String(found), 100)
    : undefined
}

export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((here, name) => {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined
    return Reflect.get(here, name)
  }, value)
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What was sent in the query, and in a form. */
export function readFields(incoming: Incoming): URLSearchParams {
  const query = incoming.path.split('?')[1] ?? ''
  const isForm = /^application\/x-www-form-urlencoded/i.test(incoming.headers['content-type'] ?? '')
  return new URLSearchParams(isForm ? `${query}&${incoming.body}` : query)
}

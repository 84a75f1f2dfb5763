// The line from a phone to the house: one address for each act, JSON there and back. Must never
// send a message that was not written down first; whoever writes them sees to that.
import { HouseSaysNo } from './answers.ts'

/** `fetch` by default; a test puts its own balancer here. */
export type Line = (url: URL, body: string) => Promise<Response>

export const byFetch: Line = (url, body) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })

export interface Heard {
  readonly status: number
  readonly body: unknown
}

export const addressOf = (at: string, act: string): URL => new URL(`/app/api/${act}`, at)

/** Whatever the house says to it. */
export async function post(line: Line, url: URL, body: object): Promise<Heard> {
  const answer = await line(url, JSON.stringify(body))
  const text = await answer.text()
  return { status: answer.status, body: read(text) }
}

export function yesOrThrow({ status, body }: Heard): unknown {
  if (status >= 400) throw new HouseSaysNo(status, body)
  return body
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// One call to the house: JSON there and back. No cookie goes with it. Must never try anew what the
// house would not answer twice.
import { Trouble } from './trouble.ts'

interface Refused {
  readonly error?: unknown
  readonly again?: unknown
  readonly now?: unknown
}

const secondsIn = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined

async function troubleIn(response: Response): Promise<Trouble> {
  const said: Refused = await response.json().catch(() => ({}))
  const word = typeof said.error === 'string' ? said.error : 'unavailable'
  return new Trouble(word, secondsIn(said.again) ?? secondsIn(said.now))
}

export async function reach(act: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(`/app/api/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
    ...(signal && { signal }),
  }).catch((): Response => {
    throw new Trouble('offline')
  })
  if (!response.ok) throw await troubleIn(response)
  return response
}

export async function post<Answer>(act: string, body: unknown): Promise<Answer> {
  const response = await reach(act, body)
  const answer: Answer = await response.json()
  return answer
}

const pauseMs = [1000, 2000, 4000, 8000] as const

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/** For what may be said again: an answer that was lost on the way is asked for anew. */
export async function untilAnswered<Answer>(
  ask: () => Promise<Answer>,
  pauses: readonly number[] = pauseMs,
): Promise<Answer> {
  const [pause, ...later] = pauses
  try {
    return await ask()
  } catch (fault) {
    const isLost = fault instanceof Trouble && ['offline', 'unavailable'].includes(fault.word)
    if (!isLost || pause === undefined) throw fault
  }
  await wait(pause)
  return untilAnswered(ask, later)
}

// Hears from the house that something has moved, while somebody looks. Must never ask again and
// again: it waits on one open line, and longer each time that line breaks.
import { sayAndHear } from './message.ts'
import type { Account } from './accounts.ts'
import { wordOf } from './trouble.ts'

const firstWaitSeconds = 1
const longestWaitSeconds = 60
/** Something between us and the house holds the line back: nothing else is said meanwhile. */
const longestOpeningMs = 5000

/** Each word «moved» that comes by the line; it ends when the line does. */
async function readLine(response: Response, moved: () => void): Promise<void> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const piece = await reader?.read()
    if (piece === undefined || piece.done) return
    const lines = (rest + piece.value).split('\n')
    rest = lines.pop() ?? ''
    if (lines.some((line) => line.trim() === 'data: moved')) moved()
  }
}

const pause = (seconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

async function openLine(account: Account, signal: AbortSignal): Promise<Response> {
  const line = new AbortController()
  const end = (): void => line.abort()
  signal.addEventListener('abort', end)
  const timer = setTimeout(end, longestOpeningMs)
  try {
    return await sayAndHear(account, 'hear', line.signal)
  } finally {
    clearTimeout(timer)
  }
}

/** Until it is told to stop, or the house does not know this phone any more. */
export async function hear(
  account: Account,
  moved: () => void,
  signal: AbortSignal,
): Promise<void> {
  let wait = firstWaitSeconds
  while (!signal.aborted) {
    try {
      const response = await openLine(account, signal)
      wait = firstWaitSeconds
      // What came before the line stood is found now, and nothing is missed from here on.
      moved()
      await readLine(response, moved)
    } catch (fault) {
      if (wordOf(fault) === 'unknown-phone') return moved()
    }
    if (signal.aborted) return
    await pause(wait, signal)
    // What came while nobody listened is found too.
    if (!signal.aborted) moved()
    wait = Math.min(wait * 2, longestWaitSeconds)
  }
}

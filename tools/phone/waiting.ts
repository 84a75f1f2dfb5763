// Waits on the line until something has come. The line is opened before the first look, or what
// comes in between would be missed. Must never ask by the clock.
import type { Speaker } from './speaker.ts'

/** Nothing where the house hangs up before. */
export async function waitFor<Found>(
  speaker: Speaker,
  find: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const line = (await speaker.hear())[Symbol.asyncIterator]()
  try {
    for (;;) {
      const found = await find()
      if (found !== undefined) return found
      const { done } = await line.next()
      if (done) return undefined
    }
  } finally {
    await line.return?.()
  }
}

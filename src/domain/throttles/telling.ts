// What is written down when tries begin to wait, and how many were turned away. Must never write a
// row for each try that is turned away.
import { recordEvent } from '../events/events.ts'
import type { Moment } from '../moment.ts'
import type { Counted } from './throttles.ts'

/** 10, 100, 1000 …: whoever sends a million tries in a wait writes six rows and not a million. */
const isRound = (count: number): boolean => /^10+$/.test(String(count))

/** Writes down that a wait begins with this try, or how many it has turned away. */
export async function tellWaiting(
  moment: Moment,
  { factor, person }: { readonly factor: string; readonly person?: string | undefined },
  { waitUntil, nextWaits, turnedAway = 0, rests }: Counted,
): Promise<void> {
  if (nextWaits && rests) return recordEvent(moment, 'method.rested', { person, data: { factor } })
  const until = nextWaits ?? (isRound(turnedAway) ? waitUntil : undefined)
  if (!until) return
  const data = { factor, by: 'throttle', until, ...(turnedAway && { turnedAway }) }
  await recordEvent(moment, 'proof.held-back', { person, data })
}

// What is written down when tries begin to wait, and how many were turned away; and the owner told
// when a method rests. Must never write a row for each try that is turned away.
import { recordEvent } from '../events/events.ts'
import { tellChange } from '../methods/set-up.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { getPerson } from '../people/people.ts'
import type { Counted } from './throttles.ts'

/** 10, 100, 1000 …: whoever sends a million tries in a wait writes six rows and not a million. */
const isRound = (count: number): boolean => /^10+$/.test(String(count))

/** Writes down that a wait begins with this try, or how many it has turned away. */
export async function tellWaiting(
  moment: Moment,
  { factor, person }: { readonly factor: string; readonly person?: string | undefined },
  { waitUntil, nextWaits, turnedAway = 0, rests }: Counted,
): Promise<void> {
  if (nextWaits && rests) return tellRest(moment, factor, person)
  const until = nextWaits ?? (isRound(turnedAway) ? waitUntil : undefined)
  if (!until) return
  const data = { factor, by: 'throttle', until, ...(turnedAway && { turnedAway }) }
  await recordEvent(moment, 'proof.held-back', { person, data })
}

/**
 * A hundred wrong in a row are seldom the owner's own: they hear of it, once, with a way to stop.
 */
async function tellRest(moment: Moment, factor: string, person: string | undefined): Promise<void> {
  await inTransaction(moment, async (inside) => {
    await recordEvent(inside, 'method.rested', { person, data: { factor } })
    const owner = person === undefined ? undefined : await getPerson(inside, person)
    if (owner?.state === 'active') await tellChange(inside, owner, { change: 'rested', factor })
  })
}

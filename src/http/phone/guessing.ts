// Codes that are typed by hand have forty bits and live for minutes: a guess counts for its address
// and for the house, wherever it is made. Must never look before it has counted.
import type { Moment } from '../../domain/moment.ts'
import type { Try } from '../../domain/throttles/counts.ts'
import { forgive } from '../../domain/throttles/forgiving.ts'
import { countTry } from '../../domain/throttles/throttles.ts'

/** Whoever has to wait finds nothing, which is as what nobody has. */
export async function guessed<Found>(
  moment: Moment,
  find: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const tried: Try = { purpose: 'hand-over', familiar: false }
  const { waitUntil } = await countTry(moment, tried)
  const found = waitUntil ? undefined : await find()
  if (found !== undefined) await forgive(moment, tried)
  return found
}

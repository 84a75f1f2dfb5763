// How often a code is sent because somebody who has shown nothing yet says that a password is
// forgotten: three times in an hour, however many ask, and counted alike for names that nobody has
// (ATK-REC-10).
import { keyedHash } from '../../lib/digest.ts'
import { countTries } from '../../store/throttles.ts'
import type { Moment } from '../moment.ts'

const hourSeconds = 3600
const perHour = 3

/** Until when nothing is sent; nothing where it may be sent now. Counted by this very question. */
export async function waitBeforeRecovering(
  { house, now, browser = '' }: Moment,
  { account, familiar }: { readonly account: string; readonly familiar: boolean },
): Promise<Date | undefined> {
  // A browser that is known has a count of its own: strangers use up nobody's.
  const by = familiar ? browser : ''
  const key = keyedHash(house.keys.keyFor('throttles'), 'recovering', account, by)
  const [row] = await countTries(
    house.db,
    [
      {
        key,
        free: 0,
        stepSeconds: null,
        capSeconds: 0,
        restAt: null,
        totalMax: perHour,
        windowSeconds: hourSeconds,
      },
    ],
    now,
  )
  return row?.turned_away ? (row.wait_until ?? undefined) : undefined
}

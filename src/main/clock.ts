// The clock that this node goes by: the database's, so that all nodes judge alike. Says so when the
// machine's own has been set wrong. Must never be mended by hand from here.
import type { ClockStanding } from '../lib/clock.ts'
import { type CarriedClock, carryClock, type Hands } from '../lib/time/carried-clock.ts'
import type { Db } from '../store/database.ts'
import { readClock } from '../store/server/clock.ts'

/** `hands`: those of another machine than this, in a test. */
export const openClock = (db: Db, hands?: Hands): Promise<CarriedClock> =>
  carryClock({
    ask: () => readClock(db),
    tell: (standing, ahead) => console.warn(sentence(standing, ahead)),
    ...(hands && { hands }),
  })

function sentence(standing: ClockStanding, ahead: number): string {
  if (standing === 'right') return 'The clock of this machine is right again.'
  const by = `${Math.abs(ahead).toFixed(1)} seconds ${ahead > 0 ? 'ahead of' : 'behind'}`
  const now = standing === 'wrong' ? 'Nobody is served from here until then.' : 'People are served.'
  return (
    `The clock of this machine is ${by} the database’s, which every node judges by: set it right, ` +
    `on whichever of the two it is wrong. ${now}`
  )
}

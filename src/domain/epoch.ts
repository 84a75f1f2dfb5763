// The security epoch: a number in every session, visit, letter, code and token. Raised after
// a restore or when a key may be known to others; whatever is older is dead at once, on every node.
import { raiseEpochOf } from '../store/house.ts'
import { recordEvent } from './events/events.ts'
import { inTransaction, type Moment } from './moment.ts'

export const raiseEpoch = (moment: Moment, because: string): Promise<number> =>
  inTransaction(moment, async (inside) => {
    const epoch = await raiseEpochOf(inside.db)
    await recordEvent(inside, 'epoch.raised', { actor: 'command', data: { epoch, because } })
    return epoch
  })

// The security epoch: a number in every session, visit, letter, code and token. Raised after
// a restore or when a key may be known to others; whatever is older is dead at once, on every node.
import { raiseEpochAbove, raiseEpochOf } from '../store/house.ts'
import { type Head, isSealed } from './events/event-seals.ts'
import { recordEvent } from './events/events.ts'
import { inTransaction, type Moment } from './moment.ts'

export const raiseEpoch = (moment: Moment, because: string): Promise<number> =>
  inTransaction(moment, async (inside) => {
    const epoch = await raiseEpochOf(inside.db)
    await recordEvent(inside, 'epoch.raised', { actor: 'command', data: { epoch, because } })
    return epoch
  })

/**
 * The newest head that was kept outside must stand in the database. Where it does not, an older
 * database was put back, and what had ended since is open again: the epoch goes above every one
 * that was in force, once, whichever node sees it first. Gives what to tell whoever runs the house.
 */
export async function endWhatWasPutBack(
  moment: Moment,
  newest: Head | undefined,
): Promise<string | undefined> {
  if (!newest || (await isSealed(moment, newest))) return undefined
  const because = `the database ends before event ${newest.upto}, sealed at ${newest.sealedAt}`
  const epoch = await inTransaction(moment, async (inside) => {
    const raised = await raiseEpochAbove(inside.db, newest.epoch)
    if (raised === undefined) return undefined
    await recordEvent(inside, 'epoch.raised', { actor: 'house', data: { epoch: raised, because } })
    return raised
  })
  if (epoch === undefined) return undefined
  return (
    `An older database was put back, or its end was lost: ${because}. The epoch is now ${epoch}: ` +
    `everybody signs in anew, and letters that wait are sent again by \`portvakt people invite ` +
    `--again\`. See what is missing with \`portvakt events verify\`.`
  )
}

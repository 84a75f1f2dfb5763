// The security epoch: a number in every session, visit, letter, code and token. Raised after
// a restore or when a key may be known to others; whatever is older is dead at once, on every node.
import { lastSeal } from '../../store/event-seals.ts'
import { raiseEpochAbove, raiseEpochOf } from '../../store/house.ts'
import { type Head, isSealed } from './event-seals.ts'
import { recordEvent } from './events.ts'
import { endOneTimeMethods } from '../methods/ended.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { findPerson } from '../people/people.ts'

export const raiseEpoch = (moment: Moment, because: string): Promise<number> =>
  inTransaction(moment, async (inside) => {
    const epoch = await raiseEpochOf(inside.db)
    await begin(inside, { actor: 'command', epoch, because })
    return epoch
  })

/** What was handed out to be used once carries no epoch by itself. */
async function begin(
  inside: Moment,
  { actor, ...data }: { readonly actor: string; readonly epoch: number; readonly because: string },
): Promise<void> {
  await endOneTimeMethods(inside)
  await recordEvent(inside, 'epoch.raised', { actor, data })
}

/** The heads that are kept outside: the newest, and all of them. */
export interface KeptHeads {
  newest(): Promise<Head | undefined>
  heads(): Promise<readonly Head[]>
}

/**
 * The newest head that was kept outside must stand in the database. Where it does not, an older
 * database was put back, and what had ended since is open again: the epoch goes above every one
 * that was in force, once, whichever node sees it first. Gives what to tell whoever runs the house.
 */
export async function endWhatWasPutBack(
  moment: Moment,
  kept: KeptHeads,
): Promise<string | undefined> {
  const newest = await kept.newest()
  if (!newest || (await isSealed(moment, newest))) return undefined
  const last = await lastSeal(moment.db)
  const because = `the database ends before event ${newest.upto}, sealed at ${newest.sealedAt}`
  const epoch = await inTransaction(moment, async (inside) => {
    const raised = await raiseEpochAbove(inside.db, newest.epoch)
    if (raised !== undefined) await begin(inside, { actor: 'house', epoch: raised, because })
    return raised
  })
  if (epoch === undefined) return undefined
  const lost = (await kept.heads()).filter(
    ({ sealedAt }) => !last || Date.parse(sealedAt) > last.sealed_at.getTime(),
  )
  return (
    `An older database was put back, or its end was lost: ${because}. The epoch is now ${epoch}: ` +
    `everybody signs in anew, letters that wait are sent again by \`portvakt people invite ` +
    `--again\`, and recovery codes are made anew. ${await tellStopped(moment, lost)}See what is ` +
    `missing with \`portvakt events verify\`.`
  )
}

/**
 * Who was stopped or lost a phone in what these heads seal, and could come in as before; a sentence
 * that ends in a blank, or nothing.
 */
export async function tellStopped(moment: Moment, lost: readonly Head[]): Promise<string> {
  const open: string[] = []
  for (const id of new Set(lost.flatMap(({ stopped = [] }) => stopped))) {
    const person = await findPerson(moment, id)
    if (person?.state === 'active' || person?.state === 'invited') open.push(person.login)
  }
  const more = lost.reduce((sum, { stoppedMore = 0 }) => sum + stoppedMore, 0)
  if (open.length + more === 0) return ''
  const others = more > 0 ? `, and up to ${more} more: bring in the list of people again` : ''
  return `Stopped meanwhile, or a lost phone blocked, and open again: ${open.join(', ')}${others}. `
}

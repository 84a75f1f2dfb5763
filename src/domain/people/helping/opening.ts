// A frozen account is opened. Nobody can show who they are at an account that is frozen: a password
// typed there may be the thief's. So two who help must each have looked, and each says why. Must
// never open what an administrator has closed, or by the word of one alone where the owner froze
// it.
import { secondsAfter } from '../../../lib/clock.ts'
import { whyInState } from '../../../store/methods/helping.ts'
import { findAsked, keepAsked } from '../../../store/methods/asked-openings.ts'
import { recordEvent } from '../../events/events.ts'
import type { PersonFacts } from '../../facts.ts'
import type { Moment } from '../../moment.ts'
import { setState } from '../people.ts'
import { mayUse } from './adding.ts'
import { isVerified } from './callers.ts'
import { type Helped, type Helping, helps, type NotHelped } from './helping.ts'
import { isSecond } from './second-person.ts'
import { freezeReasons } from './standing.ts'

const because = 'helpdesk'
/** How long the word of the first one stands. */
const askedSeconds = 86_400

const whyFrozen = async ({ db }: Moment, person: PersonFacts): Promise<string | undefined> => {
  const why = person.state === 'suspended' ? await whyInState(db, person.id) : undefined
  return why !== undefined && freezeReasons.includes(why) ? why : undefined
}

/**
 * By one alone: a command, or whoever has had the owner on the telephone before the account was
 * frozen by the helpdesk itself.
 */
export const unfreezePerson = (moment: Moment, helping: Helping): Promise<Helped> =>
  helps(moment, helping, { act: 'unfreeze' }, async (inside, { person, actor, caller }) => {
    const why = await whyFrozen(inside, person)
    if (why === undefined) return 'not-frozen'
    if (caller !== 'command' && why !== because) return 'second-person-needed'
    if (caller !== 'command' && !isVerified(caller)) return 'caller-not-verified'
    if (helping.reason.trim() === '') return 'reason-missing'
    return (await mayUse(inside, person.id, actor)) ?? open(inside, person)
  })

/** The first one asks, and the second one opens it by saying the same. */
export const unfreezeByTwo = (moment: Moment, helping: Helping): Promise<Helped> =>
  helps(moment, helping, { act: 'unfreeze' }, async (inside, { person, actor }) => {
    const { db, now, browser } = inside
    if (helping.reason.trim() === '') return 'reason-missing'
    if ((await whyFrozen(inside, person)) === undefined) return 'not-frozen'
    const asked = await findAsked(db, person.id, secondsAfter(now, -askedSeconds))
    if (asked) {
      const first = { by: asked.asked_by, browser: asked.asked_in }
      if (!(await isSecond(inside, first, actor))) return 'second-person-needed'
      return open(inside, person)
    }
    await keepAsked(db, person.id, { by: actor, browser, now })
    await recordEvent(inside, 'opening.asked', {
      person: person.id,
      actor,
      data: { reason: helping.reason.trim() },
    })
    return 'second-person-needed'
  })

async function open(inside: Moment, person: PersonFacts): Promise<NotHelped | undefined> {
  await setState(inside, person.id, 'active', because)
  return undefined
}

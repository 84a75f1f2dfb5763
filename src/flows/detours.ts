// Turned aside from a sign-in, and back at its door: a forgotten password, a lock. The name and the
// errand stay; no proof is taken along in either direction, so that what replaces a password never
// comes in by itself.
import { recordEvent } from '../domain/events/events.ts'
import type { CameOf, Detour, Facts, Learned } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import { isHeldBack, unlock } from '../domain/throttles/throttles.ts'
import { meetBrowser } from '../store/methods/browsers.ts'
import { password } from '../factors/password/password.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Keep, Taken } from './step.ts'
import { isDetour } from './ways.ts'

const asked: Readonly<Partial<Record<Answer['do'], Detour>>> = {
  forgotten: 'recover',
  locked: 'unlock',
}

/** What an answer turns aside to, or back from; undefined where it does neither. */
export function turning(answer: Answer, { flow, named, who, need }: Facts): Taken | undefined {
  const detour = asked[answer.do]
  // Never before somebody is meant: an account chosen there would bring its session's proofs along.
  if (named === undefined && who === undefined) return undefined
  const mayTurn = (flow === 'sign-in' && need.canRecover === true) || isDetour({ flow })
  if (detour && mayTurn) return { detour }
  return answer.do === 'back' && isDetour({ flow }) ? { detour: 'none' } : undefined
}

/** What is still known after the turn: who is meant, and where the errand began. */
export const afterTurn = (
  { named, logins, who, session, another }: Learned,
  { detour, came }: { readonly detour: Detour | 'none'; readonly came?: CameOf },
): Learned => ({
  proofs: [],
  ...(named !== undefined && { named }),
  ...(logins && { logins }),
  ...(who !== undefined && { who }),
  ...(session !== undefined && { session }),
  ...(another !== undefined && { another }),
  ...(detour !== 'none' && { detour }),
  ...(came && { came }),
})

export interface AtDoor {
  readonly learned: Learned
  readonly keep?: Keep
  /** When everything stands: what was tried before holds nobody back. */
  after(moment: Moment): Promise<void>
}

/** Back at the door, as somebody who has typed their name and nothing else. */
export async function atDoor(facts: Facts, moment: Moment): Promise<AtDoor> {
  const { person, flow } = facts
  if (!person) throw new Error('Nobody was led back to the door')
  const tried = { purpose: password.name, account: person.id }
  const standing: Learned = { proofs: [], named: person.login, logins: [person.login] }
  const after = (later: Moment): Promise<void> => unlock(later, tried)
  // Whoever has proven here that it is them is not held back by what strangers try elsewhere, also
  // where those have used up a month.
  const meet = (inside: Moment): Promise<number> =>
    meetBrowser(inside.db, { browser: inside.browser ?? '', person: person.id, now: inside.now })
  if (flow === 'recover')
    return {
      learned: { ...standing, came: 'recovered' },
      keep: async (inside) => {
        await meet(inside)
        return []
      },
      after,
    }
  if (!(await isHeldBack(moment, tried)))
    return { learned: { ...standing, came: 'was-open' }, after }
  return {
    learned: { ...standing, came: 'unlocked' },
    keep: async (inside) => {
      await meet(inside)
      const by = facts.counting.map(({ factor }) => factor)
      await recordEvent(inside, 'account.unlocked', { person: person.id, data: { by } })
      return []
    },
    after,
  }
}

// What whoever helps can do to an account: end its waits, close it and open it again, block what is
// lost and take it back, send the letter once more, forget browsers, give a pass. Must never open
// what an administrator has closed, or touch what only the person knows.
import { methodsOf } from '../../../store/methods/methods.ts'
import { recordEvent } from '../../events/events.ts'
import { blockMethods } from '../../methods/blocking.ts'
import { restoreMethod } from '../../methods/ended.ts'
import { givePass, type GivenPass, type GivingPass } from '../../methods/passes.ts'
import type { Moment } from '../../moment.ts'
import { endSessionsOf, type Listener } from '../../sessions/sessions.ts'
import { unlockAll } from '../../throttles/waiting.ts'
import { forgetBrowsers } from '../../visits/browsers.ts'
import { sendLetterAgain } from '../invitations.ts'
import { getPerson, setState } from '../people.ts'
import { mayUse, takeBackAll } from './adding.ts'
import { admitted, type Helped, type Helping, helps, type NotHelped, tell } from './helping.ts'

/**
 * Every wait, of every method and in every browser. What was counted in the month stays counted.
 */
export async function unlockPerson(moment: Moment, helping: Helping): Promise<Helped> {
  const helped = await helps(
    moment,
    helping,
    { act: 'unlock' },
    async (inside, { person, actor }) =>
      person.state === 'active' || person.state === 'invited'
        ? mayUse(inside, person.id, actor)
        : 'not-open',
  )
  if (helped.done) await unlockAll(moment, await getPerson(moment, helping.person))
  return helped
}

const because = 'helpdesk'

export const freezePerson = (
  moment: Moment,
  helping: Helping,
  hears: Listener | undefined,
): Promise<Helped> =>
  helps(moment, helping, { act: 'freeze' }, async (inside, { person, actor }) => {
    if (person.state !== 'active' && person.state !== 'locked') return 'not-open'
    await takeBackAll(inside, person, { actor, waiting: true })
    await setState(inside, person.id, 'suspended', because)
    await recordEvent(inside, 'account.frozen', { person: person.id, actor, data: { because } })
    await hears?.(await endSessionsOf(inside, person.id, { because: 'frozen' }), inside)
    return undefined
  })

const isKnownOnly = (factor: string): boolean => factor === 'password' || factor === 'pin'

/** What is lost is blocked, and whoever has it is signed out everywhere. */
export const removeMethodOf = (
  moment: Moment,
  { method, ...helping }: Helping & { readonly method: string },
  hears: Listener | undefined,
): Promise<Helped> =>
  helps(moment, helping, { act: 'remove-method', method }, async (inside, { person, actor }) => {
    const barred = await mayUse(inside, person.id, actor)
    if (barred) return barred
    const row = (await methodsOf(inside.db, person.id)).find(({ id }) => id === method)
    if (!row || isKnownOnly(row.factor)) return 'no-such-method'
    const { id, factor, label } = row
    const methods = [{ id, factor, ...(label && { label }) }]
    await hears?.(await blockMethods(inside, person, { methods, actor }), inside)
    return undefined
  })

/** Within a day. */
export const restoreMethodOf = (
  moment: Moment,
  { method, ...helping }: Helping & { readonly method: string },
): Promise<Helped> =>
  helps(moment, helping, { act: 'restore-method', method }, async (inside, { person, actor }) => {
    const barred = await mayUse(inside, person.id, actor)
    if (barred) return barred
    return (await restoreMethod(inside, person, method, { actor })) ? undefined : 'too-late'
  })

export const sendLetterTo = (moment: Moment, helping: Helping): Promise<Helped> =>
  helps(moment, helping, { act: 'letter' }, async (inside, { person, actor }) => {
    if (person.state !== 'invited') return 'not-invited'
    const sent = await sendLetterAgain(inside, person.id, actor)
    if (sent.is === 'invited') return undefined
    return sent.because === 'not-in-state-invited' ? 'not-invited' : sent.because
  })

export const forgetBrowsersOf = (moment: Moment, helping: Helping): Promise<Helped> =>
  helps(moment, helping, { act: 'forget-browsers' }, async (inside, { person, actor }) => {
    await forgetBrowsers(inside, person.id, { because, actor })
    return undefined
  })

class Unaided extends Error {
  readonly because: NotHelped
  constructor(problem: NotHelped) {
    super(problem)
    this.because = problem
  }
}

/** The code is told to whoever helps, once, and to nobody else. */
export async function passFor(
  moment: Moment,
  helping: Helping,
  wanted: Pick<GivingPass, 'minutes' | 'uses'> = {},
): Promise<Helped & { readonly pass?: GivenPass }> {
  const { person, by } = helping
  try {
    const pass = await givePass(moment, {
      ...wanted,
      person,
      ...(by !== undefined && { by }),
      async first(inside) {
        const aided = await admitted(inside, helping)
        if (typeof aided === 'string') throw new Unaided(aided)
        if (aided.person.state !== 'active') throw new Unaided('not-open')
        const barred = await mayUse(inside, person, aided.actor)
        if (barred) throw new Unaided(barred)
        await tell(inside, aided, helping, { act: 'pass' })
      },
    })
    return { done: true, pass }
  } catch (error) {
    if (error instanceof Unaided) return { done: false, because: error.because }
    throw error
  }
}

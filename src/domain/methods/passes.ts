// A pass: a code that the helpdesk or a leader gives somebody who stands without their methods, for
// an hour or a day. It is told once, to whoever gives it, and hashed slowly from then on. Must
// never be given by anybody to themselves, or to somebody who is not open.
import { z } from 'zod'
import { secondsAfter } from '../../lib/clock.ts'
import { makePass } from '../../lib/methods/recovery-codes.ts'
import { removeMethodsOf } from '../../store/methods/methods.ts'
import { holdPerson } from '../../store/people.ts'
import { recordEvent } from '../events/events.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { getPerson } from '../people/people.ts'
import { Refusal } from '../refusal.ts'
import { unlock } from '../throttles/throttles.ts'
import { forgetBrowsers } from '../visits/browsers.ts'
import { keepMethod } from './methods.ts'
import { tellChange } from './set-up.ts'

export const passKeeps = {
  name: 'pass',
  kept: z.strictObject({
    hash: z.string().max(400),
    expiresAt: z.iso.datetime(),
    usesLeft: z.number().int().nonnegative(),
  }),
} as const
export type PassKept = z.output<typeof passKeeps.kept>

export const passLimits = {
  minutes: { min: 10, usual: 60, max: 1440 },
  uses: { usual: 1, max: 10 },
}

export const isPassOver = ({ expiresAt, usesLeft }: PassKept, now: Date): boolean =>
  usesLeft === 0 || Date.parse(expiresAt) <= now.getTime()

export interface GivingPass {
  readonly person: string
  /** Whoever gives it, by id; absent where a command does. */
  readonly by?: string
  readonly minutes?: number
  readonly uses?: number
  /** Before anything is written, in the same transaction. */
  readonly first?: (inside: Moment) => Promise<void>
}

export interface GivenPass {
  readonly code: string
  readonly expiresAt: Date
  readonly uses: number
}

/** An older one is dead from now on, used or not. */
export async function givePass(moment: Moment, giving: GivingPass): Promise<GivenPass> {
  const { person, by, minutes = passLimits.minutes.usual, uses = passLimits.uses.usual } = giving
  if (!isWithin(minutes, passLimits.minutes) || !isWithin(uses, { min: 1, ...passLimits.uses }))
    throw new Refusal('bad-request')
  if (by === person) throw new Refusal('not-allowed')
  const code = makePass()
  // Before the transaction: nobody waits for a row while a slow hash is made.
  const hash = await moment.house.passwords.hash(code)
  if (hash === 'busy') throw new Refusal('unavailable')
  const expiresAt = secondsAfter(moment.now, minutes * 60)
  await inTransaction(moment, async (inside) => {
    await holdPerson(inside.db, person)
    await giving.first?.(inside)
    const facts = await getPerson(inside, person)
    if (facts.state !== 'active') throw new Refusal('not-allowed')
    await removeMethodsOf(inside.db, person, passKeeps.name)
    // Whoever needs one has lost something: nothing that was shown with it may spare anything.
    await forgetBrowsers(inside, person, { because: 'pass-given' })
    const kept = { hash, expiresAt: expiresAt.toISOString(), usesLeft: uses }
    const method = await keepMethod(inside, passKeeps, { person, kept, because: 'given' })
    const data = { method, expiresAt, uses }
    await recordEvent(inside, 'pass.given', { person, actor: by ?? 'command', data })
    // Whoever did not ask for it hears that there is one, and can freeze.
    await tellChange(inside, facts, { change: 'added', factor: passKeeps.name })
  })
  // There is something new to guess: what was tried on the old one holds nobody back.
  await unlock(moment, { purpose: passKeeps.name, account: person })
  return { code, expiresAt, uses }
}

const isWithin = (count: number, { min, max }: { min: number; max: number }): boolean =>
  Number.isInteger(count) && count >= min && count <= max

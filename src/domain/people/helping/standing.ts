// How it stands with somebody, for whoever helps them: open or closed and why, what they wait for,
// what they have and what may be taken back. Must never hold a secret, or an address or a number
// whole.
import { maskPhone } from '../../../lib/methods/phone-number.ts'
import { maskMail } from '../../../lib/names/mask-mail.ts'
import { lastSignIn, whyInState } from '../../../store/methods/helping.ts'
import { methodsOf } from '../../../store/methods/methods.ts'
import type { PersonFacts } from '../../facts.ts'
import { endedMethods } from '../../methods/ended.ts'
import type { Moment } from '../../moment.ts'
import { type Wait, waitsNow } from '../../throttles/waiting.ts'
import { mailAddressesOf } from '../people.ts'
import { type Awaited, awaitedOf } from './adding.ts'

export interface StandingMethod {
  readonly id: string
  readonly factor: string
  /** What its owner calls it. */
  readonly name?: string
  /** What may be shown of it. */
  readonly label?: string
  readonly addedAt: string
  readonly usedAt?: string
}

export interface Standing {
  readonly state: PersonFacts['state']
  /** Why it is not open: a word of ours, or what an administrator wrote. */
  readonly because?: string
  readonly isFrozen: boolean
  readonly waits: readonly Wait[]
  readonly methods: readonly StandingMethod[]
  /** Taken away within a day. */
  readonly ended: readonly {
    readonly id: string
    readonly factor: string
    readonly because: string
    readonly at: string
  }[]
  /** Added by somebody who helps, and counting for nothing yet. */
  readonly awaited: readonly Awaited[]
  readonly mails: readonly string[]
  readonly number?: string
  readonly lastSignInAt?: string
}

/** What closes an account and may be lifted by whoever helps. */
export const freezeReasons: readonly string[] = ['not-me', 'helpdesk']

export async function standingOf(
  moment: Moment,
  person: PersonFacts,
  by?: string,
): Promise<Standing> {
  const { db } = moment
  const because = person.state === 'active' ? undefined : await whyInState(db, person.id)
  const rows = await methodsOf(db, person.id)
  const ended = await endedMethods(moment, person.id)
  const last = await lastSignIn(db, person.id)
  return {
    state: person.state,
    ...(because && { because }),
    isFrozen: person.state === 'suspended' && freezeReasons.includes(because ?? ''),
    waits: await waitsNow(moment, person),
    methods: rows.map((row) => ({
      id: row.id,
      factor: row.factor,
      ...(row.name && { name: row.name }),
      ...(row.label && { label: row.label }),
      addedAt: row.created_at,
      ...(row.used_at && { usedAt: row.used_at }),
    })),
    ended: ended.map(({ id, factor, ended_because: why, ended_at: at }) => ({
      id,
      factor,
      because: why,
      at: at.toISOString(),
    })),
    awaited: await awaitedOf(moment, person.id, by),
    mails: (await mailAddressesOf(moment, person.id)).map(maskMail),
    ...(person.knownPhone !== undefined && { number: maskPhone(person.knownPhone) }),
    ...(last && { lastSignInAt: last.toISOString() }),
  }
}

// What a phone that stands is told, and what it may do besides answering: its account, what waits,
// where it is rung, the applications, and that it is removed.
import type { Rings } from '../../shapes/rings.ts'
import type { PhoneRequest } from '../../shapes/phone-said.ts'
import { z } from 'zod'
import { secondsAfter } from '../../lib/clock.ts'
import * as store from '../../store/methods/phones.ts'
import { logoAddress } from '../configuration/logo.ts'
import { organisationOf, wordsIn } from '../configuration/configuration.ts'
import type { PersonFacts } from '../facts.ts'
import { openKept } from '../methods/methods.ts'
import type { Moment } from '../moment.ts'
import type { KnownPhone } from './hearing.ts'
import { lockDomainOf } from './own-origin.ts'
import { keepRings, ringKey, ringsTaken } from './ringing.ts'

export interface PhoneAccount {
  readonly account: { readonly name: string; readonly login: string }
  readonly organisation: {
    readonly id: string
    readonly name: string
    readonly color: string
    readonly logo?: string
  }
  readonly service: string
  readonly rpId: string
}

/** Whose phone it is, and where. */
export function accountOf(
  { firstName, familyName, login, organisation }: PersonFacts,
  { house, language }: Moment,
): PhoneAccount {
  const own = organisationOf(house.configuration(), organisation)
  const { id, name, service, color } = own
  const logo = logoAddress(own)
  return {
    account: { name: `${firstName} ${familyName}`, login },
    organisation: { id, name, color, ...(logo !== undefined && { logo }) },
    service: wordsIn(service, language),
    rpId: lockDomainOf(house),
  }
}

/** An account for codes, as the phone keeps it (RFC 6238). */
interface CodesAccount {
  /** Base64url, as all bytes that a phone is told. */
  readonly key: string
  readonly digits: number
  readonly period: number
  readonly issuer: string
  readonly label: string
}

/** Told until the phone says that it has them. */
export function codesFor(
  { codes }: KnownPhone,
  { login, organisation }: PersonFacts,
  { house }: Moment,
): CodesAccount | undefined {
  const totp = house.factors.find(({ name }) => name === 'totp')
  if (!codes || !totp?.kept) return undefined
  const { key } = keyShape.parse(openKept(house, { name: 'totp', kept: totp.kept }, codes))
  const { name: issuer } = organisationOf(house.configuration(), organisation)
  const digits = { digits: 6, period: 30 }
  return { key: Buffer.from(key, 'base64').toString('base64url'), ...digits, issuer, label: login }
}

const keyShape = z.object({ key: z.string() })

export interface Looked extends PhoneAccount {
  readonly now: number
  readonly state: 'adding' | 'stands'
  readonly requests: readonly PhoneRequest[]
  readonly approved?: readonly PhoneRequest[]
  readonly ringKey: string
  readonly codes?: CodesAccount
}

export const lookedAt = (
  person: PersonFacts,
  {
    state,
    requests,
    approved = [],
    codes,
  }: Pick<Looked, 'state' | 'requests' | 'approved'> & {
    readonly codes?: CodesAccount | undefined
  },
  moment: Moment,
): Looked => ({
  now: Math.floor(moment.now.getTime() / 1000),
  state,
  ...accountOf(person, moment),
  requests,
  ...(approved.length > 0 && { approved }),
  ringKey: ringKey(moment.house),
  ...(codes && { codes }),
})

/** For the house's own broom: what was taken away may be taken back for a day. */
export const sweepPhones = ({ db, now }: Moment): Promise<number> =>
  store.sweepPhones(db, secondsAfter(now, -2 * 86_400))

/** Where it may be rung from now on; null: nowhere. Whether it is. */
export async function takeRings(
  moment: Moment,
  { id, person }: Pick<KnownPhone, 'id' | 'person'>,
  rings: Rings | null,
): Promise<boolean> {
  const taken = await ringsTaken(moment, person, rings)
  await keepRings(moment, id, taken)
  return taken !== undefined
}

// What people have in the attacks on methods: phones, code apps and passkeys, put into their hands
// past every page; and the rules that ask for them.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { keepMethod } from '../../src/domain/methods/methods.ts'
import { passkey } from '../../src/factors/passkey/passkey.ts'
import { sms } from '../../src/factors/sms/sms.ts'
import { totp } from '../../src/factors/totp/totp.ts'
import { keyedHash } from '../../src/lib/digest.ts'
import { decodeBase32 } from '../../src/lib/methods/base32.ts'
import { maskPhone } from '../../src/lib/methods/phone-number.ts'
import { codeAt, stepAt } from '../../src/lib/methods/totp.ts'
import { makeSoftKey, type SoftKey } from '../oracles/soft-authenticator.ts'
import { publicAddress } from '../town/node-order.ts'
import type { Seen, Visitor } from '../town/visitor.ts'
import { houseFile } from './house-file.ts'
import type { Person } from './people.ts'
import type { Rig } from './rig.ts'
import { name, whoIsIn } from './verbs.ts'
import { ask } from './witness.ts'

export const allKinds = ['password', 'passkey', 'totp', 'sms', 'voice', 'codes']

/** What is spent in one case must not be missing in the next. */
export const wideBudgets = {
  voice: true,
  voiceReason: 'Some have no other phone.',
  perNumber: 100_000,
  perNumberDay: 100_000,
  perAddress: 100_000,
  callsPerNumber: 100_000,
  callsPerNumberDay: 100_000,
}

export interface Asks {
  readonly need?: object
  readonly more?: object
  /** Rules of their own before the last one. */
  readonly before?: readonly object[]
}

/** Two proofs for everybody, of whatever they have. */
export const methodsHouse = ({ need = {}, more = {}, before = [] }: Asks = {}): object => ({
  ...houseFile,
  phones: wideBudgets,
  lives: { code: '2 minutes' },
  ...more,
  rules: [
    ...before,
    { id: 'alle', need: { proofs: 2, accepts: allKinds, methods: [], stayDays: 30, ...need } },
  ],
})

let numbers = 0
/** Nobody's: a row that is set aside for invented people. */
export const newNumber = (): string => {
  numbers += 1
  return `+479999${String(numbers).padStart(4, '0')}`
}

export async function giveNumber(
  { town }: Rig,
  person: Pick<Person, 'id'>,
  number = newNumber(),
): Promise<string> {
  const kept = { number }
  const label = maskPhone(number)
  const id = await keepMethod(town.moment(), sms, { person: person.id, kept, label })
  // It was theirs long before the scene begins.
  const older = `update methods set created_at = created_at - interval '7 days' where id = $1`
  await town.database.send('', older, [id])
  return number
}

export interface WithPhone {
  readonly person: Person
  readonly number: string
}

export async function withPhone(rig: Rig, called: string): Promise<WithPhone> {
  const person = await rig.colleague(called)
  return { person, number: await giveNumber(rig, person) }
}

export async function giveApp({ town }: Rig, person: Pick<Person, 'id'>): Promise<Buffer> {
  const key = randomBytes(20)
  const kept = { key: key.toString('base64'), after: 0 }
  town.canaries.add(kept.key)
  await keepMethod(town.moment(), totp, { person: person.id, kept, name: 'Telefonen' })
  return key
}

/** What the app shows, so many steps before now or after. */
export const codeOf = ({ town }: Rig, key: Buffer, steps = 0): string =>
  codeAt(key, stepAt(town.moment().now) + steps)

export interface Having {
  readonly eligible?: boolean
}

export async function givePasskey(
  { town }: Rig,
  person: Pick<Person, 'id'>,
  { eligible = false }: Having = {},
): Promise<SoftKey> {
  const key = makeSoftKey()
  const id = key.id.toString('base64url')
  await keepMethod(town.moment(), passkey, {
    person: person.id,
    handle: id,
    kept: {
      id,
      publicKey: key.publicKey.toString('base64url'),
      counter: 0,
      transports: ['internal'],
      isBackupEligible: eligible,
      isBackedUp: false,
      aaguid: '00000000-0000-0000-0000-000000000000',
      handle: keyedHash(town.opened.house.keys.keyFor('passkeys'), 'handle', person.id).toString(
        'base64url',
      ),
    },
  })
  return key
}

/** The page of a passkey, as its browser understands it. */
export const sceneOf = (seen: Seen) => ({
  challenge: challengeIn(seen),
  origin: publicAddress,
  rpId: 'fjordvik.example',
})

function challengeIn({ screen }: Seen): string {
  const options = screen?.['options'] ?? screen?.['passkey']
  const read: unknown = typeof options === 'string' ? JSON.parse(options) : undefined
  const challenge = typeof read === 'object' && read ? Reflect.get(read, 'challenge') : undefined
  if (typeof challenge !== 'string') throw new Error('There is no challenge on this page')
  return challenge
}

/** Name and password: the page of the second proof. */
export async function toSecond(browser: Visitor, person: Person): Promise<Seen> {
  await name(browser, person.login)
  await browser.answer({ password: person.password })
  return browser.follow()
}

/** The same, and the code of the message that came. */
export async function signInBySms(
  rig: Rig,
  browser: Visitor,
  { person, number }: { readonly person: Person; readonly number: string },
): Promise<Seen> {
  await toSecond(browser, person)
  return browser.answer({ code: rig.town.phones.codeTo(number) })
}

export const wrongOf = (code: string): string => (code === '000000' ? '000001' : '000000')

/** Into the other way of proving, by a press. */
export async function chooses(browser: Visitor, choice: string): Promise<Seen> {
  await browser.answer({ do: 'choose', choice })
  return browser.last.problem ? browser.last : browser.follow()
}

/** What chooses another way of this kind, where the page offers one. */
export function otherOf({ last }: Visitor, factor: string): string {
  const listed: unknown = last.screen?.['others'] ?? last.screen?.['choices']
  const ways: readonly unknown[] = Array.isArray(listed) ? listed : []
  const way = ways.find(
    (each) => typeof each === 'object' && each && Reflect.get(each, 'factor') === factor,
  )
  return typeof way === 'object' && way ? String(Reflect.get(way, 'choice')) : factor
}

export interface Had {
  readonly id: string
  readonly factor: string
  readonly label: string | null
}

export const methodsOf = (rig: Rig, person: Pick<Person, 'id'>): Promise<Had[]> =>
  ask<Had>(
    rig.town.database,
    `select id, factor, label from methods where person_id = $1 order by factor, created_at`,
    [person.id],
  )

const withToken = z.looseObject({ token: z.string() })

/** The forms of the page of one's own methods have one token. */
async function securityToken(browser: Visitor): Promise<string> {
  await browser.get('/security')
  return browser.last.form?.token ?? withToken.parse(JSON.parse(browser.last.text)).token
}

/** Up to the page that sets up a method of this kind, or asks for a proof first. */
export async function addsMethod(browser: Visitor, choice: string): Promise<Seen> {
  const token = await securityToken(browser)
  await browser.post('/security/add', { token, question: '', choice })
  return browser.follow()
}

/** Past the page that asks once more. */
export async function removes(browser: Visitor, method: string): Promise<void> {
  const token = await securityToken(browser)
  await browser.post('/security/remove/confirmed', { token, question: 'remove', method })
}

/** Somebody who is in by password and app, a moment ago. */
export async function cameIn(rig: Rig, called: string) {
  const person = await rig.colleague(called)
  const key = await giveApp(rig, person)
  const browser = rig.browser()
  await rig.forgiven(() => toSecond(browser, person))
  await rig.forgiven(() => browser.answer({ code: codeOf(rig, key) }))
  const entered = await whoIsIn(browser)
  if (entered !== person.login) throw new Error(`${person.login} did not come in`)
  return { person, browser, key }
}

/** The key on the page, as an app would read it. */
export function keyOn({ last }: Visitor): Buffer {
  const written = last.screen?.['key']
  const key = typeof written === 'string' ? decodeBase32(written.replaceAll(' ', '')) : undefined
  if (!key) throw new Error(`There is no key here: ${last.text}`)
  return Buffer.from(key)
}

export const shownBy = (rig: Rig, key: Buffer): string => codeAt(key, stepAt(rig.town.moment().now))

// Phones that approve, put into people's hands past every page, and the pages that wait for them. A
// phone here is the one on the command line: what it says can be taken, changed and said again.
import { type KeyObject, randomBytes } from 'node:crypto'
import type { PhoneKept } from '../../../src/domain/approving/kept-phone.ts'
import { keepMethod } from '../../../src/domain/methods/methods.ts'
import { push } from '../../../src/factors/push/push.ts'
import { randomId } from '../../../src/lib/random.ts'
import { insertPhone } from '../../../src/store/methods/phones.ts'
import * as acts from '../../../tools/phone/acts.ts'
import type { PhoneRequest } from '../../../tools/phone/answers.ts'
import { es256, makeKey, publicOf, text } from '../../../tools/phone/keys.ts'
import { addressOf, type Heard, type Line, post } from '../../../tools/phone/line.ts'
import {
  type Joining,
  joiningText,
  proofChallenge,
  readCode,
} from '../../../tools/phone/message.ts'
import { openSpeaker, type Place, type Speaker } from '../../../tools/phone/speaker.ts'
import { type Forged, proofOf, type Scene, type SoftKey } from '../../oracles/soft-authenticator.ts'
import { addCommandPhone, type CommandPhone, phoneOf } from '../../town/command-phone.ts'
import { publicAddress } from '../../town/node-order.ts'
import { type Packet, together } from '../../town/wire/one-packet.ts'
import type { Visitor } from '../../town/visitor.ts'
import {
  addsMethod,
  allKinds,
  type Asks,
  chooses,
  methodsHouse,
  otherOf,
  toSecond,
} from '../methods.ts'
import type { Person } from '../people.ts'
import { isDeep, newAddress, type Rig } from '../rig.ts'
import { answerName, whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

/** Two proofs for everybody, and so many digits on the phone. */
export const pushHouse = (digits = 6, { need = {}, ...more }: Asks = {}): object =>
  methodsHouse({
    ...more,
    need: { accepts: [...allKinds, push.name], push: { digits }, ...need },
  })

/** For what has nothing to do with how many nodes there are. */
export const onTwo: readonly (1 | 2)[] = isDeep ? [1, 2] : [2]

const json = ['content-type', 'application/json'] as const

/** Through the balancer: each message to the next node in turn. */
const lineOf =
  (rig: Rig): Line =>
  ({ pathname }, body) =>
    rig.call({ method: 'POST', target: pathname, headers: [json], body })

export interface Held extends CommandPhone {
  /** The name it signs with, and the method it stands in. */
  readonly name: string
  readonly method: string
  /** Another that holds the same keys and stands where it stands, as a stolen profile does. */
  clone(at?: Partial<Place>): Held
  /** A message and what stands beside it, as it comes, to whatever address. */
  posts(act: string, body: object): Promise<Heard>
  /** An answer as its person may have given it, and what the case makes of it. */
  answers(request: PhoneRequest, more: object, lock?: acts.Lock): Promise<Heard>
}

const point = (of: KeyObject) => {
  const { x, y } = publicOf(of)
  return { x, y }
}

interface MadeLock {
  readonly kept: PhoneKept['lock']
  readonly proves: acts.Lock
}

const lockOfPin = (key = makeKey()): MadeLock => ({
  kept: { kind: 'pin', key: point(key) },
  proves: acts.pinLock(key),
})

/** The device's own. */
export const lockOfPasskey = (passkey: SoftKey): MadeLock => ({
  kept: {
    kind: 'passkey',
    id: text(passkey.id),
    publicKey: text(passkey.publicKey),
    isBackupEligible: false,
  },
  proves: passkeyProving(passkey),
})

/** As an honest device signs it, or as the case wants it. */
export const passkeyProving =
  (passkey: SoftKey, forged: Forged = {}, scene: Partial<Scene> = {}): acts.Lock =>
  (said) => {
    const honest = {
      challenge: proofChallenge(said),
      origin: publicAddress,
      rpId: 'fjordvik.example',
    }
    const response: unknown = JSON.parse(proofOf(passkey, { ...honest, ...scene }, forged))
    return { lock: { kind: 'passkey', response } }
  }

export async function givePhone(
  rig: Rig,
  person: Pick<Person, 'id'>,
  lock: MadeLock = lockOfPin(),
): Promise<Held> {
  const { town } = rig
  const [key, name] = [makeKey(), randomId()]
  const kept = { phone: name, key: point(key), lock: lock.kept, system: 'other' } as const
  const moment = town.moment()
  const method = await keepMethod(moment, push, { person: person.id, kept, name: 'Telefonen' })
  const start = text(randomBytes(12))
  const begun = { said: 0, links: [start], now: moment.now }
  await insertPhone(moment.db, { id: name, person: person.id, method, ...begun })
  const half = text(randomBytes(32))
  const line = lineOf(rig)
  const held = (place: Place): Held => {
    let last = place
    const speaker = openSpeaker({
      at: rig.origin,
      key,
      phone: name,
      ...place,
      line,
      now: secondsOf(rig),
      keep: (known) => (last = known),
    })
    const own: Held = {
      ...phoneOf(speaker, lock.proves, half),
      name,
      method,
      clone: (at) => held({ ...last, ...at }),
      posts: (act, body) => post(line, addressOf(rig.origin, act), body),
      answers: ({ id, nonce, shown }, more, beside) =>
        speaker.ask('answer', { request: id, nonce, answer: 'approve', shown, ...more }, beside),
    }
    return own
  }
  return held({ n: 0, after: start })
}

/** She has one, and it was heard. */
export async function given(rig: Rig) {
  await rig.town.apply(pushHouse())
  const alice = await rig.colleague('alice')
  const phone = await givePhone(rig, alice)
  await phone.look()
  return { alice, phone }
}

export interface Adding {
  readonly browser: Visitor
  readonly code: string
  readonly page: string
}

/** From the page of one's own methods to the one that waits for a new phone. */
export async function addsPhone(browser: Visitor): Promise<Adding> {
  await addsMethod(browser, push.name)
  const { code } = browser.last.screen ?? {}
  if (typeof code !== 'string') throw new Error(`No phone is added here: ${browser.last.text}`)
  return { browser, code, page: browser.last.path }
}

/** The number for the phone that has come. */
export async function numberFor({ browser, page }: Adding): Promise<string> {
  await browser.get(page)
  return String(browser.last.screen?.['number'])
}

/** The page is pressed: what the phone has brought is kept, or it is not yet. */
export async function goesOn({ browser, page }: Adding): Promise<boolean> {
  await browser.get(page)
  if (browser.last.form) await browser.answer({})
  return browser.last.to === '/security?done=added'
}

export const bringsPhone = (rig: Rig, code: string): Promise<CommandPhone> =>
  addCommandPhone({ at: rig.origin, code, line: lineOf(rig), now: secondsOf(rig) })

/** A phone that has no name yet: what it says shows its key. */
export function stranger(rig: Rig): Stranger {
  const key = makeKey()
  const second = makeKey()
  const keep = () => undefined
  const speaker = openSpeaker({
    at: rig.origin,
    key,
    n: 0,
    line: lineOf(rig),
    now: secondsOf(rig),
    keep,
  })
  const lock = { kind: 'pin', jwk: publicOf(second), half: text(randomBytes(32)) }
  const bringsWith = (act: Joining, code: string) => {
    const proof = es256(second, joiningText(act, readCode(code), publicOf(key)))
    return { code, lock: { ...lock, proof }, name: 'Telefon', system: 'other' }
  }
  return { speaker, bringsWith }
}

export interface Stranger {
  readonly speaker: Speaker
  /** What it says when it comes with this code. */
  bringsWith(
    act: Joining,
    code: string,
  ): { readonly lock: object; readonly [more: string]: unknown }
}

const secondsOf =
  ({ town }: Rig) =>
  (): number =>
    town.moment().now.getTime() / 1000

export interface Asking {
  readonly browser: Visitor
  /** As the page shows it. */
  readonly number: string
  readonly seen: string
  /** What stands behind the button of the page. */
  readonly here: string
  readonly request: string
  /** Where it waits. */
  readonly page: string
}

/** Name and password: the page that shows the number and waits for the phone. */
export async function asksPhones(
  rig: Rig,
  person: Person,
  browser: Visitor = rig.browser(),
): Promise<Asking> {
  await rig.forgiven(async () => {
    if (browser.cookies.size === 0) return toSecond(browser, person)
    // On the way to an application: the page that asks for the name stands.
    await answerName(browser, person.login)
    await browser.answer({ password: person.password })
    return browser.follow()
  })
  if (browser.last.screen?.['kind'] !== 'approve') await chooses(browser, otherOf(browser, 'push'))
  return readAsking(browser)
}

function readAsking(browser: Visitor): Asking {
  const { number, address, here: button } = browser.last.screen ?? {}
  const [, request, seen] = /#([^.]+)\.(.+)$/.exec(String(address)) ?? []
  const here = String(button).split('.').at(-1) ?? ''
  if (typeof number !== 'string' || request === undefined || seen === undefined)
    throw new Error(`No phone is waited for here: ${browser.last.text}`)
  return { browser, number, seen, here, request, page: browser.last.path }
}

/**
 * The page looks whether somebody has answered; who is in after it. The page itself still waits.
 */
export async function looksAgain(rig: Rig, { browser, page }: Asking): Promise<string | undefined> {
  await browser.get(page)
  if (browser.last.form) await browser.answer({})
  return isIn(rig, browser)
}

/** By the session alone: a page that waits is not left for it. */
export async function isIn(rig: Rig, { cookies }: Visitor): Promise<string | undefined> {
  const other = rig.browser()
  const session = cookies.get(sessionCookie)
  if (session !== undefined) other.cookies.set(sessionCookie, session)
  return whoIsIn(other)
}

const sessionCookie = '__Host-portvakt'

/** Of so many digits, and not this one. */
export const otherNumber = (number: string): string =>
  String((Number(number) + 1) % 10 ** number.length).padStart(number.length, '0')

/** A message that can be held back, for many that shall arrive in the same moment. */
export function packet(act: string, said: string, lock?: acts.Lock): Packet {
  const body = JSON.stringify({ said, ...lock?.(said) })
  return { method: 'POST', target: `/app/api/${act}`, headers: [json], body }
}

/** Whoever guesses at codes from one place is soon kept waiting there. */
export const fromElsewhere = (of: Packet): Packet => ({
  ...of,
  headers: [...of.headers, ['x-forwarded-for', newAddress()]],
})

/** Past the speaker, which would take the answer for heard. */
export async function saysFirst(rig: Rig, act: string, said: string): Promise<Heard> {
  const [heard] = await together(rig.nodes, [fromElsewhere(packet(act, said))])
  return { status: heard?.status ?? 0, body: JSON.parse(heard?.body ?? '{}') as unknown }
}

/** An answer as a message that nobody has sent yet. */
export function heldBack(
  phone: Held,
  { id, nonce, shown }: PhoneRequest,
  answer: 'approve' | 'deny',
  seen: object = {},
): Packet {
  const said = phone.speaker.next('answer', { request: id, nonce, answer, shown, ...seen })
  return packet('answer', said, answer === 'approve' ? phone.lock : undefined)
}

export const wordIn = ({ body }: Heard): string => {
  const read: unknown = body
  if (typeof read !== 'object' || read === null) return ''
  const word: unknown = Reflect.get(read, 'is') ?? Reflect.get(read, 'error')
  return typeof word === 'string' ? word : ''
}

export const says = async (phone: Held, act: string, more: object = {}): Promise<string> =>
  wordIn(await phone.speaker.ask(act, more))

/** It counts for something as long as its method stands. */
export const stands = async ({ town }: Rig, phone: Held): Promise<boolean> =>
  (await ask(town.database, 'select from methods where id = $1', [phone.method])).length === 1

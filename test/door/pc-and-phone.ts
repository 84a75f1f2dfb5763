// A PC and a phone, as two browsers without screens: in with a password and a number, at the page
// that adds something, and handed over. Must never answer what a test is about.
import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'
import type { Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { known, typesPassword } from './typed-password.ts'

const iphone = {
  'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15',
}

/** The last that came to a number. */
export const codeTo = (town: Town, number: string): string =>
  /\d{6}/.exec(town.gateway.arrivedAt(number).at(-1)?.text ?? '')?.[0] ?? ''

const shownKey = z.object({ key: z.string() })

/** What an app shows for the key on the page. */
export function appCode(town: Town, { last: { screen } }: Visitor): string {
  const { key } = shownKey.parse(screen)
  const timestamp = town.moment().now.getTime()
  return new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({ timestamp })
}

export interface Person {
  readonly login: string
  readonly number: string
}

export async function signsIn(town: Town, { login, number }: Person): Promise<Visitor> {
  const browser = await typesPassword(town, login)
  // The first time it is a number to set up, and then it has sent by itself.
  if (browser.last.screen?.['kind'] === 'enter-phone') {
    await browser.answer({ do: 'send' })
    await browser.follow()
  }
  await browser.answer({ code: codeTo(town, number) })
  await browser.follow()
  if (browser.last.screen?.['kind'] !== 'summary') return browser
  await browser.answer({})
  await browser.follow()
  return browser
}

/** At the page that adds it. */
export async function adds(pc: Visitor, choice: string): Promise<void> {
  await pc.get('/security')
  await pc.post('/security/add', { token: pc.last.form?.token ?? '', choice })
  await pc.follow()
}

export async function adding(town: Town, person: Person, choice = 'totp'): Promise<Visitor> {
  await town.knows(person.login, known)
  const pc = await signsIn(town, person)
  await adds(pc, choice)
  return pc
}

const waitingShape = z.object({
  kind: z.literal('hand-over'),
  state: z.string(),
  address: z.string(),
  code: z.string(),
  pair: z.array(z.number()),
})
export type Waiting = z.output<typeof waitingShape>

export async function handsOver(pc: Visitor): Promise<Waiting> {
  await pc.answer({ do: 'choose', choice: 'hand-over' })
  await pc.follow()
  return waitingShape.parse(pc.last.screen)
}

/** The page that says whose account it is, and the press on it. */
export async function opens(
  town: Town,
  { address }: Waiting,
  phone: Visitor = visitor(town.origin),
): Promise<Visitor> {
  await phone.get(new URL(address).pathname, iphone)
  const { token = '', action = address } = phone.last.form ?? {}
  await phone.post(action, { token }, iphone)
  await phone.follow()
  return phone
}

export const stateOn = async (pc: Visitor): Promise<unknown> =>
  (await pc.get(pc.last.path)).screen?.['state']

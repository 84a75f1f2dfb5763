// The app on an iPhone's engine, in the other hand of somebody at a PC: added, and then held up to
// what the PC shows. The PC is without a screen here. Must never know a number but from the PC.
import { z } from 'zod'
import { signsIn, type Person } from '../door/pc-and-phone.ts'
import { typesPassword } from '../door/typed-password.ts'
import type { Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import type { WebKitWindow } from '../town/browser/webkit/window.ts'

const pin = '271828'

const addingShape = z.looseObject({
  kind: z.literal('add-phone'),
  state: z.literal('waiting'),
  code: z.string(),
  address: z.string(),
})
const numberShape = z.looseObject({ number: z.string() })

/** The page that waits for a phone, the first time that somebody comes in. */
export const shownOn = (pc: Visitor) => addingShape.parse(pc.last.screen)

export async function numberOn(pc: Visitor): Promise<string> {
  await pc.get(pc.last.path)
  return numberShape.parse(pc.last.screen).number
}

export async function stateOn(pc: Visitor): Promise<unknown> {
  await pc.get(pc.last.path)
  return pc.last.screen?.['state']
}

/** The page that shows the number, in an empty browser. */
export async function atNumber(town: Town, { login }: Person): Promise<Visitor> {
  const pc = await typesPassword(town, login)
  if (pc.last.screen?.['kind'] === 'approve') return pc
  await pc.answer({ do: 'choose', choice: 'push' })
  await pc.follow()
  return pc
}

/** An empty app, in the language of the scenes: the engine of the tests asks for English. */
export async function opensApp({ origin }: Town, phone: WebKitWindow): Promise<void> {
  await phone.opens(`${origin}/app/`)
  await phone.presses('Bokmål')
  await phone.sees('Skann koden på PC-en')
}

/** From the page with the account to the test that is approved; the PC has gone on. */
export async function confirms(phone: WebKitWindow, pc: Visitor): Promise<void> {
  await phone.sees('Legg til denne mobilen')
  await phone.presses('Legg til mobilen')
  await makesPin(phone)
  await phone.sees('Prøv å godkjenne')
  await phone.pressesEach(await numberOn(pc))
  await phone.presses('Godkjenn')
  await phone.sees('Ferdig. Se på PC-en.')
  await pc.answer({})
  await pc.follow()
}

export async function makesPin(phone: WebKitWindow): Promise<void> {
  await phone.sees('Lag en PIN-kode for appen')
  await phone.types('PIN-kode', pin)
  await phone.types('PIN-koden en gang til', pin)
  await phone.presses('Lagre PIN-koden')
}

/** By the link that the PC's picture holds, to the tiles. */
export async function addsByLink(town: Town, phone: WebKitWindow, who: Person): Promise<void> {
  const pc = await signsIn(town, who)
  await phone.opens(shownOn(pc).address)
  await phone.presses('Det passer ikke nå')
  await confirms(phone, pc)
  await phone.presses('Gå til appen')
}

/** It was swept away, and its icon is pressed: nobody has rung. */
export const opensInFront = ({ origin }: Town, phone: WebKitWindow): Promise<void> =>
  phone.opens(`${origin}/app/`)

export async function provesByPin(phone: WebKitWindow, typed = pin): Promise<void> {
  await phone.types('PIN-kode', typed)
  await phone.presses('Godkjenn')
}

/** With the number off the PC. */
export const approves = async (phone: WebKitWindow, pc: Visitor): Promise<void> =>
  approvesNumber(phone, await numberOn(pc))

export async function approvesNumber(phone: WebKitWindow, number: string): Promise<void> {
  await phone.sees('Logger du inn nå?')
  await phone.pressesEach(number)
  await phone.presses('Godkjenn')
  await provesByPin(phone)
  await phone.sees('Godkjent')
}

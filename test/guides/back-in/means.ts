// What somebody has had for long, and how they show it: with a thumb on a phone, and where a scene
// says so by the keys alone. Must never read a code anywhere but where its owner does.
import { Secret, TOTP } from 'otpauth'
import { keepMethod } from '../../../src/domain/methods/methods.ts'
import { givePass } from '../../../src/domain/methods/passes.ts'
import { findPersonByName } from '../../../src/domain/people/people.ts'
import { codes } from '../../../src/factors/codes/codes.ts'
import { question } from '../../../src/factors/question/question.ts'
import { sms } from '../../../src/factors/sms/sms.ts'
import { totp } from '../../../src/factors/totp/totp.ts'
import { foldAnswer } from '../../../src/lib/methods/fold-answer.ts'
import { maskPhone } from '../../../src/lib/methods/phone-number.ts'
import type { Town } from '../../town/portvakt.ts'
import type { Walker } from '../../town/browser/walker.ts'
import { guidePassword } from '../first-guide.ts'
import type { OwnStage } from './one-town.ts'

async function personIn({ town, who }: OwnStage): Promise<string> {
  const { id } = (await findPersonByName(town.moment(), who.login)) ?? {}
  if (id === undefined) throw new Error(`${who.login} is not here`)
  return id
}

/** Gives what the app shows, and waits for the next one where it has been used: it works once. */
export async function hasCodeApp(stage: OwnStage): Promise<() => string> {
  const secret = new Secret({ size: 20 })
  const kept = { key: Buffer.from(secret.bytes).toString('base64'), after: 0 }
  await keepMethod(stage.town.moment(), totp, { person: await personIn(stage), kept })
  const shownAt = (town: Town): string =>
    new TOTP({ secret }).generate({ timestamp: town.moment().now.getTime() })
  let last = ''
  return () => {
    if (shownAt(stage.town) === last) stage.town.pass(30)
    last = shownAt(stage.town)
    return last
  }
}

/** The number is a method, and not only known. */
export async function hasNumber(stage: OwnStage): Promise<void> {
  const number = stage.who.phone.replaceAll(' ', '')
  const person = await personIn(stage)
  const label = maskPhone(number)
  await keepMethod(stage.town.moment(), sms, { person, kept: { number }, label })
}

/** Gives the one code that is left on the sheet. */
export async function hasPaper(stage: OwnStage): Promise<string> {
  const code = 'K7QF29MDK7QF29MD'
  const hash = await stage.town.moment().house.passwords.hash(code.slice(3))
  if (hash === 'busy') throw new Error('The lane is busy')
  const kept = { codes: [{ selector: code.slice(0, 3), hash }] }
  await keepMethod(stage.town.moment(), codes, { person: await personIn(stage), kept })
  return code
}

/** Gives what the helpdesk reads out. */
export async function isGivenPass(stage: OwnStage): Promise<string> {
  const given = await givePass(stage.town.moment(), { person: await personIn(stage) })
  return given.code
}

/** A press, or the way there with Tab and Enter. */
export type Hands = (kari: Walker, name: string | RegExp) => Promise<void>
export const byThumb: Hands = (kari, name) => kari.presses(name)
export const byKeys: Hands = (kari, name) => kari.entersByKeyboard(name)

/** From the application to the page of the password. */
export async function isAskedForThePassword(
  { kari, town, who }: OwnStage,
  hands: Hands = byThumb,
): Promise<void> {
  await kari.opens(`${town.applications[0]?.address}sign-in`)
  await kari.sees('Logg inn')
  await kari.types('Brukernavn', who.name)
  await hands(kari, 'Neste steg')
  await kari.sees('Skriv inn passordet')
  await kari.reads(`Du skal til ${town.applications[0]?.name}.`)
}

export async function givesPassword(
  { kari }: OwnStage,
  hands: Hands = byThumb,
  typed = guidePassword,
): Promise<void> {
  await kari.types('Skriv inn passordet', typed)
  await hands(kari, 'Logg inn')
}

export async function confirms(
  { kari }: OwnStage,
  label: string,
  code: string,
  hands: Hands = byThumb,
): Promise<void> {
  await kari.sees(label)
  await kari.types(label, code)
  await hands(kari, 'Bekreft')
}

/** By the code app, wherever it is asked for. */
export const showsTheApp = (stage: OwnStage, shows: () => string, hands?: Hands): Promise<void> =>
  confirms(stage, 'Skriv inn koden fra kodeappen', shows(), hands)

/** Turned aside nothing is sent before a press. */
export async function asksForAMessage(stage: OwnStage, hands: Hands = byThumb): Promise<void> {
  const { kari, who } = stage
  await kari.sees('Få en kode på SMS')
  await hands(kari, 'Send kode')
  await kari.sees('Skriv inn koden')
  await confirms(stage, 'Skriv inn koden', (await kari.readsSms(who.phone)).code, hands)
}

export async function isAtApplication({ kari, town }: OwnStage): Promise<void> {
  const [application] = town.applications
  await kari.sees(application?.name ?? '')
  await kari.reads('Logget inn som')
  if (kari.tab.url() !== application?.address) throw new Error(`At ${kari.tab.url()}`)
}

/** The app on a new phone: it scans the screen, or is handed the account on the phone itself. */
export async function codeOnNewPhone({ kari, apps, who }: OwnStage): Promise<string> {
  if (kari.isOnPhone) await kari.handsToApp('Åpne i appen', apps.onPhone)
  else {
    await kari.opensOnPhone(apps.onPhone)
    await kari.presses('+')
    await kari.holdsPhoneToScreen()
  }
  await kari.presses('Lagre')
  const code = await kari.readsCodeFor(who.login)
  await kari.looksUpFromPhone()
  return code
}

/** Gives the answer. */
export async function hasQuestion(stage: OwnStage): Promise<string> {
  const reply = 'Brumlene'
  const hash = await stage.town.moment().house.passwords.hash(foldAnswer(reply))
  if (hash === 'busy') throw new Error('The lane is busy')
  const kept = { about: 'toy', hash } as const
  await keepMethod(stage.town.moment(), question, { person: await personIn(stage), kept })
  return reply
}

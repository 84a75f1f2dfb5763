// The pages at a desk in WebKit, which knows no passkeys: from the letter to the start page, and in
// by every way that is left. The phone in the other hand has the app, in an engine of its own.
import { Secret, TOTP } from 'otpauth'
import { describe, expect, test } from 'vitest'
import { known } from '../door/typed-password.ts'
import { kari as newcomer, type Town } from '../town/portvakt.ts'
import { hasWebKit } from '../town/browser/webkit/program.ts'
import type { WebKitWindow } from '../town/browser/webkit/window.ts'
import { approvesNumber, makesPin, opensApp } from './own-phone.ts'
import { openStage } from './stage.ts'

const newcomersPhone = '+4799999944'
const fresh = 'tyttebær og lyng 34'

describe.skipIf(!hasWebKit)('the pages in WebKit', () => {
  const stage = openStage()

  test('from the letter: a number, a password and the app; then in with the app', async () => {
    const { town } = stage
    const kari = await stage.window('a desk')
    const phone = await stage.window('an iPhone')
    await kari.opens(`${town.origin}/?language=nb`)
    await kari.opens(await letterTo(town, newcomer))
    await kari.sees('Bekreft at det er deg, Kari')
    await confirmsNumber(kari, town, newcomersPhone)
    await kari.types('Lag et passord', known)
    await kari.presses('Neste steg')
    await kari.sees('Legg til mobilen din')
    await addsPhone(town, kari, phone)
    await kari.sees('Du er klar, Kari')
    await kari.presses('Gå til startsiden')
    await kari.presses(/^E-post/)
    await kari.reads('Logget inn som', newcomer)
    await goesOut(kari, town)
    await comesAs(kari, town, newcomer)
    await kari.sees('Godkjenn på mobilen')
    await approvesNumber(phone, await numberOn(kari))
    await isIn(kari)
  })

  test('a code app in place of the phone; and passkeys are told to be out of reach', async () => {
    const { town } = stage
    const who = await stage.somebody()
    const kari = await stage.window('a desk')
    await comesAs(kari, town, who.login)
    await confirmsNumber(kari, town, who.number)
    await kari.sees('Legg til mobilen din')
    await kari.presses('Kodeapp')
    await kari.sees('Legg Fjordvik Handel inn i kodeappen')
    await kari.presses('Kopier nøkkel')
    await kari.reads('Nøkkelen er kopiert.')
    const app = await keptKey(kari, town)
    await kari.types('Kode fra appen', app())
    await kari.presses('Bekreft')
    await kari.sees('Du er klar, Kari')
    await kari.presses('Gå til startsiden')
    await kari.presses('Innlogging og sikkerhet')
    await kari.presses(/^Passnøkkel/)
    await kari.sees('Legg til en passnøkkel')
    await kari.reads('Denne nettleseren kan ikke bruke passnøkler', 'Velg en annen måte.')
    expect(await kari.stands('Opprett passnøkkel')).toBe(false)
    await goesOut(kari, town)
    town.pass(30)
    await comesAs(kari, town, who.login)
    await kari.types('Skriv inn koden fra kodeappen', app())
    await kari.presses('Bekreft')
    await isIn(kari)
  })

  test('the password is forgotten: an SMS and a mail, and a new one', async () => {
    const { town } = stage
    const who = await stage.somebody()
    const kari = await stage.window('a desk')
    await namesThemselves(kari, town, who.login)
    await kari.presses('Glemt passord?')
    await kari.sees('Få en kode på SMS')
    await confirmsNumber(kari, town, who.number)
    await kari.types('Skriv inn koden fra e-posten', await mailedCode(town, who.login))
    await kari.presses('Bekreft')
    await kari.types('Lag et nytt passord', fresh)
    await kari.presses('Lagre passordet')
    await kari.reads('Passordet er byttet. Logg inn med det nye.')
    // What has opened the account is not what lets in, for an hour.
    await givesPassword(kari, fresh)
    await kari.sees('Vent litt med nummeret')
  })
})

/** In another program, with the clock of the house. */
async function keptKey(kari: WebKitWindow, town: Town): Promise<() => string> {
  const key = String(
    await kari.run(`return document.querySelector('[data-copies]').dataset.copies`),
  )
  const made = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) })
  return () => made.generate({ timestamp: town.moment().now.getTime() })
}

/** As soon as it lies in the mailbox. */
async function letterTo({ mailbox }: Town, login: string): Promise<string> {
  const read = async (): Promise<string> => {
    const page = await fetch(`${mailbox}?${new URLSearchParams({ who: login }).toString()}`)
    return /http:\/\/localhost:\d+\/start\/[\w-]+/.exec(await page.text())?.[0] ?? ''
  }
  await expect.poll(read).not.toBe('')
  return read()
}

async function mailedCode({ mailbox }: Town, login: string): Promise<string> {
  const read = async (): Promise<string> => {
    const page = await fetch(`${mailbox}?${new URLSearchParams({ who: login }).toString()}`)
    return /trolig du[\s\S]*?Koden\D*?(\d{6})/.exec(await page.text())?.[1] ?? ''
  }
  await expect.poll(read).not.toBe('')
  return read()
}

async function namesThemselves(kari: WebKitWindow, town: Town, login: string): Promise<void> {
  await kari.opens(`${town.origin}/?language=nb`)
  await kari.types('Brukernavn', login)
  await kari.presses('Neste steg')
  await kari.sees('Skriv inn passordet')
}

async function comesAs(
  kari: WebKitWindow,
  town: Town,
  login: string,
  typed = known,
): Promise<void> {
  await namesThemselves(kari, town, login)
  await givesPassword(kari, typed)
}

async function givesPassword(kari: WebKitWindow, typed: string): Promise<void> {
  await kari.types('Skriv inn passordet', typed)
  await kari.presses('Logg inn')
}

/** A message is asked for, and its code is typed as soon as it has come. */
async function confirmsNumber(kari: WebKitWindow, town: Town, number: string): Promise<void> {
  const before = town.gateway.arrivedAt(number).length
  const come = (): string =>
    /\d{6}/.exec(
      town.gateway
        .arrivedAt(number)
        .slice(before)
        .map(({ text }) => text)
        .join(' '),
    )?.[0] ?? ''
  await kari.presses('Send kode')
  await kari.sees('Skriv inn koden')
  await expect.poll(come).not.toBe('')
  await kari.types('Skriv inn koden', come())
  await kari.presses('Bekreft')
}

/** By the code on the page at the desk, which hears of it by itself, each time. */
async function addsPhone(town: Town, kari: WebKitWindow, phone: WebKitWindow): Promise<void> {
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await kari.words())?.[0] ?? ''
  await opensApp(town, phone)
  await phone.opens(`${town.origin}/m/${code}`)
  await phone.presses('Det passer ikke nå')
  await phone.sees('Legg til denne mobilen')
  await phone.presses('Legg til mobilen')
  await makesPin(phone)
  await phone.sees('Prøv å godkjenne')
  await phone.pressesEach(await numberOn(kari))
  await phone.presses('Godkjenn')
  await phone.sees('Ferdig. Se på PC-en.')
}

async function numberOn(kari: WebKitWindow): Promise<string> {
  await kari.reads(/Skriv dette tallet/)
  return String(await kari.run(`return document.querySelector('.note b.letters').innerText`))
}

async function goesOut(kari: WebKitWindow, town: Town): Promise<void> {
  await kari.opens(`${town.origin}/`)
  await kari.presses('Logg ut')
  await kari.sees('Du er logget ut')
}

async function isIn(kari: WebKitWindow): Promise<void> {
  await kari.reads('E-post', 'Du er logget inn')
}

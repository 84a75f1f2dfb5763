// When it goes wrong: each error page has a way on, and whoever takes it ends on the start page.
import { equal } from 'node:assert/strict'
import { describe, test } from 'vitest'
import { kari as login } from '../town/portvakt.ts'
import { isReady, makesAPassword, password, readsTheMail } from './first-guide.ts'
import {
  confirmsThatItIsHer,
  day,
  plain,
  finishes,
  isOnStartPage,
  signsIn,
  goingOn,
} from './going-on.ts'
import type { Stage } from './scene.ts'

const goesOn = goingOn()

describe('the link', () => {
  test('that was used leads to signing in', () =>
    goesOn('used', async (stage) => {
      await readsTheMail(stage, plain)
      const link = stage.kari.tab.url()
      await finishes(stage)
      const elsewhere = await stage.another()
      await elsewhere.opens(link)
      await elsewhere.sees('Lenken er brukt')
      await elsewhere.presses('Logg inn')
      await signsIn(elsewhere)
      await isOnStartPage(stage, elsewhere)
    }))

  test('that ran out leads to a new one, with a PIN that works', () =>
    goesOn('expired', async (stage) => {
      const { town, kari } = stage
      await readsTheMail(stage, plain)
      town.pass(31 * day)
      await kari.reloads()
      await kari.sees('Lenken er utløpt')
      await kari.presses('Send meg en ny lenke')
      await kari.sees('Se i innboksen din')
      await readsNewMail(stage)
      await finishes(stage)
    }))

  test('that was superseded says when the newer one was sent, and leads to it', () =>
    goesOn('superseded', async (stage) => {
      const { town, kari } = stage
      await readsTheMail(stage, plain)
      town.pass(day / 2)
      await town.invites(login)
      await kari.reloads()
      await kari.sees('Vi har sendt deg en nyere lenke')
      await kari.reads(/Bruk e-posten vi sendte .+ kl\. \d\d\.\d\d\./)
      town.pass(11 * 60)
      await kari.presses('Send meg en ny lenke')
      await kari.sees('Se i innboksen din')
      await readsNewMail(stage)
      await finishes(stage)
    }))

  test('that lost a part leads to the start code, which does the same', () =>
    goesOn('unknown', async (stage) => {
      const { kari } = stage
      await kari.waitsForMail(login, plain.subject)
      const [, code = ''] = /Startkode: (\S+)/.exec((await kari.mail()).text) ?? []
      await kari.pressesInMail('Kom i gang')
      await kari.opens(kari.tab.url().slice(0, -3))
      await kari.sees('Vi kjenner ikke igjen lenken')
      await kari.presses('Skriv inn startkoden')
      await kari.sees('Aktiver kontoen din')
      await kari.types('Brukernavn', 'kari.nordmann')
      await kari.types('Startkode', code.toLowerCase().replace('-', ' '))
      await kari.presses('Neste steg')
      await kari.sees('Skriv inn PIN-koden')
      await kari.types('Skriv inn PIN-koden', await kari.readsPinOf(login))
      await kari.presses('Bekreft')
      await makesAPassword(stage, plain)
      await isReady(stage, plain)
    }))

  test('that was left half-way goes on where it was left, in another browser too', () =>
    goesOn('half-way', async (stage) => {
      const { kari } = stage
      await readsTheMail(stage, plain)
      const link = kari.tab.url()
      await confirmsThatItIsHer(stage)
      await kari.sees('Lag et passord')
      const elsewhere = await stage.another()
      await elsewhere.opens(link)
      await elsewhere.sees('Bekreft at det er deg, Kari')
      await elsewhere.reads('Du har begynt før.')
      await elsewhere.types('PIN-kode', await elsewhere.readsPinOf(login))
      await elsewhere.presses('Fortsett')
      await makesAPassword({ ...stage, kari: elsewhere }, plain)
      await isReady({ ...stage, kari: elsewhere }, plain)
      // And whoever is left behind is told, and shown the way.
      await kari.types('Lag et passord', password)
      await kari.presses('Neste steg')
      await kari.presses('Gå til startsiden')
      await signsIn(kari)
      await isOnStartPage(stage, kari)
    }))
})

async function readsNewMail({ kari }: Stage): Promise<void> {
  await kari.waitsForMail(login, 'Ny lenke til FJORD-kontoen din, Kari')
  await kari.readsInMail('Her er en ny lenke til å komme i gang.')
  await kari.pressesInMail('Kom i gang')
}

describe('a page that cannot be shown', () => {
  test('an address that is not there leads to the start page', () =>
    goesOn('not found', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      await kari.opens(`${town.origin}/startsiden`)
      await kari.sees('Vi finner ikke siden')
      await kari.presses('Gå til startsiden')
      await signsIn(kari)
      await isOnStartPage(stage, kari)
    }))

  test('a browser that keeps no cookies is told so, and can begin again', () =>
    goesOn('without cookies', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      await kari.opens(`${town.origin}/`)
      await kari.sees('Logg inn')
      await kari.context.clearCookies()
      await kari.types('Brukernavn', 'kari.nordmann')
      await kari.presses('Neste steg')
      await kari.reads(/Det skjer når informasjonskapsler er slått av/)
      await kari.presses('Gå til startsiden')
      await signsIn(kari)
      await isOnStartPage(stage, kari)
    }))

  test('help is called or written to in one press, from every page', () =>
    goesOn('help', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      await kari.opens(`${town.origin}/`)
      await kari.presses('Hjelp til innlogging')
      const leadsTo = (name: string) =>
        kari.tab.getByRole('link', { name, exact: true }).getAttribute('href')
      equal(await leadsTo('Ring Brukerstøtte'), 'tel:+4799999900')
      equal(await leadsTo('Send e-post til Brukerstøtte'), 'mailto:brukerstotte@fjordvik.example')
      await kari.presses('Gå til startsiden')
      await signsIn(kari)
      await isOnStartPage(stage, kari)
    }))

  test('a visit that was left for a day leads to a new one', () =>
    goesOn('ended', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      await kari.opens(`${town.origin}/`)
      await kari.sees('Logg inn')
      town.pass(day)
      await kari.types('Brukernavn', 'kari.nordmann')
      await kari.presses('Neste steg')
      await kari.sees('Dette tok for lang tid')
      await kari.presses('Gå til startsiden')
      await signsIn(kari)
      await isOnStartPage(stage, kari)
    }))

  test('a visit to an application that was left for an hour begins anew, and ends there', () =>
    goesOn('expired visit', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      const [, hours] = town.applications
      await kari.opens(hours?.address ?? '')
      await kari.presses('Logg inn')
      await kari.reads('Du skal til Timelister.')
      town.pass(3601)
      await kari.types('Brukernavn', 'kari.nordmann')
      await kari.presses('Neste steg')
      await kari.sees('Dette tok for lang tid')
      await kari.reads(/Begynn på nytt, så kommer du til Timelister\./)
      await kari.presses('Begynn på nytt')
      await kari.reads('Du skal til Timelister.')
      await signsIn(kari)
      await kari.reads('Logget inn som Kari Nordmann')
      equal(new URL(kari.tab.url()).origin, new URL(hours?.address ?? '').origin)
    }))

  test('a visit that belongs to another browser leads to one of one’s own', () =>
    goesOn('elsewhere', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      await kari.opens(`${town.origin}/`)
      await kari.sees('Logg inn')
      const elsewhere = await stage.another()
      await elsewhere.opens(kari.tab.url())
      await elsewhere.sees('Dette ble begynt i en annen nettleser')
      await elsewhere.presses('Gå til startsiden')
      await signsIn(elsewhere)
      await isOnStartPage(stage, elsewhere)
    }))

  test('an account that is not open is told to whoever has its password, and leads to another', () =>
    goesOn('not open', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      await town.knows('ola.nordmann@fjordvik.example', password)
      await town.suspends(login)
      await kari.opens(`${town.origin}/`)
      await signsIn(kari)
      await kari.sees('Kontoen er ikke åpen')
      await kari.reads(/Brukerstøtte, \+47 999 99 900/)
      await kari.presses('Bruk en annen konto')
      await signsIn(kari, 'ola.nordmann')
      await isOnStartPage(stage, kari)
    }))

  test('an application that is not yours leads to the start page, signed in', () =>
    goesOn('not yours', async (stage) => {
      const { kari, town } = stage
      await town.knows('per.aas@fjordvik.example', password)
      const [, hours] = town.applications
      await kari.opens(hours?.address ?? '')
      await kari.presses('Logg inn')
      await kari.reads('Du skal til Timelister.')
      await signsIn(kari, 'per.aas')
      await kari.sees('Du har ikke tilgang til Timelister')
      await kari.presses('Gå til startsiden')
      if (await kari.stands('Brukernavn')) await signsIn(kari, 'per.aas')
      await isOnStartPage(stage, kari)
      await kari.reads('E-post')
      equal(await kari.stands('Timelister'), false)
    }))
})

describe('whoever is in', () => {
  test('goes out in one press, of the applications too, and in again', () =>
    goesOn('signing out', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      await kari.opens(`${town.origin}/`)
      await signsIn(kari)
      await kari.presses(/^E-post/)
      await kari.reads('Logget inn som Kari Nordmann')
      const application = kari.tab.url()
      // An application asks to sign out: whoever would rather not is still in.
      await kari.presses('Logg ut')
      await kari.sees('Vil du logge ut?')
      await kari.reads('E-post vil logge deg ut.')
      await kari.presses('Forbli innlogget')
      await isOnStartPage(stage, kari)
      await kari.presses(/^E-post/)
      await kari.reads('Logget inn som Kari Nordmann')
      await kari.opens(`${town.origin}/`)
      await kari.presses('Logg ut')
      if (await kari.stands('Vil du logge ut?')) await kari.presses('Logg ut')
      await kari.sees('Du er logget ut')
      await kari.opens(application)
      while (!(await kari.stands('Du er ikke logget inn her.'))) await kari.reloads()
      await kari.presses('Logg inn')
      await signsIn(kari)
      await kari.reads('Logget inn som Kari Nordmann')
    }))

  test('changes the password after a fresh proof, and comes back to the start page', () =>
    goesOn('changing', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      await kari.opens(`${town.origin}/`)
      await signsIn(kari)
      await kari.presses('Endre passord')
      await kari.sees('Bekreft med passordet ditt')
      equal(await kari.stands('Forbli innlogget'), false)
      await kari.types('Bekreft med passordet ditt', password)
      await kari.presses('Bekreft')
      await kari.sees('Lag et nytt passord')
      await kari.types('Lag et nytt passord', password)
      await kari.presses('Lagre passordet')
      await kari.reads('Dette er passordet du har fra før.')
      await kari.types('Lag et nytt passord', 'rømmegrøt-og-fjell')
      await kari.presses('Lagre passordet')
      await kari.sees('Passordet er endret')
      await kari.presses('Gå til startsiden')
      await isOnStartPage(stage, kari)
    }))

  test('an application nobody knows leads to the start page', () =>
    goesOn('unknown application', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      const asked = new URLSearchParams({
        client_id: 'nobody',
        response_type: 'code',
        redirect_uri: 'https://evil.example/callback',
      })
      await kari.opens(`${town.origin}/oidc/authorize?${asked.toString()}`)
      await kari.sees('Vi kjenner ikke appen du kom fra')
      await kari.presses('Gå til startsiden')
      await signsIn(kari)
      await isOnStartPage(stage, kari)
    }))
})

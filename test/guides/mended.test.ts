// What was typed wrong, and what was interrupted: it is told, it is mended on the same page, and
// nothing that was confirmed is lost.
import { equal } from 'node:assert/strict'
import { describe, test } from 'vitest'
import { kari as login } from '../town/portvakt.ts'
import { isReady, makesAPassword, password, readsTheMail } from './first-guide.ts'
import { confirmsThatItIsHer, day, plain, isOnStartPage, signsIn, goingOn } from './going-on.ts'

const goesOn = goingOn()

describe('what was typed', () => {
  test('a wrong PIN is told and asked for again', () =>
    goesOn('wrong PIN', async (stage) => {
      const { kari } = stage
      await readsTheMail(stage, plain)
      const pin = await kari.readsPinOf(login)
      await kari.presses('Kom i gang')
      await kari.reads('Skriv koden.')
      await kari.sees('Bekreft at det er deg, Kari')
      await kari.types('PIN-kode', pin === '123456' ? '654321' : '123456')
      await kari.presses('Kom i gang')
      await kari.reads(/Feil kode\./)
      await kari.types('Skriv inn PIN-koden', pin)
      await kari.presses('Bekreft')
      await makesAPassword(stage, plain)
      await isReady(stage, plain)
    }))

  test('a PIN that ran out leads to whoever gives a new one, and the page takes it', () =>
    goesOn('PIN that ran out', async (stage) => {
      const { kari, town } = stage
      await readsTheMail(stage, plain)
      const old = await kari.readsPinOf(login)
      town.pass(2 * day)
      await kari.types('PIN-kode', old)
      await kari.presses('Kom i gang')
      await kari.reads('Koden er utløpt. Be lederen din om en ny, og skriv den her.')
      await kari.reads(/Spør lederen din, eller ta kontakt med Brukerstøtte \(\+47 999 99 900\)/)
      await kari.presses('Hjelp til innlogging')
      await kari.sees('Hjelp til innlogging')
      await kari.goesBack()
      await town.renewsPin(login)
      await kari.types('Skriv inn PIN-koden', await kari.readsPinOf(login))
      await kari.presses('Bekreft')
      await makesAPassword(stage, plain)
      await isReady(stage, plain)
    }))

  test('a refused password says why, one thing at a time, and never comes back', () =>
    goesOn('refused passwords', async (stage) => {
      const { kari } = stage
      await readsTheMail(stage, plain)
      await confirmsThatItIsHer(stage)
      for (const [typed, told] of [
        ['', 'Skriv passordet ditt.'],
        ['kort-07', /for kort/],
        ['kari nordmann 7', /inneholder/],
        ['passord1passord', /(Mange andre bruker|lett å gjette|på avveie)/],
      ] as const) {
        await kari.types('Lag et passord', typed)
        await kari.presses('Neste steg')
        await kari.reads(told)
        equal(await kari.tab.getByLabel('Lag et passord', { exact: true }).inputValue(), '')
      }
      await makesAPassword(stage, plain)
      await isReady(stage, plain)
    }))

  test('a wrong password is told without saying whether the name is right', () =>
    goesOn('wrong password', async (stage) => {
      const { kari, town } = stage
      await town.knows(login, password)
      await kari.opens(`${town.origin}/`)
      await kari.sees('Logg inn')
      await kari.presses('Neste steg')
      await kari.reads('Skriv brukernavnet ditt.')
      await kari.types('Brukernavn', 'kari.nordmann')
      await kari.presses('Neste steg')
      await kari.types('Skriv inn passordet', 'havregrøt-08')
      await kari.presses('Logg inn')
      await kari.reads('Brukernavnet eller passordet stemmer ikke. Sjekk begge, og prøv på nytt.')
      await kari.presses('Bruk en annen konto')
      await signsIn(kari)
      await isOnStartPage(stage, kari)
    }))

  test('a pasted password is as good as a typed one', () =>
    goesOn('pasted', async (stage) => {
      const { kari } = stage
      await readsTheMail(stage, plain)
      await confirmsThatItIsHer(stage)
      const before = kari.counted.typed
      await kari.pastes('Lag et passord', 'Fire ord: hest, båt, æøå og 🌲')
      equal(kari.counted.typed, before)
      await kari.presses('Neste steg')
      await isReady(stage, plain)
    }))
})

describe('in the middle', () => {
  test('a reload, Back and a new language change nothing of what was confirmed', () =>
    goesOn('reload, Back, language', async (stage) => {
      const { kari } = stage
      await readsTheMail(stage, plain)
      const welcome = kari.tab.url()
      await confirmsThatItIsHer(stage)
      await kari.sees('Lag et passord')
      await kari.reloads()
      await kari.sees('Lag et passord')
      await kari.presses('English')
      await kari.sees('Make a password')
      await kari.reads('It is used for all your apps.', 'At least 15 characters')
      await kari.presses('Nynorsk')
      await kari.sees('Lag eit passord')
      await kari.presses('Bokmål')
      await kari.sees('Lag et passord')
      while (kari.tab.url() !== welcome) await kari.goesBack()
      await kari.reads('Bekreft at det er deg, Kari')
      await kari.types('PIN-kode', await kari.readsPinOf(login))
      await kari.presses(/^(Kom i gang|Fortsett)$/)
      await makesAPassword(stage, plain)
      await isReady(stage, plain)
      await kari.goesBack()
      await kari.presses(/^(Gå til startsiden|Fortsett|Prøv på nytt)$/)
      await isOnStartPage(stage, kari)
    }))

  test('after something was refused, Back and a reload ask again and send nothing twice', () =>
    goesOn('Back after a refusal', async (stage) => {
      const { kari } = stage
      await readsTheMail(stage, plain)
      const pin = await kari.readsPinOf(login)
      const wrong = pin === '000000' ? '000001' : '000000'
      await kari.types('PIN-kode', wrong)
      await kari.presses('Kom i gang')
      await kari.reads(/Feil kode\./)
      await kari.types('Skriv inn PIN-koden', wrong)
      await kari.presses('Bekreft')
      await kari.reads(/Feil kode\./)
      await kari.reloads()
      equal(await kari.stands(/Feil kode\./), false)
      await kari.goesBack()
      await kari.types('Skriv inn PIN-koden', pin)
      await kari.presses('Bekreft')
      await kari.types('Lag et passord', 'kort')
      await kari.presses('Neste steg')
      await kari.reads(/for kort/)
      await kari.presses('English')
      await kari.goesBack()
      await kari.sees('Make a password')
      await kari.presses('Bokmål')
      await makesAPassword(stage, plain)
      await isReady(stage, plain)
    }))

  test('two windows of one browser end with one account, and both on the start page', () =>
    goesOn('two windows', async (stage) => {
      const { kari } = stage
      await readsTheMail(stage, plain)
      await confirmsThatItIsHer(stage)
      await kari.sees('Lag et passord')
      await kari.opensAnotherTab(kari.tab.url())
      await makesAPassword(stage, plain)
      await isReady(stage, plain)
      await kari.turnsToOtherTab()
      while (!(await kari.stands('Lag et passord'))) await kari.turnsToOtherTab()
      await kari.types('Lag et passord', password)
      await kari.presses('Neste steg')
      await kari.presses(/^(Gå til startsiden|Fortsett|Logg inn|Prøv på nytt)$/)
      await isOnStartPage(stage, kari)
    }))
})

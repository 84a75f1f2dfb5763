// The app on an iPhone's own engine, where a page has no passkey and is never rung: a PIN in place
// of the one, the app opened by hand in place of the other.
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { signsIn } from '../door/pc-and-phone.ts'
import { everythingKept } from '../phone/in-the-window.ts'
import { startBrowser } from '../town/browser/program.ts'
import { hasWebKit } from '../town/browser/webkit/program.ts'
import { movesThereAndBack } from './new-phone.ts'
import {
  addsByLink,
  approves,
  atNumber,
  confirms,
  numberOn,
  opensApp,
  opensInFront,
  provesByPin,
  shownOn,
  stateOn,
} from './own-phone.ts'
import { openStage } from './stage.ts'

const linked = z.looseObject({ address: z.string() })

describe.skipIf(!hasWebKit)('the app in WebKit', () => {
  const stage = openStage()

  test('by the short code: no passkey and no bell are asked for, and both are told', async () => {
    const { town } = stage
    const who = await stage.somebody()
    const phone = await stage.window('an iPhone')
    const pc = await signsIn(town, who)
    await opensApp(town, phone)
    await phone.types('Kan du ikke skanne? Skriv koden', shownOn(pc).code.toLowerCase())
    await phone.presses('Neste steg')
    await phone.sees('Legg FJORD på Hjem-skjermen')
    // Of a PC that says nothing of itself nothing is told.
    await phone.reads(/· det samme står på PC-en(?! ?\()/)
    await phone.presses('Det passer ikke nå')
    await phone.reads('Kari Nordmann', who.login)
    await phone.reads('Mobilen spør deg om å få bruke låsen sin.')
    await confirms(phone, pc)
    await phone.reads('Varsler er av. Åpne appen når du logger inn')
    await phone.presses('Gå til appen')
    await phone.reads('Appene dine', 'E-post')
    await phone.presses('Meg')
    await phone.reads('Varsler er av.', 'For å få varsler må appen ligge på Hjem-skjermen.')
    // The picture's address, followed and not read by the app's own camera: the number is asked.
    const seen = await atNumber(town, who)
    await phone.opens(linked.parse(seen.last.screen).address)
    await phone.sees('Logger du inn nå?')
    await approves(phone, seen)
    expect(await stateOn(seen)).toBe('done')
    await phone.presses('Gå til appen')
    const stranger = await atNumber(town, who)
    await phone.presses('Det er ikke meg')
    await phone.presses('Stopp og logg ut')
    await phone.sees('Takk for at du sa fra')
    await stranger.get(stranger.last.path)
    expect(stranger.last.status).toBe(410)
  })

  test('the app is opened by hand: a wrong PIN, a wrong number, and no', async () => {
    const { town } = stage
    const who = await stage.somebody()
    const phone = await stage.window('an iPhone')
    await opensApp(town, phone)
    await addsByLink(town, phone, who)
    const first = await atNumber(town, who)
    await opensInFront(town, phone)
    await phone.sees('Logger du inn nå?')
    await phone.pressesEach(await numberOn(first))
    await phone.presses('Godkjenn')
    await provesByPin(phone, '314159')
    await phone.reads('Feil PIN-kode. Forsøk igjen: 9.')
    await provesByPin(phone)
    await phone.sees('Godkjent')
    expect(await stateOn(first)).toBe('done')
    await phone.presses('Gå til appen')
    // From now on it stands open, and hears of the next one by itself.
    const wrong = await atNumber(town, who)
    await phone.sees('Logger du inn nå?')
    await phone.pressesEach((await numberOn(wrong)) === '12' ? '13' : '12')
    await phone.presses('Godkjenn')
    await provesByPin(phone)
    await phone.sees('Feil tall')
    expect(await stateOn(wrong)).toBe('over')
    await phone.presses('Gå til appen')
    const denied = await atNumber(town, who)
    await phone.sees('Logger du inn nå?')
    await phone.presses('Avvis')
    await phone.sees('Du avviste')
    expect(await stateOn(denied)).toBe('no')
  })

  test('two organisations side by side: told apart, and each answered for itself', async () => {
    const { town } = stage
    const [one, other] = [await stage.somebody(), await stage.somebody('fjordvik.kommune.example')]
    const phone = await stage.window('an iPhone')
    await opensApp(town, phone)
    await addsByLink(town, phone, one)
    await phone.presses('Meg')
    await phone.presses('Legg til en konto')
    await phone.reads('Vi fant ikke noe kamera.')
    const pc = await signsIn(town, other)
    await phone.types('Eller lim inn det som står ved koden', shownOn(pc).code)
    await phone.presses('Neste steg')
    await phone.presses('Det passer ikke nå')
    await confirms(phone, pc)
    await phone.presses('Gå til appen')
    await phone.reads('Appene dine', 'Fjordvik Handel', 'Fjordvik kommune')
    const first = await atNumber(town, one)
    await phone.sees('Logger du inn nå?')
    const waiting = [first, await atNumber(town, other)] as const
    // What is being answered stays in front.
    await phone.reads('Fjordvik Handel', one.login)
    await approves(phone, waiting[0])
    await phone.presses('Gå til appen')
    await phone.reads('Fjordvik kommune', other.login)
    await approves(phone, waiting[1])
    for (const each of waiting) expect(await stateOn(each)).toBe('done')
  })

  test('an account goes to Android with its codes, and comes back; the old one is void', async () => {
    const browser = await startBrowser()
    onTestFinished(() => browser.close())
    await movesThereAndBack(stage, browser)
  })

  // The last one: the house is gone afterwards.
  test('codes are kept sealed, shown, copied, deleted; and shown where no net is', async () => {
    const { town } = stage
    const who = await stage.somebody()
    const phone = await stage.window('an iPhone')
    await opensApp(town, phone)
    await addsByLink(town, phone, who)
    await phone.presses('Koder')
    await phone.presses('Legg til kode')
    await phone.types('Nøkkel', 'jbsw y3dp ehpk 3pxp')
    await phone.types('Navn', 'GitLab')
    await phone.presses('Lagre')
    await phone.reads(/GitLab \d{3} \d{3}/)
    // Inside other apps a page has no clipboard of its own.
    await phone.run('delete Navigator.prototype.clipboard')
    await phone.presses('Kopier koden for GitLab')
    await phone.reads('Koden er kopiert.')
    await phone.presses('Legg til kode')
    expect(await phone.pastes('Navn')).toMatch(/^\d{6}$/)
    expect(await phone.run(`return ${everythingKept}`)).not.toMatch(/JBSWY3DP|GitLab/)
    await phone.run('await navigator.serviceWorker.ready')
    await stage.goesOut()
    await opensInFront(town, phone)
    await phone.presses('Koder')
    await phone.reads(/GitLab \d{3} \d{3}/, who.login)
    await phone.presses('Kopier koden for GitLab')
    await phone.reads('Koden er kopiert.')
    await phone.presses('Slett GitLab')
    await phone.presses('Slett kontoen')
    await phone.reads(/^(?!.*GitLab)/)
    await phone.presses('Godkjenn')
    await phone.reads('Du har ikke kontakt med nettet. Kodene virker likevel.')
  })
})

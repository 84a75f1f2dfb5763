// The app on the phone in a real browser, served by the real house, with what it hears from its API
// played: adding, approving, and where it is opened. Every screen is looked at by axe, in
// both sizes and both themes.
import { describe, expect, test } from 'vitest'
import { filmOf, zooming } from './in-the-window.ts'
import { iphone, presses, sees, types } from './phone-window.ts'
import { hears, looksWell, openStage, seesWell, tab } from './stage.ts'

const { at, phone, added } = openStage()

describe('adding and approving', () => {
  test('with the lock of the phone: every screen from the code to the tiles', async () => {
    const window = await phone()
    const { page, house, complaints } = window
    await page.goto(at())
    await seesWell(window, 'Skann koden på PC-en')
    await presses(page, 'Ja')
    await page.getByText('velg «Ny mobil?»').waitFor()
    await looksWell(window)
    await presses(page, 'Nei')
    await page.getByText('begynner du med velkomstbrevet').waitFor()
    await looksWell(window)
    await presses(page, 'Neste steg')
    expect(await page.getByText('Koden har åtte tegn.').isVisible()).toBe(true)
    await page.getByRole('textbox').fill('7f2k 9mdq')
    await page.keyboard.press('Enter')
    await seesWell(window, 'Legg til denne mobilen')
    expect(await page.getByText('blå elg').isVisible()).toBe(true)
    await presses(page, 'Legg til mobilen')
    await seesWell(window, 'Prøv å godkjenne')
    await presses(page, 'Godkjenn')
    expect(await page.getByText('Det har 2 sifre.').isVisible()).toBe(true)
    await types(page, '8')
    await page.keyboard.type('3')
    await presses(page, 'Godkjenn')
    await seesWell(window, 'Ferdig. Se på PC-en.')
    await presses(page, 'Gå til appen')
    await page.getByRole('link', { name: 'Timeliste' }).waitFor()
    await seesWell(window, 'Appene dine')
    expect(house.heard[0]).toMatchObject({ act: 'add', n: 1, code: '7F2K9MDQ', system: 'android' })
    expect(house.heard.find(({ act }) => act === 'answer')).toMatchObject({
      answer: 'approve',
      number: '83',
    })
    expect(house.locks).toEqual([undefined])
    expect(complaints).toEqual([])
  })

  test('a lock that is not opened is asked for by a press of its own, or a PIN takes its place', async () => {
    const window = await phone()
    const { page } = window
    await page.addInitScript(`navigator.credentials.create = () =>
      Promise.reject(new DOMException('', 'NotAllowedError'))`)
    await page.goto(at('?add=7F2K9MDQ'))
    await presses(page, 'Legg til mobilen')
    await page.getByText('Nå spør mobilen om ansiktet').waitFor()
    await presses(page, 'Fortsett')
    await page.getByText('Mobilen ble ikke låst opp.').waitFor()
    await looksWell(window)
    await presses(page, 'Lag en PIN-kode i stedet')
    await presses(page, 'Lagre PIN-koden')
    await page.getByText('minst 6 sifre, og bare').waitFor()
    await looksWell(window)
  })

  test('a request is approved, denied, and told to be somebody else', async () => {
    const window = await phone()
    const { page, house } = window
    await added(window)
    await tab(page, 'Godkjenn')
    await seesWell(window, 'Ingenting venter')
    house.asks({ digits: 6 })
    house.number = '271828'
    await hears(page)
    await seesWell(window, 'Logger du inn nå?')
    await page.keyboard.type('271828')
    await presses(page, 'Godkjenn')
    await seesWell(window, 'Godkjent')
    expect(house.locks.at(-1)?.kind).toBe('passkey')
    for (const [button, heading] of [
      ['Avvis', 'Du avviste'],
      ['Det er ikke meg', 'Takk for at du sa fra'],
    ] as const) {
      house.asks()
      await hears(page)
      await sees(page, 'Logger du inn nå?')
      await presses(page, button)
      if (button === 'Det er ikke meg') {
        await seesWell(window, 'Stoppe innloggingen og logge deg ut alle andre steder?')
        await presses(page, 'Avbryt')
        await sees(page, 'Logger du inn nå?')
        await presses(page, button)
        await presses(page, 'Stopp og logg ut')
      }
      await seesWell(window, heading)
    }
    expect(await page.getByRole('link', { name: 'Endre passord' }).getAttribute('href')).toBe(
      '/password',
    )
    expect(house.heard.flatMap(({ act, answer }) => (act === 'answer' ? [answer] : []))).toEqual([
      'approve',
      'approve',
      'deny',
      'not-me',
    ])
  })

  test('a number that is wrong ends it, and two that wait are chosen among', async () => {
    const window = await phone()
    const { page, house } = window
    await added(window)
    house.asks()
    house.asks({ shown: { service: 'Fjordvik', application: 'Timeliste', at: 1 } })
    await hears(page)
    await seesWell(window, 'Flere venter på deg')
    await presses(page, /Timeliste/)
    await sees(page, 'Logger du inn nå?')
    await types(page, '84')
    await presses(page, 'Godkjenn')
    await seesWell(window, 'Feil tall')
    house.requests = []
    house.asks({ until: 1 })
    await hears(page)
    await seesWell(window, 'Forespørselen gjelder ikke lenger')
  })

  test('a clock that is off takes no second from a request', async () => {
    const window = await phone()
    const { page, house } = window
    await added(window)
    for (const ahead of [-110, 110]) {
      house.ahead = ahead
      house.requests = []
      house.asks()
      await hears(page)
      await sees(page, 'Logger du inn nå?')
      await page.getByText(/^(8\d|90) sekunder igjen$/).waitFor()
      await presses(page, 'Avvis')
      await sees(page, 'Du avviste')
    }
    house.ahead = 0
    house.asks({ until: Math.floor(Date.now() / 1000) + 600 })
    await hears(page)
    await page.getByText('10 minutter igjen').waitFor()
  })

  test('a network that holds the line back holds no answer back for long', async () => {
    const window = await phone()
    const { page, house } = window
    house.isHeldBack = true
    await page.clock.install()
    await page.goto(at('?add=7F2K9MDQ'))
    const held = page.waitForRequest('**/app/api/hear')
    await presses(page, 'Legg til mobilen')
    await sees(page, 'Prøv å godkjenne')
    await held
    await types(page, '83')
    await presses(page, 'Godkjenn')
    await page.getByRole('button', { name: 'Vent litt …' }).waitFor()
    await page.clock.fastForward(5000)
    await sees(page, 'Ferdig. Se på PC-en.')
  })

  test('what was approved a moment ago is taken back by whoever it was not', async () => {
    const window = await phone()
    const { page, house } = window
    await added(window)
    const [own, strange] = [house.asks(), house.asks({ shown: { service: 'Fjordvik', at: 1 } })]
    house.requests = []
    house.approved = [strange, own]
    await tab(page, 'Godkjenn')
    await hears(page)
    await page.getByRole('heading', { name: 'Godkjent de siste ti minuttene' }).waitFor()
    await seesWell(window, 'Ingenting venter')
    await page.getByRole('button', { name: 'Det er ikke meg' }).first().click()
    await looksWell(window)
    await presses(page, 'Stopp og logg ut')
    await seesWell(window, 'Takk for at du sa fra')
    await page.getByText('du er logget ut alle steder').waitFor()
    expect(house.heard.findLast(({ act }) => act === 'answer')).toMatchObject({
      request: strange.id,
      answer: 'not-me',
    })
    await presses(page, 'Gå til appen')
    await sees(page, 'Ingenting venter')
    expect(await page.getByRole('button', { name: 'Det er ikke meg' }).count()).toBe(1)
  })

  test('what our own camera reads asks for no number, and an address that was followed does', async () => {
    const window = await phone()
    const { page, house } = window
    await added(window)
    const request = house.asks()
    // It may have come in a message, from whoever has the password.
    await page.goto(at(`#${request.id}.seen`))
    await seesWell(window, 'Logger du inn nå?')
    await types(page, '83')
    await presses(page, 'Godkjenn')
    await sees(page, 'Godkjent')
    expect(house.heard.at(-1)).toMatchObject({ number: '83' })
    await presses(page, 'Gå til appen')
    await presses(page, 'Skann koden på PC-en')
    const pasted = house.asks()
    await page.getByLabel('Eller lim inn').fill(at(`#${pasted.id}.seen`))
    await presses(page, 'Neste steg')
    await types(page, '83')
    await presses(page, 'Godkjenn')
    await sees(page, 'Godkjent')
    const filmed = house.asks()
    house.requests = []
    await page.addInitScript(filmOf(at(`#${filmed.id}.seen`)))
    await page.goto(at())
    await page.reload()
    await presses(page, 'Skann koden på PC-en')
    house.requests = [filmed]
    await sees(page, 'Logger du inn nå?')
    expect(await page.getByRole('textbox').count()).toBe(0)
    await presses(page, 'Godkjenn')
    await sees(page, 'Godkjent')
    expect(house.heard.at(-1)).toMatchObject({ seen: 'seen' })
    await page.goto(at('#gone.seen'))
    await seesWell(window, 'Forespørselen er ikke her')
    expect(house.heard.at(-1)).not.toMatchObject({ answer: 'approve' })
  })
})

describe('the camera', () => {
  test('comes nearer where it can, and nothing is said of it elsewhere', async () => {
    const window = await phone()
    const { page } = window
    // Nothing that can be read: it goes on looking.
    await page.addInitScript(filmOf('nothing').replaceAll('#000', '#fff'))
    await page.goto(at())
    await presses(page, 'Skann koden på PC-en')
    await page.getByRole('button', { name: 'Slå på lyset' }).waitFor()
    expect(await page.getByRole('slider').count()).toBe(0)
    await page.addInitScript(zooming)
    await page.reload()
    await presses(page, 'Skann koden på PC-en')
    await page.getByRole('slider', { name: 'Zoom' }).waitFor()
    await seesWell(window, 'Skann QR-koden')
    await page.getByRole('slider', { name: 'Zoom' }).press('End')
    await expect.poll(() => page.evaluate('globalThis.zoomed')).toEqual([{ zoom: 4 }])
  })
})

describe('the service worker', () => {
  test('a new version waits until somebody wants it', async () => {
    const window = await phone({ bypassCSP: true })
    const { page } = window
    await added(window)
    await page.evaluate('navigator.serviceWorker.ready')
    await page.reload()
    await sees(page, 'Ingenting venter')
    // Another address is another worker to the browser.
    await page.evaluate(`navigator.serviceWorker.register('/app/sw.js?newer', { scope: '/app/' })`)
    await page.getByText('Det er kommet en ny versjon av appen.').waitFor()
    await seesWell(window, 'Ingenting venter')
    const reloaded = page.waitForEvent('load')
    await presses(page, 'Ta den i bruk')
    await reloaded
    await sees(page, 'Ingenting venter')
    expect(await page.getByText('Det er kommet en ny versjon').count()).toBe(0)
  })
})

describe('where the app is opened', () => {
  test.each([
    ['18.6', ['Del-knappen', 'Hjem-skjerm', 'Legg til']],
    ['26.0', ['•••', 'Del-knappen', 'Vis mer', 'Hjem-skjerm', 'Legg til']],
  ])('Safari %s shows its own presses, and goes on without them', async (version, shown) => {
    const window = await phone({ userAgent: iphone(version) })
    const { page } = window
    await page.goto(at('?add=7F2K9MDQ'))
    await seesWell(window, 'Legg Fjordvik på Hjem-skjermen')
    const lines = await page.getByRole('listitem').allInnerTexts()
    expect(lines.length).toBe(shown.length)
    for (const [place, words] of shown.entries()) expect(lines[place]).toContain(words)
    await presses(page, 'Det passer ikke nå')
    await sees(page, 'Legg til denne mobilen')
  })

  test('inside another app it says where to go, and has the link', async () => {
    const userAgent = iphone('18.6').replace(/ Version.*/, ' Mobile/15E148 [LinkedInApp]')
    const window = await phone({ userAgent })
    const { page, house } = window
    await page.goto(at('?add=7F2K9MDQ'))
    await seesWell(window, /^Åpne denne siden i Safari/)
    await window.context.grantPermissions(['clipboard-write', 'clipboard-read'])
    await presses(page, 'Kopier lenken')
    await page.getByText('Lenken er kopiert.').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(at('?add=7F2K9MDQ'))
    expect(house.heard).toEqual([])
  })
})

// What comes to the app by itself, in a whole Chromium with what it hears from the house played: in
// front at once, or told of in a line; the bell on the lock screen; and the place where the phone
// is rung.
import { describe, expect, test } from 'vitest'
import { startWholeBrowser } from '../town/browser/program.ts'
import { presses, sees, types } from './phone-window.ts'
import { hears, openStage, seesWell, tab } from './stage.ts'
import { bells, mayBeRung, playedPushPlaces, rings, workerOf } from './whole-window.ts'

const { at, phone, added } = openStage(startWholeBrowser)
const origin = (): string => new URL(at()).origin

describe('an app that stands open', () => {
  test('shows what comes in place of what is over, and on every tab', async () => {
    const window = await phone()
    const { page, house } = window
    await page.goto(at('?add=7F2K9MDQ'))
    await presses(page, 'Legg til mobilen')
    await sees(page, 'Prøv å godkjenne')
    await types(page, '83')
    await presses(page, 'Godkjenn')
    await sees(page, 'Ferdig. Se på PC-en.')
    for (const [answer, told] of [
      ['Avvis', 'Du avviste'],
      ['Det er ikke meg', 'Takk for at du sa fra'],
    ] as const) {
      house.asks()
      await hears(page)
      await sees(page, 'Logger du inn nå?')
      await presses(page, answer)
      await sees(page, told)
    }
    await page.goto(at('#gone.seen'))
    await sees(page, 'Forespørselen er ikke her')
    house.asks()
    await hears(page)
    await sees(page, 'Logger du inn nå?')
    await presses(page, 'Avvis')
    await sees(page, 'Du avviste')
    await presses(page, 'Gå til appen')
    for (const name of ['Apper', 'Koder', 'Meg']) {
      await tab(page, name)
      house.asks()
      await hears(page)
      await sees(page, 'Logger du inn nå?')
      await presses(page, 'Avvis')
      await sees(page, 'Du avviste')
      await presses(page, 'Gå til appen')
    }
  })

  test('leaves whoever is in the middle of something there, and has one line that leads on', async () => {
    const window = await phone()
    const { page, house } = window
    await added(window)
    await tab(page, 'Koder')
    await presses(page, 'Skriv nøkkelen')
    await page.getByLabel('Nøkkel').fill('jbsw y3dp')
    house.asks()
    await hears(page)
    await page.getByText('En innlogging venter på deg.').waitFor()
    expect(await page.getByLabel('Nøkkel').inputValue()).toBe('jbsw y3dp')
    await seesWell(window, 'Legg til en kodekonto')
    await presses(page, 'Vis forespørselen')
    await sees(page, 'Logger du inn nå?')
    expect(await page.getByText('En innlogging venter').count()).toBe(0)
    // The one that is being answered is not told of as another; the next one is, when it is over.
    const { id } = house.asks()
    await page.goto(at(`#${id}.seen`))
    await sees(page, 'Logger du inn nå?')
    await presses(page, 'Avvis')
    await sees(page, 'Du avviste')
    await page.getByText('En innlogging venter på deg.').waitFor()
    await seesWell(window, 'Du avviste')
  })

  test('looks when it is rung, and takes the bell away itself', async () => {
    const window = await phone()
    const { page, house } = window
    await mayBeRung(window, origin())
    house.isDeaf = true
    await added(window)
    await page.evaluate('navigator.serviceWorker.ready')
    house.asks()
    await rings(window, origin())
    await sees(page, 'Logger du inn nå?')
    await expect.poll(() => bells(page)).toEqual([])
  })
})

describe('the bell', () => {
  test('says that something waits and nothing else, once, until it is answered', async () => {
    const window = await phone()
    const { page, house, context } = window
    await mayBeRung(window, origin())
    await added(window)
    // The app is put away; a page of the house stands open, and is not the app.
    await page.goto(origin())
    house.asks()
    const icon = context.waitForEvent('requestfinished', (one) => /icon-192/.test(one.url()))
    await rings(window, origin())
    await rings(window, origin())
    await expect.poll(() => bells(page).then(({ length }) => length)).toBe(1)
    expect(await bells(page)).toEqual([
      {
        title: 'Godkjenning venter',
        body: '',
        tag: 'waiting',
        icon: `${origin()}/app/icon-192.png`,
        badge: `${origin()}/app/icon-192.png`,
        image: '',
        lang: 'nb',
        data: null,
        actions: [],
      },
    ])
    expect((await (await icon).response())?.status()).toBe(200)
    // Another phone of hers answers.
    house.requests = []
    await expect.poll(() => bells(page), { timeout: 5000 }).toEqual([])
  })

  test('leads to what waits: in the app that is open, else in a new window', async () => {
    const window = await phone()
    const { page, house } = window
    await mayBeRung(window, origin())
    house.isDeaf = true
    await added(window)
    const worker = await workerOf(window)
    // What a finger may do and a test may not.
    await worker.evaluate(`
      globalThis.did = []
      WindowClient.prototype.focus = async function () { did.push('to the front') }
      clients.openWindow = async (address) => void did.push(address)`)
    const press = `registration.showNotification('', { tag: 'waiting' })
      .then(() => registration.getNotifications())
      .then(([notification]) =>
        dispatchEvent(new NotificationEvent('notificationclick', { notification })))`
    house.asks()
    await worker.evaluate(press)
    await sees(page, 'Logger du inn nå?')
    await expect.poll(() => worker.evaluate('did')).toEqual(['to the front'])
    await page.goto(origin())
    await worker.evaluate(press)
    await expect.poll(() => worker.evaluate('did')).toEqual(['to the front', '/app/'])
    await page.goto(at())
    await sees(page, 'Logger du inn nå?')
  })
})

describe('where the phone is rung', () => {
  test('is told, told anew when it is another place, and made anew for another key', async () => {
    const window = await phone()
    const { page, house, context } = window
    await mayBeRung(window, origin())
    await context.addInitScript(playedPushPlaces)
    await added(window)
    const told = () => house.heard.flatMap(({ act, rings: is }) => (act === 'ring' ? [is] : []))
    const count = () => told().length
    await expect.poll(count).toBe(1)
    await tab(page, 'Meg')
    await page.getByText('Varsler er på').waitFor()
    await hears(page)
    house.ringKey = 'BBBB'
    await hears(page)
    await expect.poll(count).toBe(2)
    // A page that begins anew finds no place here.
    await page.reload()
    await expect.poll(count).toBe(3)
    const worker = await workerOf(window)
    await worker.evaluate(playedPushPlaces)
    await worker.evaluate(`dispatchEvent(new ExtendableEvent('pushsubscriptionchange'))`)
    await expect.poll(count).toBe(4)
    expect(new Set(told().map((is) => JSON.stringify(is))).size).toBe(4)
    await tab(page, 'Meg')
    await presses(page, 'Slå av varsler')
    await page.getByText('Varsler er av. Åpne appen når du logger inn.').waitFor()
    expect(told().at(-1)).toBe(null)
    await page.reload()
    await tab(page, 'Meg')
    await page.getByText('Varsler er av.').waitFor()
    expect(count()).toBe(5)
  })

  test('is none where the system says no or gives none, and it is told what to do', async () => {
    const window = await phone()
    const { page, context } = window
    await page.goto(at('?add=7F2K9MDQ'))
    await context.grantPermissions([], { origin: origin() })
    await page.reload()
    await seesWell(window, 'Legg til denne mobilen')
    await page.getByText('Uten varsler åpner du appen selv når du logger inn.').waitFor()
    await added(window)
    await tab(page, 'Meg')
    await page.getByText('Mobilen sier nei til varsler. Åpne innstillingene').waitFor()
    await seesWell(window, 'Meg')
    // Leave, and no push service behind it.
    await mayBeRung(window, origin())
    await page.reload()
    await tab(page, 'Meg')
    await presses(page, 'Slå på varsler')
    await page.getByText('Vi fikk ikke slått på varsler.').waitFor()
    await page.addInitScript('delete globalThis.PushManager')
    await page.reload()
    await tab(page, 'Meg')
    await page.getByText('Denne nettleseren kan ikke vise varsler.').waitFor()
    await seesWell(window, 'Meg')
  })
})

// What only a whole browser tells of the app, with what it hears from the house played: whether it
// can be put on the Home Screen, what comes to it by itself, the bell on the lock screen, and the
// place where the phone is rung.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startWholeBrowser } from '../town/browser/program.ts'
import { asPaper, faultsOfInstall, headOf, iconAt, manifestAt } from './home-screen.ts'
import { looksAtFirst, wasPressableAtFirst } from './in-the-window.ts'
import { presses, sees, types } from './phone-window.ts'
import { hears, openStage, seesWell, tab } from './stage.ts'
import { cameraFlags, films } from './camera.ts'
import { bells, mayBeRung, playedPushPlaces, rings, workerOf } from './bell.ts'

const folder = mkdtempSync(join(tmpdir(), 'portvakt-film-'))
const film = join(folder, 'film.y4m')
const { at, phone, added } = openStage(() => startWholeBrowser(cameraFlags(film)))
afterAll(() => rmSync(folder, { recursive: true }))
const origin = (): string => new URL(at()).origin
/** On a machine that is busy with others. */
const soon = { timeout: 20_000 }

describe('the app as files', () => {
  test('it can be installed: manifest, icons and a service worker', async () => {
    const read = async (path: string) => fetch(at(path))
    const json = async (path: string) => manifestAt(at(path))
    const manifest = await json('manifest.webmanifest?add=7F2K9MDQ')
    expect(manifest).toMatchObject({
      start_url: '/app/?add=7F2K9MDQ',
      scope: '/app/',
      display: 'standalone',
    })
    expect((await json('manifest.webmanifest')).start_url).toBe('/app/')
    expect((await json('manifest.webmanifest?add=%22%3E')).start_url).toBe('/app/')
    const { icons } = manifest
    expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      '192x192 any',
      '512x512 any',
      '512x512 maskable',
    ])
    for (const { src, sizes } of [
      ...icons,
      { src: '/app/apple-touch-icon.png', sizes: '180x180' },
    ]) {
      const picture = Buffer.from(await (await fetch(`${origin()}${src}`)).arrayBuffer())
      const size = `${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`
      expect([picture.toString('latin1', 1, 4), size], src).toEqual(['PNG', sizes])
    }
    expect((await read('nothing.png')).status).toBe(404)
    expect((await read('files/nothing.js')).status).toBe(404)
  })

  test('a browser would install it, its frame has the colour of the page, and no sign is cut', async () => {
    const window = await phone()
    const { page } = window
    await page.goto(at())
    await sees(page, 'Skann koden på PC-en')
    await page.evaluate('navigator.serviceWorker.ready')
    expect(await faultsOfInstall(window)).toEqual([])
    const { colors, papers, ...head } = await headOf(window)
    expect(colors.map(([scheme, color]) => [scheme, asPaper(color)])).toEqual([
      ['light', papers[0]],
      ['dark', papers[1]],
    ])
    expect(head).toMatchObject({ title: 'FJORD', capable: 'yes' })
    expect(head.viewport).toContain('viewport-fit=cover')
    expect(head.viewport).not.toMatch(/scalable|maximum/)
    const manifest = await manifestAt(at('manifest.webmanifest'))
    expect([manifest.theme_color, manifest.background_color].map(asPaper)).toEqual([
      papers[0],
      papers[0],
    ])
    expect([manifest.short_name, manifest.name, manifest.lang, manifest.id]).toEqual([
      'FJORD',
      'FJORD – Fjordvik Handel',
      'nb',
      '/app/',
    ])
    expect(await iconAt(window, '/app/icon-512.png')).toMatchObject({ size: 512, isCut: true })
    for (const address of [head.touch, '/app/icon-maskable.png']) {
      const { isCut, reach } = await iconAt(window, address)
      expect({ address, isCut }).toEqual({ address, isCut: false })
      // W3C manifest, maskable icons: what must be seen lies within two fifths of the middle.
      if (address.includes('maskable')) expect(reach).toBeLessThanOrEqual(0.8)
      expect(reach).toBeGreaterThan(0.3)
    }
  })

  test('the page sets no cookie, lets nothing foreign in, and its files never change', async () => {
    const page = await fetch(at())
    expect(page.headers.get('set-cookie')).toBeNull()
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(page.headers.get('permissions-policy')).toContain('camera=(self)')
    const script = /src="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const file = await fetch(`${origin()}${script}`, {
      headers: { 'accept-encoding': 'br' },
    })
    expect(file.headers.get('cache-control')).toContain('immutable')
    expect(file.headers.get('content-encoding')).toBe('br')
    const tag = file.headers.get('etag') ?? ''
    const again = await fetch(`${origin()}${script}`, { headers: { 'if-none-match': tag } })
    expect(again.status).toBe(304)
  })

  test('the first load is at most 120 KB, and it opens without a net from then on', async () => {
    const { page, context, complaints } = await phone()
    const sent: Promise<number>[] = []
    context.on('requestfinished', (request) => {
      if (request.serviceWorker() === null)
        sent.push(
          request.sizes().then(
            (one) => one.responseBodySize,
            () => 0,
          ),
        )
    })
    await page.goto(at())
    await sees(page, 'Skann koden på PC-en')
    const bytes = (await Promise.all(sent)).reduce((sum, one) => sum + one, 0)
    console.log(`the app's first load: ${Math.round(bytes / 102.4) / 10} KB`)
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThanOrEqual(120 * 1024)
    await page.evaluate('navigator.serviceWorker.ready')
    await context.setOffline(true)
    await page.reload()
    await sees(page, 'Skann koden på PC-en')
    expect(complaints).toEqual([])
  })
})

describe('an app that stands open', () => {
  test('shows what comes in place of what is over, and on every tab', async () => {
    const window = await phone()
    const { page, house } = window
    await page.addInitScript(looksAtFirst)
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
      // Not under a finger that was about to press what stood here before.
      expect(await page.evaluate(wasPressableAtFirst)).toBe(false)
      await presses(page, answer)
      if (answer === 'Det er ikke meg') await presses(page, 'Stopp og logg ut')
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
    await expect.poll(() => bells(page), soon).toEqual([])
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
    await expect.poll(() => bells(page).then(({ length }) => length), soon).toBe(1)
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
    await expect.poll(() => bells(page), soon).toEqual([])
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
    await expect.poll(() => worker.evaluate('did'), soon).toEqual(['to the front'])
    await page.goto(origin())
    await worker.evaluate(press)
    await expect.poll(() => worker.evaluate('did'), soon).toEqual(['to the front', '/app/'])
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
    // Already with the first word, so that the PC knows what to promise.
    const told = () =>
      house.heard.flatMap(({ act, rings: is }) => (act === 'ring' || act === 'add' ? [is] : []))
    const count = () => told().length
    expect(house.heard[0]?.['rings']).toBeDefined()
    await tab(page, 'Meg')
    await page.getByText('Varsler er på').waitFor()
    await hears(page)
    house.ringKey = 'BBBB'
    await hears(page)
    await expect.poll(count, soon).toBe(2)
    // A page that begins anew finds no place here.
    await page.reload()
    await expect.poll(count, soon).toBe(3)
    const worker = await workerOf(window)
    await worker.evaluate(playedPushPlaces)
    await worker.evaluate(`dispatchEvent(new ExtendableEvent('pushsubscriptionchange'))`)
    await expect.poll(count, soon).toBe(4)
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

describe('the camera', () => {
  const own = () => `${origin()}/m/7F2K9MDQ`
  const account = 'otpauth://totp/GitLab:kari?secret=JBSWY3DPEHPK3PXP&issuer=GitLab'

  test('reads our own picture, is kind to a foreign one, and offers to keep a code account', async () => {
    const window = await phone()
    const { page, context, complaints } = window
    await context.grantPermissions(['camera'], { origin: origin() })
    // A phone of some years: neither of these is on it.
    await page.addInitScript('delete URL.parse; delete globalThis.BarcodeDetector')
    films(film)
    await page.goto(at())
    await presses(page, 'Skann koden på PC-en')
    await page.getByRole('button', { name: 'Slå på lyset' }).waitFor()
    await seesWell(window, 'Skann QR-koden')
    films(film, 'https://elsewhere.example/menu')
    await page.reload()
    await presses(page, 'Skann koden på PC-en')
    await seesWell(window, 'Denne koden kan vi ikke bruke')
    await page.getByText('Denne koden er ikke fra oss.').waitFor()
    films(film, own())
    await presses(page, 'Skann på nytt')
    await sees(page, 'Legg til denne mobilen')
    await added(window)
    films(film, account)
    await tab(page, 'Koder')
    await presses(page, 'Skann QR-kode')
    await seesWell(window, 'Vil du lagre denne kontoen?')
    await page.getByText('Denne koden er ikke fra Fjordvik.').waitFor()
    await presses(page, 'Lagre')
    await page.getByRole('button', { name: 'Kopier koden for GitLab' }).waitFor()
    expect(await page.getByText(/^\d{3} \d{3}$/).count()).toBe(1)
    expect(complaints).toEqual([])
  })

  test('lets the reader of the phone read, where it has one', async () => {
    const window = await phone()
    const { page, context } = window
    await context.grantPermissions(['camera'], { origin: origin() })
    films(film, 'https://elsewhere.example/menu')
    await page.addInitScript(`globalThis.BarcodeDetector = class {
      static getSupportedFormats = async () => ['qr_code']
      detect = async () => [{ rawValue: '${own()}' }]
    }`)
    await page.goto(at())
    await presses(page, 'Skann koden på PC-en')
    await sees(page, 'Legg til denne mobilen')
  })

  test('may be refused, and the code is pasted', async () => {
    const window = await phone()
    const { page, context } = window
    await context.grantPermissions([], { origin: origin() })
    await page.goto(at())
    await presses(page, 'Skann koden på PC-en')
    await page.getByText('Appen får ikke bruke kameraet.').waitFor()
    await seesWell(window, 'Skann QR-koden')
    await page.getByRole('textbox').fill('7f2k 9mdq')
    await page.keyboard.press('Enter')
    await sees(page, 'Legg til denne mobilen')
  })
})

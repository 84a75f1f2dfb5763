// The phone in the other hand, with the real app on it: its camera, its Home Screen, its lock. The
// system's own questions are answered as they come, and counted as the one table has it
// (phone-kinds.ts); must never know the number on the PC but by what a person has read there.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import decodeQr from 'qr/decode.js'
import { z } from 'zod'
import type { Count } from './count.ts'
import { phoneKinds, systemPresses, type PhoneKind } from './phone-kinds.ts'
import { type Places, Seat, type Show } from './seat.ts'

export interface PhoneToOpen {
  readonly browser: Browser
  readonly kind: PhoneKind
  readonly places: Places
  readonly count: Count
  readonly show?: Show
  readonly language?: string
  readonly scheme?: 'light' | 'dark'
}

export class Phone extends Seat {
  readonly #asked: PhoneToOpen
  #installed: Phone | undefined

  private constructor(context: BrowserContext, asked: PhoneToOpen) {
    super(context, asked.places, asked.show, asked.count)
    this.#asked = asked
  }

  static async open(asked: PhoneToOpen, isInstalled = false): Promise<Phone> {
    const { browser, kind, language = 'nb-NO', scheme = 'light' } = asked
    const { viewport, userAgent } = phoneKinds[kind]
    const context = await browser.newContext({
      viewport,
      userAgent,
      locale: language,
      colorScheme: scheme,
      hasTouch: true,
      isMobile: true,
    })
    context.setDefaultTimeout(10_000)
    // What an iPhone says to a page that was opened from the Home Screen.
    if (isInstalled)
      await context.addInitScript(`Object.defineProperty(navigator, 'standalone', { value: true })`)
    const phone = new Phone(context, asked)
    await phone.#answersForLeave()
    return phone
  }

  /**
   * «Tillat», when the system asks. The engine of the tests has nobody to ask and says no from the
   * beginning: what a phone says before the question and after it is said here.
   */
  async #answersForLeave(): Promise<void> {
    await this.context.exposeBinding('leaveIsAsked', async () => {
      this.count.press(systemPresses.leave)
      await this.context.grantPermissions(['notifications'], { origin: this.places.house })
      return 'granted'
    })
    await this.context.addInitScript(`
      let leave = 'default'
      Object.defineProperty(Notification, 'permission', { get: () => leave })
      Notification.requestPermission = async () => (leave = await leaveIsAsked())
    `)
  }

  /** The phone that a browser in front is on: what it opens, opens there. */
  static async around(context: BrowserContext, tab: Page, asked: PhoneToOpen): Promise<Phone> {
    const phone = new Phone(context, asked)
    await phone.#answersForLeave()
    await phone.#knowsLock(tab)
    phone.tabs.push(tab)
    return phone
  }

  async #openWindow(address: string): Promise<void> {
    const page = await this.context.newPage()
    await this.#knowsLock(page)
    this.tabs.push(page)
    await page.goto(address)
  }

  /** The phone's own lock is known to a window. */
  async #knowsLock(page: Page): Promise<void> {
    const cdp = await this.context.newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    })
    const opened = () => this.count.press(systemPresses.lock)
    cdp.on('WebAuthn.credentialAdded', opened)
    cdp.on('WebAuthn.credentialAsserted', opened)
  }

  /** The camera is held up to the picture on a screen, and the link that it shows is pressed. */
  async scans(screen: Page): Promise<void> {
    const address = await this.#readsQr(await screen.locator('svg.qr').first().screenshot())
    this.count.press(systemPresses.camera)
    await this.#openWindow(address)
  }

  async #readsQr(picture: Buffer): Promise<string> {
    const page = await this.context.newPage()
    const seen = pixels.parse(
      await page.evaluate(`(${seeing})('data:image/png;base64,${picture.toString('base64')}')`),
    )
    await page.close()
    const { width, height, data } = seen
    return decodeQr({ width, height, data: Uint8Array.from(data) }, { timeLimit: 5000 })
  }

  /** On this kind the app is put on the Home Screen before the phone is added. */
  get isForHomeScreen(): boolean {
    return phoneKinds[this.#asked.kind].toHomeScreen > 0
  }

  /** It lies beside another browser from now on. */
  isHeldBy(count: Count): void {
    this.count = count
  }

  /**
   * As the page in front says, press by press; then the icon. What is put there begins at its own
   * address, with nothing kept. Where the app needs no such thing it is this same window.
   */
  async toHomeScreen(): Promise<Phone> {
    const { toHomeScreen } = phoneKinds[this.#asked.kind]
    if (toHomeScreen === 0) return this
    const shown = await this.tab.locator('ol.presses > li').count()
    // The last line has two: «Legg til», and the icon.
    if (shown + 1 !== toHomeScreen)
      throw new Error(`The page shows ${shown + 1} presses, and the phone wants ${toHomeScreen}`)
    this.count.press(toHomeScreen)
    const manifest = await this.tab.locator('link[rel=manifest]').getAttribute('href')
    const told = await this.context.request.get(new URL(manifest ?? '', this.tab.url()).href)
    const { start_url: start, display } = startShape.parse(await told.json())
    if (display !== 'standalone') throw new Error(`It would open as «${display}»`)
    this.#installed = await Phone.open(this.#asked, true)
    await this.#installed.#openWindow(new URL(start, this.tab.url()).href)
    return this.#installed
  }

  /** On the keys of the app's own: each is a sign that is typed. */
  async typesNumber(label: string, digits: string): Promise<void> {
    await this.look()
    await this.tab.getByLabel(label, { exact: true }).waitFor()
    const keys = this.tab.getByRole('group', { name: 'Siffertaster' })
    for (const digit of digits) {
      await keys.getByRole('button', { name: digit, exact: true }).click()
      this.count.type()
    }
  }

  /**
   * What became of the last press, told on the same view, with nothing left to type: no screen of
   * its own.
   */
  async isTold(...texts: readonly (string | RegExp)[]): Promise<void> {
    for (const text of texts) await this.untilReads(this.tab, text)
    if ((await this.tab.locator('main input').count()) > 0)
      throw new Error('There is something to type here: this is a screen')
  }

  /** The notification on the locked screen: the app, long out of the phone's memory, opens anew. */
  async answersRing(): Promise<void> {
    this.count.press(systemPresses.notification)
    await this.tab.goto(new URL('/app/', this.places.house).href)
    await this.tab.bringToFront()
  }

  /** From the app back to the browser: another window is turned to. */
  async turnsBackToBrowser(): Promise<void> {
    this.count.press()
    await this.tab.bringToFront()
    // A window without a screen is never told that it is looked at again.
    await this.tab.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`)
  }

  async closes(): Promise<void> {
    await this.#installed?.closes()
    await this.context.close()
  }
}

const startShape = z.looseObject({ start_url: z.string(), display: z.string() })

const pixels = z.object({ width: z.number(), height: z.number(), data: z.array(z.number()) })

/** What a camera sees of a picture, point by point. */
const seeing = `async (address) => {
  const picture = await createImageBitmap(await (await fetch(address)).blob())
  const { width, height } = picture
  const canvas = new OffscreenCanvas(width, height).getContext('2d')
  canvas.drawImage(picture, 0, 0)
  return { width, height, data: [...canvas.getImageData(0, 0, width, height).data] }
}`

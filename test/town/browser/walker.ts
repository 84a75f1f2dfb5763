// Somebody with a browser, a mailbox, a telephone and a code app. What is read off the telephone is
// read off the demo's own page of it, and never from the store; another program is a window of its
// own, played by a stand-in (code-apps.ts).
import type { BrowserContext, FrameLocator } from 'playwright-core'
import { Phone } from './phone.ts'
import type { PhoneKind } from './phone-kinds.ts'
import { type Places, Seat, type Show, wordsIn } from './seat.ts'

const waitMilliseconds = 10_000

/** What came to a telephone. */
export interface ReadSms {
  readonly text: string
  readonly code: string
}

export interface Walking {
  readonly show?: Show
  readonly phone?: PhoneKind
  readonly language?: string
  readonly scheme?: 'light' | 'dark'
}

export class Walker extends Seat {
  readonly #walking: Walking
  #phone: BrowserContext | undefined
  #ownPhone: Phone | undefined

  constructor(context: BrowserContext, places: Places, walking: Walking = {}) {
    super(context, places, walking.show)
    this.#walking = walking
  }

  /**
   * The phone beside the browser, with nothing of ours on it to begin with; or the one that the
   * browser is on.
   */
  async takesPhone(): Promise<Phone> {
    const browser = this.context.browser()
    if (!browser) throw new Error('There is no phone')
    const { phone: kind = this.isOnPhone ? 'android' : 'iphone', ...walking } = this.#walking
    const { places, count } = this
    const asked = { ...walking, browser, kind, places, count }
    this.#ownPhone ??= await (this.isOnPhone
      ? Phone.around(this.context, this.tab, asked)
      : Phone.open(asked))
    return this.#ownPhone
  }

  /** A small window is no phone, but where one is named. */
  protected override get pressesFields(): boolean {
    return this.isOnPhone && this.#walking.phone !== undefined
  }

  /** A phone that was added from another browser. */
  takesUp(phone: Phone): void {
    phone.isHeldBy(this.count)
  }

  /** Waits for the mail in the mailbox, as somebody who looks again and again. */
  async waitsForMail(to: string, subject: string | RegExp): Promise<void> {
    const until = performance.now() + waitMilliseconds
    await this.opens(`${this.places.mailbox}?${new URLSearchParams({ who: to }).toString()}`)
    while ((await this.heading(3, subject).count()) === 0) {
      if (performance.now() > until) throw new Error(`No mail came: ${String(subject)}`)
      await this.tab.waitForTimeout(100)
      await this.tab.reload()
    }
    await this.look()
  }

  /** A press in the mail opens a window, as in every mail program. */
  async pressesInMail(name: string): Promise<void> {
    await this.look()
    const opened = this.context.waitForEvent('page')
    await this.click(this.#mailFrame().getByRole('link', { name, exact: true }))
    await this.comesToFront(await opened)
  }

  async readsInMail(text: string | RegExp): Promise<void> {
    await this.look()
    await this.untilReads(this.#mailFrame(), text)
  }

  /** The words of the mail in front, and the address behind its button. */
  async mail(): Promise<{ readonly text: string; readonly link: string }> {
    const frame = this.#mailFrame()
    return {
      text: await wordsIn(frame),
      link: (await frame.getByRole('link').first().getAttribute('href')) ?? '',
    }
  }

  async entersInMailByKeyboard(name: string): Promise<void> {
    await this.look()
    const frame = this.#mailFrame()
    await this.tabsTo(frame.getByRole('link', { name, exact: true }), frame.locator(':focus'))
    const opened = this.context.waitForEvent('page')
    await this.hits('Enter')
    await this.comesToFront(await opened)
  }

  #mailFrame(): FrameLocator {
    return this.tab.frameLocator('iframe')
  }

  /**
   * The PIN, off the leader's list on the page of the mailbox, as the leader reads it out: it is
   * heard, and nothing is looked at.
   */
  async readsPinOf(login: string): Promise<string> {
    const page = await this.context.newPage()
    await page.goto(this.places.mailbox)
    const heading = page.getByRole('heading', { name: 'Lederens liste' })
    await heading.waitFor()
    const line = page.getByRole('listitem').filter({ hasText: login }).locator('.pin')
    const pin = (await line.innerText()).replaceAll(/\s/g, '')
    await page.close()
    return pin
  }

  /** The newest that came to a number: it shows on the locked phone, so that nothing is pressed. */
  async readsSms(number: string): Promise<ReadSms> {
    const sms = await this.#newestSms(number)
    this.count.meet('the SMS')
    return sms
  }

  async #newestSms(number: string): Promise<ReadSms> {
    const page = await this.context.newPage()
    await page.goto(this.places.phones)
    const phone = page.getByRole('region', { name: number })
    const newest = phone.getByRole('listitem').first().locator('p').last()
    await newest.waitFor()
    const text = (await newest.innerText()).trim()
    await page.close()
    return { text, code: /\d{6}/.exec(text)?.[0] ?? '' }
  }

  /**
   * On the phone that it came to: the field is pressed, and then the code that the keyboard offers
   * above its keys, which it does only where the message is bound to this very house.
   */
  async takesSuggestion(label: string, number: string): Promise<ReadSms> {
    await this.look()
    const sms = await this.#newestSms(number)
    const { hostname } = new URL(this.tab.url())
    if (!sms.text.endsWith(`\n@${hostname} #${sms.code}`))
      throw new Error(`Nothing is offered at ${hostname} of «${sms.text}»`)
    await this.field(label)
    const leads = this.leads()
    this.count.press()
    await this.tab.keyboard.insertText(sms.code)
    await leads()
    return sms
  }

  /** The newest code that came by mail: it is read off the letter, where nothing is pressed. */
  async readsMailedCode(to: string): Promise<string> {
    const page = await this.context.newPage()
    const until = performance.now() + waitMilliseconds
    await page.goto(`${this.places.mailbox}?${new URLSearchParams({ who: to }).toString()}`)
    // Other news may have come after it, in the same second.
    const newest = page.getByRole('link', { name: /^Koden din for/ }).first()
    while ((await newest.count()) === 0) {
      if (performance.now() > until) throw new Error(`No code came by mail to ${to}`)
      await page.reload()
    }
    await page.goto(new URL((await newest.getAttribute('href')) ?? '', page.url()).href)
    const words = await wordsIn(page.frameLocator('iframe'))
    this.count.meet('the mail')
    await page.close()
    return /Koden\D*(\d{6})/.exec(words)?.[1] ?? ''
  }

  /** It rings: answered, a key pressed so that something hears, and the digits written down. */
  async answersCall(number: string): Promise<string> {
    const page = await this.context.newPage()
    await page.goto(this.places.phones)
    const phone = page.getByRole('region', { name: number })
    this.count.meet('the call')
    await this.click(phone.getByRole('button', { name: 'Svar' }).first())
    await this.click(phone.getByRole('button', { name: '1', exact: true }).first())
    const said = phone.getByRole('log').first()
    await said
      .getByText(/(\d, ){5}\d/)
      .first()
      .waitFor()
    const words = await said.innerText()
    await page.close()
    return (/(\d, ){5}\d/.exec(words)?.[0] ?? '').replaceAll(', ', '')
  }

  /** A program that stood open behind the browser before the scene began. */
  async hasOpen(address: string): Promise<void> {
    const page = await this.context.newPage()
    await page.goto(address)
    this.tabs.unshift(page)
  }

  /** An app is opened on the phone in the other hand: its icon is pressed. */
  async opensOnPhone(address: string): Promise<void> {
    this.#phone ??= await this.context.browser()?.newContext({
      viewport: { width: 360, height: 640 },
      locale: 'nb-NO',
      hasTouch: true,
    })
    if (!this.#phone) throw new Error('There is no phone')
    this.count.press()
    const page = await this.#phone.newPage()
    await page.goto(address)
    this.tabs.push(page)
  }

  /** The phone is held up to the QR code on the screen behind it, and its camera sees it. */
  async holdsPhoneToScreen(): Promise<void> {
    const screen = this.tabs.at(-2)
    if (!screen) throw new Error('There is no screen behind the phone')
    const picture = await screen.locator('svg.qr').screenshot()
    const leads = this.tab.waitForEvent('framenavigated')
    await this.tab
      .locator('input[type=file]')
      .setInputFiles({ name: 'camera.png', mimeType: 'image/png', buffer: picture })
    await leads
    await this.tab.waitForLoadState()
  }

  /** An account that a link on the page hands to the app on this same device. */
  async handsToApp(link: string, app: string): Promise<void> {
    await this.look()
    const found = this.tab.getByRole('link', { name: link, exact: true })
    const address = (await found.getAttribute('href')) ?? ''
    this.count.press()
    const page = await this.context.newPage()
    await page.goto(`${app}/new?${new URLSearchParams({ address }).toString()}`)
    this.tabs.push(page)
  }

  /** The code that an app shows for an account, on the list that is open. */
  async readsCodeFor(account: string): Promise<string> {
    await this.look()
    const line = this.tab.getByRole('listitem').filter({ hasText: account })
    return (await line.locator('b').innerText()).replaceAll(' ', '')
  }

  /**
   * A key that the browser in front knows of and a finger or a PIN opens: the device's own, or one
   * that is put in.
   */
  async hasPasskeys(key: 'device' | 'security key' = 'device'): Promise<void> {
    const cdp = await this.context.newCDPSession(this.tab)
    await cdp.send('WebAuthn.enable')
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: key === 'device' ? 'internal' : 'usb',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    })
  }

  /** Up from the phone: nothing is pressed for it. */
  async looksUpFromPhone(): Promise<void> {
    await this.tabs.pop()?.close()
    await this.tab.bringToFront()
  }

  /** From a password manager: nothing is typed. */
  async pastes(label: string, text: string): Promise<void> {
    await this.look()
    await this.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await this.tab.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
    await this.pastesCopied(label)
  }

  /** What lies on the clipboard, into a field: nothing is typed. */
  async pastesCopied(label: string): Promise<string> {
    await this.look()
    const field = await this.field(label)
    await field.press('ControlOrMeta+v')
    return field.inputValue()
  }

  /** What lies on the clipboard, onto a page that takes it up and goes on by itself. */
  async pastesToLead(): Promise<void> {
    await this.look()
    const leads = this.leads()
    await this.tab.keyboard.press('ControlOrMeta+v')
    await leads()
  }

  async closes(): Promise<void> {
    await this.#phone?.close()
    await this.#ownPhone?.closes()
    await this.context.close()
  }
}

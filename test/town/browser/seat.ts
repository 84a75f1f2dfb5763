// Somebody in front of a browser: presses, types key by key, reads what stands there. The counter
// sits here, where things happen, as `Walker`'s own: a scene cannot add to it or take from it.
import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core'
import { Count, type Counted } from './count.ts'
import { faultsOfView } from './view.ts'

/**
 * Where somebody begins, and where they are when the guide has ended; the goal itself is not
 * counted.
 */
export interface Places {
  readonly house: string
  readonly mailbox: string
  readonly phones: string
  readonly goal: string
}

export type Show = (tab: Page) => Promise<void>

const waitMilliseconds = 10_000

/** What can be seen of the words of a page, each blank a single one. */
export const wordsIn = async (scope: Page | FrameLocator): Promise<string> =>
  (await scope.locator('body').innerText()).replaceAll(/\s+/g, ' ')

const has = (words: string, text: string | RegExp): boolean =>
  typeof text === 'string' ? words.includes(text) : text.test(words)

export class Seat {
  readonly context: BrowserContext
  readonly #places: Places
  readonly #show: Show
  protected count: Count
  protected readonly tabs: Page[] = []

  /** Two that are used by one person count as one. */
  constructor(
    context: BrowserContext,
    places: Places,
    show: Show = async () => undefined,
    count = new Count(),
  ) {
    this.context = context
    this.count = count
    this.#places = places
    this.#show = show
  }

  protected get places(): Places {
    return this.#places
  }

  get counted(): Counted {
    return this.count.counted
  }

  get countedSince(): Counted {
    return this.count.countedSince
  }

  /** The window in front. */
  get tab(): Page {
    const tab = this.tabs.at(-1)
    if (!tab) throw new Error('No window is open yet')
    return tab
  }

  /**
   * The first address of a scene stands open or lies on the desktop; every later one is typed, and
   * counted so.
   */
  async opens(address: string): Promise<void> {
    if (this.tabs.length === 0) this.tabs.push(await this.context.newPage())
    else this.count.type(address.length)
    await this.tab.goto(address)
  }

  /** A second window of the same browser. It is in front until it is closed. */
  async opensAnotherTab(address: string): Promise<void> {
    this.count.press()
    this.count.type(address.length)
    this.tabs.push(await this.context.newPage())
    await this.tab.goto(address)
  }

  /** Brings the window below to the front, without closing this one. */
  async turnsToOtherTab(): Promise<void> {
    this.count.press()
    const front = this.tabs.pop()
    if (front) this.tabs.unshift(front)
    await this.tab.bringToFront()
  }

  /** A page with this heading stands here. */
  async sees(heading: string | RegExp): Promise<void> {
    const sought = this.heading(1, heading)
    await this.#until(String(heading), this.tab, async () => await sought.isVisible())
    await this.look()
  }

  async reads(...texts: readonly (string | RegExp)[]): Promise<void> {
    await this.look()
    for (const text of texts) await this.untilReads(this.tab, text)
  }

  /** This browser is itself on a phone. */
  get isOnPhone(): boolean {
    return (this.tab.viewportSize()?.width ?? 0) < 500
  }

  /** On a phone the focus alone brings up no keyboard. */
  protected get pressesFields(): boolean {
    return false
  }

  /** Whether this stands here now; nothing is waited for. */
  async stands(text: string | RegExp): Promise<boolean> {
    await this.look()
    return has(await wordsIn(this.tab), text)
  }

  /** A press that leads somewhere. */
  async presses(name: string | RegExp): Promise<void> {
    await this.look()
    const leads = this.leads()
    await this.click(this.#pressable(name))
    await leads()
  }

  /** The same, in the row of a list that has these words: each row has a press of that name. */
  async pressesInRow(row: string, name: string): Promise<void> {
    await this.look()
    const leads = this.leads()
    const found = this.tab.getByRole('listitem').filter({ hasText: row })
    await this.click(found.getByRole('button', { name, exact: true }))
    await leads()
  }

  /** A press that stays on the page: shows a password, ticks a box, unfolds an answer. */
  async touches(name: string | RegExp): Promise<void> {
    await this.look()
    const box = this.tab.getByRole('checkbox', { name })
    const choice = this.tab.getByRole('radio', { name })
    const fold = this.tab.locator('summary').filter({ hasText: name })
    await this.click(this.#pressable(name).or(box).or(choice).or(fold).first())
  }

  /**
   * Key by key, into the field that has the focus; where it has not, somebody must press it first.
   */
  async types(label: string, text: string): Promise<void> {
    await this.look()
    const field = await this.field(label)
    if ((await field.inputValue()) !== '') {
      await field.press('ControlOrMeta+a')
      this.count.type()
    }
    for (const sign of text) {
      await this.tab.keyboard.type(sign)
      this.count.type()
    }
  }

  protected async field(label: string): Promise<Locator> {
    const field = this.tab.getByLabel(label, { exact: true })
    await field.waitFor()
    const hasFocus = (await field.and(this.tab.locator(':focus')).count()) > 0
    if (!hasFocus || this.pressesFields) await this.click(field)
    return field
  }

  /**
   * From one field to the next. What is counted as typed are the characters, and Tab is none; a
   * walk by the keyboard alone counts it (`hits`).
   */
  async tabsOnTo(label: string): Promise<void> {
    const field = this.tab.getByLabel(label, { exact: true })
    await field.waitFor()
    // Past «Vis passord», which stands between.
    for (let tabs = 0; tabs < 2; tabs++) {
      await this.tab.keyboard.press('Tab')
      if ((await field.and(this.tab.locator(':focus')).count()) > 0) return
    }
    throw new Error(`«${label}» is not the next field`)
  }

  /** One key, such as Tab, Enter or Space. */
  async hits(key: string): Promise<void> {
    await this.look()
    this.count.type()
    await this.tab.keyboard.press(key)
  }

  /** One key that leads somewhere, such as Enter in a field. */
  async hitsToLead(key: string): Promise<void> {
    const leads = this.leads()
    await this.hits(key)
    await leads()
  }

  /** Walks with Tab to something by its words, and strikes Enter there. */
  async entersByKeyboard(name: string | RegExp): Promise<void> {
    await this.look()
    await this.tabsTo(this.#pressable(name), this.tab.locator(':focus'))
    await this.hitsToLead('Enter')
  }

  /** Walks with Tab to a field. */
  async reachesByKeyboard(label: string): Promise<void> {
    const field = this.tab.getByLabel(label, { exact: true })
    await this.tabsTo(field, this.tab.locator(':focus'))
  }

  protected async tabsTo(wanted: Locator, focused: Locator): Promise<void> {
    for (let keys = 0; keys < 40; keys++) {
      if ((await wanted.and(focused).count()) > 0) return
      await this.hits('Tab')
    }
    throw new Error('The keyboard does not reach it')
  }

  async reloads(): Promise<void> {
    this.count.press()
    await this.tab.reload()
  }

  async goesBack(): Promise<void> {
    this.count.press()
    await this.tab.goBack()
  }

  protected untilReads(scope: Page | FrameLocator, text: string | RegExp): Promise<void> {
    return this.#until(String(text), scope, async () => has(await wordsIn(scope), text))
  }

  async #until(
    what: string,
    scope: Page | FrameLocator,
    holds: () => Promise<boolean>,
  ): Promise<void> {
    const until = performance.now() + waitMilliseconds
    while (!(await holds())) {
      if (performance.now() > until)
        throw new Error(`«${what}» does not stand at ${this.tab.url()}: ${await wordsIn(scope)}`)
      await this.tab.waitForTimeout(50)
    }
  }

  #pressable(name: string | RegExp): Locator {
    const exact = typeof name === 'string'
    return this.tab
      .getByRole('button', { name, exact })
      .or(this.tab.getByRole('link', { name, exact }))
  }

  protected heading(level: number, name: string | RegExp): Locator {
    return this.tab.getByRole('heading', { level, name, exact: typeof name === 'string' })
  }

  protected async click(target: Locator): Promise<void> {
    await target.click()
    this.count.press()
  }

  /** Listens before the press, so that no answer is too quick for it. */
  protected leads(): () => Promise<void> {
    const tab = this.tab
    const navigated = tab
      .waitForEvent('framenavigated', (frame) => frame === tab.mainFrame())
      .then(() => tab.waitForLoadState())
    const opened = this.context.waitForEvent('page')
    // One of the two never comes; its waiting ends by itself.
    for (const never of [navigated, opened]) never.catch(() => undefined)
    return async () => {
      const window = await Promise.race([navigated, opened])
      if (window) await this.comesToFront(window)
    }
  }

  protected async comesToFront(page: Page): Promise<void> {
    this.tabs.push(page)
    await page.waitForLoadState()
  }

  /**
   * Whatever is read or acted on is a screen, the first time: an address with its question. One
   * address may ask several questions, and a wrong answer asks the same one again.
   */
  protected async look(): Promise<void> {
    const at = new URL(this.tab.url())
    if (at.origin + at.pathname === this.#places.goal) {
      if (this.count.reach()) await this.#show(this.tab)
      return
    }
    const heading = await this.tab.getByRole('heading', { level: 1 }).first().innerText()
    if (!this.count.meet(`${at.origin}${at.pathname} ${heading}`)) return
    if (at.origin === this.#places.house) await this.#judge()
    await this.#show(this.tab)
  }

  /** Each page of the house, where it is met, is in order for the size of this window. */
  async #judge(): Promise<void> {
    const faults = await faultsOfView(this.tab)
    if (faults.length > 0) throw new Error(`${this.tab.url()}: ${faults.join('; ')}`)
  }
}

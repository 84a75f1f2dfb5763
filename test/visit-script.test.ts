// Holds what the second script does for whoever sets up a method or shows one: in a browser, on the
// drawn pages, under their own content security policy.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBrowser } from './town/browser/program.ts'
import { drawPage } from '../src/pages/page.ts'
import type { Screen } from '../src/shapes/screen.ts'
import { inventedFrame } from '../tools/invented/frame.ts'
import { inventedPages } from '../tools/invented/pages.ts'

const house = 'http://localhost:8080'
let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

interface Shown {
  readonly page: Page
  readonly context: BrowserContext
  /** What was sent, as it came. */
  readonly sent: URLSearchParams[]
}

const waiting: Screen = {
  kind: 'enter-code',
  by: 'sms',
  digits: 6,
  ending: '44',
  sent: { state: 'asked', channel: 'sms' },
}

async function open(name: string, news?: readonly string[]): Promise<Shown> {
  const drawn = news
    ? drawPage({ screen: waiting, frame: { ...inventedFrame('nb'), wait: '/news' } })
    : inventedPages.find((one) => one.name === name)?.draw('nb')
  if (!drawn) throw new Error(`There is no invented page «${name}»`)
  const context = await browser.newContext()
  const page = await context.newPage()
  const sent: URLSearchParams[] = []
  await page.clock.install()
  await page.route(`${house}/**`, async (route) => {
    if (route.request().url().endsWith('/news'))
      return route.fulfill({
        contentType: 'text/event-stream',
        body: (news ?? []).map((one) => `data: ${one}\n\n`).join(''),
      })
    const posted = route.request().postData()
    if (posted !== null) sent.push(new URLSearchParams(posted))
    return route.fulfill({
      body: drawn.html,
      contentType: 'text/html',
      headers: { 'content-security-policy': drawn.csp },
    })
  })
  await page.goto(`${house}/`)
  return { page, context, sent }
}

/** As the browser tells of it when somebody pastes where no field is. */
const pasteBeside = (page: Page, text: string): Promise<unknown> =>
  page.evaluate(
    `(() => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', ${JSON.stringify(text)})
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    })()`,
  )

const texts = (page: Page, what: string): Promise<string> =>
  page.locator(what).innerText({ timeout: 5000 })

describe('a code', () => {
  test('that is pasted or filled in is sent by itself, blanks and all', async () => {
    const { page, sent, context } = await open('enter-code-sms')
    await Promise.all([page.waitForEvent('framenavigated'), page.fill('#f-code', ' 482 913 ')])
    expect(sent.map((one) => [one.get('do'), one.get('code')])).toEqual([['answer', ' 482 913 ']])
    await context.close()
  })

  test('that is typed by hand waits for the button, and is sent by Enter', async () => {
    const { page, context } = await open('enter-code-sms')
    await page.evaluate(`addEventListener('submit', (event) => {
      event.preventDefault()
      document.title = event.submitter.value
    })`)
    await page.locator('#f-code').pressSequentially('482913')
    expect(await page.title()).toContain('Skriv inn koden')
    await page.keyboard.press('Enter')
    expect(await page.title()).toBe('answer')
    await context.close()
  })

  test('that is pasted beside the field finds it, and other text does not', async () => {
    const { page, sent, context } = await open('scan-code')
    await pasteBeside(page, 'kari.nordmann')
    expect(await page.inputValue('#f-code')).toBe('')
    await Promise.all([page.waitForEvent('framenavigated'), pasteBeside(page, '482 913')])
    expect(sent.map((one) => one.get('code'))).toEqual(['482913'])
    await context.close()
  })

  test('tells how long it works, and more time is one press away before it ends', async () => {
    const { page, sent, context } = await open('enter-code-sms')
    expect(await texts(page, '#about')).toMatch(/Den virker i 2 minutter: 1:4[67] igjen\./)
    expect(await texts(page, 'button[value=send]:not(.news *)')).toMatch(/Send på nytt \(om 0:2/)
    await page.clock.runFor(60_000)
    expect(await texts(page, 'button[value=send]:not(.news *)')).toBe('Send på nytt')
    expect(await page.locator('.news').isVisible()).toBe(false)
    await page.clock.runFor(30_000)
    expect(await texts(page, '.news span')).toBe('Koden virker bare i noen sekunder til.')
    await page.clock.runFor(20_000)
    expect(await texts(page, '.news span')).toBe('Koden er utløpt.')
    await Promise.all([
      page.waitForEvent('framenavigated'),
      page.getByRole('button', { name: 'Jeg trenger mer tid' }).click(),
    ])
    expect(sent.map((one) => one.get('do'))).toEqual(['send'])
    await context.close()
  })
})

describe('a page that waits', () => {
  test('says what became of the message where it stands', async () => {
    const { page, context } = await open('waiting', ['delivered'])
    await page.locator('.news', { hasText: 'Meldingen er levert.' }).waitFor()
    await context.close()
  })

  test('goes on by itself, and never under the hands of whoever types', async () => {
    const { page, context } = await open('waiting', [])
    let loads = 0
    page.on('load', () => (loads += 1))
    await page.locator('#f-code').pressSequentially('48')
    await page.unrouteAll()
    await page.route(`${house}/**`, (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: 'data: moved\n\n' }),
    )
    const heard = page.waitForResponse((response) => response.url().endsWith('/news'))
    await page.clock.runFor(5000)
    await heard
    expect(loads).toBe(0)
    await page.fill('#f-code', '')
    await Promise.all([page.waitForEvent('framenavigated'), page.clock.runFor(10_000)])
    await context.close()
  })
})

describe('what is kept', () => {
  test('the key is copied without blanks, and that is said', async () => {
    const { page, context } = await open('scan-code')
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Kopier nøkkel' }).click()
    await page.locator('.copy', { hasText: 'Nøkkelen er kopiert.' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    )
    await context.close()
  })

  test('the codes become a file that nobody else is asked for', async () => {
    const { page, context } = await open('show-codes')
    const link = page.getByRole('link', { name: 'Last ned' })
    expect(await link.getAttribute('download')).toBe('reservekoder.txt')
    const href = decodeURIComponent((await link.getAttribute('href')) ?? '')
    expect(href).toContain('data:text/plain')
    expect(href).toContain('h7k2-9mqd-x4wp\n')
    await context.close()
  })
})

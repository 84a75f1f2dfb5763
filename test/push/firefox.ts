// A real Firefox with a page that has a service worker and a subscription of its own. Its push
// service stands on this machine; it must never turn to Mozilla's.
import { existsSync } from 'node:fs'
import { launch, type Page } from 'puppeteer-core'
import { z } from 'zod'
import type { Rings } from '../../src/shapes/rings.ts'
import { type BrowserPush, openBrowserPush } from './browser-push.ts'

const firefoxPath = '/usr/bin/firefox-esr'
export const hasFirefox = existsSync(firefoxPath)

export interface OpenFirefox {
  readonly push: BrowserPush
  /** Another tab, for the app itself. */
  newPage(): Promise<Page>
  /** Under this key of the house, in the page's own way. */
  subscribe(ringKey: string): Promise<Rings>
  /** What the service worker has been told so far. */
  heard(): Promise<unknown>
  close(): Promise<void>
}

/** Debian's own leaves push off, and puppeteer adds nothing to it. */
const settingsFor = (port: number): Record<string, unknown> => ({
  'dom.push.enabled': true,
  'dom.push.connection.enabled': true,
  'dom.push.serverURL': `ws://127.0.0.1:${port}`,
  'dom.push.testing.allowInsecureServerURL': true,
  'dom.push.testing.ignorePermission': true,
  'permissions.default.desktop-notification': 1,
  'intl.accept_languages': 'nb',
  'alerts.useSystemBackend': false,
})

const subscription = z.object({
  endpoint: z.string(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
})

const subscribing = (ringKey: string): string => `(async () => {
  globalThis.heard = []
  navigator.serviceWorker.addEventListener('message', ({ data }) => heard.push(data))
  await navigator.serviceWorker.register('/worker.js')
  const { pushManager } = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: ${JSON.stringify(ringKey)} }
  return (await pushManager.subscribe(options)).toJSON()
})()`

export async function openFirefox(): Promise<OpenFirefox> {
  const push = await openBrowserPush()
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefoxPath,
    headless: true,
    extraPrefsFirefox: settingsFor(push.port),
  })
  const page = await browser.newPage()
  await page.goto(`http://localhost:${push.port}/`)
  return {
    push,
    newPage: () => browser.newPage(),
    async subscribe(ringKey) {
      const { endpoint, keys } = subscription.parse(await page.evaluate(subscribing(ringKey)))
      return { endpoint, ...keys }
    },
    heard: () => page.evaluate('heard'),
    async close() {
      await browser.close()
      await push.close()
    },
  }
}

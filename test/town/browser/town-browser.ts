// The browser of the tests, and somebody in front of it who has never used it before: at a desk or
// with a phone, in any language, with script or without.
import type { Browser } from 'playwright-core'
import { phoneKinds, type PhoneKind } from './phone-kinds.ts'
import { startBrowser } from './program.ts'
import type { Places, Show } from './seat.ts'
import { Walker } from './walker.ts'

export const sizes = {
  desktop: { width: 1366, height: 768 },
  phone: { width: 360, height: 640 },
} as const

export interface Look {
  readonly size?: keyof typeof sizes
  /** What the browser asks for, as in its settings. */
  readonly language?: string
  readonly withoutScript?: boolean
  readonly scheme?: 'light' | 'dark'
  /**
   * What lies beside the browser, an iPhone with its Share button in sight; or what the browser
   * is on.
   */
  readonly phone?: PhoneKind
  /** Told of each view when it is met for the first time, the goal too. */
  readonly show?: Show
}

export interface TownBrowser {
  /** An empty browser: no cookies, nothing remembered, nothing filled in by itself. */
  empty(places: Places, look?: Look): Promise<Walker>
  readonly browser: Browser
  close(): Promise<void>
}

/** Where no phone is named it is the smallest, and its browser keeps the app. */
const onPhone = ({ phone }: Look) => {
  const { userAgent, viewport } = phoneKinds[phone ?? 'android']
  return { userAgent, viewport, hasTouch: true, isMobile: true }
}

/** Where the engine alone is not enough, another is started. */
export async function openTownBrowser(start = startBrowser): Promise<TownBrowser> {
  const browser = await start()
  return {
    browser,
    close: () => browser.close(),
    async empty(places, look = {}) {
      const context = await browser.newContext({
        ...(look.size === 'phone' ? onPhone(look) : { viewport: sizes.desktop }),
        locale: look.language ?? 'nb-NO',
        javaScriptEnabled: look.withoutScript !== true,
        colorScheme: look.scheme ?? 'light',
      })
      context.setDefaultTimeout(10_000)
      // A browser with windows lets whoever is pressed write there; the engine alone asks us.
      await context.grantPermissions(['clipboard-write'])
      return new Walker(context, places, look)
    },
  }
}

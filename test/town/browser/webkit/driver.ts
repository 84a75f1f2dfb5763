// The W3C's WebDriver, as much of it as WebKit's windows need: a session, its window, a script, a
// press and keys. Must wait for nothing by the clock: a script says itself when it is done.
import { z } from 'zod'
import type { Driver } from './program.ts'

export interface SessionToOpen {
  readonly userAgent?: string
  readonly size: { readonly width: number; readonly height: number }
}

/** What the driver calls a thing on a page. */
const elementName = 'element-6066-11e4-a52e-4f735466cecf'
const element = z.looseObject({ [elementName]: z.string() })
export type Found = z.infer<typeof element>
export const isFound = (value: unknown): value is Found => element.safeParse(value).success

const answer = z.looseObject({ value: z.unknown() })
const refused = z.looseObject({ error: z.string(), message: z.string() })
const opened = z.looseObject({ sessionId: z.string() })

/** The driver's own word for what went wrong: https://www.w3.org/TR/webdriver2/#errors */
export class Refused extends Error {
  readonly word: string
  constructor(word: string, message: string) {
    super(`${word}: ${message}`)
    this.word = word
  }
}

/** No narrower than the window's own bar. */
const width = z.looseObject({ width: z.number() })

/** The page hears of it later than the window: what is pressed meanwhile is somewhere else. */
const untilAsWide = `
  const [width, done] = arguments
  const look = () => innerWidth === width && done()
  addEventListener('resize', look)
  look()
`

const scriptMilliseconds = 10_000
const loadMilliseconds = 20_000

export class Session {
  readonly #address: string

  private constructor(address: string) {
    this.#address = address
  }

  static async open(driver: Driver, { userAgent, size }: SessionToOpen): Promise<Session> {
    const args = ['--automation', ...(userAgent === undefined ? [] : [`--user-agent=${userAgent}`])]
    const { sessionId } = opened.parse(
      await ask('POST', `${driver.address}/session`, {
        capabilities: {
          alwaysMatch: {
            timeouts: { script: scriptMilliseconds, pageLoad: loadMilliseconds },
            'webkitgtk:browserOptions': { args },
          },
        },
      }),
    )
    const session = new Session(`${driver.address}/session/${sessionId}`)
    const rect = await session.#ask('POST', '/window/rect', { x: 0, y: 0, ...size })
    await session.untilDone(untilAsWide, width.parse(rect).width)
    return session
  }

  async goTo(url: string): Promise<void> {
    await this.#ask('POST', '/url', { url })
  }

  async address(): Promise<string> {
    return z.string().parse(await this.#ask('GET', '/url'))
  }

  async reload(): Promise<void> {
    await this.#ask('POST', '/refresh', {})
  }

  /** The last of what a script is given is what it calls when it is done. */
  untilDone(script: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#ask('POST', '/execute/async', { script, args })
  }

  /** The window's own press, at the middle of it: it counts as somebody's. */
  async press(found: Found): Promise<void> {
    await this.#ask('POST', `/element/${found[elementName]}/click`, {})
  }

  async type(found: Found, text: string): Promise<void> {
    await this.#ask('POST', `/element/${found[elementName]}/value`, { text })
  }

  /** The browser ends with it, and all that it kept. */
  async close(): Promise<void> {
    await this.#ask('DELETE', '')
  }

  #ask(method: string, path: string, body?: object): Promise<unknown> {
    return ask(method, `${this.#address}${path}`, body)
  }
}

async function ask(method: string, address: string, body?: object): Promise<unknown> {
  const got = await fetch(address, { method, ...(body && { body: JSON.stringify(body) }) })
  const { value } = answer.parse(await got.json())
  if (got.ok) return value
  const { error, message } = refused.parse(value)
  throw new Refused(error, message)
}

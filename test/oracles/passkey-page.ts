// A page on localhost that carries nothing but the browser's half of passkeys, in a real browser
// with keys in it that are not real. Must never reach anybody: whatever is not drawn is not there.
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { hash } from 'node:crypto'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { provingOptions, registrationOptions } from '../../src/lib/methods/passkeys/options.ts'
import { readProof } from '../../src/lib/methods/passkeys/prove.ts'
import { type Passkey, readRegistration } from '../../src/lib/methods/passkeys/register.ts'

const origin = 'http://localhost:4000'
export const rpId = 'localhost'
export const handle = 'a2FyaS1ub3JkbWFubg'
const challengeOf = (question: string): string => hash('sha256', question, 'base64url')

const script = stripTypeScriptTypes(
  readFileSync(new URL('../../web/visit/passkey.ts', import.meta.url), 'utf8'),
)

const keyInDevice = {
  protocol: 'ctap2',
  ctap2Version: 'ctap2_1',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const

export interface KeyLook {
  readonly transport?: 'internal' | 'usb'
  readonly hasUserVerification?: boolean
  readonly isUserVerified?: boolean
  /** Whether somebody touches it as soon as it asks. */
  readonly automaticPresenceSimulation?: boolean
  readonly defaultBackupEligibility?: boolean
  readonly defaultBackupState?: boolean
}

export interface PasskeyPage {
  readonly page: Page
  readonly cdp: CDPSession
  /** Puts a key there, and gives its name. */
  has(look?: KeyLook): Promise<string>
  draws(form: string): Promise<void>
  /** The same page, inside one at another address. */
  drawsInside(form: string, outside: string): Promise<void>
  press(name?: string): Promise<void>
  /** What stood in the hidden field when its form was sent. */
  sent(): Promise<string>
  /** The words that can be seen. */
  says(): Promise<readonly string[]>
  /** Makes a passkey, and judges it. */
  registers(question: string, more?: Partial<Making>): Promise<Passkey>
  close(): Promise<void>
}

export async function openPasskeyPage(browser: Browser): Promise<PasskeyPage> {
  const context = await browser.newContext()
  const page = await context.newPage()
  page.setDefaultTimeout(5000)
  const drawn = new Map<string, string>()
  let posted = ''
  await page.route('**/*', (route) => {
    const [url, body] = [route.request().url(), route.request().postData()]
    if (url.endsWith('/passkey.js'))
      return route.fulfill({ body: script, contentType: 'text/javascript' })
    if (body !== null) posted = new URLSearchParams(body).get('passkey') ?? ''
    const text = body === null ? drawn.get(url) : '<h1>Thank you</h1>'
    return text === undefined
      ? route.abort()
      : route.fulfill({ body: text, contentType: 'text/html; charset=utf-8' })
  })
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')

  const inner = () => page.frames().at(-1) ?? page.mainFrame()

  const here: PasskeyPage = {
    page,
    cdp,
    close: () => context.close(),
    async has(look = {}) {
      const options = { ...keyInDevice, ...look }
      return (await cdp.send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId
    },
    async draws(form) {
      drawn.set(`${origin}/`, around(form))
      await page.goto(`${origin}/`)
    },
    async drawsInside(form, outside) {
      drawn.set(`${origin}/`, around(form))
      drawn.set(outside, `<iframe src="${origin}/" allow="publickey-credentials-get *"></iframe>`)
      await page.goto(outside)
    },
    press: (name = 'passkey') => inner().getByRole('button', { name, exact: true }).click(),
    async sent() {
      await inner().getByRole('heading', { name: 'Thank you' }).waitFor()
      return posted
    },
    says: () => page.locator('[data-passkey-says]:visible').allInnerTexts(),
    async registers(question, more = {}) {
      await here.draws(field('create', creation(question, more)))
      await here.press()
      const response = await here.sent()
      const judged = await judgeNew(response, question)
      if (judged.is === 'wrong') throw new Error(`${judged.why}: ${response}`)
      return judged.credential
    },
  }
  return here
}

const words = ['cancelled', 'known', 'insecure', 'failed']
  .map((word) => `<p data-passkey-says="${word}" hidden>${word}</p>`)
  .join('')

const around = (form: string): string => `<!doctype html><meta charset="utf-8">
  <link rel="icon" href="data:,">
  <form method="post" action="${origin}/"><p data-passkey-says="missing">missing</p>${words}
  <input name="login" required>${form}<button>Next</button></form>
  <script type="module">import { openPasskeys } from '${origin}/passkey.js'; openPasskeys()</script>`

export const escaped = (value: unknown): string =>
  JSON.stringify(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')

export const field = (kind: 'create' | 'get', options: unknown, name = 'passkey'): string =>
  `<input type="hidden" id="${name}" name="${name}" data-passkey="${kind}"
    data-options="${escaped(options)}">
  <button type="button" data-asks="${name}" hidden>${name}</button>`

export const nameField = (asks = 'passkey'): string =>
  `<input name="name" autocomplete="username webauthn" data-asks="${asks}">`

type Making = Parameters<typeof registrationOptions>[0]

export const creation = (
  question: string,
  more: Partial<Making> = {},
): ReturnType<typeof registrationOptions> =>
  registrationOptions({
    rpId,
    rpName: 'Fjordvik kommune',
    person: { handle, name: 'kari@fjordvik.example', displayName: 'Kari Nordmann' },
    challenge: challengeOf(question),
    exclude: [],
    userVerification: 'required',
    ...more,
  })

export const asking = (
  question: string,
  more: Partial<Parameters<typeof provingOptions>[0]> = {},
): ReturnType<typeof provingOptions> =>
  provingOptions({ rpId, challenge: challengeOf(question), userVerification: 'required', ...more })

export const judgeNew = (
  response: string,
  question: string,
  demandsVerification = true,
): ReturnType<typeof readRegistration> =>
  readRegistration({
    response,
    challenge: challengeOf(question),
    origin,
    rpId,
    demandsVerification,
    demandsDeviceBound: false,
  })

export const judgeProof = (
  response: string,
  question: string,
  credential: Passkey,
  demandsVerification = true,
): ReturnType<typeof readProof> =>
  readProof({
    response,
    challenge: challengeOf(question),
    origin,
    rpId,
    credential,
    handle,
    demandsVerification,
  })

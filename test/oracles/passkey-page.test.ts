import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWholeBrowser } from '../town/browser/program.ts'
import {
  asking,
  creation,
  escaped,
  field,
  handle,
  judgeNew,
  nameField,
  openPasskeyPage,
  type PasskeyPage,
  rpId,
} from './passkey-page.ts'

let browser: Browser
let here: PasskeyPage
beforeAll(async () => {
  browser = await startWholeBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  here = await openPasskeyPage(browser)
})
afterEach(() => here.close())

/** Hears what the page asks of the browser, and what becomes of it. */
const listens = `globalThis.asked = []
  const get = navigator.credentials.get
  navigator.credentials.get = (options) => {
    const one = { mediation: options.mediation, aborted: false, ended: false }
    options.signal.addEventListener('abort', () => (one.aborted = true))
    asked.push(one)
    return get.call(navigator.credentials, options).finally(() => (one.ended = true))
  }`

describe('a page that asks for passkeys', () => {
  test('says when nothing came of it, and asks again', async () => {
    const id = await here.has({ isUserVerified: false })
    await here.draws(field('create', creation('make')))
    expect(await here.says()).toEqual([])
    await here.press()
    await here.page.getByText('cancelled').waitFor()
    expect(await here.says()).toEqual(['cancelled'])
    await here.cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: true })
    await here.press()
    expect((await judgeNew(await here.sent(), 'make')).is).toBe('right')
  })

  test('says when a key is set up already', async () => {
    await here.has()
    const { id } = await here.registers('make')
    await here.draws(field('create', creation('make another', { exclude: [id] })))
    await here.press()
    await here.page.getByText('known').waitFor()
    expect(await here.says()).toEqual(['known'])
  })

  test('says when it stands at another address, and when it is broken', async () => {
    await here.has()
    await here.draws(
      field('get', asking('show', { rpId: 'fjordvik.example' })) +
        field('get', { challenge: 7 }, 'broken'),
    )
    await here.press()
    await here.page.getByText('insecure').waitFor()
    expect(await here.says()).toEqual(['insecure'])
    await here.press('broken')
    await here.page.getByText('failed').waitFor()
    expect(await here.says()).toEqual(['failed'])
  })

  test('gives up what waits when something is pressed, and offers it again after', async () => {
    await here.has({ automaticPresenceSimulation: false })
    await here.page.addInitScript(listens)
    await here.draws(
      `${field('get', asking('offer'), 'offer')}
      ${field('get', asking('press', { rpId: 'fjordvik.example' }), 'press')}
      ${nameField('offer')}`,
    )
    await here.page.waitForFunction('asked.length === 1')
    await here.press('press')
    await here.page.waitForFunction('asked.length === 3')
    expect(await here.page.evaluate('asked')).toEqual([
      { mediation: 'conditional', aborted: true, ended: true },
      { mediation: 'optional', aborted: false, ended: true },
      { mediation: 'conditional', aborted: false, ended: false },
    ])
    expect(await here.says()).toEqual(['insecure'])
    await here.press('offer')
    await here.page.waitForFunction('asked.length === 4')
    expect(await here.says()).toEqual([])
  })

  test('offers nothing once somebody has pressed', async () => {
    await here.has({ automaticPresenceSimulation: false })
    await here.page.addInitScript(`${listens}
      PublicKeyCredential.isConditionalMediationAvailable = () =>
        new Promise((resolve) => (globalThis.answer = resolve))`)
    await here.draws(
      `${field('get', asking('press'))}
      ${nameField()}`,
    )
    await here.page.waitForFunction('globalThis.answer')
    await here.press()
    await here.page.evaluate('answer(true)')
    expect(await here.page.evaluate('asked')).toEqual([
      { mediation: 'optional', aborted: false, ended: false },
    ])
  })

  test('gives one press up for the next, and says nothing of it', async () => {
    await here.has({ automaticPresenceSimulation: false })
    await here.page.addInitScript(listens)
    await here.draws(
      `${field('get', asking('press'))}
      ${nameField()}`,
    )
    await here.page.waitForFunction('asked.length === 1')
    await here.press()
    await here.page.waitForFunction('asked.length === 2')
    await here.press()
    await here.page.waitForFunction('asked[1].ended')
    expect(await here.says()).toEqual([])
    expect(await here.page.evaluate('asked')).toEqual([
      { mediation: 'conditional', aborted: true, ended: true },
      { mediation: 'optional', aborted: true, ended: true },
      { mediation: 'optional', aborted: false, ended: false },
    ])
  })

  test('shows no button where the browser knows no passkeys', async () => {
    await here.page.addInitScript('delete globalThis.PublicKeyCredential')
    await here.draws(field('get', asking('show')))
    expect(await here.says()).toEqual(['missing'])
    expect(await here.page.getByRole('button').allInnerTexts()).toEqual(['Next'])
  })

  test('tells the keeper of the passkeys which are gone', async () => {
    const id = await here.has()
    const first = await here.registers('make')
    const count = async (): Promise<number> =>
      (await here.cdp.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials.length
    const gone = (): Promise<unknown> =>
      new Promise((resolve) => here.cdp.once('WebAuthn.credentialDeleted', resolve))

    const left = { rpId, userId: handle, allAcceptedCredentialIds: [first.id] }
    await here.draws(`<p data-signal="${escaped(left)}"></p>`)
    expect(await count()).toBe(1)

    const unknown = gone()
    await here.draws(`<p data-signal="${escaped({ rpId, credentialId: first.id })}"></p>`)
    await unknown
    expect(await count()).toBe(0)

    await here.registers('make anew')
    const none = gone()
    await here.draws(`<p data-signal="${escaped({ ...left, allAcceptedCredentialIds: [] })}"></p>`)
    await none
    expect(await count()).toBe(0)
  })
})

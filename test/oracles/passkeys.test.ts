import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readCredentialId, readUserHandle } from '../../src/lib/methods/passkeys/browser-answer.ts'
import { startWholeBrowser } from '../town/browser/program.ts'
import {
  asking,
  creation,
  field,
  handle,
  judgeNew,
  judgeProof,
  nameField,
  openPasskeyPage,
  type PasskeyPage,
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

describe('a passkey in a real browser', () => {
  test('is made in the device, and says who somebody is', async () => {
    await here.has()
    const credential = await here.registers('make', { attachment: 'platform' })
    expect(credential).toMatchObject({
      transports: ['internal'],
      isVerified: true,
      isDiscoverable: true,
      isBackupEligible: false,
      isBackedUp: false,
    })

    await here.draws(field('get', asking('show')))
    await here.press()
    const response = await here.sent()
    expect(readCredentialId(response)).toBe(credential.id)
    expect(readUserHandle(response)).toBe(handle)
    const proven = await judgeProof(response, 'show', credential)
    expect(proven).toMatchObject({ is: 'right', isVerified: true })
    expect(await judgeProof(response, 'show again', credential)).toEqual({
      is: 'wrong',
      why: 'other-challenge',
    })
    if (proven.is === 'wrong') return
    const kept = { ...credential, counter: proven.counter }
    const again = { is: 'wrong', why: 'counter-back' }
    expect(await judgeProof(response, 'show', kept)).toEqual(again)
    expect((await judgeNew(response, 'show')).is).toBe('wrong')
  })

  test('that is synced says so', async () => {
    await here.has({ defaultBackupEligibility: true, defaultBackupState: true })
    const credential = await here.registers('make')
    expect(credential).toMatchObject({ isBackupEligible: true, isBackedUp: true })
    await here.draws(field('get', asking('show')))
    await here.press()
    expect(await judgeProof(await here.sent(), 'show', credential)).toMatchObject({
      is: 'right',
      isBackupEligible: true,
      isBackedUp: true,
    })
  })

  test('is made in a security key with a PIN, and is the second proof of somebody named', async () => {
    await here.has({ transport: 'usb' })
    const credential = await here.registers('make', { attachment: 'cross-platform' })
    expect(credential).toMatchObject({ transports: ['usb'], isVerified: true })
    const allow = [{ id: credential.id, transports: credential.transports }]
    await here.draws(field('get', asking('show', { allow })))
    await here.press()
    expect(await judgeProof(await here.sent(), 'show', credential)).toMatchObject({
      is: 'right',
      isVerified: true,
    })
  })

  test('in a security key without a PIN counts for what it is', async () => {
    await here.has({ transport: 'usb', hasUserVerification: false, isUserVerified: false })
    // Browsers make no passkey that says who somebody is in a key that cannot ask for a PIN.
    await here.draws(field('create', creation('make', { userVerification: 'preferred' })))
    await here.press()
    await here.page.getByText('cancelled').waitFor()

    const plain = { residentKey: 'discouraged', userVerification: 'preferred' }
    await here.draws(field('create', { ...creation('make'), authenticatorSelection: plain }))
    await here.press()
    const judged = await judgeNew(await here.sent(), 'make', false)
    if (judged.is === 'wrong') throw new Error(judged.why)
    const { credential } = judged
    expect(credential).toMatchObject({ isVerified: false, isDiscoverable: false })

    const allow = [{ id: credential.id, transports: credential.transports }]
    await here.draws(field('get', asking('show', { allow, userVerification: 'preferred' })))
    await here.press()
    const response = await here.sent()
    expect(await judgeProof(response, 'show', credential, false)).toMatchObject({
      is: 'right',
      isVerified: false,
    })
    expect(await judgeProof(response, 'show', credential)).toEqual({
      is: 'wrong',
      why: 'not-verified',
    })
  })

  test('is offered with the names to fill in, and nothing is pressed', async () => {
    await here.has()
    const credential = await here.registers('make')
    await here.draws(`${field('get', asking('show'))}
      ${nameField()}`)
    expect(await judgeProof(await here.sent(), 'show', credential)).toMatchObject({ is: 'right' })
  })

  test('is refused when another page holds ours inside it', async () => {
    await here.has()
    const credential = await here.registers('make')
    await here.drawsInside(field('get', asking('show')), 'http://127.0.0.1:4000/')
    await here.press()
    const response = await here.sent()
    expect(await judgeProof(response, 'show', credential)).toEqual({ is: 'wrong', why: 'framed' })
  })
})

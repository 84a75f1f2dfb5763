// How fresh is a proof? Staying signed in, proving again, and applications that ask for it.
import { expect } from 'vitest'
import { decodeJwt } from 'jose'
import { attack, openRig } from '../rig.ts'
import { houseFile } from '../house-file.ts'
import {
  answerName,
  authorize,
  authorizeAs,
  authorizing,
  codeOf,
  places,
  proveForChange,
  redeem,
  signIn,
  tokensIn,
  whoIsIn,
} from '../verbs.ts'

openRig()

attack('ATK-SES-08 staying signed in ends on its day, and lifts nothing', async (rig) => {
  const alice = await rig.colleague('alice')
  const stays = rig.browser()
  await signIn(stays, alice, { stay: 'yes' })
  expect(await whoIsIn(stays)).toBe(alice.login)
  const goes = rig.browser()
  await signIn(goes, alice)
  // Past its rest, where somebody who did not ask to stay is out.
  await rig.pass(13 * 3600)
  await rig.attack({}, async () => {
    expect(await whoIsIn(goes)).toBeUndefined()
    expect(await whoIsIn(stays)).toBe(alice.login)
    // No fresher for an application that asks for fresh proof, and no stronger.
    await authorize(stays, authorizing('post', { max_age: '300' }))
    expect(stays.last.screen?.['kind']).toBe('who')
    const quiet = await authorize(
      stays,
      authorizing('post', { prompt: 'none', acr_values: 'urn:portvakt:2fa' }),
    )
    expect(quiet.location).toContain('error=login_required')
    await rig.pass(18 * 86_400)
    expect(await whoIsIn(stays)).toBe(alice.login)
    await rig.pass(12 * 86_400)
    expect(await whoIsIn(stays)).toBeUndefined()
  })
})

attack('ATK-SES-10 proof for one thing is not proof for another', async (rig) => {
  const alice = await rig.colleague('alice')
  const fresh = { ...houseFile, rules: [strict(houseFile.rules[0])] }
  await rig.town.apply(fresh)
  const browser = rig.browser()
  expect(codeOf(await authorizeAs(browser, authorizing('post'), alice))).toBeTruthy()
  await rig.pass(16 * 60)
  await rig.attack({}, async () => {
    expect(await whoIsIn(browser)).toBe(alice.login)
    // Who they are is known still; that it is them is asked again.
    await authorize(browser, authorizing('timer'))
    expect(browser.last.screen?.['kind']).toBe('password')
    const quiet = await authorize(browser, authorizing('timer', { prompt: 'none' }))
    expect(quiet.location).toContain('error=login_required')
    // Given up half-way: the session is as it was, and the change still asks.
    await browser.get(places.password)
    await browser.follow()
    await browser.get(places.start)
    expect(await whoIsIn(browser)).toBe(alice.login)
    await browser.get(places.password)
    await browser.follow()
    expect(browser.last.screen?.['kind']).toBe('password')
  })
  // Proven, then left lying for longer than a proof lives.
  const slow = rig.browser()
  await proveForChange(slow, alice)
  expect(slow.last.screen?.['kind']).toBe('new-password')
  await rig.pass(16 * 60)
  await rig.attack({}, async () => {
    await slow.answer({ password: rig.newPassword() })
    await slow.get(slow.last.path)
    expect(slow.last.screen?.['kind']).toBe('password')
  })
  await rig.town.apply(houseFile)
})

const strict = (rule: (typeof houseFile.rules)[number] | undefined) => ({
  id: 'alle',
  need: { ...rule?.need, freshMinutes: 15 },
})

attack('ATK-SES-11 an application that asks for a fresh sign-in gets one', async (rig) => {
  const alice = await rig.colleague('alice')
  const machine = rig.machine()
  const browser = rig.browser()
  const first = authorizing('post')
  const code = codeOf(await authorizeAs(browser, first, alice)) ?? ''
  const before = authTime(tokensIn(await redeem(machine, first, code)).id_token)
  await rig.pass(120)

  for (const more of [{ prompt: 'login' }, { max_age: '0' }, { max_age: '60' }]) {
    const asked = authorizing('post', more)
    await rig.attack({}, async () => {
      const seen = await authorize(browser, asked)
      expect(codeOf(seen)).toBeUndefined()
      expect(browser.last.screen?.['kind']).toBe('who')
      // Back, and straight to the end of the walk.
      const early = await browser.get(seen.path.replace('/visit/', '/oidc/authorize/'))
      expect(codeOf(early)).toBeUndefined()
    })
    await authorize(browser, asked)
    await answerName(browser, alice.login)
    await browser.answer({ password: alice.password })
    const given = codeOf(await browser.follow()) ?? ''
    const after = authTime(tokensIn(await redeem(machine, asked, given)).id_token)
    expect(after).toBeGreaterThan(before + 100)
    await rig.pass(120)
  }
})

const authTime = (token: string | undefined): number => Number(decodeJwt(token ?? '')['auth_time'])

// A password that is changed: who may, and what dies with the old one.
import { expect } from 'vitest'
import { attack, openRig } from '../rig.ts'
import {
  authorizeAs,
  authorizing,
  changePassword,
  codeOf,
  name,
  places,
  proveForChange,
  redeem,
  refresh,
  signIn,
  tokensIn,
  whoIsIn,
} from '../verbs.ts'
import { liveSessions } from '../witness.ts'

openRig()

attack('ATK-PWD-11 a session alone changes no password', async (rig) => {
  const alice = await rig.colleague('alice')
  const honest = rig.browser()
  await signIn(honest, alice)
  const second = rig.newPassword()
  await changePassword(honest, alice, second)
  expect(honest.last.to).toBe('/password/changed')

  // The same session, and nothing that is known.
  const next = rig.newPassword()
  await rig.attack({ events: [] }, async () => {
    await honest.get(places.password)
    await honest.follow()
    const { form } = honest.last
    for (const question of ['renew.1', 'renew.2', 'renew', form?.question ?? '']) {
      const fields = { token: form?.token ?? '', question, repeat: next, do: 'answer' }
      const forged =
        question === form?.question ? { ...fields, stay: 'yes' } : { ...fields, password: next }
      await honest.post(form?.action ?? '', forged)
      await honest.get(form?.action ?? '')
      expect(honest.last.screen?.['kind']).toBe('password')
    }
  })
  // However fresh the session is, and also when it has just come in.
  await rig.attack({ sessions: 1 }, async () => {
    const fresh = rig.browser()
    await signIn(fresh, { ...alice, password: second })
    await fresh.get(places.password)
    await fresh.follow()
    expect(fresh.last.screen?.['kind']).toBe('password')
    await fresh.answer({ password: next })
    expect(fresh.last.problem?.code).toBe('wrong-name-or-password')
  })
})

attack('ATK-PWD-12 everything that rests on the old password dies with it', async (rig) => {
  const alice = await rig.colleague('alice')
  const machine = rig.machine()
  const elsewhere = rig.browser()
  const asked = authorizing('post', {
    scope: 'openid profile offline_access',
    prompt: 'consent',
  })
  const code = codeOf(await authorizeAs(elsewhere, asked, alice)) ?? ''
  const got = await redeem(machine, asked, code)
  expect(got.text).toContain('access_token')
  const tokens = tokensIn(got)
  const renewed = tokensIn(await refresh(machine, 'post', tokens.refresh_token ?? ''))
  const remembered = rig.browser()
  await signIn(remembered, alice, { stay: 'yes' })
  const here = rig.browser()
  await signIn(here, alice)
  const waiting = authorizing('timer')
  const waitingCode = codeOf(await authorizeAs(elsewhere, waiting, alice)) ?? ''
  expect(waitingCode).not.toBe('')

  await changePassword(here, alice, rig.newPassword())
  await rig.attack({}, async () => {
    for (const dead of [elsewhere, remembered]) {
      expect(await whoIsIn(dead)).toBeUndefined()
      expect(await whoIsIn(dead)).toBeUndefined()
    }
    const again = await refresh(machine, 'post', renewed.refresh_token ?? '')
    expect([again.status, JSON.parse(again.text).error]).toEqual([400, 'invalid_grant'])
    const late = await redeem(machine, waiting, waitingCode)
    expect([late.status, JSON.parse(late.text).error]).toEqual([400, 'invalid_grant'])
  })
  // The one who changed it goes on.
  expect(await whoIsIn(here)).toBe(alice.login)
  expect(await liveSessions(rig.town.database, alice.id)).toBe(1)
})

attack(
  'ATK-PWD-12b an old password proven a moment before does not change the new one',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const honest = rig.browser()
    await proveForChange(honest, alice)
    const mallory = rig.browser()
    await proveForChange(mallory, alice)
    expect(mallory.last.screen?.['kind']).toBe('new-password')

    const chosen = rig.newPassword()
    await honest.answer({ password: chosen })
    expect(honest.last.to).toBe('/password/changed')
    await rig.attack({}, async () => {
      const stolen = rig.newPassword()
      await mallory.answer({ password: stolen })
      expect(mallory.last.to).not.toBe('/password/changed')
      await mallory.follow().catch(() => undefined)
      await mallory.get(mallory.last.path)
      expect(mallory.last.screen?.['kind']).toBe('password')
      const in2 = rig.browser()
      await signIn(in2, { ...alice, password: stolen })
      expect(in2.last.problem?.code).toBe('wrong-name-or-password')
    })
    const after = rig.browser()
    await signIn(after, { ...alice, password: chosen })
    expect(await whoIsIn(after)).toBe(alice.login)
  },
)

attack('ATK-PWD-13 the old password is refused on the other node at once', async (rig) => {
  const alice = await rig.colleague('alice')
  // Every node has the visit, the person and the method as they were.
  const warm = [rig.browser(), rig.browser()]
  for (const browser of warm) await name(browser, alice.login)
  const next = rig.newPassword()
  await rig.forgiven(() => changePassword(rig.browser(), alice, next))
  await rig.attack({}, async () => {
    for (const browser of warm) {
      await browser.answer({ password: alice.password })
      expect(browser.last.problem?.code).toBe('wrong-name-or-password')
    }
  })
  const honest = rig.browser()
  await signIn(honest, { ...alice, password: next })
  expect(await whoIsIn(honest)).toBe(alice.login)
})

attack('ATK-PWD-14 a password stands in no answer, log, row or mail', async (rig) => {
  const alice = await rig.colleague('alice')
  const wrong = rig.newPassword()
  const seen: string[] = []
  const browser = rig.browser()
  await signIn(browser, alice)
  seen.push(browser.last.text, ...[...browser.last.headers].flat())
  await rig.attack({}, async () => {
    const eve = rig.browser()
    await name(eve, alice.login)
    for (const accept of ['application/json', 'text/html']) {
      const { form } = eve.last
      const fields = { token: form?.token ?? '', question: form?.question ?? '', password: wrong }
      const told = await eve.post(form?.action ?? '', fields, { accept })
      seen.push(told.text, ...[...told.headers].flat())
      await eve.get(form?.action ?? '')
    }
    // A body that cannot be read, and a question of long ago.
    await eve.post(`/visit/${wrong.replaceAll(' ', '')}`, { password: wrong })
    seen.push(eve.last.text)
    await eve.post(places.startCode, { password: wrong, name: alice.login, code: wrong })
    seen.push(eve.last.text)
  })
  for (const text of seen) {
    for (const secret of [wrong, alice.password]) expect(text.includes(secret)).toBe(false)
  }
  await rig.secretsStandNowhere()
})

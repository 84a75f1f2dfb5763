// Activation: whose letter it is, how often it may be used, and what happens to it meanwhile.
import { expect } from 'vitest'
import { attack, openRig, type Rig } from '../rig.ts'
import type { Invited } from '../people.ts'
import { activate, openLetter, places, proveForChange, signIn, whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

async function isIn(rig: Rig, person: Invited): Promise<boolean> {
  const browser = rig.browser()
  await signIn(browser, person)
  return (await whoIsIn(browser)) === person.login
}

const stateNow = async (rig: Rig, person: Invited): Promise<string | undefined> =>
  (
    await ask<{ state: string }>(rig.town.database, 'select state from people where id = $1', [
      person.id,
    ])
  )[0]?.state

attack('ATK-ENR-02 a walk that began with one letter ends as that person', async (rig) => {
  const honest = await rig.invited('alice')
  const own = rig.browser()
  await activate(own, honest)
  expect(await whoIsIn(own)).toBe(honest.login)

  const mallory = await rig.invited('mallory')
  const carol = await rig.invited()
  const hers = rig.browser()
  await openLetter(hers, carol)
  const browser = rig.browser()
  await openLetter(browser, mallory)
  const { form } = browser.last
  const stolen = rig.newPassword()
  const honestFields = { token: form?.token ?? '', question: form?.question ?? '' }
  await rig.attack({}, async () => {
    const swap = {
      person: carol.id,
      name: carol.login,
      who: carol.id,
      letter: carol.token,
      id: carol.id,
    }
    for (const [key, value] of Object.entries(swap)) {
      // One at a time, in the body and in the address; the password is too short, so nothing ends.
      await browser.post(form?.action ?? '', { ...honestFields, [key]: value, password: 'short' })
      expect(browser.last.problem?.code).toBe('password-too-short')
      const query = new URLSearchParams({ [key]: value }).toString()
      await browser.get(`${form?.action}?${query}`)
      expect(browser.last.screen?.['account']).toBe(mallory.login)
    }
    // Carol's own walk, from mallory's browser.
    await browser.post(hers.last.form?.action ?? '', { ...honestFields, password: stolen })
    expect(browser.last.status).toBe(403)
    // Mallory's PIN on carol's letter, and the reverse.
    const eve = rig.browser()
    await openLetter(eve, { token: carol.token, pin: mallory.pin })
    expect(eve.last.problem?.code).toBe('wrong-code')
    await openLetter(eve, { token: mallory.token, pin: carol.pin })
    expect(eve.last.problem?.code).toBe('wrong-code')
  })
  await browser.get(form?.action ?? '')
  await browser.answer({ password: mallory.password, person: carol.id })
  expect(await stateNow(rig, carol)).toBe('invited')
  expect(await stateNow(rig, mallory)).toBe('active')
  expect(await isIn(rig, { ...carol, password: mallory.password })).toBe(false)
  expect(await isIn(rig, mallory)).toBe(true)
})

attack('ATK-ENR-04 a letter that was used is used', async (rig) => {
  const carol = await rig.invited()
  const first = rig.browser()
  const second = rig.browser()
  await openLetter(second, carol)
  expect(second.last.screen?.['kind']).toBe('new-password')
  await activate(first, carol)
  expect(await whoIsIn(first)).toBe(carol.login)

  const stolen = rig.newPassword()
  await rig.attack({ events: [] }, async () => {
    for (const browser of [first, rig.browser()]) {
      await browser.get(places.letter(carol.token))
      expect([browser.last.status, browser.last.screen?.['about']]).toEqual([410, 'letter-used'])
      await browser.post(places.letter(carol.token), {
        token: browser.last.form?.token ?? '',
        question: 'begin',
        code: carol.pin,
        password: stolen,
      })
      expect([browser.last.status, browser.last.screen?.['about']]).toEqual([410, 'letter-used'])
    }
    await second.answer({ password: stolen })
    expect(second.last.problem ?? second.last.to ?? second.last.status).not.toBe('/')
    expect(await whoIsIn(second)).toBeUndefined()
    const byCode = rig.browser()
    await byCode.get(places.startCode)
    await byCode.answer({ name: carol.login, code: carol.code })
    expect(byCode.last.screen?.['about']).toBe('letter-used')
  })
  expect(await isIn(rig, { ...carol, password: stolen })).toBe(false)
})

attack('ATK-ENR-07 whoever is suspended half-way sets no password', async (rig) => {
  const honest = await rig.invited('alice')
  await activate(rig.browser(), honest)
  expect(await stateNow(rig, honest)).toBe('active')

  const carol = await rig.invited()
  const browser = rig.browser()
  await openLetter(browser, carol)
  expect(browser.last.screen?.['kind']).toBe('new-password')
  const later = rig.browser()
  await later.get(places.letter(carol.token))
  await rig.suspend(carol)
  await rig.attack({}, async () => {
    await browser.answer({ password: carol.password })
    expect(browser.last.to).toBeUndefined()
    expect([403, 410]).toContain(browser.last.status)
    await later.answer({ code: carol.pin })
    expect(later.last.status).toBe(404)
    expect(later.last.text).not.toContain(carol.firstName)
    expect(await whoIsIn(browser)).toBeUndefined()
  })
  expect(await stateNow(rig, carol)).toBe('suspended')

  // A newer letter: the older walk ends with it.
  const dora = await rig.invited('dora')
  const old = rig.browser()
  await openLetter(old, dora)
  await rig.inviteAgain(dora)
  await rig.attack({}, async () => {
    await old.answer({ password: dora.password })
    expect(old.last.status).toBe(410)
  })
  expect(await stateNow(rig, dora)).toBe('invited')
})

attack('ATK-ENR-19 a session that was stolen while it rested sets up nothing', async (rig) => {
  const alice = await rig.colleague('alice')
  const { database } = rig.town
  await database.send('', `insert into addresses values ($1, 'mail', $2, 1, $3)`, [
    alice.id,
    `privat.${alice.login}`,
    rig.town.moment().now,
  ])
  const hers = rig.browser()
  await signIn(hers, alice)
  await rig.pass(3000)
  const thief = rig.browser()
  thief.cookies.set('__Host-portvakt', hers.cookies.get('__Host-portvakt') ?? '')
  expect(await whoIsIn(thief)).toBe(alice.login)
  await proveForChange(hers, alice)
  expect(hers.last.screen?.['kind']).toBe('new-password')
  const { form } = hers.last

  const stolen = rig.newPassword()
  await rig.attack({ events: [] }, async () => {
    // A walk of his own: it asks for the password before anything, whatever he answers.
    await thief.get(places.password)
    await thief.follow()
    for (const question of ['renew.1', 'renew.2', 'summary.1']) {
      const own = thief.last.form
      await thief.post(own?.action ?? '', {
        token: own?.token ?? '',
        question,
        password: stolen,
      })
      await thief.get(own?.action ?? '')
      expect(thief.last.screen?.['kind']).toBe('password')
    }
    // The walk in which alice has shown hers, with the very session it was begun with.
    await thief.get(form?.action ?? '')
    expect([thief.last.status, thief.last.screen?.['kind']]).toEqual([403, 'notice'])
    for (const token of [form?.token ?? '', thief.last.form?.token ?? '']) {
      const fields = { token, question: form?.question ?? '', password: stolen }
      await thief.post(form?.action ?? '', fields)
      expect(thief.last.status).toBe(403)
    }
  })
  // The honest one: hers goes on, and every address of hers hears of it.
  const next = rig.newPassword()
  await hers.answer({ password: next })
  expect(hers.last.to).toBe('/password/changed')
  const told = await ask<{ count: number }>(
    database,
    `select count(*)::int as count from messages where person_id = $1 and kind = 'password-changed'`,
    [alice.id],
  )
  expect(told).toEqual([{ count: 2 }])
  const after = rig.browser()
  await signIn(after, { ...alice, password: next })
  expect(await whoIsIn(after)).toBe(alice.login)
  // What was proven anew has a new secret, and the stolen one opens nothing any more.
  expect(await whoIsIn(hers)).toBe(alice.login)
  expect(await whoIsIn(thief)).toBeUndefined()
})

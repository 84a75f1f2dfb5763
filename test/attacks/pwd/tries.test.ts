// Guessing: how often one may be wrong, and whom it keeps out.
import { expect } from 'vitest'
import { attack, newAddress, openRig, type Rig } from '../rig.ts'
import type { Visitor } from '../../town/visitor.ts'
import { name, places, signIn, whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const wrong = { code: 'wrong-name-or-password', field: 'password' }

async function guess(browser: Visitor, times: number): Promise<void> {
  for (let tries = 0; tries < times; tries += 1) {
    const { problem } = await browser.answer({ password: `not this one ${tries}` })
    expect(problem).toEqual(wrong)
  }
}

const countEvents = async (rig: Rig, kind: string, person: string): Promise<number> =>
  (
    await ask<{ count: number }>(
      rig.town.database,
      'select count(*)::int as count from events where kind = $1 and person_id = $2',
      [kind, person],
    )
  )[0]?.count ?? 0

attack('ATK-PWD-01 two hundred wrong passwords in a row make the next one wait', async (rig) => {
  const alice = await rig.colleague('alice')
  const known = rig.browser()
  await rig.forgiven(() => signIn(known, alice))
  expect(await whoIsIn(known)).toBe(alice.login)

  const eve = rig.browser()
  await name(eve, alice.login)
  await rig.attack({}, async () => {
    await guess(eve, 200)
    // The right one is not even looked at.
    await eve.answer({ password: alice.password })
    expect(eve.last.problem).toEqual(wrong)
  })
  const failed = await countEvents(rig, 'proof.failed', alice.id)
  const held = await countEvents(rig, 'proof.held-back', alice.id)
  expect(failed).toBeLessThanOrEqual(5)
  // When the wait begins, at the tenth and at the hundredth: guessing fills no table.
  expect(held).toBe(3)
  const [most] = await ask<{ refused: number }>(
    rig.town.database,
    'select max(refused)::int as refused from throttles',
    [],
  )
  expect(failed + (most?.refused ?? 0)).toBe(201)

  await rig.attack({ sessions: 1 }, async () => {
    const again = rig.browser()
    again.cookies.set('__Host-portvakt-browser', known.cookies.get('__Host-portvakt-browser') ?? '')
    await signIn(again, alice)
    expect(await whoIsIn(again)).toBe(alice.login)
  })

  // The wait grows: after ten seconds one more try is judged, and the next wait is twice as long.
  await rig.pass(11)
  await rig.attack({}, async () => {
    await eve.answer({ password: 'still not this one' })
    await rig.pass(11)
    await eve.answer({ password: alice.password })
    expect(eve.last.problem).toEqual(wrong)
  })
  await rig.pass(900)
  await signIn(rig.browser(), alice)
})

attack('ATK-PWD-04 an hour of wrong passwords from abroad keeps nobody out', async (rig) => {
  const alice = await rig.colleague('alice')
  const usual = rig.browser()
  await signIn(usual, alice)
  await usual.get(places.signOut)
  await usual.answer({ choice: 'here' })

  await rig.attack({ sessions: 2 }, async () => {
    for (let minutes = 0; minutes < 60; minutes += 5) {
      const eve = rig.browser(newAddress())
      await name(eve, alice.login)
      await guess(eve, 6)
      await rig.pass(300)
    }
    await guessesAgain(rig, alice.login)
    await signIn(usual, alice)
    expect(await whoIsIn(usual)).toBe(alice.login)
    // From a browser nobody has seen: at most a quarter of an hour.
    await rig.pass(901)
    const other = rig.browser()
    await signIn(other, alice)
    expect(await whoIsIn(other)).toBe(alice.login)
  })
})

async function guessesAgain(rig: Rig, login: string): Promise<void> {
  const eve = rig.browser()
  await name(eve, login)
  await guess(eve, 3)
}

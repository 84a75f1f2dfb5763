// A lock as a weapon: whoever makes one keeps nobody out who is known, or who can show that it is
// them; and nobody takes it away for somebody else.
import { expect } from 'vitest'
import { withPhone, wrongOf, type WithPhone } from '../methods.ts'
import { begins, messageFor, presses, turns } from '../recovery.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import type { Visitor } from '../../town/visitor.ts'
import { name, signIn, whoIsIn } from '../verbs.ts'

openRig()

const browserCookie = '__Host-portvakt-browser'

/** A hundred in a row, each as early as it is looked at. */
async function locks(rig: Rig, { person }: WithPhone): Promise<void> {
  const eve = rig.browser()
  await name(eve, person.login)
  for (let tries = 0; tries < 101; tries += 1) {
    await eve.answer({ password: 'never this one' })
    expect(eve.last.problem?.code).toBe('wrong-name-or-password')
    if (tries > 3) await rig.pass(901)
  }
}

async function comesIn(rig: Rig, browser: Visitor, { person, number }: WithPhone): Promise<void> {
  if (browser.last.problem === undefined && browser.last.to !== undefined) await browser.follow()
  expect(browser.last.screen).toMatchObject({ kind: 'enter-code', by: 'sms' })
  await rig.forgiven(() => browser.answer({ code: rig.town.phones.codeTo(number) }))
  expect(await whoIsIn(browser)).toBe(person.login)
}

attack(
  'ATK-PWD-04b a lock that strangers made holds nobody who can take it away',
  async (rig) => {
    const alice = await begins(rig)
    const mallory = await withPhone(rig, 'mallory')
    const known = rig.browser()
    await rig.forgiven(() => signIn(known, alice.person))
    await comesIn(rig, known, alice)
    await rig.attack({ sessions: 2, rows: true }, async () => {
      await locks(rig, alice)
      // It rests: no wait ends it.
      await rig.pass(3601)
      const other = rig.browser()
      await signIn(other, alice.person)
      expect(other.last.problem?.code).toBe('wrong-name-or-password')
      // Nobody takes it away with what is theirs, or with nothing.
      for (const who of [rig.browser(), other]) {
        await turns(who, alice.person.login, 'locked')
        for (const fields of [
          { do: 'send', phone: mallory.number, method: mallory.number },
          { code: wrongOf(rig.town.phones.codeTo(alice.number)) },
          { password: alice.person.password },
          { do: 'back' },
        ])
          await presses(who, fields)
        expect(who.last.screen).toMatchObject({ kind: 'password' })
        expect(who.last.screen?.['came']).toBeUndefined()
        await presses(who, { password: alice.person.password })
        expect(who.last.problem?.code).toBe('wrong-name-or-password')
      }
      expect(rig.town.phones.messagesTo(mallory.number)).toEqual([])
      await turns(other, mallory.person.login, 'locked')
      await presses(other, { code: await messageFor(rig, other, mallory.number) })
      await name(other, alice.person.login)
      await presses(other, { password: alice.person.password })
      expect(other.last.problem?.code).toBe('wrong-name-or-password')
      // Her own browser never noticed.
      const usual = rig.browser()
      usual.cookies.set(browserCookie, known.cookies.get(browserCookie) ?? '')
      await rig.forgiven(() => signIn(usual, alice.person))
      await comesIn(rig, usual, alice)
      // And from any other she is in at once, by showing that it is her.
      await rig.pass(3601)
      const own = rig.browser()
      await turns(own, alice.person.login, 'locked')
      await presses(own, { code: await messageFor(rig, own, alice.number) })
      expect(own.last.screen).toMatchObject({ kind: 'password', came: 'unlocked' })
      await rig.forgiven(() => presses(own, { password: alice.person.password }))
      await comesIn(rig, own, alice)
    })
  },
  120,
)

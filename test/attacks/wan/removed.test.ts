// Keys that are taken away: never the last that a rule asks for, never by whoever has shown nothing
// of late, and nobody stays in by one that is gone.
import { expect } from 'vitest'
import { atTheDoor, begin, entersByApp, shows, withKey } from '../keys.ts'
import { givePasskey, methodsHouse, methodsOf, removes } from '../methods.ts'
import { attack, openRig, rounds } from '../rig.ts'
import { whoIsIn } from '../verbs.ts'
import { ask, liveSessions } from '../witness.ts'

openRig()

const strong = (more: object) => ({
  id: 'timer',
  applications: ['timer'],
  need: { proofs: 2, accepts: ['password', 'passkey', 'totp'], methods: [], ...more },
})

attack('ATK-WAN-14 the last key that a rule asks for is not removed', async (rig) => {
  const houses = {
    'wants one': methodsHouse({ need: { methods: ['passkey'] } }),
    'wants one elsewhere': methodsHouse({ before: [strong({ methods: ['resists-phishing'] })] }),
    'asks for one': methodsHouse({ before: [strong({ resistsPhishing: true })] }),
  }
  for (const [which, house] of Object.entries(houses)) {
    await begin(rig)
    const { person } = await withKey(rig, 'alice')
    await givePasskey(rig, person)
    const browser = await entersByApp(rig, person)
    await rig.town.apply(house)
    const keys = (await methodsOf(rig, person)).filter(({ factor }) => factor === 'passkey')
    // Two at once, from two tabs: one of them stays.
    const tab = rig.browser()
    for (const [name, value] of browser.cookies) tab.cookies.set(name, value)
    await Promise.all([browser, tab].map((each, at) => removes(each, keys[at]?.id ?? '')))
    const left = (await methodsOf(rig, person)).filter(({ factor }) => factor === 'passkey')
    expect([which, left.length]).toEqual([which, 1])
    await rig.attack({}, async () => {
      await removes(browser, left[0]?.id ?? '')
      expect(browser.last.problem?.code).toBe('too-few-methods')
    })
  }
  // Shown too long ago: nothing is taken away before it is shown once more.
  await begin(rig)
  const { person } = await withKey(rig, 'alice')
  const browser = await entersByApp(rig, person)
  const [key] = (await methodsOf(rig, person)).filter(({ factor }) => factor === 'passkey')
  await rig.pass(16 * 60)
  await rig.attack({ events: [] }, async () => {
    await removes(browser, key?.id ?? '')
    await browser.follow()
    expect(browser.last.screen?.['kind']).toBe('password')
    await browser.get(`/security/remove/${key?.id}`)
    await browser.follow()
    expect(browser.last.screen?.['kind']).toBe('password')
  })
})

attack(
  'ATK-WAN-15 a key that is taken away while it is used leaves nobody in by it',
  async (rig) => {
    await begin(rig)
    for (let round = 0; round < rounds / 2; round += 1) {
      const { person, soft } = await withKey(rig, 'alice')
      const owner = await entersByApp(rig, person)
      const [key] = (await methodsOf(rig, person)).filter(({ factor }) => factor === 'passkey')
      const thief = await atTheDoor(rig)
      await Promise.all([removes(owner, key?.id ?? ''), shows(thief, soft)])
      expect((await methodsOf(rig, person)).map(({ factor }) => factor)).not.toContain('passkey')
      expect(await whoIsIn(thief)).toBeUndefined()
      expect(await whoIsIn(owner)).toBe(person.login)
      expect(await liveSessions(rig.town.database, person.id)).toBe(1)
    }
    const [told] = await ask<{ count: number }>(
      rig.town.database,
      `select count(*)::int as count from events where kind = 'method.removed'`,
    )
    expect(told?.count).toBeGreaterThan(0)
  },
  60,
)

// Setting up that went on on a phone: the phone is signed in nowhere, sets up the one method on the
// one account that its page named, and whoever else holds the code is told that it was used.
import { expect } from 'vitest'
import { addsMethod, cameIn, chooses, keyOn, methodsHouse, methodsOf, shownBy } from '../methods.ts'
import { attack, newAddress, openRig } from '../rig.ts'
import { addsPhone, onTwo, pushHouse } from '../push/approving.ts'
import { whoIsIn } from '../verbs.ts'
import type { Visitor } from '../../town/visitor.ts'

openRig()

/** The code on the PC, where an app was to be added. */
async function handsOver(pc: Visitor): Promise<string> {
  await addsMethod(pc, 'totp')
  await chooses(pc, 'hand-over')
  const code = pc.last.screen?.['code']
  if (typeof code !== 'string') throw new Error(`There is no code here: ${pc.last.text}`)
  return code
}

const pageOf = (code: string): string => `/m/${encodeURIComponent(code)}`

/** The press on the page that says whose account it is. */
async function opens(phone: Visitor, code: string): Promise<void> {
  await phone.get(pageOf(code))
  await phone.post(pageOf(code), { token: phone.last.form?.token ?? '' })
  await phone.follow()
}

/** Signed in nowhere: every page of one's own asks who it is. */
async function isNobody(phone: Visitor): Promise<void> {
  expect(await whoIsIn(phone)).toBeUndefined()
  for (const path of ['/security', '/password', '/oppsett']) {
    await phone.get(path)
    await phone.follow()
    expect([path, phone.last.screen?.['kind']]).toEqual([path, 'who'])
  }
}

attack('ATK-ENR-21 a phone that goes on sets up one method, and is nobody itself', async (rig) => {
  await rig.town.apply(methodsHouse())
  const { person, browser: pc } = await cameIn(rig, 'alice')
  const code = await handsOver(pc)
  const phone = rig.browser()
  await opens(phone, code)
  const [page, key] = [phone.last.path, keyOn(phone)]
  await rig.attack({}, async () => {
    await isNobody(phone)
    for (const leaves of ['cancel', 'another-account', 'back']) {
      await phone.get(page)
      await phone.answer({ do: leaves })
      expect([leaves, await isAtTheKey(phone, page, key)]).toEqual([leaves, true])
    }
    for (const choice of ['sms', 'passkey', 'codes', 'hand-over', 'password']) {
      await phone.get(page)
      await phone.answer({ do: 'choose', choice })
      expect([choice, await isAtTheKey(phone, page, key)]).toEqual([choice, true])
    }
  })
  await phone.answer({ code: shownBy(rig, key) })
  expect(phone.last.to).toBe('/m/done')
  await rig.attack({}, async () => {
    await isNobody(phone)
    await phone.get(page)
    expect(phone.last.status).toBe(410)
    expect(await methodsOf(rig, person)).toHaveLength(3)
  })
})

async function isAtTheKey(phone: Visitor, page: string, key: Buffer): Promise<boolean> {
  await phone.get(page)
  return keyOn(phone).equals(key)
}

attack('ATK-ENR-22 a code slipped to somebody gives away nothing of theirs', async (rig) => {
  await rig.town.apply(methodsHouse())
  const [mallory, alice] = [await cameIn(rig, 'mallory'), await cameIn(rig, 'alice')]
  const before = await methodsOf(rig, alice.person)
  const code = await handsOver(mallory.browser)
  // Over the shoulder, off the picture or out of a log: whoever presses second comes too late.
  const eve = rig.browser()
  await eve.get(pageOf(code))
  const { token = '' } = eve.last.form ?? {}
  const isTooLate = async (): Promise<void> => {
    for (const seen of [await eve.post(pageOf(code), { token }), await eve.get(pageOf(code))])
      expect([seen.status, seen.screen?.['about']]).toEqual([410, 'hand-over-used'])
  }
  await rig.attack({}, async () => {
    // She is in, on the very browser, and the page names the account all the same.
    await alice.browser.get(pageOf(code))
    expect(alice.browser.last.screen).toMatchObject({ of: { account: mallory.person.login } })
    await opens(alice.browser, code)
    expect(alice.browser.last.screen).toMatchObject({ account: mallory.person.login })
    await isTooLate()
  })
  await alice.browser.answer({ code: shownBy(rig, keyOn(alice.browser)) })
  await rig.attack({}, async () => {
    expect(await methodsOf(rig, alice.person)).toEqual(before)
    expect(await whoIsIn(alice.browser)).toBe(alice.person.login)
    await isTooLate()
  })
})

attack(
  'ATK-ENR-22b whoever guesses at codes too often is told of none, a phone’s either',
  async (rig) => {
    await rig.town.apply(pushHouse())
    const alice = await cameIn(rig, 'alice')
    const { code } = await addsPhone(alice.browser)
    const led = async (from: string, typed = code) => {
      const answer = await rig.call({ target: pageOf(typed), from })
      return [answer.status, answer.headers.get('location')]
    }
    const own = [303, `/app/?add=${code.replace('-', '')}`]
    expect(await led(newAddress())).toEqual(own)
    const eve = newAddress()
    await rig.attack({}, async () => {
      const guesses = Array.from({ length: 200 }, (_, at) => `${String(at).padStart(4, '0')}-ZZZZ`)
      for (let begun = 0; begun < guesses.length; begun += 20)
        await Promise.all(guesses.slice(begun, begun + 20).map((guess) => led(eve, guess)))
      expect(await led(eve)).toEqual([404, null])
    })
    expect(await led(newAddress())).toEqual(own)
  },
  30,
  onTwo,
)

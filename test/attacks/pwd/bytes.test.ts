// What a password is made of: nothing is shortened, joined, folded too far or read as something
// else.
import { expect } from 'vitest'
import { urlencoded, written } from '../packets.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import type { Person } from '../people.ts'
import { changePassword, name, proveForChange, signIn, whoIsIn } from '../verbs.ts'

openRig()

const wrong = 'wrong-name-or-password'

async function comesIn(rig: Rig, person: Person, password: string): Promise<boolean> {
  const browser = rig.browser()
  await signIn(browser, { ...person, password })
  return (await whoIsIn(browser)) === person.login
}

const refused = async (rig: Rig, person: Person, password: string): Promise<void> => {
  const browser = rig.browser()
  await signIn(browser, { ...person, password })
  expect(browser.last.problem?.code).toBe(wrong)
}

/** So many bytes of UTF-8, of which no part is like another. */
const bytes = (length: number): string =>
  Array.from({ length: Math.ceil(length / 8) }, (_, at) =>
    `x${at * 7919}-kelp`.slice(0, 8).padEnd(8, '~'),
  )
    .join('')
    .slice(0, length)

attack('ATK-PWD-06 only the whole of a long password works', async (rig) => {
  for (const length of [72, 73, 100, 1000, 4096]) {
    const long = bytes(length)
    const alice = await rig.colleague('alice', { password: long })
    expect(await comesIn(rig, alice, long)).toBe(true)
    await rig.attack({}, async () => {
      for (const part of [long.slice(0, -1), `${long}x`, long.slice(0, 72).replace(/.$/, '!')]) {
        await refused(rig, alice, part)
      }
      if (length > 72) await refused(rig, alice, long.slice(0, 72))
    })
  }
  const nul = 'before the nul\0after the nul'
  const bob = await rig.colleague('bob', { password: nul })
  expect(await comesIn(rig, bob, nul)).toBe(true)
  await rig.attack({}, () => refused(rig, bob, 'before the nul'))
  const dora = await rig.colleague('dora')
  const browser = rig.browser()
  await rig.attack({}, async () => {
    await proveForChange(browser, dora)
    const { problem } = await browser.answer({ password: bytes(4097) })
    expect(problem?.code).toBe('password-too-long')
  })
})

attack('ATK-PWD-07 a long name and a wrong password never meet a right one', async (rig) => {
  const alice = await rig.colleague('alice')
  expect(await comesIn(rig, alice, alice.password)).toBe(true)
  await rig.attack({}, async () => {
    for (const length of [52, 72, 120, 200]) {
      const browser = rig.browser()
      await name(browser, alice.login.padEnd(length, 'x'))
      await browser.answer({ password: 'anything at all' })
      expect(browser.last.problem?.code).toBe(wrong)
    }
    const browser = rig.browser()
    await name(browser, `${alice.login}${alice.password.slice(0, 1)}`)
    await browser.answer({ password: alice.password.slice(1) })
    expect(browser.last.problem?.code).toBe(wrong)
    await refused(rig, alice, 'a wrong one')
  })
})

attack('ATK-PWD-08 an empty, doubled or shapeless password is no password', async (rig) => {
  const alice = await rig.colleague('alice')
  expect(await comesIn(rig, alice, alice.password)).toBe(true)
  const browser = rig.browser()
  await name(browser, alice.login)
  const { form } = browser.last
  const fixed = { token: form?.token ?? '', question: form?.question ?? '' }
  const target = form?.action ?? ''
  const post = (type: string, body: string) =>
    rig.call(written(rig, browser, { target, type, body }))
  const form1 = new URLSearchParams(fixed).toString()
  const secret = encodeURIComponent(alice.password)
  await rig.attack({ events: [] }, async () => {
    for (const [fields, status] of [
      ['password=', 422],
      ['', 422],
      [`password[]=${secret}`, 422],
      [`password%5B%5D=${secret}`, 422],
      [`password=${secret}&password=${secret}`, 400],
      [`password=wrong&password=${secret}`, 400],
    ] as const) {
      expect((await post(urlencoded, `${form1}&${fields}`)).status, fields).toBe(status)
    }
    for (const password of [{}, [], [alice.password], 1e5, null, true, { length: 3 }]) {
      const answer = await post('application/json', JSON.stringify({ ...fixed, password }))
      expect(answer.status, JSON.stringify(password)).toBe(400)
    }
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/xml']) {
      expect((await post(type, `${form1}&password=${secret}`)).status, type).toBe(400)
    }
  })
  // The visit stands where it stood: the honest answer still works.
  await browser.answer({ password: alice.password })
  expect(await whoIsIn(browser)).toBe(alice.login)
})

attack('ATK-PWD-09 what everybody would guess is refused, and a passphrase is not', async (rig) => {
  const alice = await rig.colleague('alice')
  const passphrase = 'blåbær, lyng og 🫐 på fjellet i går kveld før regnet kom til oss alle'
  rig.town.canaries.add(passphrase)
  const browser = rig.browser()
  await proveForChange(browser, alice)
  await rig.attack({ events: Array.from({ length: 8 }, () => 'password.refused') }, async () => {
    for (const [password, because] of [
      ['123456789012', 'password-common'],
      ['passwordpassword', 'password-common'],
      ['qwertyuiopasdfgh', 'password-common'],
      ['Norgesgruppen2026', 'password-guessable'],
      [`${alice.firstName}Nordmann2026`, 'password-has-name'],
      ['Fjordvik kommune 2026', 'password-guessable'],
      ['sommer2026sommer2026', 'password-guessable'],
      ['short1', 'password-too-short'],
    ] as const) {
      const { problem } = await browser.answer({ password })
      expect([password, problem?.field], problem?.code).toEqual([password, 'password'])
      expect(problem?.code, password).toMatch(
        because === 'password-guessable' || because === 'password-common'
          ? /^password-(guessable|common|leaked)$/
          : new RegExp(because),
      )
    }
  })
  await browser.answer({ password: passphrase })
  expect(browser.last.to).toBe('/password/changed')
  expect(await comesIn(rig, alice, passphrase)).toBe(true)
})

attack(
  'ATK-PWD-10 the same sign from another keyboard works, a look-alike does not',
  async (rig) => {
    const composed = 'caf\u00e9 og stra\u00dfe ved K\u00e5ken 12'
    const alice = await rig.colleague('alice', { password: composed })
    expect(await comesIn(rig, alice, composed)).toBe(true)
    expect(await comesIn(rig, alice, composed.normalize('NFD'))).toBe(true)
    await rig.attack({}, async () => {
      await refused(rig, alice, composed.replace('\u00df', 'ss'))
      await refused(rig, alice, composed.replace('\u00e9', 'e'))
      await refused(rig, alice, composed.replace('12', '\uff11\uff12'))
      await refused(rig, alice, composed.toUpperCase())
    })
    await rig.pass(901)
    // The Kelvin sign is canonically the letter K: NFC itself makes them one, and nothing else is.
    const next = rig.newPassword()
    await rig.forgiven(() => changePassword(rig.browser(), alice, next))
    expect(await comesIn(rig, alice, next)).toBe(true)
  },
)

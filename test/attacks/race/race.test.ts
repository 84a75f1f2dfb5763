// Two things at once: whichever comes first, nobody may end with more than they should.
import { expect } from 'vitest'
import { applyConfiguration } from '../../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../../src/domain/applying/house-file.ts'
import { factors } from '../../../src/factors/index.ts'
import { together } from '../../town/wire/one-packet.ts'
import { answering, urlencoded, written } from '../packets.ts'
import { attack, openRig, rounds } from '../rig.ts'
import { houseFile } from '../house-file.ts'
import {
  activate,
  changePassword,
  name,
  openLetter,
  places,
  proveForChange,
  signIn,
  whoIsIn,
} from '../verbs.ts'
import { ask, liveSessions } from '../witness.ts'

openRig()

attack('ATK-RACE-01 whoever is suspended while signing in is not in', async (rig) => {
  const honest = await rig.colleague('honest')
  const own = rig.browser()
  await signIn(own, honest)
  expect(await whoIsIn(own)).toBe(honest.login)
  for (let round = 0; round < rounds / 2; round += 1) {
    const alice = await rig.colleague('alice')
    const browser = rig.browser()
    await name(browser, alice.login)
    await Promise.all([browser.answer({ password: alice.password }), rig.suspend(alice)])
    expect(await whoIsIn(browser)).toBeUndefined()
    expect(await whoIsIn(browser)).toBeUndefined()
    expect(await liveSessions(rig.town.database, alice.id)).toBe(0)
  }
})

attack('ATK-RACE-01b whoever is suspended at the new password keeps the old one', async (rig) => {
  const bob = await rig.colleague('bob')
  const next = rig.newPassword()
  await changePassword(rig.browser(), bob, next)
  const after = rig.browser()
  await signIn(after, { ...bob, password: next })
  expect(await whoIsIn(after)).toBe(bob.login)

  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  await proveForChange(browser, alice)
  expect(browser.last.screen?.['kind']).toBe('new-password')
  await rig.suspend(alice)
  await rig.attack({ events: [] }, async () => {
    await browser.answer({ password: rig.newPassword() })
    expect(browser.last.to).not.toBe('/password/changed')
  })
})

attack('ATK-RACE-02 the password is changed while the old one is used', async (rig) => {
  for (let round = 0; round < rounds / 2; round += 1) {
    const alice = await rig.colleague('alice')
    const owner = rig.browser()
    await proveForChange(owner, alice)
    const mallory = rig.browser()
    await name(mallory, alice.login)
    await Promise.all([
      owner.answer({ password: rig.newPassword() }),
      mallory.answer({ password: alice.password }),
    ])
    expect(owner.last.to).toBe('/password/changed')
    expect(await whoIsIn(mallory)).toBeUndefined()
    expect(await liveSessions(rig.town.database, alice.id)).toBe(0)
  }
})

attack('ATK-RACE-02b of two who change one password in one moment one is told no', async (rig) => {
  const alice = await rig.colleague('alice')
  const browsers = [rig.browser(), rig.browser()]
  for (const browser of browsers) await rig.forgiven(() => proveForChange(browser, alice))
  const chosen = browsers.map(() => rig.newPassword())
  const answers = await together(
    rig.nodes,
    browsers.map((browser, at) => answering(rig, browser, { password: chosen[at] ?? '' })),
  )
  const done = answers.filter(({ body }) => body.includes('/password/changed'))
  expect(done).toHaveLength(1)
  const events = await ask<{ count: number }>(
    rig.town.database,
    `select count(*)::int as count from events
     where kind = 'password.changed' and person_id = $1 and data ->> 'because' = 'asked'`,
    [alice.id],
  )
  expect(events).toEqual([{ count: 1 }])
})

attack('ATK-RACE-03 one right password in twenty packets lets one browser in once', async (rig) => {
  const alice = await rig.colleague('alice')
  await rig.forgiven(() => signIn(rig.browser(), alice))
  const browser = rig.browser()
  await name(browser, alice.login)
  await rig.attack({ sessions: 1 }, async () => {
    const packet = answering(rig, browser, { password: alice.password })
    const answers = await together(
      rig.nodes,
      Array.from({ length: 20 }, () => packet),
    )
    const cameIn = answers.filter(({ head }) => /set-cookie: __Host-portvakt=[\w-]{43}/i.test(head))
    expect(cameIn).toHaveLength(1)
  })
})

attack(
  'ATK-RACE-03b a hundred guesses in one packet are judged no more often than in a row',
  async (rig) => {
    const alice = await rig.colleague('alice')
    await rig.forgiven(() => signIn(rig.browser(), alice))
    const browser = rig.browser()
    await name(browser, alice.login)
    await rig.attack({}, async () => {
      const packets = Array.from({ length: 100 }, (_, at) =>
        answering(rig, browser, { password: `guess ${at}` }),
      )
      await together(rig.nodes, packets)
    })
    const [failed] = await ask<{ count: number }>(
      rig.town.database,
      `select count(*)::int as count from events where kind = 'proof.failed' and person_id = $1`,
      [alice.id],
    )
    expect(failed?.count).toBeLessThanOrEqual(5)
  },
)

attack('ATK-RACE-03c one letter opened by many browsers is spent once', async (rig) => {
  const honest = await rig.invited('honest')
  const own = rig.browser()
  await activate(own, honest)
  expect(await whoIsIn(own)).toBe(honest.login)
  for (let round = 0; round < rounds / 4; round += 1) {
    const carol = await rig.invited()
    const browsers = [rig.browser(), rig.browser(), rig.browser(), rig.browser()]
    for (const browser of browsers) await rig.forgiven(() => openLetter(browser, carol))
    const chosen = browsers.map(() => rig.newPassword())
    const answers = await together(
      rig.nodes,
      browsers.map((browser, at) => answering(rig, browser, { password: chosen[at] ?? '' })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    const rows = await ask<{ kind: string; count: number }>(
      rig.town.database,
      `select kind, count(*)::int as count from events where person_id = $1
       and kind in ('letter.spent', 'password.changed') group by 1 order by 1`,
      [carol.id],
    )
    expect(rows).toEqual([
      { kind: 'letter.spent', count: 1 },
      { kind: 'password.changed', count: 1 },
    ])
  }
})

attack('ATK-RACE-04 of two configurations in one moment one is in force, whole', async (rig) => {
  const { town } = rig
  const file = (name: string, minLength: number) => ({
    ...houseFile,
    organisations: houseFile.organisations.map((each) => ({ ...each, name })),
    passwords: { minLengthAlone: minLength },
    groups: [...houseFile.groups, { id: `of-${minLength}`, name }],
  })
  await town.apply(houseFile)
  for (let round = 0; round < rounds / 4; round += 1) {
    const both = [file('Fjordvik en', 13), file('Fjordvik to', 14)].map((each) =>
      readHouseFile(each, factors),
    )
    await Promise.allSettled(
      both.map(async (read) => {
        if (read.is === 'wrong') throw new Error(read.faults.join())
        return applyConfiguration(town.moment(), read.file)
      }),
    )
    await town.opened.refresh()
    const { organisations, passwords, groups } = town.opened.house.configuration()
    const isFirst = organisations[0]?.name === 'Fjordvik en'
    expect(passwords.minLengthAlone).toBe(isFirst ? 13 : 14)
    expect(groups.map(({ id }) => id)).toContain(isFirst ? 'of-13' : 'of-14')
    expect(groups.map(({ id }) => id)).not.toContain(isFirst ? 'of-14' : 'of-13')
  }
  await town.apply(houseFile)
})

attack('ATK-RACE-09 nothing, a list and null are never the right token', async (rig) => {
  const carol = await rig.invited()
  const browser = rig.browser()
  await browser.get(places.startCode)
  const { form } = browser.last
  const post = (target: string, type: string, body: string) =>
    rig.call(written(rig, browser, { target, type, body }))
  const fields = { token: form?.token ?? '', question: form?.question ?? '', name: carol.login }
  const own = new URLSearchParams(fields).toString()
  await rig.attack({}, async () => {
    for (const code of [
      'code=',
      'code[]=',
      'code[]=a&code[]=b',
      'code=null',
      'code=undefined',
      '',
    ]) {
      const told = await post(places.startCode, urlencoded, `${own}&${code}`)
      expect([400, 422]).toContain(told.status)
    }
    for (const code of [null, [], {}, 0, false, [carol.code], { $ne: '' }]) {
      const told = await post(
        places.startCode,
        'application/json',
        JSON.stringify({ ...fields, code }),
      )
      expect([code, told.status]).toEqual([code, 400])
    }
    for (const token of [
      '',
      '%00',
      'null',
      'undefined',
      '[]',
      '..%2f',
      encodeURIComponent("' or 1=1"),
    ]) {
      for (const target of [places.letter(token), `${places.letter(token)}/again`]) {
        const told = await post(target, urlencoded, `${own}&code=${carol.pin}`)
        expect(told.status, target).toBeGreaterThanOrEqual(200)
        expect(await told.text()).not.toContain(carol.firstName)
      }
    }
    // A form token that is missing, empty, or another browser's.
    const other = rig.browser()
    await other.get(places.startCode)
    for (const token of ['', 'null', other.last.form?.token ?? '']) {
      await browser.post(places.startCode, { ...fields, token, code: carol.code })
      expect(browser.last.status).toBe(403)
    }
  })
  await browser.get(places.startCode)
  await browser.answer({ name: carol.login, code: carol.code })
  expect(browser.last.to).toMatch(/^\/visit\//)
})

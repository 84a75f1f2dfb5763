// After a forgotten password: what rests on the old one is dead at once, on every node, and whoever
// is suspended in that very moment has no new one.
import { expect } from 'vitest'
import { freezeHash } from '../../../src/domain/methods/set-up.ts'
import { secondsAfter } from '../../../src/lib/clock.ts'
import { keepFreeze } from '../../../src/store/methods/freezes.ts'
import type { Visitor } from '../../town/visitor.ts'
import {
  addsMethod,
  chooses,
  codeOf,
  giveApp,
  methodsOf,
  otherOf,
  toSecond,
  withPhone,
  type WithPhone,
} from '../methods.ts'
import {
  atNewPassword,
  begins,
  codesIn,
  isAtDoor,
  mailedTo,
  messageFor,
  presses,
  turns,
} from '../recovery.ts'
import { attack, openRig, rounds, type Rig } from '../rig.ts'
import {
  authorize,
  authorizing,
  codeOf as grantOf,
  redeem,
  refresh,
  signIn,
  tokensIn,
  userinfo,
  whoIsIn,
} from '../verbs.ts'
import { ask, liveSessions } from '../witness.ts'

openRig()

/** Name, password and the code of the app. */
async function comesIn(
  rig: Rig,
  browser: Visitor,
  { person, key }: WithPhone & { readonly key: Buffer },
  more: Record<string, string> = {},
): Promise<void> {
  await rig.pass(31)
  await rig.forgiven(() => toSecond(browser, person))
  if (browser.last.screen?.['by'] !== 'totp') await chooses(browser, otherOf(browser, 'totp'))
  await rig.forgiven(() => browser.answer({ code: codeOf(rig, key), ...more }))
  expect(await whoIsIn(browser)).toBe(person.login)
}

attack(
  'ATK-PWD-12d everything that rests on a forgotten password dies with it',
  async (rig) => {
    const alice = await begins(rig, { need: { rememberDays: 30 } })
    const { login } = alice.person
    const who = { ...alice, key: await giveApp(rig, alice.person) }
    const machine = rig.machine()
    const elsewhere = rig.browser()
    await comesIn(rig, elsewhere, who, { stay: 'yes' })
    const asked = authorizing('post', { scope: 'openid offline_access', prompt: 'consent' })
    const tokens = tokensIn(
      await redeem(machine, asked, grantOf(await authorize(elsewhere, asked)) ?? ''),
    )
    const renewed = tokensIn(await refresh(machine, 'post', tokens.refresh_token ?? ''))
    const waiting = authorizing('timer')
    const waitingCode = grantOf(await authorize(elsewhere, waiting)) ?? ''
    expect(waitingCode).not.toBe('')
    const remembered = rig.browser()
    await comesIn(rig, remembered, who, { remember: 'yes' })
    // The code of a hand-over, shown on a page that stands open.
    await addsMethod(remembered, 'totp')
    await chooses(remembered, 'hand-over')
    const handOver = `/m/${encodeURIComponent(String(remembered.last.screen?.['code']))}`
    // Three other windows of the way round, and one that has shown the old password.
    const atTheEnd = rig.browser()
    await atNewPassword(rig, atTheEnd, alice)
    const halfWay = rig.browser()
    await turns(halfWay, login)
    const letters = codesIn(rig, login).length
    await presses(halfWay, { code: await messageFor(rig, halfWay, alice.number) })
    const mailed = await mailedTo(rig, login, letters + 1)
    const byOld = rig.browser()
    await rig.forgiven(() => toSecond(byOld, alice.person))
    const here = rig.browser()
    await atNewPassword(rig, here, alice)
    const next = rig.newPassword()
    await presses(here, { password: next })
    isAtDoor(here, alice.person)

    // With the old password shown, and a code that nobody has used: it is spent, and leads nowhere.
    await rig.pass(31)
    await rig.attack({ rows: true }, async () => {
      await presses(byOld, { code: codeOf(rig, who.key) })
      expect(byOld.last.screen).toMatchObject({ kind: 'password' })
    })
    await rig.attack({}, async () => {
      for (const dead of [elsewhere, remembered])
        for (let node = 0; node < rig.nodes.all.length; node += 1)
          expect(await whoIsIn(dead)).toBeUndefined()
      expect((await userinfo(machine, renewed.access_token)).status).toBe(401)
      for (const late of [
        await refresh(machine, 'post', renewed.refresh_token ?? ''),
        await redeem(machine, waiting, waitingCode),
      ])
        expect([late.status, JSON.parse(late.text).error]).toEqual([400, 'invalid_grant'])
      // The other windows: at the last page, and with a code in hand.
      await presses(atTheEnd, { password: rig.newPassword() })
      expect(atTheEnd.last.status).toBe(410)
      await presses(halfWay, { code: mailed })
      expect(halfWay.last.screen).toMatchObject({ kind: 'enter-code', progress: { at: 1 } })
      const phone = rig.browser()
      await phone.get(handOver)
      expect(phone.last).toMatchObject({ status: 410, screen: { about: 'hand-over-over' } })
      // Nor does any of them know the new one, or a browser that was remembered spare it anything.
      for (const browser of [byOld, remembered]) {
        await rig.forgiven(() => toSecond(browser, { ...alice.person, password: next }))
        expect(browser.last.screen?.['kind']).toBe('enter-code')
      }
      const old = rig.browser()
      await signIn(old, alice.person)
      expect(old.last.problem?.code).toBe('wrong-name-or-password')
    })
  },
  60,
)

attack(
  'ATK-REC-16d of a new password and a suspension in one moment the suspension stands',
  async (rig) => {
    const honest = await begins(rig)
    await atNewPassword(rig, rig.browser(), honest)
    for (let round = 0; round < rounds / 4; round += 1) {
      const alice = await withPhone(rig, 'alice')
      const browser = rig.browser()
      await atNewPassword(rig, browser, alice)
      const next = rig.newPassword()
      const before = await passwordOf(rig, alice)
      await Promise.all([
        browser.answer({ password: next }),
        round % 2 === 0 ? rig.suspend(alice.person) : freezes(rig, alice),
      ])
      // Taken into use before it, or never.
      const [suspended, changed] = await lastOf(rig, alice, [
        'person.state-changed',
        'password.changed',
      ])
      const isKept = (await passwordOf(rig, alice)) !== before
      expect(changed !== undefined).toBe(isKept)
      if (changed !== undefined) expect(changed).toBeLessThan(suspended ?? 0)
      const after = await passwordOf(rig, alice)
      await rig.attack({}, async () => {
        for (const password of [next, alice.person.password]) {
          const other = rig.browser()
          await rig.forgiven(() => toSecond(other, { ...alice.person, password }))
          expect(await whoIsIn(other)).toBeUndefined()
        }
        await browser.get(browser.last.path)
        await browser.answer({ password: rig.newPassword() }).catch(() => undefined)
        expect(await whoIsIn(browser)).toBeUndefined()
      })
      expect(await passwordOf(rig, alice)).toBe(after)
      expect(await liveSessions(rig.town.database, alice.person.id)).toBe(0)
    }
  },
  60,
)

const passwordOf = async (rig: Rig, { person }: WithPhone): Promise<string | undefined> =>
  (await methodsOf(rig, person)).find(({ factor }) => factor === 'password')?.id

/** By the link of a receipt. */
async function freezes(rig: Rig, { person }: WithPhone): Promise<void> {
  const { now, house } = rig.town.moment()
  const token = `freeze-${person.id}`
  await keepFreeze(rig.town.database, {
    tokenHash: freezeHash(house, token),
    person: person.id,
    now,
    until: secondsAfter(now, 86_400),
  })
  const whoever = rig.browser()
  await whoever.get(`/freeze/${token}`)
  await whoever.answer({})
}

/** Where in what was written down each of these stands last, since everything began. */
async function lastOf(
  rig: Rig,
  { person }: WithPhone,
  kinds: readonly string[],
): Promise<readonly (number | undefined)[]> {
  const rows = await ask<{ kind: string; id: number }>(
    rig.town.database,
    `select kind, max(id)::int as id from events where person_id = $1
       and (kind <> 'password.changed' or data ->> 'because' = 'forgotten') group by kind`,
    [person.id],
  )
  return kinds.map((kind) => rows.find((row) => row.kind === kind)?.id)
}

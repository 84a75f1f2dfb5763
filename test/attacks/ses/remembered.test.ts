// A browser that is remembered spares its person the second proof, where the rule lets it. What it
// must never be is a proof, somebody else's, or older than whatever has changed since.
import { decodeJwt } from 'jose'
import { expect } from 'vitest'
import { givePass } from '../../../src/domain/methods/passes.ts'
import { setState } from '../../../src/domain/people/people.ts'
import { forgetBrowsersNow } from '../../../src/domain/visits/browsers.ts'
import type { Visitor } from '../../town/visitor.ts'
import {
  allKinds,
  chooses,
  giveApp,
  methodsHouse,
  methodsOf,
  otherOf,
  removes,
  toSecond,
  withPhone,
  type WithPhone,
} from '../methods.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import {
  answerName,
  authorize,
  authorizing,
  codeOf,
  errorOf,
  name,
  places,
  redeem,
  signIn,
  signOut,
  tokensIn,
  whoIsIn,
} from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const day = 86_400
const browserCookie = '__Host-portvakt-browser'
const sessionCookie = '__Host-portvakt'

const two = { proofs: 2, accepts: allKinds }
/** Thirty days, but for one application that spares nothing and one that spares it for a day. */
const house = methodsHouse({
  need: { rememberDays: 30 },
  before: [
    { id: 'timer', applications: ['timer'], need: two },
    { id: 'old', applications: ['old'], need: { ...two, rememberDays: 1 } },
  ],
})

const kindOf = (browser: Visitor): unknown => browser.last.screen?.['kind']

/** Name, password and the code, with the box ticked. */
async function remembers(rig: Rig, browser: Visitor, who: WithPhone): Promise<void> {
  await toSms(rig, browser, who)
  const code = rig.town.phones.codeTo(who.number)
  await rig.forgiven(() => browser.answer({ code, remember: 'yes' }))
}

/** Past the app, of whoever has one. */
async function toSms(rig: Rig, browser: Visitor, { person }: WithPhone): Promise<void> {
  await rig.forgiven(() => toSecond(browser, person))
  if (browser.last.screen?.['by'] === 'totp') await chooses(browser, otherOf(browser, 'sms'))
}

/** Whether a password is enough, for somebody who has just signed out. */
async function isSpared(rig: Rig, browser: Visitor, who: WithPhone): Promise<boolean> {
  for (const cookie of [sessionCookie, '__Host-portvakt-others']) browser.cookies.delete(cookie)
  await rig.forgiven(() => signIn(browser, who.person))
  return (await whoIsIn(browser)) === who.person.login
}

const rememberedOf = async ({ town }: Rig, { person }: WithPhone): Promise<number> =>
  (
    await ask(
      town.database,
      'select 1 from familiar where person_id = $1 and remembered_at is not null',
      [person.id],
    )
  ).length

attack(
  'ATK-SES-08b a remembered browser is a proof of nothing',
  async (rig) => {
    await rig.town.apply(house)
    const alice = await withPhone(rig, 'alice')
    const bob = await withPhone(rig, 'bob')
    const browser = rig.browser()
    await remembers(rig, browser, alice)
    expect(await isSpared(rig, browser, alice)).toBe(true)

    await rig.attack({ tokens: 1 }, async () => {
      // Never more than what was shown, and never for who wants more or changes something.
      const asked = authorizing('post')
      const code = codeOf(await authorize(browser, asked)) ?? ''
      const { id_token: token = '' } = tokensIn(await redeem(rig.machine(), asked, code))
      expect(decodeJwt(token)['acr']).toBe('urn:portvakt:1fa')
      for (const more of [
        authorizing('post', { acr_values: 'urn:portvakt:2fa', prompt: 'none' }),
        authorizing('timer', { prompt: 'none' }),
      ]) {
        expect(errorOf(await authorize(browser, more))).toBe('login_required')
      }
      await browser.get(places.password)
      await browser.follow()
      await rig.forgiven(() => browser.answer({ password: alice.person.password }))
      await browser.follow()
      expect(kindOf(browser)).toBe('enter-code')
      expect(browser.last.screen?.['rememberDays']).toBeUndefined()
      // Somebody else at the same machine is not spared.
      expect(await isSpared(rig, browser, bob)).toBe(false)
      expect(kindOf(browser)).not.toBe('password')
      // The browser's cookie in the hands of a stranger: no name, no way past the password.
      const eve = rig.browser()
      eve.cookies.set(browserCookie, browser.cookies.get(browserCookie) ?? '')
      await name(eve, alice.person.login)
      expect(kindOf(eve)).toBe('password')
      await eve.answer({ password: rig.newPassword() })
      expect(eve.last.problem?.code).toBe('wrong-name-or-password')
      expect(await whoIsIn(eve)).toBeUndefined()
    })
    // A session that was spared, copied to another browser, is asked there.
    expect(await isSpared(rig, browser, alice)).toBe(true)
    await rig.attack({}, async () => {
      const eve = rig.browser()
      eve.cookies.set(sessionCookie, browser.cookies.get(sessionCookie) ?? '')
      expect(await whoIsIn(eve)).toBeUndefined()
      expect(errorOf(await authorize(eve, authorizing('post', { prompt: 'none' })))).toBe(
        'login_required',
      )
    })
  },
  60,
)

attack('ATK-SES-08c what was spared is never a reason to spare it for longer', async (rig) => {
  await rig.town.apply(house)
  const alice = await withPhone(rig, 'alice')
  const browser = rig.browser()
  await remembers(rig, browser, alice)
  await signOut(browser)
  await rig.pass(20 * day)
  await rig.attack({ sessions: 1 }, async () => {
    await name(browser, alice.person.login)
    await rig.forgiven(() =>
      browser.answer({ password: alice.person.password, remember: 'yes', stay: 'yes' }),
    )
    expect(await whoIsIn(browser)).toBe(alice.person.login)
    await rig.pass(11 * day)
    // In by it, and past it: asked at the next page, without a sign-out.
    expect(await whoIsIn(browser)).toBeUndefined()
    expect(await isSpared(rig, browser, alice)).toBe(false)
  })
  // The rule that is asked says how long, and not the one that it was ticked under.
  const other = rig.browser()
  await remembers(rig, other, alice)
  expect(await isSpared(rig, other, alice)).toBe(true)
  expect(codeOf(await authorize(other, authorizing('old', { prompt: 'none' })))).toBeTruthy()
  await rig.pass(2 * day)
  expect(await isSpared(rig, other, alice)).toBe(true)
  expect(errorOf(await authorize(other, authorizing('old', { prompt: 'none' })))).toBe(
    'login_required',
  )
})

attack('ATK-SES-08d a tick where none is offered is no tick', async (rig) => {
  await rig.town.apply(house)
  const alice = await withPhone(rig, 'alice')
  const browser = rig.browser()
  await rig.attack({ sessions: 2, rows: true }, async () => {
    // On the way to what spares nothing, and on the first page instead of the second.
    for (const application of ['timer', 'old']) {
      await authorize(browser, authorizing(application, { prompt: 'login' }))
      await answerName(browser, alice.person.login)
      await rig.forgiven(() => browser.answer({ password: alice.person.password, remember: 'yes' }))
      await browser.follow()
      const rememberDays = application === 'old' ? 1 : undefined
      expect(kindOf(browser)).toBe('enter-code')
      expect(browser.last.screen?.['rememberDays']).toBe(rememberDays)
      const code = rig.town.phones.codeTo(alice.number)
      const tick = rememberDays ? {} : { remember: 'yes' }
      await rig.forgiven(() => browser.answer({ code, ...tick }))
      expect(browser.last.problem).toBeUndefined()
    }
    expect(await rememberedOf(rig, alice)).toBe(0)
    expect(await isSpared(rig, browser, alice)).toBe(false)
  })
})

attack('ATK-SES-08e what is forgotten is forgotten on every node at once', async (rig) => {
  await rig.town.apply(house)
  const alice = await withPhone(rig, 'alice')
  const browser = rig.browser()
  await remembers(rig, browser, alice)
  expect(await isSpared(rig, browser, alice)).toBe(true)
  const open = rig.browser()
  for (const [cookie, value] of browser.cookies) open.cookies.set(cookie, value)
  open.cookies.delete(sessionCookie)
  await name(open, alice.person.login)
  expect(kindOf(open)).toBe('password')

  await rig.attack({}, async () => {
    const because = 'administrator'
    await forgetBrowsersNow(rig.town.moment(), alice.person.id, { because })
    // The page that stood open, the session that was let in by it, and the applications.
    await rig.forgiven(() => open.answer({ password: alice.person.password }))
    await open.follow()
    expect(kindOf(open)).toBe('enter-code')
    expect(errorOf(await authorize(browser, authorizing('post', { prompt: 'none' })))).toBe(
      'login_required',
    )
    expect(await whoIsIn(browser)).toBeUndefined()
  })

  // Its person forgets one of two by a press, here for the other; a stranger’s press is nothing.
  const home = rig.browser()
  await remembers(rig, home, alice)
  const work = rig.browser()
  await remembers(rig, work, alice)
  await home.get('/security')
  const page = JSON.parse(home.last.text)
  expect(page.browsers).toHaveLength(2)
  const other = page.browsers.find((each: { isThis: boolean }) => !each.isThis).id
  const { token } = page.form
  const mallory = await withPhone(rig, 'mallory')
  const hers = rig.browser()
  await remembers(rig, hers, mallory)
  await hers.get('/security')
  const stranger = JSON.parse(hers.last.text)
  expect(stranger.browsers).toHaveLength(1)
  await hers.post('/security/browsers/forget', { token: stranger.form.token, browser: other })
  expect(await rememberedOf(rig, alice)).toBe(2)
  await home.post('/security/browsers/forget', { token, browser: other })
  expect(await rememberedOf(rig, alice)).toBe(1)
  expect(await isSpared(rig, work, alice)).toBe(false)
  expect(await isSpared(rig, home, alice)).toBe(true)
  const told = await ask<{ kind: string; count: number }>(
    rig.town.database,
    `select kind, count(*)::int as count from events
     where kind in ('browser.remembered', 'browser.forgotten') and person_id = $1
     group by kind order by kind`,
    [alice.person.id],
  )
  // Three were remembered; one was forgotten by an administrator and one by its person.
  expect(told).toEqual([
    { kind: 'browser.forgotten', count: 2 },
    { kind: 'browser.remembered', count: 3 },
  ])
})

attack('ATK-SES-08f a session that has to show more changes nothing meanwhile', async (rig) => {
  await rig.town.apply(house)
  const alice = await withPhone(rig, 'alice')
  await giveApp(rig, alice.person)
  const browser = rig.browser()
  await remembers(rig, browser, alice)
  expect(await isSpared(rig, browser, alice)).toBe(true)
  await browser.get('/security')
  const { form, methods, browsers } = JSON.parse(browser.last.text)
  const { id: method } = methods.find(({ factor }: { factor: string }) => factor === 'totp')
  const named = () => ask(rig.town.database, 'select id, name from methods order by id', [])
  const before = await named()
  await forgetBrowsersNow(rig.town.moment(), alice.person.id, { because: 'administrator' })
  await rig.attack({}, async () => {
    for (const [act, more] of Object.entries({
      rename: { name: 'Mallory' },
      'browsers/forget': { browser: browsers[0].id },
      default: { choice: method },
    })) {
      await browser.post(`/security/${act}`, { token: form.token, method, ...more })
      expect(browser.last.to ?? browser.last.location).toMatch(/^\/visit\//)
    }
    expect(await named()).toEqual(before)
  })
})

attack('ATK-PWD-12c no change to an account leaves a browser remembered', async (rig) => {
  await rig.town.apply(house)
  const changes: readonly ((
    who: WithPhone,
    browser: Visitor,
  ) => Promise<{ readonly password: string } | void>)[] = [
    async ({ person, number }, browser) => {
      const next = rig.newPassword()
      await browser.get(places.password)
      await browser.follow()
      await rig.forgiven(() => browser.answer({ password: person.password }))
      await browser.follow()
      await chooses(browser, otherOf(browser, 'sms'))
      await rig.forgiven(() => browser.answer({ code: rig.town.phones.codeTo(number) }))
      await browser.follow()
      await browser.answer({ password: next })
      return { password: next }
    },
    async ({ person }, browser) => {
      const methods = await methodsOf(rig, person)
      await removes(browser, methods.find(({ factor }) => factor === 'totp')?.id ?? '')
    },
    async (_who, browser) => void (await signOut(browser, true)),
    async ({ person }) => {
      const moment = rig.town.moment()
      await setState(moment, person.id, 'suspended')
      await setState(moment, person.id, 'active')
    },
    async ({ person }) => void (await givePass(rig.town.moment(), { person: person.id })),
  ]
  for (const change of changes) {
    const who = await withPhone(rig, 'alice')
    await giveApp(rig, who.person)
    const elsewhere = rig.browser()
    await remembers(rig, elsewhere, who)
    const browser = rig.browser()
    await remembers(rig, browser, who)
    expect(await rememberedOf(rig, who)).toBe(2)
    const changed = await change(who, browser)
    await rig.attack({}, async () => {
      const person = { ...who.person, ...(changed && { password: changed.password }) }
      expect(await rememberedOf(rig, who)).toBe(0)
      expect(await isSpared(rig, elsewhere, { ...who, person })).toBe(false)
      expect(await isSpared(rig, browser, { ...who, person })).toBe(false)
    })
  }
})

attack('ATK-SES-13 what is named by an id of somebody else’s is nothing here', async (rig) => {
  await rig.town.apply(house)
  const alice = await withPhone(rig, 'alice')
  await giveApp(rig, alice.person)
  const hers = rig.browser()
  await remembers(rig, hers, alice)
  const mallory = await withPhone(rig, 'mallory')
  const browser = rig.browser()
  await remembers(rig, browser, mallory)
  const [first] = await ask<{ id: string; session: string }>(
    rig.town.database,
    `select f.browser_id as id, s.id as session from familiar f join sessions s using (person_id)
     where f.person_id = $1 and s.ended_at is null`,
    [alice.person.id],
  )
  const methods = (await methodsOf(rig, alice.person)).map(({ id }) => id)
  const ids = [...methods, first?.id ?? '', first?.session ?? '', alice.person.id]
  expect(ids.every((id) => id !== '')).toBe(true)
  await browser.get('/security')
  const { token } = JSON.parse(browser.last.text).form
  await rig.attack({ events: ['session.ended'] }, async () => {
    for (const id of ids) {
      for (const act of ['rename', 'remove', 'remove/confirmed', 'default', 'replace', 'restore']) {
        const told = act === 'restore' ? 'not-restorable' : 'gone-already'
        const fields = { token, question: '', method: id, choice: id, name: 'Stjålet' }
        await browser.post(`/security/${act}`, fields)
        expect([act, browser.last.problem?.code]).toEqual([act, told])
      }
      await browser.get(`/security/remove/${encodeURIComponent(id)}`)
      expect(browser.last.problem?.code).toBe('gone-already')
      await browser.post('/security/browsers/forget', { token, question: '', browser: id })
    }
    // One's own way out is the way out of one's own session alone.
    await browser.get(places.signOut)
    await browser.answer({ choice: 'here', session: first?.session ?? '' })
    expect(await whoIsIn(browser)).toBeUndefined()
    expect(await whoIsIn(hers)).toBe(alice.person.login)
    expect(await rememberedOf(rig, alice)).toBe(1)
  })
})

// Whose browser is it? Cookies that somebody else chose, links that somebody else began, and two
// people after each other.
import { expect } from 'vitest'
import { attack, openRig } from '../rig.ts'
import {
  answerName,
  authorize,
  authorizeAs,
  authorizing,
  codeOf,
  name,
  places,
  redeem,
  signIn,
  signOut,
  tokensIn,
  userinfo,
  whoIsIn,
} from '../verbs.ts'
import { liveSessions } from '../witness.ts'

openRig()

const sessionCookie = '__Host-portvakt'
const browserCookie = '__Host-portvakt-browser'
const secret = (sign: string): string => sign.repeat(43)

attack('ATK-SES-01 a planted cookie never becomes a session', async (rig) => {
  const alice = await rig.colleague('alice')
  const mallory = await rig.colleague('mallory')
  const honest = rig.browser()
  await signIn(honest, alice)
  const first = honest.cookies.get(sessionCookie)
  expect(await whoIsIn(honest)).toBe(alice.login)
  const hers = rig.browser()
  await signIn(hers, mallory)

  await rig.attack({ sessions: 3 }, async () => {
    const planted = [secret('a'), hers.cookies.get(sessionCookie) ?? '', '']
    for (const plant of planted) {
      const victim = rig.browser()
      victim.cookies.set(sessionCookie, plant)
      // Without the prefix, as another host of the same domain could set it.
      victim.cookies.set('portvakt', plant)
      victim.cookies.set(browserCookie, hers.cookies.get(browserCookie) ?? '')
      await victim.get(places.password)
      await authorize(victim, authorizing('post', { prompt: 'login' }))
      await answerName(victim, alice.login)
      await victim.answer({ password: alice.password })
      expect(victim.cookies.get(sessionCookie)).not.toBe(plant)
      const eve = rig.browser()
      eve.cookies.set(sessionCookie, plant)
      expect(await whoIsIn(eve)).not.toBe(alice.login)
    }
  })
  // A new proof gives the same session a new secret, and the old one is dead.
  await authorize(honest, authorizing('post', { prompt: 'login' }))
  await answerName(honest, alice.login)
  await honest.answer({ password: alice.password })
  await honest.follow()
  expect(honest.cookies.get(sessionCookie)).not.toBe(first)
  const old = rig.browser()
  old.cookies.set(sessionCookie, first ?? '')
  expect(await whoIsIn(old)).toBeUndefined()
})

attack('ATK-SES-02 a walk that somebody else began is not gone on with', async (rig) => {
  const alice = await rig.colleague('alice')
  const honest = rig.browser()
  const asked = authorizing('post')
  await authorize(honest, asked)
  const begun = honest.last.path
  await answerName(honest, alice.login)
  await honest.answer({ password: alice.password })
  const ended = honest.last.to ?? ''
  expect(codeOf(await honest.follow())).toBeTruthy()

  const eve = rig.browser()
  await authorize(eve, authorizing('post', { state: 'of-eve' }))
  const ofEve = eve.last
  await rig.attack({ events: [] }, async () => {
    const victim = rig.browser()
    await victim.get(places.help)
    await victim.get(ofEve.path)
    expect([victim.last.status, victim.last.refused ?? victim.last.screen?.['about']]).toEqual([
      403,
      'refused-visit-elsewhere',
    ])
    await victim.post(ofEve.path, {
      token: ofEve.form?.token ?? '',
      question: ofEve.form?.question ?? '',
      name: alice.login,
    })
    expect(victim.last.status).toBe(403)
    // Its end, in a browser where nobody is in: no code, and no way on to the application.
    for (const address of [ofEve.path.replace('/visit/', '/oidc/authorize/'), ended, begun]) {
      const { location, text } = await victim.get(address)
      expect(`${location} ${text}`).not.toContain('code=')
    }
  })
  // Alice gets a walk of her own.
  const own = rig.browser()
  await signIn(own, alice)
  expect(await whoIsIn(own)).toBe(alice.login)
})

attack('ATK-SES-02b a walk begun by eve and ended by eve brings nothing to alice', async (rig) => {
  const alice = await rig.colleague('alice')
  const mallory = await rig.colleague('mallory')
  const victim = rig.browser()
  await signIn(victim, alice)
  expect(codeOf(await authorize(victim, authorizing('post')))).toBeTruthy()
  const eve = rig.browser()
  await authorize(eve, authorizing('post', { state: 'of-eve' }))
  const begun = eve.last.path.replace('/visit/', '/oidc/authorize/')
  // The same once more, walked to its end by a colleague who keeps the last step for somebody else.
  const hers = rig.browser()
  await authorize(hers, authorizing('post', { state: 'of-eve' }))
  await answerName(hers, mallory.login)
  await hers.answer({ password: mallory.password })
  const ended = hers.last.to ?? ''
  expect(ended).toContain('/oidc/authorize/')
  await rig.attack({ events: [] }, async () => {
    // Alice is signed in, and presses eve's link: eve's state must not come back with alice's code.
    for (const link of [begun, ended]) {
      const { location, text } = await victim.get(link)
      expect(`${location} ${text}`).not.toContain('code=')
    }
  })
})

attack('ATK-SES-03 what was the first one’s never reaches the second', async (rig) => {
  const alice = await rig.colleague('alice')
  const bob = await rig.colleague('bob')
  const machine = rig.machine()
  const shared = rig.browser()
  const first = authorizing('post')
  const code = codeOf(await authorizeAs(shared, first, alice)) ?? ''
  const tokens = tokensIn(await redeem(machine, first, code))
  expect(JSON.parse((await userinfo(machine, tokens.access_token)).text).sub).toBe(alice.id)
  await signOut(shared)

  await rig.attack({ sessions: 2, tokens: 2 }, async () => {
    for (const kept of [[], ['__Host-portvakt-browser']]) {
      for (const key of shared.cookies.keys()) if (!kept.includes(key)) shared.cookies.delete(key)
      const asked = authorizing('post')
      const given = codeOf(await authorizeAs(shared, asked, bob)) ?? ''
      const theirs = tokensIn(await redeem(machine, asked, given))
      const told = JSON.parse((await userinfo(machine, theirs.access_token)).text)
      expect(told).toMatchObject({ sub: bob.id, given_name: 'Bob' })
      expect(await whoIsIn(shared)).toBe(bob.login)
      await signOut(shared)
    }
    // What alice's application held died with her sign-out, or is still hers and nobody else's.
    const late = await userinfo(machine, tokens.access_token)
    expect(late.status).toBe(401)
  })
  expect(await liveSessions(rig.town.database, alice.id)).toBe(0)
})

attack('ATK-SES-12 a broken cookie is no session, and no fault', async (rig) => {
  const alice = await rig.colleague('alice')
  const honest = rig.browser()
  await signIn(honest, alice)
  expect(await whoIsIn(honest)).toBe(alice.login)
  const good = honest.cookies.get(sessionCookie) ?? ''
  const flipped = `${good.slice(0, -2)}${good.endsWith('A') ? 'BB' : 'AA'}`
  const ofBrowser = `${browserCookie}=${honest.cookies.get(browserCookie)}`
  await rig.attack({ events: [] }, async () => {
    for (const cookie of [
      `${sessionCookie}=${flipped}`,
      `${sessionCookie}=${good.slice(0, 40)}`,
      `${sessionCookie}=${good}A`,
      `${sessionCookie}="${good}"`,
      `${sessionCookie}=%00${good}`,
      `${sessionCookie}=${good.toLowerCase()}`,
      `portvakt=${good}`,
      `__host-portvakt=${good}`,
      Array.from({ length: 20 }, (_, at) => `${sessionCookie}=${secret(String(at % 10))}`).join(
        '; ',
      ),
      `${sessionCookie}=${'x'.repeat(9000)}`,
      `${sessionCookie}=é`,
      `=; ;;;=${good}; ${sessionCookie}`,
      `portvakt-session-here=${good}; portvakt-session-here.sig=x`,
    ]) {
      const told = await rig.call({
        target: places.start,
        headers: [
          ['accept', 'application/json'],
          ['cookie', Buffer.from(`${cookie}; ${ofBrowser}`).toString('latin1')],
        ],
      })
      expect([303, 200]).toContain(told.status)
      const text = await told.text()
      expect(text).not.toContain(alice.login)
      expect(text).toMatch(/^\{"to":"\/visit\//)
      const silent = { ...authorizing('post').parameters, prompt: 'none' }
      const there = await rig.call({
        target: `${places.authorize}?${new URLSearchParams(silent).toString()}`,
        headers: [['cookie', Buffer.from(cookie).toString('latin1')]],
      })
      expect(there.headers.get('location')).toContain('error=login_required')
    }
  })
})

attack('ATK-SES-06 whoever is suspended is out at once, everywhere', async (rig) => {
  const alice = await rig.colleague('alice')
  const machine = rig.machine()
  const browser = rig.browser()
  const asked = authorizing('post', { scope: 'openid offline_access', prompt: 'consent' })
  const code = codeOf(await authorizeAs(browser, asked, alice)) ?? ''
  const tokens = tokensIn(await redeem(machine, asked, code))
  expect(tokens.refresh_token).toBeTruthy()
  const pending = authorizing('timer')
  const pendingCode = codeOf(await authorize(browser, pending)) ?? ''
  const half = rig.browser()
  await name(half, alice.login)
  expect(await whoIsIn(browser)).toBe(alice.login)

  await rig.suspend(alice)
  await rig.attack({}, async () => {
    for (let times = 0; times < rig.nodes.all.length; times += 1) {
      expect(await whoIsIn(browser)).toBeUndefined()
      expect((await userinfo(machine, tokens.access_token)).status).toBe(401)
      const quiet = await authorize(rig.browser(), authorizing('post', { prompt: 'none' }))
      expect(quiet.location).toContain('error=login_required')
    }
    for (const told of [
      await redeem(machine, pending, pendingCode),
      await rig.refresh(machine, tokens.refresh_token ?? ''),
    ]) {
      expect([told.status, JSON.parse(told.text).error]).toEqual([400, 'invalid_grant'])
    }
    await half.answer({ password: alice.password })
    await half.follow()
    expect(half.last.screen?.['about']).toBe('account-not-open')
    expect(await whoIsIn(half)).toBeUndefined()
  })
  expect(await liveSessions(rig.town.database, alice.id)).toBe(0)
})

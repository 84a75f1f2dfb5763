// What a browser is given, what is put into a page, and what the house calls by itself.
import { afterAll, beforeAll, expect } from 'vitest'
import { openOracle, type Oracle } from '../browser-oracle.ts'
import { openEar } from '../ear.ts'
import { attack, isDeep, openRig, type Rig } from '../rig.ts'
import type { Visitor } from '../../town/visitor.ts'
import { houseFile } from '../house-file.ts'
import {
  answerName,
  authorize,
  authorizeAs,
  authorizing,
  callAs,
  codeOf,
  name,
  openLetter,
  places,
  redeem,
  signIn,
  signOut,
  tokensIn,
  whoIsIn,
} from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const html = { accept: 'text/html' }
/** It ends itself: a page that escapes no more than its last sign runs it all the same. */
const canary = `<img src=x onerror=alert(1)//>`

/** Every page that there is now, as a browser gets it. */
async function everyPage(rig: Rig, login: string, password: string): Promise<Map<string, string>> {
  const pages = new Map<string, string>()
  const see = async (of: string, browser: Visitor, path: string) => {
    await browser.get(path, html)
    expect(browser.last.status, of).toBeLessThan(500)
    pages.set(of, browser.last.text)
    heads.set(of, browser.last.headers)
    // The next answer is to the form as it is read by a machine.
    await browser.get(path)
  }
  const carol = await rig.invited()
  await rig.rename(carol, `Kari ${canary}`, `"'&<b>`)
  const letter = rig.browser()
  await see('begin', letter, places.letter(carol.token))
  await openLetter(letter, carol)
  await see('new password', letter, letter.last.form?.action ?? '')
  await letter.answer({ password: carol.password })
  await letter.follow()
  await see('summary', letter, letter.last.form?.action ?? '')
  await letter.answer({})
  await see('start', letter, places.start)
  await see('sign out', letter, places.signOut)
  await see('used', rig.browser(), places.letter(carol.token))
  const browser = rig.browser()
  await browser.get(places.start)
  await see('who', browser, browser.last.to ?? '')
  await browser.get(browser.last.path)
  await answerName(browser, `${canary}${login}`)
  await see('password', browser, browser.last.form?.action ?? '')
  const known = rig.browser()
  await signIn(known, { login, password })
  await authorize(known, authorizing('post', { prompt: 'select_account' }))
  await see('accounts', known, known.last.form?.action ?? '')
  const hinted = rig.browser()
  await authorize(hinted, authorizing('post', { login_hint: canary, prompt: 'login' }))
  await see('hinted', hinted, hinted.last.form?.action ?? '')
  await see('help', rig.browser(), places.help)
  await see('start code', rig.browser(), places.startCode)
  await see('not found', rig.browser(), `/${encodeURIComponent(canary)}`)
  await see('no such visit', rig.browser(), `/visit/${encodeURIComponent(canary)}`)
  await see('refused', rig.browser(), `${places.authorize}?client_id=${encodeURIComponent(canary)}`)
  return pages
}
const heads = new Map<string, Headers>()

let oracle: Oracle
beforeAll(async () => {
  oracle = await openOracle()
})
afterAll(() => oracle.close())

/** What a browser hears on a page, held by its policy and without it: each must do by itself. */
async function heardOn(page: string, headers: Headers): Promise<readonly string[]> {
  const bare = new Headers({ 'content-type': 'text/html; charset=utf-8' })
  const held = await oracle.heardOn({ html: page, headers })
  return [...held, ...(await oracle.heardOn({ html: page, headers: bare }))]
}

attack('ATK-WEB-01 nothing that anybody wrote becomes markup on any page', async (rig) => {
  // A list of people cannot bring such a name in; the page must not rely on that.
  const alice = await rig.colleague('alice')
  await rig.rename(alice, canary, '"><script>alert(1)</script>')
  await signIn(rig.browser(), alice)
  const open = new Headers({ 'content-type': 'text/html' })
  expect(await heardOn(`<p>${canary}</p>`, open)).toEqual(['1', '1'])
  await rig.attack({ sessions: 2, rows: true }, async () => {
    const pages = await everyPage(rig, alice.login, alice.password)
    for (const [of, page] of pages) {
      expect(page, of).not.toContain(canary)
      expect(page, of).not.toContain('<script>alert')
      expect(page, of).not.toContain('<b>&"')
      const head = heads.get(of) ?? new Headers()
      const csp = head.get('content-security-policy') ?? ''
      expect([of, csp]).toEqual([of, expect.stringContaining("default-src 'none'")])
      expect(csp, of).not.toMatch(/unsafe-inline|unsafe-eval|\*/)
      expect([of, await heardOn(page, head)]).toEqual([of, []])
      expect([of, await oracle.heardOn({ html: page + canary, headers: head })]).toEqual([of, []])
    }
    expect(pages.get('accounts')).toContain('&lt;img src=x')
  })
})

attack('ATK-WEB-06 an address inside is not called, however it is written', async (rig) => {
  const alice = await rig.colleague('alice')
  const outside = await openEar()
  const inside = await openEar('127.0.0.2')
  const forms = [
    `https://127.0.0.2:${inside.port}/`,
    `https://[::ffff:127.0.0.2]:${inside.port}/`,
    ...(isDeep
      ? [
          `https://2130706434:${inside.port}/`,
          `https://0x7f000002:${inside.port}/`,
          'https://169.254.169.254/latest/meta-data/',
        ]
      : []),
  ]
  const withCall = (tellSignOut: string) => ({
    ...houseFile,
    applications: houseFile.applications.map((each) =>
      each.id === 'post' ? { ...each, oidc: { ...each.oidc, tellSignOut } } : each,
    ),
  })
  const outcome = async (): Promise<string | undefined> => {
    const browser = rig.browser()
    const asked = authorizing('post')
    const code = codeOf(await authorizeAs(browser, asked, alice)) ?? ''
    tokensIn(await redeem(rig.machine(), asked, code))
    await signOut(browser)
    return toldOf(rig, alice.id)
  }
  await rig.town.apply(withCall(outside.address))
  expect(await outcome()).toBe('logout.told')
  expect(outside.calls).toBe(1)
  await rig.attack({ sessions: forms.length, tokens: forms.length, rows: true }, async () => {
    for (const address of forms) {
      await rig.town.apply(withCall(address))
      expect([address, await outcome()]).toEqual([address, 'logout.failed'])
    }
    expect(inside.calls).toBe(0)
  })
  await rig.town.apply(houseFile)
  await outside.close()
  await inside.close()
})

/** The newest event about an application that was, or was not, told. */
async function toldOf(rig: Rig, person: string): Promise<string | undefined> {
  const seen = () =>
    ask<{ id: number; kind: string }>(
      rig.town.database,
      `select id::int, kind from events where kind like 'logout.%' and person_id = $1 and id > $2
       order by id desc limit 1`,
      [person, lastTold],
    )
  for (let looks = 0; looks < 400; looks += 1) {
    const [event] = await seen()
    if (event) {
      lastTold = event.id
      return event.kind
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return undefined
}
let lastTold = 0

attack('ATK-WEB-09 where a copied page is worth nothing, a password is not enough', async (rig) => {
  const alice = await rig.colleague('alice')
  expect(codeOf(await authorizeAs(rig.browser(), authorizing('post'), alice))).toBeTruthy()
  await rig.attack({}, async () => {
    for (const acr_values of ['urn:portvakt:phishing-resistant', 'urn:portvakt:2fa']) {
      const browser = rig.browser()
      const seen = await authorizeAs(browser, authorizing('post', { acr_values }), alice)
      expect(codeOf(seen)).toBeUndefined()
      expect(await whoIsIn(browser)).toBeUndefined()
      const early = seen.path.replace('/visit/', '/oidc/authorize/')
      expect(codeOf(await browser.get(early))).toBeUndefined()
    }
  })
})

attack('ATK-WEB-10 no page listens to what another one says', async (rig) => {
  const alice = await rig.colleague('alice')
  const open = new Headers({ 'content-type': 'text/html' })
  for (const script of [
    `addEventListener('message', () => {})`,
    'onmessage = () => {}',
    `new BroadcastChannel('portvakt')`,
  ]) {
    expect(await heardOn(`<script>${script}</script>`, open)).toEqual(['listens', 'listens'])
  }
  await rig.attack({ sessions: 2, rows: true }, async () => {
    for (const [of, page] of await everyPage(rig, alice.login, alice.password)) {
      expect([of, await heardOn(page, heads.get(of) ?? open)]).toEqual([of, []])
    }
  })
})

attack('ATK-WEB-11 no page with a person on it is kept by the browser', async (rig) => {
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  await signIn(browser, alice)
  expect(await whoIsIn(browser)).toBe(alice.login)
  await rig.attack({ events: [] }, async () => {
    for (const path of [places.start, places.signOut, places.password, places.help, '/nowhere']) {
      for (const accept of ['text/html', 'application/json']) {
        const seen = await browser.get(path, { accept })
        expect([path, seen.headers.get('cache-control')]).toEqual([path, 'no-store'])
        expect(seen.text).not.toContain('serviceWorker')
      }
    }
    for (const path of ['/sw.js', '/service-worker.js', '/manifest.json']) {
      expect((await browser.get(path, html)).status).toBe(404)
    }
  })
})

attack('ATK-WEB-12 signing in asks nobody else for anything', async (rig) => {
  const alice = await rig.colleague('alice')
  await signIn(rig.browser(), alice)
  await rig.attack({ sessions: 2, rows: true }, async () => {
    const pages = await everyPage(rig, alice.login, alice.password)
    for (const [of, page] of pages) {
      const fetched = [
        ...page.matchAll(/<(?:script|img|iframe|video|audio|source|embed)[^>]+src="([^"]*)"/g),
        ...page.matchAll(/<link[^>]+href="([^"]*)"/g),
        ...page.matchAll(/url\(([^)]*)\)/g),
      ].map(([, address = '']) => address)
      for (const address of fetched)
        expect([of, address]).toEqual([of, expect.stringMatching(/^(?:data:|\/(?!\/)|["']?data:)/)])
      const csp = heads.get(of)?.get('content-security-policy') ?? ''
      for (const directive of csp.split(';').map((each) => each.trim())) {
        const may = directive.startsWith('form-action')
          ? /./
          : /^[^:]*('(none|self)'|'sha256-|data:|$)/
        expect([of, directive]).toEqual([of, expect.stringMatching(may)])
      }
    }
  })
})

const seeds = [
  `'`,
  `"`,
  `' or '1'='1`,
  `'; drop table sessions; --`,
  `') union select secret_hash from sessions --`,
  `1; select pg_sleep(30)`,
  `'||pg_sleep(30)||'`,
  `$1`,
  `\\`,
  `%00`,
  '\0',
  '\ufffe',
  'x\u0000y',
  `{"$gt":""}`,
  `__proto__`,
  `constructor.prototype`,
  `../../etc/passwd`,
  `\${7*7}{{7*7}}<%=7*7%>`,
  'a'.repeat(1024),
]

attack('ATK-WEB-14 what is written into a question is never part of a statement', async (rig) => {
  const alice = await rig.colleague('alice')
  const honest = rig.browser()
  await signIn(honest, alice)
  expect(await whoIsIn(honest)).toBe(alice.login)
  await rig.attack({}, async () => {
    for (const seed of seeds) {
      const begun = performance.now()
      const browser = rig.browser()
      const coded = encodeURIComponent(seed)
      for (const path of [
        `/visit/${coded}`,
        `/start/${coded}`,
        `/?language=${coded}&x=${coded}`,
        `${places.authorize}?client_id=${coded}`,
        `${places.authorize}/${coded}`,
        `${places.authorize}?${new URLSearchParams(
          authorizing('post', { state: seed, nonce: seed, login_hint: seed, acr_values: seed })
            .parameters,
        ).toString()}`,
        `${places.logout}?id_token_hint=${coded}&state=${coded}&client_id=post`,
      ]) {
        await browser.get(path)
      }
      await name(browser, seed)
      if (browser.last.form) await browser.answer({ password: seed, stay: 'yes', choice: seed })
      await browser.get(places.startCode)
      await browser.answer({ name: seed, code: seed, person: seed, choice: seed })
      await browser.post('/visit/x', { token: seed, question: seed })
      const machine = rig.machine()
      for (const fields of [
        { grant_type: 'authorization_code', code: seed, redirect_uri: seed, code_verifier: seed },
        { grant_type: 'refresh_token', refresh_token: seed, scope: seed },
        { grant_type: seed },
      ]) {
        await callAs(machine, 'post', places.token, fields)
      }
      await callAs(machine, 'post', places.introspect, { token: seed })
      await callAs(machine, 'post', places.revoke, { token: seed, token_type_hint: seed })
      await callAs(machine, 'post', places.pushed, {
        ...authorizing('post', { state: seed, nonce: seed, login_hint: seed }).parameters,
      })
      await machine.post(places.token, { client_id: seed, client_secret: seed, grant_type: 'x' })
      await machine.get(places.userinfo, { authorization: `Bearer ${coded}` })
      expect(performance.now() - begun, seed).toBeLessThan(20_000)
    }
    // Half a sign of two, which only JSON can carry.
    const browser = rig.browser()
    await browser.get(places.start)
    await browser.follow()
    const { form } = browser.last
    const told = await rig.call({
      method: 'POST',
      target: form?.action ?? '',
      headers: [
        ['accept', 'application/json'],
        ['origin', rig.origin],
        ['cookie', [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ')],
        ['content-type', 'application/json'],
      ],
      body: `{"token":"${form?.token}","question":"${form?.question}","name":"\\ud800 \\u0000"}`,
    })
    expect(told.status).toBeLessThan(500)
  })
})

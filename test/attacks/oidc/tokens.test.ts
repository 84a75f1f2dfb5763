// Codes and tokens: each once, each for one application, each for as long as its person may.
import { expect } from 'vitest'
import { together } from '../../town/wire/one-packet.ts'
import { attack, openRig, rounds, type Rig } from '../rig.ts'
import { byeOf, redirectOf, secretOf } from '../house-file.ts'
import {
  authorize,
  authorizeAs,
  authorizing,
  basic,
  callAs,
  codeOf,
  errorOf,
  places,
  redeem,
  signIn,
  tokensIn,
  userinfo,
  whoIsIn,
  type Tokens,
} from '../verbs.ts'
import type { Person } from '../people.ts'
import type { Visitor } from '../../town/visitor.ts'
import { ask, liveSessions } from '../witness.ts'

openRig()

const invalidGrant = [400, 'invalid_grant']

async function tokensFor(
  rig: Rig,
  browser: Visitor,
  person: Person,
  application = 'post',
): Promise<Tokens & { readonly code: string }> {
  const asked = authorizing(application)
  const code = codeOf(await authorizeAs(browser, asked, person)) ?? ''
  return { ...tokensIn(await redeem(rig.machine(), asked, code)), code }
}

attack('ATK-OIDC-03 a code used twice takes back all that came of it', async (rig) => {
  const alice = await rig.colleague('alice')
  const machine = rig.machine()
  const browser = rig.browser()
  const asked = authorizing('post')
  const code = codeOf(await authorizeAs(browser, asked, alice)) ?? ''
  const tokens = tokensIn(await redeem(machine, asked, code))
  const renewed = tokensIn(await rig.refresh(machine, tokens.refresh_token ?? ''))
  expect((await userinfo(machine, renewed.access_token)).status).toBe(200)
  await rig.attack({ events: ['tokens.reused'] }, async () => {
    const again = await redeem(machine, asked, code)
    expect([again.status, JSON.parse(again.text).error]).toEqual(invalidGrant)
    const late = await rig.refresh(machine, renewed.refresh_token ?? '')
    expect([late.status, JSON.parse(late.text).error]).toEqual(invalidGrant)
    expect((await userinfo(machine, renewed.access_token)).status).toBe(401)
  })
})

attack(
  'ATK-OIDC-03b of twenty who show one code in one packet, one at most is given tokens',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const machine = rig.machine()
    const browser = rig.browser()
    const honest = await tokensFor(rig, browser, alice)
    expect(honest.access_token).toBeTruthy()
    for (let round = 0; round < rounds / 4; round += 1) {
      const asked = authorizing('post')
      const code = codeOf(await authorize(browser, asked)) ?? ''
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectOf('post'),
        code_verifier: asked.verifier,
      }).toString()
      const answers = await together(
        rig.nodes,
        Array.from({ length: 20 }, () => ({
          method: 'POST',
          target: places.token,
          headers: [
            ['content-type', 'application/x-www-form-urlencoded'],
            ['authorization', basic('post')],
          ] as const,
          body,
        })),
      )
      const given = answers.filter(({ status }) => status === 200)
      expect(given.length).toBeLessThanOrEqual(1)
      expect(answers.filter(({ status }) => status === 400)).toHaveLength(20 - given.length)
      for (const { body: told } of given) {
        const [, token = ''] = /"refresh_token":"([^"]+)"/.exec(told) ?? []
        expect((await rig.refresh(machine, token)).status).toBe(400)
      }
    }
  },
)

attack('ATK-OIDC-03c a refresh token shown twice takes back the whole family', async (rig) => {
  const alice = await rig.colleague('alice')
  const machine = rig.machine()
  const tokens = await tokensFor(rig, rig.browser(), alice)
  const second = tokensIn(await rig.refresh(machine, tokens.refresh_token ?? ''))
  const third = tokensIn(await rig.refresh(machine, second.refresh_token ?? ''))
  await rig.attack({ events: ['tokens.reused'] }, async () => {
    expect((await rig.refresh(machine, tokens.refresh_token ?? '')).status).toBe(400)
    expect((await rig.refresh(machine, third.refresh_token ?? '')).status).toBe(400)
    expect((await userinfo(machine, third.access_token)).status).toBe(401)
  })
})

attack('ATK-OIDC-09 an application without its own secret gets nothing', async (rig) => {
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  await tokensFor(rig, browser, alice)
  const asked = authorizing('post')
  const code = codeOf(await authorize(browser, asked)) ?? ''
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectOf('post'),
    code_verifier: asked.verifier,
  }
  const secret = secretOf('post')
  await rig.attack({ events: ['application.held-back'] }, async () => {
    const machine = rig.machine()
    const post = (more: Record<string, string>, headers: Record<string, string> = {}, query = '') =>
      machine.post(`${places.token}${query}`, { ...fields, ...more }, headers)
    const tries = [
      await post({}),
      await post({ client_id: 'post' }),
      await post({ client_id: 'post', client_secret: '' }),
      await post({ client_id: 'post', client_secret: `${secret}x` }),
      await post({}, {}, `?client_id=post&client_secret=${secret}`),
      await post({}, { authorization: basic('post', secret.slice(0, -1)) }),
      await post({}, { authorization: basic('timer') }),
      await post({}, { authorization: `Basic ${btoa(`post:${secret}`)}x=` }),
      await post({}, { authorization: `Bearer ${secret}` }),
      await post({ client_id: 'timer' }, { authorization: basic('post') }),
      await post({
        client_id: 'post',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: `${btoa('{"alg":"none"}')}.${btoa('{"iss":"post","sub":"post"}')}.`,
      }),
    ]
    for (const { status, text } of tries) {
      expect([400, 401]).toContain(status)
      expect(text).not.toContain('access_token')
    }
    // Three of the tries above were a secret or a signature; after twenty each wrong one is turned
    // away.
    for (let guess = 0; guess < 50; guess += 1) {
      const told = await post({}, { authorization: basic('post', `${guess}`.padStart(40, 'x')) })
      expect(told.status).toBe(guess < 17 ? 401 : 429)
      expect(told.headers.has('retry-after')).toBe(guess >= 17)
    }
  })
  // The code is still good for whoever it was given to.
  expect(tokensIn(await redeem(rig.machine(), asked, code)).access_token).toBeTruthy()
})

attack('ATK-OIDC-17 an application that is not theirs is refused in every path', async (rig) => {
  const pupil = await rig.colleague('pupil', { groups: 'skole' })
  const alice = await rig.colleague('alice')
  const machine = rig.machine()
  const browser = rig.browser()
  const asked = authorizing('school', { scope: 'openid offline_access', prompt: 'consent' })
  const code = codeOf(await authorizeAs(browser, asked, pupil)) ?? ''
  const tokens = tokensIn(await redeem(machine, asked, code))
  const pending = authorizing('school')
  const pendingCode = codeOf(await authorize(browser, pending)) ?? ''
  expect(pendingCode).toBeTruthy()
  const others = rig.browser()
  await signIn(others, alice)

  await rig.attack({}, async () => {
    const seen = await authorize(others, authorizing('school'))
    expect([seen.status, codeOf(seen)]).toEqual([403, undefined])
    const quiet = await authorize(others, authorizing('school', { prompt: 'none' }))
    expect([errorOf(quiet), codeOf(quiet)]).toEqual(['access_denied', undefined])
    const fresh = await authorizeAs(rig.browser(), authorizing('school'), alice)
    expect(codeOf(fresh)).toBeUndefined()
    const own = authorizing('post')
    const ownCode = codeOf(await authorize(others, own)) ?? ''
    // A code of one application, shown by another.
    const swapped = await redeem(machine, { ...own, application: 'school' }, ownCode)
    expect([swapped.status, JSON.parse(swapped.text).error]).toEqual(invalidGrant)
  })
  await rig.town.database.send('', 'delete from memberships where person_id = $1', [pupil.id])
  await rig.attack({}, async () => {
    const late = await redeem(machine, pending, pendingCode)
    expect([late.status, JSON.parse(late.text).error]).toEqual(invalidGrant)
    const renewed = await rig.refresh(machine, tokens.refresh_token ?? '', 'school')
    expect([renewed.status, JSON.parse(renewed.text).error]).toEqual(invalidGrant)
    expect((await userinfo(machine, tokens.access_token)).status).toBe(401)
    expect(errorOf(await authorize(browser, authorizing('school', { prompt: 'none' })))).toBe(
      'access_denied',
    )
  })
})

attack('ATK-OIDC-21 nobody is signed out by a link, or sent elsewhere by one', async (rig) => {
  const alice = await rig.colleague('alice')
  const bob = await rig.colleague('bob')
  const browser = rig.browser()
  const { id_token: hint } = await tokensFor(rig, browser, alice)
  const ofBob = await tokensFor(rig, rig.browser(), bob)
  const leave = (fields: Record<string, string>) =>
    browser.get(`${places.logout}?${new URLSearchParams(fields).toString()}`)
  await rig.attack({ events: [] }, async () => {
    for (const fields of [
      {},
      { id_token_hint: hint ?? '' },
      { id_token_hint: hint ?? '', post_logout_redirect_uri: byeOf('post') },
      { client_id: 'post', post_logout_redirect_uri: byeOf('post') },
      { id_token_hint: ofBob.id_token ?? '' },
      { id_token_hint: ofBob.id_token ?? '', post_logout_redirect_uri: 'https://evil.example/' },
      { client_id: 'post', post_logout_redirect_uri: 'https://evil.example/' },
      { client_id: 'post', post_logout_redirect_uri: 'javascript:alert(1)' },
      { post_logout_redirect_uri: 'https://evil.example/' },
      { id_token_hint: `${hint?.slice(0, -4)}AAAA`, post_logout_redirect_uri: byeOf('post') },
    ]) {
      const seen = await leave(fields)
      expect(seen.location ?? '', JSON.stringify(fields)).not.toContain('evil.example')
      expect(seen.location ?? '').not.toContain('/bye')
      expect(await whoIsIn(browser)).toBe(alice.login)
    }
    for (const xsrf of ['', 'guessed', 'x'.repeat(48)]) {
      const told = await browser.post(`${places.logout}/confirm`, { xsrf, logout: 'yes' })
      expect(told.status).toBeGreaterThanOrEqual(400)
    }
    expect(await whoIsIn(browser)).toBe(alice.login)
  })
  expect(await liveSessions(rig.town.database, bob.id)).toBe(1)
})

attack('ATK-OIDC-23 no application looks into what another one holds', async (rig) => {
  const alice = await rig.colleague('alice')
  const machine = rig.machine()
  const browser = rig.browser()
  const tokens = await tokensFor(rig, browser, alice)
  const look = (application: string, token: string) =>
    callAs(machine, application, places.introspect, { token })
  expect(JSON.parse((await look('post', tokens.access_token)).text).active).toBe(true)
  await rig.attack({}, async () => {
    for (const [application, token] of [
      ['timer', tokens.access_token],
      ['timer', tokens.refresh_token ?? ''],
      ['post', 'garbage'],
      ['post', `${tokens.access_token}x`],
    ] as const) {
      const told = await look(application, token)
      expect(JSON.parse(told.text)).toEqual({ active: false })
    }
    expect((await machine.post(places.introspect, { token: tokens.access_token })).status).toBe(400)
    const wrong = await machine.post(
      places.introspect,
      { token: tokens.access_token },
      { authorization: basic('post', 'x'.repeat(40)) },
    )
    expect(wrong.status).toBe(401)
    await callAs(machine, 'timer', places.revoke, { token: tokens.refresh_token ?? '' })
    await callAs(machine, 'timer', places.revoke, { token: tokens.access_token })
    expect((await userinfo(machine, tokens.access_token)).status).toBe(200)
  })
  const renewed = tokensIn(await rig.refresh(machine, tokens.refresh_token ?? ''))
  await browser.get(places.signOut)
  await browser.answer({ choice: 'here' })
  await rig.attack({}, async () => {
    expect((await userinfo(machine, renewed.access_token)).status).toBe(401)
    expect(JSON.parse((await look('post', renewed.access_token)).text)).toEqual({ active: false })
    expect((await rig.refresh(machine, renewed.refresh_token ?? '')).status).toBe(400)
  })
  const kept = await ask<{ count: number }>(
    rig.town.database,
    `select count(*)::int as count from sessions where person_id = $1 and ended_at is null`,
    [alice.id],
  )
  expect(kept).toEqual([{ count: 0 }])
})

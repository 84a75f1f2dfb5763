// Keys that are turned and keys that have leaked, on whichever node somebody comes to; and signed
// words with something changed, thousands of them.
import { generateKeyPairSync, randomBytes, randomInt, randomUUID } from 'node:crypto'
import * as jose from 'jose'
import { expect, vi } from 'vitest'
import { retireSigningKey, rotateSigningKeys } from '../../../src/domain/signing/signing-keys.ts'
import { ownKeys, redirectOf } from '../house-file.ts'
import { attack, isDeep, mutants, openRig, type Rig } from '../rig.ts'
import { authorize, authorizeAs, authorizing, codeOf, places, redeem, tokensIn } from '../verbs.ts'

openRig()

const families = isDeep ? 300 : 30

const keySet = async (rig: Rig) =>
  jose.createLocalJWKSet(JSON.parse(await (await rig.call({ target: places.keys })).text()))

attack(
  'FLT-KEY-1 keys are turned while many tokens live, and no honest request fails',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const browser = rig.browser()
    const machine = rig.machine()
    const held: { token: string; id: string }[] = []
    for (let family = 0; family < families; family += 1) {
      // It goes on for a month, whoever is signed in.
      const asked = authorizing('post', { scope: 'openid offline_access', prompt: 'consent' })
      const code = codeOf(await authorizeAs(browser, asked, alice)) ?? ''
      const tokens = tokensIn(await redeem(machine, asked, code))
      held.push({ token: tokens.refresh_token ?? '', id: tokens.id_token ?? '' })
    }
    const [first] = held
    const { kid = '' } = jose.decodeProtectedHeader(first?.id ?? '')
    await rig.attack({ rows: true }, async () => {
      for (let turns = 0; turns < 2; turns += 1) {
        // As an application does that looks once a day.
        const known = await keySet(rig)
        await rig.pass(25 * 3600)
        const turning = async (): Promise<void> => {
          expect((await rotateSigningKeys(rig.town.moment())).is).toBe('rotated')
          await rig.nodes.refresh()
        }
        const renew = async (family: (typeof held)[number]): Promise<void> => {
          const seen = await rig.refresh(machine, family.token)
          expect(seen.status).toBe(200)
          const { refresh_token: token = '', id_token: id = '' } = tokensIn(seen)
          Object.assign(family, { token, id })
          // With the very set that was fetched the day before.
          await jose.jwtVerify(id, known, { issuer: rig.origin })
        }
        await Promise.all([turning(), ...held.map(renew)])
        await Promise.all(held.map(renew))
      }
      await retireSigningKey(rig.town.moment(), kid)
      await rig.nodes.refresh()
      const now = await keySet(rig)
      for (const { id } of held) await jose.jwtVerify(id, now, { issuer: rig.origin })
      await expect(now({ alg: 'ES256', kid })).rejects.toThrow()
    })
  },
)

attack('ATK-JWT-06 a key that has leaked is dead on every node within a minute', async (rig) => {
  const alice = await rig.colleague('alice')
  const browser = rig.browser()
  const asked = authorizing('post')
  const code = codeOf(await authorizeAs(browser, asked, alice)) ?? ''
  const { id_token: old = '' } = tokensIn(await redeem(rig.machine(), asked, code))
  const { kid = '' } = jose.decodeProtectedHeader(old)
  const quiet = async (hint: string) =>
    codeOf(await authorize(browser, authorizing('post', { prompt: 'none', id_token_hint: hint })))
  expect(await quiet(old)).toBeTruthy()
  await rig.attack({ rows: true, tokens: 1 }, async () => {
    await retireSigningKey(rig.town.moment(), kid)
    // Nobody tells the nodes but the database; each is asked in turn.
    const isDead = async (): Promise<void> => {
      for (let turn = 0; turn < rig.nodes.behind.length; turn += 1)
        expect(await (await rig.call({ target: places.keys })).text()).not.toContain(kid)
    }
    await vi.waitFor(isDead, { timeout: 60_000, interval: 100 })
    for (let tries = 0; tries < 4; tries += 1) expect(await quiet(old)).toBeUndefined()
    const again = authorizing('post')
    const given = codeOf(await authorize(browser, again)) ?? ''
    const { id_token: young = '' } = tokensIn(await redeem(rig.machine(), again, given))
    expect(jose.decodeProtectedHeader(young).kid).not.toBe(kid)
    expect(await quiet(young)).toBeTruthy()
  })
})

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const pick = <Item>(list: readonly Item[]): Item => list[randomInt(list.length)] as Item

/**
 * A bit, a byte, a part or a word of the header, changed; never the same token in other letters.
 */
function mutated(token: string): string {
  const parts = token.split('.')
  const at = randomInt(3)
  const bytes = Buffer.from(parts[at] ?? '', 'base64url')
  const whole = (part: Uint8Array | string): string =>
    parts
      .with(at, typeof part === 'string' ? part : Buffer.from(part).toString('base64url'))
      .join('.')
  const header = JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString('utf8'))
  return pick<() => string>([
    () => {
      const where = randomInt(bytes.length)
      bytes[where] = (bytes[where] ?? 0) ^ (1 << randomInt(8))
      return whole(bytes)
    },
    () => whole(bytes.subarray(0, randomInt(bytes.length))),
    () => whole(Buffer.concat([bytes, randomBytes(1 + randomInt(64))])),
    () => whole(Buffer.concat([randomBytes(1 + randomInt(8)), bytes])),
    () => whole(randomBytes(1 + randomInt(200))),
    () => whole(''),
    () => parts.toSpliced(at, 1).join('.'),
    () => [...parts, parts[at]].join('.'),
    () => parts.toReversed().join('.'),
    () => {
      const alg = pick(['none', 'None', 'HS256', 'RS256', 'PS256', 'ES384', 'EdDSA', '', null, 1])
      return parts.with(0, encode({ ...header, alg })).join('.')
    },
    () => {
      const more = pick([
        { crit: ['b64'], b64: false },
        { zip: 'DEF' },
        { kid: '../../etc' },
        { jku: 'http://127.0.0.1/' },
        { crit: [] },
      ])
      return parts.with(0, encode({ ...header, ...more })).join('.')
    },
    () => `${token.slice(0, randomInt(1, token.length))}\u00e6${token.slice(-10)}`,
    () => encode(parts),
    () => `${token}.${token}`,
  ])()
}

attack(
  'ATK-JWT-01b of signed words with something changed none is believed, and none is a fault',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const browser = rig.browser()
    const signed = (claims: object = {}) =>
      new jose.SignJWT({
        iss: 'signer',
        sub: 'signer',
        aud: rig.origin,
        jti: randomUUID(),
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid: 'own' })
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(ownKeys.privateKey)
    const push = async (client_assertion: string) =>
      (
        await rig.machine().post('/oidc/par', {
          ...authorizing('signer').parameters,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion,
        })
      ).status
    expect(await push(await signed())).toBe(201)
    const asked = authorizing('bound')
    const code = codeOf(await authorizeAs(browser, asked, alice)) ?? ''
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = await jose.exportJWK(pair.publicKey)
    const proof = (claims: object) =>
      new jose.SignJWT({ jti: randomUUID(), ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .setIssuedAt()
        .sign(pair.privateKey)
    const dpop = await proof({ htm: 'POST', htu: `${rig.origin}${places.token}` })
    const machine = rig.machine()
    const headers = {
      authorization: `Basic ${btoa('bound:a-secret-made-by-a-machine-for-bound-0001')}`,
      dpop,
    }
    const fields = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectOf('bound'),
      code_verifier: asked.verifier,
    }
    const { access_token: token, id_token: hint = '' } = tokensIn(
      await machine.post(places.token, fields, headers),
    )
    const ath = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(token))).toString(
      'base64url',
    )
    const shows = async (word: string) =>
      (await machine.get(places.userinfo, { authorization: `DPoP ${token}`, dpop: word })).status
    const own = () => proof({ htm: 'GET', htu: `${rig.origin}${places.userinfo}`, ath })
    expect(await shows(await own())).toBe(200)
    const hints = async (id_token_hint: string) =>
      codeOf(
        await authorize(
          browser,
          authorizing('bound', {
            prompt: 'none',
            id_token_hint,
            dpop_jkt: await jose.calculateJwkThumbprint(jwk),
          }),
        ),
      )
    expect(await hints(hint)).toBeTruthy()
    await rig.attack({}, async () => {
      for (let round = 0; round < mutants; round += 6) {
        const assertion = mutated(await signed())
        expect([400, 401, 429], assertion).toContain(await push(assertion))
        const shown = mutated(await own())
        const isHeader = /^[\x20-\x7e]*$/.test(shown)
        if (isHeader) expect([400, 401], shown).toContain(await shows(shown))
        const word = mutated(hint)
        expect(await hints(word), word).toBeUndefined()
      }
    })
  },
  isDeep ? 1800 : 240,
)

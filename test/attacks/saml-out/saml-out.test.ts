// What somebody may try who asks in an application's name, or who has a name that is more than a
// name. Nothing may be told to anybody but a registered address, nor twice, nor of whoever the
// application is not for; and each case first does the honest thing.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { townDatabase } from '../../town/database.ts'
import { handedOn, samlTown, type Browser, type SamlTown } from '../../saml/town.ts'
import { newPair, nodeSaml, partner } from '../../saml/partner.ts'
import { asking, byQuery, drawn, signedForm, signedQuery } from './asking.ts'

let town: SamlTown
const pair = newPair()
const application = (saml: object = {}, more: object = {}) => ({
  id: 'tjeneste',
  name: 'Tjeneste',
  everyone: true,
  saml: {
    entityId: partner.entityId,
    assertionConsumers: [partner.consumer, { address: `${partner.consumer}/other`, index: 7 }],
    certificates: [pair.certificate],
    attributes: 'feide',
    ...saml,
  },
  ...more,
})

beforeAll(async () => {
  town = await samlTown(await townDatabase(), [application()])
  await town.addPerson({ id: 'kari' })
  await town.addPerson({ id: 'ola', groups: ['skole'] })
})
afterAll(() => town.close())
beforeEach(async () => {
  town.comesIn = { person: 'kari' }
  town.faults.length = 0
  await town.apply([application()])
})

const browserOf = async (person: string): Promise<Browser> => {
  const on = town.browser()
  await on.signIn({ person })
  return on
}

const told = async (): Promise<number> =>
  Number(
    (
      await town.rows<{ count: number }>(
        `select count(*)::int as count from events where kind = 'assertion.issued'`,
      )
    )[0]?.count,
  )

/** Nothing is told by any of these, and the person sees a page. */
async function nothingTold(on: Browser, tries: readonly Try[]): Promise<void> {
  const before = await told()
  for (const each of tries) {
    const seen =
      typeof each === 'string' ? await on.walk(each) : await on.walk('/saml/sso', { ...each })
    expect([each, seen.to, seen.text.includes('<saml')]).toEqual([each, undefined, false])
    expect(seen.text).not.toContain('name="SAMLResponse"')
    expect(seen.response.status).toBeGreaterThanOrEqual(400)
  }
  expect(await told()).toBe(before)
}
type Try = string | { readonly SAMLRequest: string }

async function isTold(on: Browser, address: string, form?: Record<string, string>) {
  const { text } = await on.walk(address, form)
  expect(town.faults).toEqual([])
  return handedOn(text)
}

test('ATK-SAML-19 a name that is written as markup is read as a name', async () => {
  const evil =
    '</saml:AttributeValue></saml:Attribute><saml:Attribute Name="role"><saml:AttributeValue>admin'
  const rest = `&lt;&amp;]]><!-- --><?x y?>"'\t\n\r\u0085`
  await town.addPerson({ id: 'eve', given: `${evil}${rest}`, family: 'A\u0001\u001b\ufffeB' })
  const asks = await nodeSaml(town.origin)
  const on = await browserOf('eve')
  const page = await isTold(on, await asks.getAuthorizeUrlAsync('', undefined, {}))
  const { profile } = await asks.validatePostResponseAsync({ ...page.fields })
  expect(profile?.['givenName']).toBe(`${evil}${rest}`.replace('\u0085', '\ufffd'))
  expect(profile?.['sn']).toBe('A\ufffd\ufffd\ufffdB')
  expect(profile?.['role']).toBeUndefined()
  expect(page.xml.match(/<saml:Attribute /g)).toHaveLength(6)
})

test('ATK-SAML-20 an answer goes to a registered address and to no other', async () => {
  const on = await browserOf('kari')
  const { origin } = town
  const at = (address: string, more = '') =>
    byQuery(asking({ origin, more: `AssertionConsumerServiceURL="${address}" ${more}` }))
  expect((await isTold(on, at(partner.consumer))).to).toBe(partner.consumer)
  await nothingTold(on, [
    at('https://evil.example/acs'),
    at(`${partner.consumer}/`),
    at(`${partner.consumer}?x`),
    at(`${partner.consumer}/../acs`),
    at(partner.consumer.replace('https', 'http')),
    at(partner.consumer.replace('tjeneste', 'Tjeneste')),
    at(partner.consumer.replace('.example/', '.example:443/')),
    at(`${partner.consumer} `),
    at(`${partner.consumer}#x`),
    at('javascript:alert(1)'),
    at(partner.consumer, 'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact"'),
    at(partner.consumer, 'AssertionConsumerServiceIndex="7"'),
  ])
})

test('ATK-SAML-20b a number that no address has leads nowhere', async () => {
  const on = await browserOf('kari')
  const at = (index: string) =>
    byQuery(asking({ origin: town.origin, more: `AssertionConsumerServiceIndex="${index}"` }))
  expect((await isTold(on, at('7'))).to).toBe(`${partner.consumer}/other`)
  expect((await isTold(on, at('0'))).to).toBe(partner.consumer)
  await nothingTold(on, [at('1'), at('8'), at('65535')])
})

test('ATK-SAML-20c a request that must be signed is not taken unsigned', async () => {
  await town.apply([application({ requireSignedRequests: true })])
  const on = await browserOf('kari')
  const { origin } = town
  await isTold(on, signedQuery(asking({ origin }), pair.privateKey))
  await isTold(on, '/saml/sso', signedForm(asking({ origin }), pair))
  const plain = asking({ origin })
  const honest = signedQuery(asking({ origin }), pair.privateKey)
  await nothingTold(on, [
    byQuery(plain),
    { SAMLRequest: Buffer.from(plain).toString('base64') },
    honest.replace(/&SigAlg=[^&]*/, ''),
    honest.replace(/&Signature=.*/, ''),
    honest.replace(/SAMLRequest=[^&]*/, byQuery(plain).split('?')[1] ?? ''),
  ])
})

test('ATK-SAML-20d what an application carries along comes back as text, or not at all', async () => {
  const on = await browserOf('kari')
  const relayed = async (relay: string) => {
    const { text, response } = await on.walk(byQuery(asking({ origin: town.origin }), relay))
    const csp = response.headers.get('content-security-policy') ?? ''
    expect(csp).not.toMatch(/unsafe|\*/)
    expect(csp).toContain("default-src 'none'")
    expect(text).not.toMatch(/\son\w+=|javascript:/i)
    return { text, fields: handedOn(text).fields }
  }
  const nasty = `"><script>alert('x')</script>&amp;æøå`
  const { text, fields } = await relayed(nasty)
  expect(fields['RelayState']).toBe(nasty)
  expect(text).not.toContain('<script>alert')
  expect((await relayed('a'.repeat(80))).fields['RelayState']).toHaveLength(80)
  for (const bad of [
    'x'.repeat(5000),
    'javascript:alert(1)',
    '\u0001 JavaScript:x',
    'data:text/html,x',
  ])
    expect((await relayed(bad)).fields['RelayState']).toBeUndefined()
})

test('ATK-SAML-20e nobody is told anything under a name that is not registered', async () => {
  const on = await browserOf('kari')
  const { origin } = town
  await isTold(on, byQuery(asking({ origin })))
  await nothingTold(on, [
    byQuery(asking({ origin, issuer: 'https://evil.example/saml' })),
    byQuery(asking({ origin, issuer: `${partner.entityId}/` })),
    byQuery(asking({ origin, issuer: partner.entityId.toUpperCase() })),
    byQuery(asking({ origin, issuer: '' })),
    byQuery(asking({ origin: 'https://other.example' })),
  ])
})

test('ATK-SAML-09 a signature counts by the registered key and by nothing that it brings', async () => {
  const on = await browserOf('kari')
  const { origin } = town
  const other = newPair()
  await isTold(on, '/saml/sso', signedForm(asking({ origin }), pair))
  const moved = Buffer.from(signedForm(asking({ origin }), pair).SAMLRequest, 'base64')
    .toString()
    .replace('Version="2.0"', 'Version="2.0" ForceAuthn="false"')
  await nothingTold(on, [
    signedForm(asking({ origin }), other),
    signedForm(asking({ origin }), { ...other, certificate: pair.certificate }),
    signedForm(asking({ origin }), pair, true),
    { SAMLRequest: Buffer.from(moved).toString('base64') },
    signedQuery(asking({ origin }), other.privateKey),
    signedQuery(asking({ origin }), pair.privateKey, 'rsa-sha1'),
  ])
})

test('ATK-SAML-09b a key whose certificate has run out, or is not yet, signs for nobody', async () => {
  const on = await browserOf('kari')
  const next = newPair()
  const old = newPair(new Date(Date.now() + 3_600_000))
  await town.apply([
    application({ requireSignedRequests: true, certificates: [old.certificate, next.certificate] }),
  ])
  const by = ({ privateKey }: typeof old) => {
    const at = town.moment().now
    return signedQuery(asking({ origin: town.origin, at }), privateKey)
  }
  await isTold(on, by(old))
  await isTold(on, by(next))
  town.pass(2 * 3600)
  const later = await browserOf('kari')
  await isTold(later, by(next))
  await nothingTold(later, [by(old)])
  town.pass(-2 * 3600)
})

test('ATK-SAML-13b a request is answered once, and an old one not at all', async () => {
  const on = await browserOf('kari')
  const { origin } = town
  const request = byQuery(asking({ origin }))
  await isTold(on, request)
  await nothingTold(on, [request])
  await nothingTold(await browserOf('ola'), [request])
  const minutes = (count: number) => new Date(Date.now() + count * 60_000)
  await isTold(on, byQuery(asking({ origin, at: minutes(-9) })))
  await nothingTold(on, [
    byQuery(asking({ origin, at: minutes(-11) })),
    byQuery(asking({ origin, at: minutes(6) })),
  ])
  // At once from two tabs: one of them is told.
  const both = byQuery(asking({ origin, id: drawn() }))
  const before = await told()
  await Promise.all([on.walk(both), on.walk(both)])
  expect(await told()).toBe(before + 1)
})

test('ATK-SAML-17 what is packed small does not become large', async () => {
  const on = await browserOf('kari')
  const { origin } = town
  const padded = (bytes: number) =>
    byQuery(asking({ origin, inside: ' '.repeat(bytes) }).replace('</samlp', ' </samlp'))
  await isTold(on, padded(1000))
  const began = process.memoryUsage().rss
  await nothingTold(on, [padded(200_000), padded(14_000_000)])
  expect(process.memoryUsage().rss - began).toBeLessThan(100_000_000)
})

test('ATK-UNI-06 names of people are read as they are written', async () => {
  const asks = await nodeSaml(town.origin)
  const names = [
    ['Kåre Áilu', 'Čáhppe-Ødegård'],
    ['Žaŋŧ', 'Ďuđ'],
    ['Åse-Marie', "D'Angelo"],
    ['Ö', 'X'],
    ['Anne Mari Elle', 'af Ström ä ö'],
    ['李', '小龍 🎉'],
  ] as const
  for (const [at, [given, family]] of names.entries()) {
    await town.addPerson({ id: `uni-${at}`, given, family })
    const on = await browserOf(`uni-${at}`)
    const page = await isTold(on, await asks.getAuthorizeUrlAsync('', undefined, {}))
    const { profile } = await asks.validatePostResponseAsync({ ...page.fields })
    expect([profile?.['givenName'], profile?.['sn']]).toEqual([given, family])
    expect(profile?.['displayName']).toBe(`${given} ${family}`)
  }
})

test('ATK-OIDC-17b whoever the application is not for is never told to it', async () => {
  const only = { everyone: false, groups: ['skole'] }
  await town.apply([application({ fromStartPage: true }, only)])
  const { origin } = town
  await isTold(await browserOf('ola'), byQuery(asking({ origin })))
  const on = await browserOf('kari')
  await nothingTold(on, [
    byQuery(asking({ origin })),
    byQuery(asking({ origin, more: 'ForceAuthn="true"' })),
    { SAMLRequest: Buffer.from(asking({ origin })).toString('base64') },
    '/saml/start/tjeneste',
  ])
  const before = await told()
  const silent = await isTold(on, byQuery(asking({ origin, more: 'IsPassive="true"' })))
  expect(silent.xml).toContain('RequestDenied')
  expect(silent.xml).not.toContain('<saml:Assertion')
  // Taken out of the group while the session stands.
  const ola = await browserOf('ola')
  await isTold(ola, byQuery(asking({ origin })))
  await town.database.send('', `delete from memberships where person_id = 'ola'`, [])
  await nothingTold(ola, [byQuery(asking({ origin }))])
  await town.database.send('', `insert into memberships values ('ola', 'skole')`, [])
  expect(await told()).toBe(before + 1)
})

test('ATK-SAML-23 a lasting name stays with its person, whoever has the user name', async () => {
  const nameOf = async (person: string) => {
    const page = await isTold(await browserOf(person), byQuery(asking({ origin: town.origin })))
    return /<saml:NameID[^>]*>([^<]+)</.exec(page.xml)?.[1]
  }
  await town.addPerson({ id: 'anne' })
  const before = await nameOf('anne')
  expect(before).toMatch(/^[0-9a-f]{40}$/)
  await town.database.send(
    '',
    `update people set login = 'an@fjordvik.example', look = 'an' where id = 'anne'`,
    [],
  )
  expect(await nameOf('anne')).toBe(before)
  await town.addPerson({ id: 'other' })
  await town.database.send(
    '',
    `update people set login = 'anne@fjordvik.example' where id = 'other'`,
    [],
  )
  expect(await nameOf('other')).not.toBe(before)
})

// Against service providers that nobody here wrote (Debian: libapache2-mod-auth-mellon,
// libapache2-mod-shib, simplesamlphp). Whatever is not on this machine is skipped by name.
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { settingsFrom } from '../../src/domain/configuration/from-metadata.ts'
import { readMetadata } from '../../src/lib/saml/metadata.ts'
import { townDatabase } from '../town/database.ts'
import {
  hasMellon,
  hasShibboleth,
  hasSimpleSaml,
  startMellon,
  startShibboleth,
  startSimpleSaml,
  type Site,
} from './sites.ts'
import { samlTown, type SamlTown } from './town.ts'
import { openWeb, type Web } from './web.ts'

let town: SamlTown
beforeAll(async () => {
  town = await samlTown(await townDatabase(), [])
  await town.addPerson({ id: 'kari', given: 'Kåre Áilu', family: "O'Dea-Ødegård" })
})
afterAll(() => town.close())

const own = async (): Promise<string> => (await fetch(`${town.origin}/saml/metadata`)).text()

/** As an administrator does it: their metadata here, and ours there. */
async function setUp(sites: readonly Site[], more: object = {}): Promise<void> {
  const applications = []
  for (const [at, site] of sites.entries()) {
    onTestFinished(() => site.stop())
    const text = await (await fetch(site.metadata)).text()
    const read = await readMetadata(text, { now: new Date(), entityId: site.entityId })
    const saml = { ...settingsFrom(read, { encrypts: false }), ...more }
    applications.push({ id: `site-${at}`, name: `Site ${at}`, everyone: true, saml })
  }
  await town.apply(applications)
  town.comesIn = { person: 'kari' }
  town.faults.length = 0
}

const openBrowser = (): Web => openWeb(['localhost'])

/** In, and out again: there, and then here too. */
async function inAndOut(site: Site, shows: readonly (string | RegExp)[]): Promise<void> {
  const web = openBrowser()
  const inside = await web.open(site.inside)
  expect([town.faults, inside.url.origin]).toEqual([[], site.origin])
  for (const each of shows) expect(inside.text).toMatch(each)
  // A session that stands is not asked again.
  town.comesIn = undefined
  expect((await web.open(site.inside)).text).toBe(inside.text)
  const out = await web.open(site.signOut)
  expect([town.faults, out.way.includes(`${town.origin}/saml/slo`)]).toEqual([[], true])
  expect(out.url.origin).toBe(site.origin)
  const again = await web.open(site.inside)
  expect(again.text).toBe('a visit')
}

describe.skipIf(!hasMellon)('mod_auth_mellon (Debian: libapache2-mod-auth-mellon; as root)', () => {
  test('signs in, reads who it is, and signs out everywhere', async () => {
    const site = await startMellon(await own())
    await setUp([site], { attributes: 'feide' })
    await inAndOut(site, [
      /MELLON_eduPersonPrincipalName=kari@fjordvik\.example/,
      /MELLON_NAME_ID=\S{20}/,
      /MELLON_displayName=K.+/,
    ])
  })
})

describe.skipIf(!hasShibboleth)('Shibboleth SP (Debian: libapache2-mod-shib; as root)', () => {
  test('signs in, takes the scoped name, and signs out everywhere', async () => {
    const site = await startShibboleth(await own(), town.origin)
    await setUp([site], { attributes: 'oid' })
    await inAndOut(site, [/eppn=kari@fjordvik\.example/, /Shib-AuthnContext-Class=.*Protected/])
  })

  test('drops the scoped name where our metadata does not say whose it is', async () => {
    const without = (await own()).replaceAll(/<shibmd:Scope.*?<\/shibmd:Scope>/g, '')
    const site = await startShibboleth(without, town.origin)
    await setUp([site], { attributes: 'oid' })
    const inside = await openBrowser().open(site.inside)
    expect(inside.text).toContain('displayName=')
    expect(inside.text).not.toContain('eppn=kari')
  })
})

describe.skipIf(!hasSimpleSaml)('SimpleSAMLphp (Debian: simplesamlphp; as root)', () => {
  test('signs in, reads who it is, and signs out everywhere', async () => {
    const certificate = /<ds:X509Certificate>([^<]+)/g
    const keys = [...(await own()).matchAll(certificate)].map(([, each]) => each ?? '')
    const site = await startSimpleSaml(town.origin, keys[1] ?? '')
    await setUp([site], { attributes: 'feide' })
    await inAndOut(site, [/kari@fjordvik\.example/, /fjordvik\.example/])
  })
})

describe.skipIf(!hasMellon || !hasShibboleth)('two of them', () => {
  test('who signs out at one is signed out at the other', async () => {
    const [one, other] = [
      await startMellon(await own()),
      await startShibboleth(await own(), town.origin),
    ]
    await setUp([one, other], { attributes: 'oid' })
    const web = openBrowser()
    await web.open(one.inside)
    expect((await web.open(other.inside)).text).toContain('eppn=kari')
    const out = await web.open(one.signOut)
    expect(out.way).toContain(`${other.origin}/Shibboleth.sso/SLO/Redirect`)
    expect(out.url.origin).toBe(one.origin)
    town.comesIn = undefined
    expect((await web.open(other.inside)).text).toBe('a visit')
    expect(town.faults).toEqual([])
  })
})

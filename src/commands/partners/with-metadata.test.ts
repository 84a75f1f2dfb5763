import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { newPair } from '../../../test/saml/partner.ts'
import { addressAsUrl, townAddress } from '../../../test/town/database.ts'
import { readSettings } from '../../settings.ts'
import { run } from '../main.ts'

const folder = mkdtempSync(join(tmpdir(), 'metadata-'))
afterAll(() => rmSync(folder, { recursive: true }))
const url = addressAsUrl(await townAddress())
const settings = () => readSettings({ env: { PORTVAKT_DATA: folder, DATABASE_URL: url }, argv: [] })

let said: string[] = []
let complained: string[] = []
beforeEach(() => {
  said = []
  complained = []
})
const portvakt = (...argv: string[]) =>
  run(argv, { say: (line) => said.push(line), complain: (line) => complained.push(line) }, settings)

const key = (use: string, certificate: string) =>
  `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}` +
  '</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>'
const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'
const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect'
const describing = (...keys: string[]) =>
  `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
    xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="https://desk.example/saml">
  <md:SPSSODescriptor AuthnRequestsSigned="true"
    protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keys.join('')}
    <md:SingleLogoutService Binding="${redirect}" Location="https://desk.example/slo"/>
    <md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:PAOS"
      Location="https://desk.example/paos" index="1"/>
    <md:AssertionConsumerService Binding="${post}" Location="https://desk.example/one" index="2"/>
    <md:AssertionConsumerService Binding="${post}" Location="https://desk.example/two" index="7"
      isDefault="true"/>
  </md:SPSSODescriptor></md:EntityDescriptor>`

const house = (saml: string): string => {
  const path = join(folder, 'house.toml')
  writeFileSync(
    path,
    `[[organisations]]
id = "fjordvik"
domains = ["fjordvik.example"]
name = "Fjordvik kommune"
service = "Fjordvik"
color = "#1f5fa8"

[[applications]]
id = "desk"
name = "Desk"
everyone = true
[applications.saml]
${saml}
`,
  )
  return path
}

test('what an application says of itself is applied as if it had been written', async () => {
  writeFileSync(join(folder, 'desk.xml'), describing(key('signing', newPair().certificate)))
  expect(await portvakt('apply', house('metadata = "desk.xml"\nattributes = "oid"'))).toBe(0)
  const told = said.join('\n')
  expect(told).toContain('https://desk.example/two')
  expect(told).toContain('https://desk.example/slo')
  expect(told).not.toContain('paos')
  said = []
  expect(await portvakt('apply', house('metadata = "desk.xml"\nattributes = "oid"'))).toBe(0)
  expect(said.at(-1)).toContain('Nothing is different')
  said = []
  expect(
    await portvakt('apply', house('metadata = "desk.xml"\nsignOut = "https://desk.example/out"')),
  ).toBe(0)
  expect(said.join('\n')).toContain('https://desk.example/out')
})

test('a file that is not right changes nothing, and is named', async () => {
  writeFileSync(join(folder, 'evil.xml'), `<!DOCTYPE x [<!ENTITY y "z">]>${describing()}`)
  expect(await portvakt('apply', house('metadata = "evil.xml"'))).toBe(1)
  expect(complained.join('\n')).toContain('evil.xml is not read (markup)')
  expect(await portvakt('apply', house('metadata = "nowhere.xml"'))).toBe(1)
  expect(complained.join('\n')).toContain('nowhere.xml cannot be read')
  writeFileSync(join(folder, 'bare.xml'), describing())
  expect(await portvakt('apply', house('metadata = "bare.xml"\nencrypt = true'))).toBe(1)
  expect(complained.join('\n')).toContain('names no certificate to encrypt to')
  expect(await portvakt('apply', house('entityId = "x"\nencrypt = true'))).toBe(1)
})

test('check tells which certificate runs out, 60, 30, 7 and 1 days before (FLT-KEY-4)', async () => {
  const day = 86_400_000
  for (const [days, says] of [
    [90, undefined],
    [59, 'within 60 days'],
    [29, 'within 30 days'],
    [6, 'within 7 days'],
    [0.9, 'within a day'],
    [-2, 'ran out on'],
  ] as const) {
    said = []
    const { certificate } = newPair(new Date(Date.now() + days * day))
    writeFileSync(join(folder, 'desk.xml'), describing(key('signing', certificate)))
    expect(await portvakt('check', house('metadata = "desk.xml"'))).toBe(0)
    const told = said.join('\n')
    if (says === undefined) expect(told).not.toContain('certificate')
    else expect(told).toContain(says)
  }
})

test('check names what weakens it', async () => {
  writeFileSync(join(folder, 'bare.xml'), describing())
  await portvakt('check', house('metadata = "bare.xml"\nnameId = "mail"\nfromStartPage = true'))
  const told = said.join('\n')
  for (const place of ['.nameId', '.fromStartPage', '.certificates'])
    expect(told).toContain(`applications «desk».saml${place}`)
})

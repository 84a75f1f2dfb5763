// The gate: what is let in, and each thing that is not.
import { describe, expect, test } from 'vitest'
import { XmlRefused } from './gate.ts'
import { readXml } from './read.ts'

const response = (inside = '', attributes = ''): string =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
    xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a" Version="2.0"
    IssueInstant="2026-01-01T00:00:00Z" ${attributes}>
    <saml:Issuer>https://idp.example</saml:Issuer>${inside}
    <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
  </samlp:Response>`

const why = async (text: string, schema: 'protocol' | 'metadata' = 'protocol'): Promise<string> => {
  try {
    await readXml(text, schema)
    return 'read'
  } catch (fault) {
    return fault instanceof XmlRefused ? fault.because : 'fault'
  }
}

test('a document that is as the schema has it becomes a tree that nobody can change', async () => {
  const tree = await readXml(`<?xml version="1.0" encoding="UTF-8"?>${response()}`, 'protocol')
  expect(tree).toMatchObject({ name: 'Response', attributes: { ID: '_a', Version: '2.0' } })
  expect(tree.children.map(({ name }) => name)).toEqual(['Issuer', 'Status'])
  expect(tree.children[0]?.text).toBe('https://idp.example')
  expect(() => Object.assign(tree, { name: 'Other' })).toThrow()
  expect(() => Object.assign(tree.attributes, { ID: '_b' })).toThrow()
})

test('an attribute named as what every object has is nothing but an attribute', async () => {
  const extensions =
    '<samlp:Extensions><x xmlns="urn:x" __proto__="1" toString="2"/></samlp:Extensions>'
  const tree = await readXml(response(extensions), 'protocol')
  const odd = tree.children[1]?.children[0]
  expect(odd && { ...odd.attributes }).toEqual({ ['__proto__']: '1', toString: '2' })
  expect(tree.attributes['toString']).toBeUndefined()
})

describe('is not let in', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a document type', `<!DOCTYPE a>${response()}`, 'markup'],
    ['a comment in a name', response('').replace('idp', 'i<!-- -->dp'), 'markup'],
    ['CDATA', response('').replace('https://idp.example', '<![CDATA[x]]>'), 'markup'],
    ['an instruction', response('<?php 1 ?>'), 'markup'],
    ['another encoding', `<?xml version="1.0" encoding="ISO-8859-1"?>${response()}`, 'markup'],
    ['XML 1.1', `<?xml version="1.1"?>${response()}`, 'markup'],
    ['two roots', response() + response(), 'form'],
    ['half a character', response('').replace('idp', 'i\ud800dp'), 'encoding'],
    ['a sign that no text may hold', response('').replace('idp', 'i&#1;dp'), 'form'],
    ['an entity that nobody declared', response('').replace('idp', 'i&x;dp'), 'form'],
    ['what the schema does not know', response('', 'Extra="1"'), 'schema'],
    ['an element that the schema has elsewhere', response('<samlp:Status/>'), 'schema'],
    ['an xml:id', response('', 'xml:id="b"'), 'ids'],
    ['a relative namespace', response('', 'xmlns:q="relative"'), 'names'],
    [
      'a schema of its own',
      response(
        '',
        'xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="urn:x y"',
      ),
      'names',
    ],
    [
      'one id twice, however it is written',
      response('<samlp:Extensions><x xmlns="urn:x" id="_a"/></samlp:Extensions>'),
      'ids',
    ],
    [
      'too many elements',
      response(`<samlp:Extensions>${'<x xmlns="urn:x"/>'.repeat(5001)}</samlp:Extensions>`),
      'size',
    ],
    ['too much text', response(' '.repeat(270_000)), 'size'],
    ['nothing', '', 'form'],
    ['plain text', 'hello', 'form'],
  ]
  test.each(cases)('%s', async (_what, text, because) => {
    expect(await why(text)).toBe(because)
  })
})

test('a description may have comments between its elements, and none beside a text', async () => {
  const described = (inside: string): string =>
    `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example">
      <!-- ours --><Organization><OrganizationName xml:lang="nb">${inside}</OrganizationName>
      <OrganizationDisplayName xml:lang="nb">Fjordvik</OrganizationDisplayName>
      <OrganizationURL xml:lang="nb">https://fjordvik.example</OrganizationURL></Organization>
      <ContactPerson contactType="technical"/></EntityDescriptor>`
  const withRole = (text: string): string =>
    text.replace(
      '<Organization>',
      '<AffiliationDescriptor affiliationOwnerID="https://a.example">' +
        '<AffiliateMember>https://b.example</AffiliateMember></AffiliationDescriptor><Organization>',
    )
  expect(await why(withRole(described('Fjordvik')), 'metadata')).toBe('read')
  expect(await why(withRole(described('Fjord<!-- -->vik')), 'metadata')).toBe('markup')
})

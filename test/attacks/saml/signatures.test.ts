// Whose word is it, and which words? A signature counts for the element that it stands in, made by
// a key out of the metadata, in one shape; everything else in the document is nobody's word.
import { createHmac, createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { townDatabase } from '../../town/database.ts'
import {
  answered,
  assertionOf,
  type Asked,
  describing,
  enveloped,
  openPartner,
  ours,
  outcome,
  resigned,
  responseAround,
  type Said,
  signedXml,
  signing,
} from './partner.ts'

const database = await townDatabase()
const partner = openPartner(database)

/**
 * The honest answer to the same question is believed: what was refused was refused for one thing.
 */
async function refuses(
  asked: Asked,
  xml: string,
  because: string | readonly string[] = 'answer',
): Promise<void> {
  expect([because].flat()).toContain(await outcome(asked, xml))
  expect(await outcome(asked, answered(asked.said))).toBe('said')
}

test('ATK-SAML-01 without a signature nobody has said anything', async () => {
  const asked = await partner.asks()
  const { said } = asked
  await refuses(asked, responseAround(said, assertionOf(said)))
  // A signature that was taken out again, and one over nothing of it.
  const both = answered(said, 'both').replaceAll(/<ds:Signature .*?<\/ds:Signature>/gs, '')
  expect(await outcome(asked, both)).toBe('answer')
})

interface Wrapped {
  /** The signed element, the same without its signature, the signature, and one that lies. */
  readonly whole: string
  readonly bare: string
  readonly signature: string
  readonly lie: string
}

const signatureIn = /<ds:Signature .*?<\/ds:Signature>/s
const lying = (text: string): string =>
  text
    .replace('kari-for-ever', 'ola-for-ever')
    .replace(/ID="_(assertion|response)(\d+)"/, 'ID="_evil$2"')

const endOf = (text: string, more: string): string => text.replace(/(<\/[\w:]+>)$/, `${more}$1`)
const afterIssuer = (text: string, more: string): string =>
  text.replace('</saml:Issuer>', `</saml:Issuer>${more}`)
const extended = (text: string, more: string): string =>
  afterIssuer(text, `<samlp:Extensions>${more}</samlp:Extensions>`)
const holding = (signature: string, more: string): string =>
  signature.replace('</ds:Signature>', `${more}</ds:Signature>`)

/** The eight of «On Breaking SAML» (USENIX 2012): what stands where one element was signed. */
const shapes: readonly ((of: Wrapped) => string)[] = [
  ({ lie, signature, bare }) => afterIssuer(lie, holding(signature, bare)),
  ({ lie, signature, bare }) => afterIssuer(lie, bare + signature),
  ({ lie, whole }) => lie + whole,
  ({ lie, whole }) => endOf(lie, whole),
  ({ lie, signature, bare }) => afterIssuer(lie, signature) + bare,
  ({ lie, signature, bare }) =>
    afterIssuer(lie, signature.replace('</ds:SignedInfo>', `</ds:SignedInfo>${bare}`)),
  ({ lie, whole }) => extended(lie, whole),
  ({ lie, signature, bare }) =>
    afterIssuer(lie, holding(signature, `<ds:Object>${bare}</ds:Object>`)),
]

const wrapped = (whole: string): Wrapped => {
  const signature = signatureIn.exec(whole)?.[0] ?? ''
  const bare = whole.replace(signature, '')
  return { whole, signature, bare, lie: lying(bare) }
}

test.each(shapes.map((shape, at) => [at + 1, shape] as const))(
  'ATK-SAML-02 what was signed is moved away, and a lie stands in its place: shape %i',
  async (_at, shape) => {
    const asked = await partner.asks()
    const { said } = asked
    const signed = answered(said)
    const assertion = /<saml:Assertion .*<\/saml:Assertion>/s.exec(signed)?.[0] ?? ''
    await refuses(asked, signed.replace(assertion, shape(wrapped(assertion))))
    const next = await partner.asks()
    await refuses(next, shape(wrapped(answered(next.said, 'response'))))
  },
)

test('ATK-SAML-02 a lie beside, before and inside what is signed is refused with it', async () => {
  const asked = await partner.asks()
  const { said } = asked
  const signed = answered(said)
  const lie = lying(assertionOf(said))
  const advice = `<saml:Advice>${lie}</saml:Advice>`
  await refuses(asked, signed.replace('<saml:Assertion ', `${lie}<saml:Assertion `))
  const next = await partner.asks()
  await refuses(next, endOf(answered(next.said), lie))
  // Signed with a second assertion in its advice: nobody knows which is meant.
  const last = await partner.asks()
  const advised = assertionOf(last.said).replace(
    '<saml:AuthnStatement',
    `${advice}<saml:AuthnStatement`,
  )
  await refuses(last, signedXml(responseAround(last.said, advised), last.said.assertionId))
})

test('ATK-SAML-03 what there may be one of is refused where there are two', async () => {
  const twice = (text: string, part: RegExp): string => text.replace(part, (one) => one + one)
  const doubled: readonly ((said: Said) => string)[] = [
    (said) => answered(said) + answered(said),
    (said) => twice(answered(said), /<saml:Assertion .*<\/saml:Assertion>/s),
    (said) => twice(answered(said), signatureIn),
    (said) => twice(answered(said), /<ds:SignedInfo>.*<\/ds:SignedInfo>/s),
    (said) => resigned(answered(said), (list) => twice(list, /<ds:Reference .*<\/ds:Reference>/s)),
    // Signed so by the house itself.
    (said) => {
      const assertion = twice(assertionOf(said), /<saml:NameID .*<\/saml:NameID>/s)
      return signedXml(responseAround(said, assertion), said.assertionId)
    },
    (said) => {
      const other = { ...said, assertionId: `${said.assertionId}b` }
      return signedXml(responseAround(said, assertionOf(said) + assertionOf(other)), said.id)
    },
    (said) => responseAround(said, answered(said)),
  ]
  for (const text of doubled) {
    const asked = await partner.asks()
    await refuses(asked, text(asked.said))
  }
})

test('ATK-SAML-06 a document that two readers could read in two ways is read by none', async () => {
  const readings: readonly ((said: Said) => string)[] = [
    (said) => `<!DOCTYPE samlp:Response>${answered(said)}`,
    (said) =>
      `<!DOCTYPE r [<!ENTITY u "#${said.assertionId}">]>` +
      answered(said).replace(/URI="#[^"]*"/, 'URI="&u;"'),
    // One id twice: as it is written, in other letters, and as an xml:id.
    (said) =>
      answered(said).replace(
        '<samlp:Status>',
        `<samlp:Extensions><x xmlns="urn:x" ID="${said.assertionId}"/></samlp:Extensions><samlp:Status>`,
      ),
    (said) =>
      answered(said).replace(
        '<samlp:Status>',
        `<samlp:Extensions><x xmlns="urn:x" iD="${said.assertionId}"/></samlp:Extensions><samlp:Status>`,
      ),
    (said) =>
      answered(said).replace(` ID="${said.id}"`, ` ID="${said.id}" xml:id="${said.assertionId}"`),
    // The signature under a name of another space, and one more under a second prefix.
    (said) => answered(said).replaceAll('http://www.w3.org/2000/09/xmldsig#"', 'urn:other"'),
    (said) =>
      answered(said).replace(
        '<samlp:Status>',
        '<samlp:Extensions><s:Signature xmlns:s="http://www.w3.org/2000/09/xmldsig#"/>' +
          '</samlp:Extensions><samlp:Status>',
      ),
    // The whole document, or nothing, instead of one element.
    (said) =>
      resigned(answered(said, 'response'), (list) => list.replace(/URI="#[^"]*"/, 'URI=""')),
    (said) => resigned(answered(said), (list) => list.replace(/ URI="#[^"]*"/, '')),
    (said) =>
      resigned(answered(said), (list) =>
        list.replace(/URI="#/, 'URI="#xpointer(id(\'').replace('">', '\'))">'),
      ),
  ]
  for (const text of readings) {
    const asked = await partner.asks()
    await refuses(asked, text(asked.said))
  }
})

test('ATK-SAML-07 where there is no canonical form, nothing is signed', async () => {
  const empty = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
  const asked = await partner.asks()
  const hollow = resigned(answered(asked.said), (list) =>
    list.replace(/(<ds:DigestValue>)[^<]*/, `$1${empty}`),
  )
  await refuses(asked, hollow)
  // A relative namespace, with which canonical XML gives up, and the digest of nothing.
  const next = await partner.asks()
  const relative = answered(next.said).replace(
    '<saml:Assertion ',
    '<saml:Assertion xmlns:r="relative" ',
  )
  await refuses(next, relative)
  const last = await partner.asks()
  await refuses(
    last,
    resigned(
      answered(last.said).replace('<saml:Assertion ', '<saml:Assertion xmlns:r="1" '),
      (list) => list.replace(/(<ds:DigestValue>)[^<]*/, `$1${empty}`),
    ),
  )
})

test('ATK-SAML-08 a signature counts for the element that it stands in', async () => {
  const move = (text: string, to: 'first' | 'last'): string => {
    const signature = signatureIn.exec(text)?.[0] ?? ''
    const without = text.replace(signature, '')
    const at =
      to === 'first' ? without.indexOf('</saml:Issuer>') : without.lastIndexOf('</saml:Issuer>')
    const end = at + '</saml:Issuer>'.length
    return without.slice(0, end) + signature + without.slice(end)
  }
  // Of the assertion, standing in the response; and of the response, standing in the assertion.
  const asked = await partner.asks()
  await refuses(asked, move(answered(asked.said), 'first'))
  const next = await partner.asks()
  await refuses(next, move(answered(next.said, 'response'), 'last'))
  // The assertion is signed, and what the response around it says is not: it may only refuse.
  const last = await partner.asks()
  const around = answered(last.said).replace(
    `Destination="${last.said.destination}"`,
    'Destination="https://other.example/"',
  )
  await refuses(last, around, 'destination')
})

test('ATK-SAML-09 keys come from the metadata, and weak ones do not come at all', async () => {
  const stranger = signing()
  const sha1 = { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }
  const weakDigest = { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' }
  const wrong: readonly ((said: Said) => string)[] = [
    (said) => answered(said, 'assertion', { by: stranger }),
    (said) => answered(said, 'assertion', { by: stranger, keyInfo: ours.certificate }),
    (said) => answered(said, 'assertion', sha1),
    (said) => answered(said, 'assertion', weakDigest),
    (said) => withMac(answered(said)),
    // One of two signatures is a stranger's.
    (said) => signedXml(answered(said, 'assertion', { by: stranger }), said.id),
  ]
  for (const text of wrong) {
    const asked = await partner.asks()
    await refuses(asked, text(asked.said))
  }
  // A house whose only key is short has none.
  const short = signing(1024)
  const weak = openPartner(database, { metadata: describing([short.certificate]) })
  const asked = await weak.asks()
  expect(await outcome(asked, answered(asked.said, 'assertion', { by: short }))).toBe('answer')
  // With two keys, as while one takes over from the other, each counts.
  const both = openPartner(database, {
    metadata: describing([short.certificate, stranger.certificate, ours.certificate]),
  })
  for (const by of [stranger, ours]) {
    const one = await both.asks()
    expect(await outcome(one, answered(one.said, 'assertion', { by }))).toBe('said')
  }
})

/** The public key, which everybody has, as the secret of a MAC. */
function withMac(text: string): string {
  const secret = createPublicKey(ours.key).export({ type: 'spki', format: 'pem' })
  const list = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(text)?.[0] ?? ''
  const changed = list.replace(/xmldsig-more#rsa-sha256/, 'xmldsig-more#hmac-sha256')
  const mac = createHmac('sha256', secret).update(changed).digest('base64')
  return text.replace(list, changed).replace(/(<ds:SignatureValue>)[^<]*/, `$1${mac}`)
}

test('ATK-SAML-10 only two transforms, in one order', async () => {
  const transform = (algorithm: string, inside = ''): string =>
    `<ds:Transform Algorithm="${algorithm}">${inside}</ds:Transform>`
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
  const lists = [
    transform(enveloped) +
      transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>true()</ds:XPath>') +
      transform(exclusive),
    transform(enveloped) +
      transform('http://www.w3.org/TR/1999/REC-xslt-19991116') +
      transform(exclusive),
    transform(enveloped) + transform(enveloped) + transform(exclusive),
    transform(enveloped) +
      transform('http://www.w3.org/2000/09/xmldsig#base64') +
      transform(exclusive),
    transform(enveloped) + transform('http://www.w3.org/TR/2001/REC-xml-c14n-20010315'),
    transform(enveloped) + transform(`${exclusive}WithComments`),
    transform(exclusive) + transform(enveloped),
    transform(enveloped),
    transform(enveloped) + transform(exclusive, '<x xmlns="urn:x"></x>'),
  ]
  for (const list of lists) {
    const asked = await partner.asks()
    const text = resigned(answered(asked.said), (all) =>
      all.replace(/<ds:Transform .*<\/ds:Transforms>/s, `${list}</ds:Transforms>`),
    )
    await refuses(asked, text)
  }
  // Signed so by the house itself, all in order but the form.
  const asked = await partner.asks()
  const inclusive = { canonical: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' }
  await refuses(asked, answered(asked.said, 'assertion', inclusive))
})

// Signs XML of ours, and the raw query of the redirect binding. RSA-SHA256, one enveloped signature
// with one reference, exclusive canonicalisation: nothing else is ever written. Nothing is parsed,
// since what the builder writes is canonical. Must never sign a text that it did not write itself.
import { createHash, createPrivateKey, sign, verify } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import { algorithms as names } from '../saml/names.ts'
import type { PartnerKey } from '../saml/partner-keys.ts'
import { element, write, writeAround, writeWithin, Written, type Element } from './write.ts'

const algorithms = {
  signature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  canon: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  enveloped: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
} as const

export interface XmlSigner {
  /** In base64, as it stands in the metadata. */
  readonly certificate: string
  sign(bytes: string): Buffer
}

export function openXmlSigner(privateJwk: JsonWebKey, certificate: Uint8Array): XmlSigner {
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' })
  return {
    certificate: Buffer.from(certificate).toString('base64'),
    sign: (text) => sign('sha256', Buffer.from(text), key),
  }
}

/**
 * With its signature before the child at this place: the schemas want it after the issuer, or
 * first in metadata. The root says its `ID`.
 */
export function signed(root: Element, signer: XmlSigner, place: number): Written {
  const id = root.attributes['ID']
  if (id === undefined || !/^_[\w-]{16,80}$/.test(id)) throw new Error('Nothing to refer to')
  const { before, after, declared, prefixes } = writeAround(root, place)
  const digest = createHash('sha256').update(before).update(after).digest('base64')
  const what = whatIsSigned(id, digest)
  const signature = element(
    'ds:Signature',
    {},
    what,
    element('ds:SignatureValue', {}, signer.sign(write(what).text).toString('base64')),
    element(
      'ds:KeyInfo',
      {},
      element('ds:X509Data', {}, element('ds:X509Certificate', {}, signer.certificate)),
    ),
  )
  return new Written(`${before}${writeWithin(signature, declared, prefixes)}${after}`, prefixes)
}

const whatIsSigned = (id: string, digest: string): Element =>
  element(
    'ds:SignedInfo',
    {},
    element('ds:CanonicalizationMethod', { Algorithm: algorithms.canon }),
    element('ds:SignatureMethod', { Algorithm: algorithms.signature }),
    element(
      'ds:Reference',
      { URI: `#${id}` },
      element(
        'ds:Transforms',
        {},
        element('ds:Transform', { Algorithm: algorithms.enveloped }),
        element('ds:Transform', { Algorithm: algorithms.canon }),
      ),
      element('ds:DigestMethod', { Algorithm: algorithms.digest }),
      element('ds:DigestValue', {}, digest),
    ),
  )

/** SAML bindings, 3.4.4.1: what is signed is the query itself, in this order and no other. */
export function signQuery(
  fields: readonly (readonly [name: string, value: string])[],
  signer: XmlSigner,
): string {
  const text = [...fields, ['SigAlg', algorithms.signature] as const]
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return `${text}&Signature=${encodeURIComponent(signer.sign(text).toString('base64'))}`
}

/** Too short a key is no key, and one of another kind would be compared by other rules. */
/**
 * Was this query signed by one of these? The very bytes that came are what is verified: decoded and
 * encoded again they might be others.
 */
export function isQuerySigned(
  query: string,
  message: 'SAMLRequest' | 'SAMLResponse',
  keys: readonly PartnerKey[],
): boolean {
  const parts = partsOf(query)
  const [said, relayed, algorithm, signature] = [message, 'RelayState', 'SigAlg', 'Signature'].map(
    (name) => parts?.get(name),
  )
  if (said === undefined || algorithm === undefined || signature === undefined) return false
  const way = wayOf(valueIn(algorithm))
  const text = Buffer.from([said, ...(relayed === undefined ? [] : [relayed]), algorithm].join('&'))
  const bytes = Buffer.from(valueIn(signature), 'base64')
  return (
    way !== undefined &&
    keys.some(({ key, kind }) => kind === way.key && verify(way.hash, text, key, bytes))
  )
}

const ways: Readonly<Record<string, { readonly key: string; readonly hash: string }>> =
  names.signatures
const wayOf = (name: string) => (Object.hasOwn(ways, name) ? ways[name] : undefined)

const valueIn = (part: string): string => decodeURIComponent(part.slice(part.indexOf('=') + 1))

/** Each part as it was written. Nothing where a name stands twice, or does not decode. */
function partsOf(query: string): ReadonlyMap<string, string> | undefined {
  const parts = new Map<string, string>()
  for (const part of query.split('&')) {
    const name = part.split('=', 1)[0] ?? ''
    if (parts.has(name) || !isEncoded(part)) return undefined
    parts.set(name, part)
  }
  return parts
}

function isEncoded(part: string): boolean {
  try {
    decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}

// Requests as an attacker writes them: any text, packed and signed as somebody likes.
import { createSign, type KeyObject } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { SignedXml } from 'xml-crypto'
import { partner, type Pair } from '../../saml/partner.ts'

export interface Asking {
  readonly origin: string
  readonly issuer?: string
  /** Attributes of the request, besides what each has. */
  readonly more?: string
  readonly inside?: string
  readonly id?: string
  readonly at?: Date
}

export const drawn = (): string => `_${Math.random().toString(36).slice(2).padEnd(20, 'x')}`

export const asking = ({ origin, issuer = partner.entityId, more = '', ...rest }: Asking): string =>
  `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
  xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${rest.id ?? drawn()}" Version="2.0"
  IssueInstant="${(rest.at ?? new Date()).toISOString()}" Destination="${origin}/saml/sso" ${more}
  ><saml:Issuer>${issuer}</saml:Issuer>${rest.inside ?? ''}</samlp:AuthnRequest>`

const packed = (xml: string): string => deflateRawSync(Buffer.from(xml)).toString('base64')

export const byQuery = (xml: string, relay?: string): string =>
  `/saml/sso?SAMLRequest=${encodeURIComponent(packed(xml))}` +
  (relay === undefined ? '' : `&RelayState=${encodeURIComponent(relay)}`)

/** As the binding has it, with whatever key and by whatever algorithm. */
export function signedQuery(xml: string, key: KeyObject, algorithm = 'rsa-sha256'): string {
  const space = algorithm.endsWith('sha1') ? '2000/09/xmldsig#' : '2001/04/xmldsig-more#'
  const text =
    `SAMLRequest=${encodeURIComponent(packed(xml))}` +
    `&SigAlg=${encodeURIComponent(`http://www.w3.org/${space}${algorithm}`)}`
  const signature = createSign(algorithm.replace('rsa-', '')).update(text).sign(key, 'base64')
  return `/saml/sso?${text}&Signature=${encodeURIComponent(signature)}`
}

/** As a form carries it: the signature stands in the document. */
export function signedForm(
  xml: string,
  { privatePem, certificate }: Pick<Pair, 'privatePem' | 'certificate'>,
  weak = false,
): { SAMLRequest: string } {
  const signing = new SignedXml({
    privateKey: privatePem,
    publicCert: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
  })
  signing.signatureAlgorithm = weak
    ? 'http://www.w3.org/2000/09/xmldsig#rsa-sha1'
    : 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'
  signing.canonicalizationAlgorithm = 'http://www.w3.org/2001/10/xml-exc-c14n#'
  signing.addReference({
    xpath: '/*',
    digestAlgorithm: weak
      ? 'http://www.w3.org/2000/09/xmldsig#sha1'
      : 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [
      'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
      'http://www.w3.org/2001/10/xml-exc-c14n#',
    ],
  })
  signing.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `//*[local-name(.)='Issuer']`, action: 'after' },
  })
  return { SAMLRequest: Buffer.from(signing.getSignedXml()).toString('base64') }
}

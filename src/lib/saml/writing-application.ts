// What this house says of itself to another that it asks by SAML: where it is answered, which keys
// sign what it asks, and to which one may encrypt. Signed, and for a while only. Must never say an
// address but the house's own.
import { signed, type XmlSigner } from '../xml/sign.ts'
import { element } from '../xml/write.ts'
import { bindings, nameFormats, spaces } from './names.ts'

export interface ApplicationSaid {
  readonly id: string
  readonly entityId: string
  readonly consumer: string
  readonly validUntil: Date
  /** In base64; the one that is used now first, and the one that comes after it. */
  readonly signing: readonly string[]
  readonly encryption: readonly string[]
  readonly signer: XmlSigner
}

/** What they may encrypt with: nothing that can be opened by asking. */
const ciphers = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
]

export function writeApplication(said: ApplicationSaid): string {
  const { id, entityId, consumer, validUntil, signing, encryption, signer } = said
  const root = element(
    'md:EntityDescriptor',
    { ID: id, entityID: entityId, validUntil: validUntil.toISOString(), cacheDuration: 'PT1H' },
    element(
      'md:SPSSODescriptor',
      {
        AuthnRequestsSigned: 'true',
        WantAssertionsSigned: 'true',
        protocolSupportEnumeration: spaces.protocol,
      },
      ...signing.map((certificate) => keyFor('signing', certificate)),
      ...encryption.map((certificate) => keyFor('encryption', certificate)),
      element('md:NameIDFormat', {}, nameFormats.persistent),
      element('md:AssertionConsumerService', {
        Binding: bindings.post,
        Location: consumer,
        index: '0',
        isDefault: 'true',
      }),
    ),
  )
  return signed(root, signer, 0).text
}

const keyFor = (use: 'signing' | 'encryption', certificate: string) =>
  element(
    'md:KeyDescriptor',
    { use },
    element(
      'ds:KeyInfo',
      {},
      element('ds:X509Data', {}, element('ds:X509Certificate', {}, certificate)),
    ),
    ...(use === 'signing'
      ? []
      : ciphers.map((cipher) => element('md:EncryptionMethod', { Algorithm: cipher }))),
  )

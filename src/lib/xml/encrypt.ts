// Encrypts what was signed to one certificate: AES-256-GCM under a key that is used once, which
// only RSA-OAEP opens (XML Encryption 1.1). The older ways (CBC, PKCS #1 v1.5) are not written at
// all.
import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from 'node:crypto'
import { element, type Element, type Written } from './write.ts'

const algorithms = {
  content: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  key: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  // Of the padding alone, where nothing rests on it; it is what everybody can open.
  padding: 'http://www.w3.org/2000/09/xmldsig#sha1',
} as const

/** `certificate`: in base64. */
export function encrypted(plain: Written, certificate: string): Element {
  const key = randomBytes(32)
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([
    nonce,
    cipher.update(plain.text),
    cipher.final(),
    cipher.getAuthTag(),
  ])
  const sealedKey = publicEncrypt(
    {
      key: createPublicKey(
        `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----`,
      ),
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha1',
    },
    key,
  )
  return element(
    'xenc:EncryptedData',
    { Type: 'http://www.w3.org/2001/04/xmlenc#Element' },
    element('xenc:EncryptionMethod', { Algorithm: algorithms.content }),
    element(
      'ds:KeyInfo',
      {},
      element(
        'xenc:EncryptedKey',
        {},
        element(
          'xenc:EncryptionMethod',
          { Algorithm: algorithms.key },
          element('ds:DigestMethod', { Algorithm: algorithms.padding }),
        ),
        cipherData(sealedKey),
      ),
    ),
    cipherData(body),
  )
}

const cipherData = (bytes: Buffer): Element =>
  element('xenc:CipherData', {}, element('xenc:CipherValue', {}, bytes.toString('base64')))

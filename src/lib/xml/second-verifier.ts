// The second opinion on a signature: another parser, another canonical form, another author. It is
// asked only about what the first has found good, and shares nothing with it but the key and the
// text. Must never know an algorithm that the first does not.
import { verify, createHash, type KeyObject } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { algorithms } from '../saml/names.ts'

/** What it finds signed, in bytes; nothing where it finds fault. */
export function signedBySecond(
  text: string,
  signature: string,
  key: KeyObject,
): string | undefined {
  const signed = new SignedXml({ publicCert: key, getCertFromKeyInfo: () => null })
  signed.CanonicalizationAlgorithms = only(signed.CanonicalizationAlgorithms, [
    algorithms.exclusive,
    algorithms.enveloped,
  ])
  signed.HashAlgorithms = hashes
  signed.SignatureAlgorithms = signatures
  try {
    signed.loadSignature(signature)
    if (!signed.checkSignature(text)) return undefined
    const [bytes, ...more] = signed.getSignedReferences()
    return more.length === 0 ? bytes : undefined
  } catch {
    return undefined
  }
}

const only = <Kept>(all: Readonly<Record<string, Kept>>, names: string[]): Record<string, Kept> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))

const hashes = Object.fromEntries(
  Object.entries(algorithms.digests).map(([name, hash]) => [
    name,
    class {
      getAlgorithmName = (): string => name
      getHash = (xml: string): string => createHash(hash).update(xml, 'utf8').digest('base64')
    },
  ]),
)

const signatures = Object.fromEntries(
  Object.entries(algorithms.signatures).map(([name, { key: kind, hash }]) => [
    name,
    class {
      getAlgorithmName = (): string => name
      getSignature = (): string => {
        throw new Error('It only verifies')
      }
      verifySignature = (material: string, key: unknown, value: string): boolean =>
        isKeyOf(key, kind) &&
        verify(hash, Buffer.from(material), verifying(key), Buffer.from(value, 'base64'))
    },
  ]),
)

const isKeyOf = (key: unknown, kind: 'rsa' | 'ec'): key is KeyObject =>
  typeof key === 'object' &&
  key !== null &&
  'asymmetricKeyType' in key &&
  key.asymmetricKeyType === kind

/** An elliptic signature stands in XML as two numbers side by side. */
const verifying = (key: KeyObject): { key: KeyObject; dsaEncoding: 'ieee-p1363' } => ({
  key,
  dsaEncoding: 'ieee-p1363',
})

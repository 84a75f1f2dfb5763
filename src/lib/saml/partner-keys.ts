// A certificate in metadata is a key with two dates: in SAML nobody stands behind it but who gave
// us the metadata, so that no chain is followed. Keys that are too weak are not kept at all.
import { createHash, type KeyObject, X509Certificate } from 'node:crypto'

export interface PartnerKey {
  readonly key: KeyObject
  readonly kind: 'rsa' | 'ec'
  readonly from: Date
  readonly until: Date
  /** SHA-256 of the certificate, as tools show it. */
  readonly fingerprint: string
  /** As it stood in the metadata: base64 of DER. */
  readonly certificate: string
}

const curves = ['prime256v1', 'secp384r1', 'secp521r1']

/** Nothing where it is no certificate, or its key is one that is not taken here. */
export function readPartnerKey(base64: string): PartnerKey | undefined {
  const certificate = base64.replaceAll(/\s+|-----(BEGIN|END) CERTIFICATE-----/g, '')
  const read = x509(certificate)
  if (!read) return undefined
  const { publicKey: key } = read
  const kind = kindOf(key)
  if (!kind) return undefined
  return {
    key,
    kind,
    from: new Date(read.validFrom),
    until: new Date(read.validTo),
    fingerprint: createHash('sha256').update(read.raw).digest('hex'),
    certificate,
  }
}

function x509(certificate: string): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(certificate, 'base64'))
  } catch {
    return undefined
  }
}

/** RSA of 2048 bits or more (NIST SP 800-131A), or one of the three curves. */
function kindOf({
  asymmetricKeyType,
  asymmetricKeyDetails,
}: KeyObject): PartnerKey['kind'] | undefined {
  if (asymmetricKeyType === 'rsa')
    return (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048 ? 'rsa' : undefined
  if (asymmetricKeyType === 'ec')
    return curves.includes(asymmetricKeyDetails?.namedCurve ?? '') ? 'ec' : undefined
  return undefined
}

/** Those that may be used now. */
export const inTime = (keys: readonly PartnerKey[], now: Date): readonly PartnerKey[] =>
  keys.filter(({ from, until }) => from <= now && now < until)

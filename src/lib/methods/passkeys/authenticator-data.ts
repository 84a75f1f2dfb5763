// Reads what an authenticator says of itself and of its key (WebAuthn level 3, 6.1). It is signed
// in a proof, and by nobody in a registration. Must never leave a byte over.
import { type Cbor, isCborMap, readCbor } from './cbor.ts'

export interface AuthenticatorData {
  readonly rpIdHash: Buffer
  readonly isPresent: boolean
  readonly isVerified: boolean
  readonly isBackupEligible: boolean
  readonly isBackedUp: boolean
  readonly counter: number
  readonly made?: MadeKey
}

/** The new key. Its bytes are kept as they came, so that no later reader can see another key. */
export interface MadeKey {
  readonly aaguid: string
  readonly credentialId: Buffer
  readonly publicKey: Buffer
  readonly key: Cbor
}

const flags = { present: 1, verified: 4, eligible: 8, backedUp: 16, made: 64, extensions: 128 }
const fixedBytes = 37
/** WebAuthn level 3, 7.1, step 25: longer ids are refused. */
export const credentialIdBytesMax = 1023

export function readAuthenticatorData(bytes: Buffer): AuthenticatorData | undefined {
  if (bytes.length < fixedBytes) return undefined
  const said = bytes.readUInt8(32)
  const made = said & flags.made ? readMadeKey(bytes) : undefined
  if (said & flags.made && !made) return undefined
  const afterKey = made?.end ?? fixedBytes
  const end = said & flags.extensions ? endOfExtensions(bytes, afterKey) : afterKey
  if (end !== bytes.length) return undefined
  return {
    rpIdHash: bytes.subarray(0, 32),
    isPresent: (said & flags.present) !== 0,
    isVerified: (said & flags.verified) !== 0,
    isBackupEligible: (said & flags.eligible) !== 0,
    isBackedUp: (said & flags.backedUp) !== 0,
    counter: bytes.readUInt32BE(33),
    ...(made && { made: made.key }),
  }
}

function readMadeKey(bytes: Buffer): { key: MadeKey; end: number } | undefined {
  const idAt = fixedBytes + 18
  if (bytes.length < idAt) return undefined
  const keyAt = idAt + bytes.readUInt16BE(idAt - 2)
  if (keyAt === idAt || keyAt - idAt > credentialIdBytesMax) return undefined
  const item = readCbor(bytes, keyAt)
  if (!item) return undefined
  const key = {
    aaguid: sayAaguid(bytes.subarray(fixedBytes, fixedBytes + 16)),
    credentialId: bytes.subarray(idAt, keyAt),
    publicKey: bytes.subarray(keyAt, item.end),
    key: item.value,
  }
  return { key, end: item.end }
}

/** What an extension says is ignored, since none was asked for; it must still be readable. */
function endOfExtensions(bytes: Buffer, at: number): number | undefined {
  const item = readCbor(bytes, at)
  return item && isCborMap(item.value) ? item.end : undefined
}

const sayAaguid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

// Reads the attestation of a new key. No statement is asked for, so none is trusted: what the key
// has signed itself is checked, and a statement with certificates is laid aside, since whoever
// could forge one could leave it out. It also keeps the library from calling out for lists of
// revoked certificates.
import { type CborMap, isCborMap, readCborMap } from './cbor.ts'

export interface Attestation {
  readonly authenticatorData: Buffer
  /** What the key says it signed the statement with, when it did so itself. */
  readonly signedBy?: number
  /** As the library shall see it. */
  readonly bytes: Buffer
}

export function readAttestation(bytes: Buffer): Attestation | undefined {
  const object = readCborMap(bytes)
  const [format, statement] = [object?.get('fmt'), object?.get('attStmt')]
  const authenticatorData = object?.get('authData')
  if (object?.size !== 3 || typeof format !== 'string') return undefined
  if (!isCborMap(statement) || !Buffer.isBuffer(authenticatorData)) return undefined
  if (format === 'none') return { authenticatorData, bytes }
  const signedBy = format === 'packed' ? selfSigned(statement) : undefined
  return signedBy === undefined
    ? { authenticatorData, bytes: withoutStatement(authenticatorData) }
    : { authenticatorData, signedBy, bytes }
}

function selfSigned(statement: CborMap): number | undefined {
  const algorithm = statement.get('alg')
  return !statement.has('x5c') && typeof algorithm === 'number' ? algorithm : undefined
}

function withoutStatement(authenticatorData: Buffer): Buffer {
  const text = (word: string): Buffer => Buffer.from([0x60 + word.length, ...Buffer.from(word)])
  const length = authenticatorData.length
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    Buffer.from(length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255]),
    authenticatorData,
  ])
}

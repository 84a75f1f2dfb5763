// A self-signed certificate (X.509 v3, RFC 5280) in DER, written by hand: SAML puts public keys
// into certificates, and nobody but the metadata vouches for them. Must never be believed for who
// has signed it.
import { createPrivateKey, createPublicKey, sign, type JsonWebKey } from 'node:crypto'
import { sha256 } from '../digest.ts'
import { randomBlock } from '../random.ts'

export interface ToCertify {
  readonly privateJwk: JsonWebKey
  /** Shown to whoever looks at it, and nothing else. */
  readonly commonName: string
  readonly from: Date
  readonly until: Date
  readonly use?: 'signing' | 'encryption'
}

export function selfSigned({ privateJwk, commonName, from, until, use }: ToCertify): Buffer {
  const key = createPrivateKey({ key: privateJwk, format: 'jwk' })
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const algorithm = sequence(identifier(sha256WithRsa), Buffer.from([0x05, 0]))
  const name = sequence(
    tagged(0x31, sequence(identifier(commonNameOf), tagged(0x0c, Buffer.from(commonName)))),
  )
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.from(randomBlock()).subarray(0, 16)),
    algorithm,
    name,
    sequence(time(from), time(until)),
    name,
    spki,
    tagged(
      0xa3,
      sequence(
        extension('551d13', sequence(), true),
        // The key usage: bit 0, it signs, or bit 2, keys are encrypted to it; and nothing else.
        extension('551d0f', tagged(0x03, use === 'encryption' ? keysOnly : signsOnly), true),
        extension('551d0e', tagged(0x04, sha256(spki).subarray(0, 20)), false),
      ),
    ),
  )
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, key)]))
  return sequence(body, algorithm, signature)
}

/** The count of bits left over, and the bits. */
const signsOnly = Buffer.from([7, 0x80])
const keysOnly = Buffer.from([5, 0x20])

const sha256WithRsa = '2a864886f70d01010b'
const commonNameOf = '550403'

function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content
  const size = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex')
  const head = length < 0x80 ? size : Buffer.concat([Buffer.from([0x80 | size.length]), size])
  return Buffer.concat([Buffer.from([tag]), head, content])
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, Buffer.concat(parts))
const identifier = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'))

/** Never negative, and written as short as it can be. */
function integer(bytes: Uint8Array): Buffer {
  let at = 0
  while (at < bytes.length - 1 && bytes[at] === 0) at += 1
  const bare = bytes.subarray(at)
  const isNegative = ((bare[0] ?? 0) & 0x80) !== 0
  return tagged(0x02, isNegative ? Buffer.concat([Buffer.from([0]), bare]) : bare)
}

/** Until 2049 with two digits of the year, and from then on with four (RFC 5280, 4.1.2.5). */
function time(at: Date): Buffer {
  const digits = at.toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  return at.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits))
}

const extension = (hex: string, content: Uint8Array, isCritical: boolean): Buffer =>
  sequence(
    identifier(hex),
    ...(isCritical ? [tagged(0x01, Buffer.from([0xff]))] : []),
    tagged(0x04, content),
  )

// Who rings, said to a push service (RFC 8292): a token for that service alone, signed by the
// house's key. It says whom to turn to, and nothing of whom is rung. Must never be good for more
// than a day (RFC 8292, 2).
import type { RingPair } from './ring-pair.ts'

export interface Introduction {
  /** The origin of the push service. */
  readonly audience: string
  readonly until: Date
  /** Where the push service can turn to: an https or a mailto address. */
  readonly contact: string
}

const inBase64url = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url')

/** The value of the Authorization header. */
export function introduce(pair: RingPair, { audience, until, contact }: Introduction): string {
  const claims = { aud: audience, exp: Math.floor(until.getTime() / 1000), sub: contact }
  const said = `${inBase64url({ typ: 'JWT', alg: 'ES256' })}.${inBase64url(claims)}`
  const signature = pair.signer.sign(Buffer.from(said)).toString('base64url')
  return `vapid t=${said}.${signature}, k=${pair.publicKey}`
}

// Answers that another site has posted to us, on their way to the visit that waits for them. Kept
// sealed for two minutes under a name that only that browser is given, and collected once. Must
// never be read before its visit asks for it: whoever posts it may be anybody.
import { secondsAfter } from '../../lib/clock.ts'
import { sha256 } from '../../lib/digest.ts'
import { randomSecret } from '../../lib/random.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import { addArrival, sweepSamlPartners, takeArrival } from '../../store/provider/saml-partners.ts'
import type { Moment } from '../moment.ts'

const waitSeconds = 120
/** All that wait at once: some thousands of answers. */
const bytesMost = 64 * 1024 * 1024
/** In base64: what the gate reads of an answer is no larger. */
export const responseMost = 350_000

const place = (connection: string, hash: Buffer): string =>
  `saml-arrival/${connection}/${hash.toString('base64url')}`

/** The name to collect it by; nothing where there is no room. */
export async function keepArrival(
  { db, house, now }: Moment,
  connection: string,
  response: string,
): Promise<string | undefined> {
  const handle = randomSecret()
  const hash = sha256(handle)
  const sealed = sealJson(house.keys, place(connection, hash), response)
  const expiresAt = secondsAfter(now, waitSeconds)
  const isKept = await addArrival(db, { hash, sealed, expiresAt, now, bytesMost })
  return isKept ? handle : undefined
}

/** Once, and for the connection that it came in by. */
export async function collectArrival(
  { db, house, now }: Moment,
  connection: string,
  handle: string,
): Promise<string | undefined> {
  const hash = sha256(handle)
  const sealed = await takeArrival(db, hash, now)
  if (!sealed) return undefined
  const response = open(() => unsealJson(house.keys, place(connection, hash), sealed))
  return typeof response === 'string' ? response : undefined
}

/** One that came in by another connection does not open. */
function open<Opened>(unseal: () => Opened): Opened | undefined {
  try {
    return unseal()
  } catch {
    return undefined
  }
}

export const sweepSaml = ({ db, now }: Moment): Promise<number> => sweepSamlPartners(db, now)

// When what others sign with runs out: told sixty, thirty, seven and one days before, as long as no
// other key of theirs takes over. Must never be asked whether something may still be believed: that
// is judged where it is read.
import { secondsBetween } from '../../../lib/clock.ts'
import { type Metadata, readMetadata } from '../../../lib/saml/metadata.ts'
import { type PartnerKey, readPartnerKey } from '../../../lib/saml/partner-keys.ts'
import { XmlRefused } from '../../../lib/xml/gate.ts'
import type { Connection } from '../../configuration/connection-shape.ts'
import { asvs, type Finding, when } from './finding.ts'

const steps = [1, 7, 30, 60]
const standard = `${asvs} 6.8.2`

const placeOf = ({ id }: Connection): string => `connections «${id}».metadata`

/** Of what is written in the file itself; what lies at an address is read with `--partners`. */
export async function writtenPartnerFindings(
  connections: readonly Connection[],
  now: Date,
): Promise<readonly Finding[]> {
  const found: Finding[] = []
  for (const connection of connections) {
    const { metadata = '', metadataSignedBy, issuer } = connection
    const signer = metadataSignedBy === undefined ? undefined : readPartnerKey(metadataSignedBy)
    if (signer) found.push(...keyFindings(`${placeOf(connection)}SignedBy`, [signer], now))
    if (!metadata.startsWith('<')) continue
    try {
      const asked = { now, entityId: issuer, ...(signer && { signedBy: [signer] }) }
      found.push(...partnerFindings(connection, await readMetadata(metadata, asked), now))
    } catch (fault) {
      if (!(fault instanceof XmlRefused)) throw fault
      found.push(...when(true, placeOf(connection), `is not read: ${fault.message}`, standard))
    }
  }
  return found
}

export const partnerFindings = (
  connection: Connection,
  { identityProvider, validUntil }: Metadata,
  now: Date,
): readonly Finding[] => [
  ...when(!identityProvider, placeOf(connection), 'describes nobody who signs people in', standard),
  ...keyFindings(placeOf(connection), identityProvider?.signing ?? [], now),
  // One that lies at an address is written anew long before.
  ...((connection.metadata ?? '').startsWith('<') && validUntil
    ? endFindings(placeOf(connection), 'it', validUntil, now)
    : []),
]

/** The last of them counts: while two overlap, there is nothing to do. */
function keyFindings(place: string, keys: readonly PartnerKey[], now: Date): readonly Finding[] {
  const last = Math.max(...keys.map(({ until }) => until.getTime()))
  return keys.length === 0
    ? when(true, place, 'names no key that is taken here, and nothing is believed', standard)
    : endFindings(place, 'its last certificate', new Date(last), now)
}

function endFindings(place: string, what: string, end: Date, now: Date): readonly Finding[] {
  const days = secondsBetween(now, end) / 86_400
  const date = end.toISOString().slice(0, 10)
  if (days <= 0)
    return when(true, place, `${what} ran out on ${date}: nothing is believed`, standard)
  const step = steps.find((most) => days <= most)
  const within = step === 1 ? 'within a day' : `in less than ${step} days`
  return when(step !== undefined, place, `${what} runs out on ${date}, ${within}`, standard)
}

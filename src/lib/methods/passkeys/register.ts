// Judges a new passkey (WebAuthn level 3, 7.1). Everything is read strictly here first, and then by
// the library, and both must see the same key. Keeping the challenge for one use, and seeing to it
// that nobody has the key already, is the caller's. Must never throw for what a browser sent.
import { isSame, sha256 } from '../../digest.ts'
import { readAttestation } from './attestation.ts'
import {
  type AuthenticatorData,
  type MadeKey,
  readAuthenticatorData,
} from './authenticator-data.ts'
import { isDiscoverable, knownTransports, parseRegistration } from './browser-answer.ts'
import type { Transport } from './browser-answer.ts'
import { judgeClientData } from './client-data.ts'
import { algorithmOf, algorithms, isPublicKey } from './public-key.ts'
import { type WhyWrong, type Wrong, wrong } from './verdict.ts'

/** All that is kept of a passkey. */
export interface Passkey {
  readonly id: string
  readonly publicKey: string
  readonly counter: number
  readonly transports: readonly Transport[]
  /** It may leave its device; it never changes. */
  readonly isBackupEligible: boolean
  readonly isBackedUp: boolean
  /** What make it is, by its own word. */
  readonly aaguid: string
  /** A PIN or a finger was asked for when it was made. */
  readonly isVerified: boolean
  readonly isDiscoverable?: boolean
}

export interface Registration {
  /** As it came. */
  readonly response: unknown
  readonly challenge: string
  readonly origin: string
  readonly rpId: string
  readonly demandsVerification: boolean
  readonly demandsDeviceBound: boolean
}

export async function readRegistration(
  asked: Registration,
): Promise<{ readonly is: 'right'; readonly credential: Passkey } | Wrong> {
  const sent = parseRegistration(asked.response)
  const attestation = sent && readAttestation(sent.response.attestationObject)
  const said = attestation && readAuthenticatorData(attestation.authenticatorData)
  if (!sent || !attestation || !said?.made) return wrong('unreadable')
  const { clientDataJSON, transports } = sent.response
  const why =
    judgeClientData(clientDataJSON, { ...asked, type: 'webauthn.create' }) ??
    judgeData(said, asked) ??
    judgeKey(said.made, sent.id, attestation.signedBy)
  if (why !== undefined) return wrong(why)
  const other = await whyByLibrary(asked, said.made, {
    clientDataJSON: clientDataJSON.toString('base64url'),
    attestationObject: attestation.bytes.toString('base64url'),
  })
  if (other !== undefined) return wrong(other)
  const discoverable = isDiscoverable(sent.clientExtensionResults)
  return {
    is: 'right',
    credential: {
      id: sent.id.toString('base64url'),
      publicKey: said.made.publicKey.toString('base64url'),
      counter: said.counter,
      transports: knownTransports(transports),
      isBackupEligible: said.isBackupEligible,
      isBackedUp: said.isBackedUp,
      aaguid: said.made.aaguid,
      isVerified: said.isVerified,
      ...(discoverable !== undefined && { isDiscoverable: discoverable }),
    },
  }
}

function judgeData(said: AuthenticatorData, asked: Registration): WhyWrong | undefined {
  if (!isSame(said.rpIdHash, sha256(asked.rpId))) return 'other-rp-id'
  if (!said.isPresent) return 'not-present'
  if (asked.demandsVerification && !said.isVerified) return 'not-verified'
  if (said.isBackedUp && !said.isBackupEligible) return 'impossible-backup'
  return asked.demandsDeviceBound && said.isBackupEligible ? 'synced' : undefined
}

/** The id is compared: the one beside the answer is what the caller looks up. */
function judgeKey(made: MadeKey, id: Buffer, signedBy: number | undefined): WhyWrong | undefined {
  if (!isSame(made.credentialId, id)) return 'other-credential'
  if (!isPublicKey(made.key)) return 'other-key'
  const isOther = signedBy !== undefined && signedBy !== algorithmOf(made.key)
  return isOther ? 'wrong-attestation' : undefined
}

async function whyByLibrary(
  asked: Registration,
  made: MadeKey,
  response: { readonly clientDataJSON: string; readonly attestationObject: string },
): Promise<WhyWrong | undefined> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const id = made.credentialId.toString('base64url')
  try {
    const { verified, registrationInfo: seen } = await verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      expectedChallenge: asked.challenge,
      expectedOrigin: asked.origin,
      expectedRPID: asked.rpId,
      requireUserVerification: asked.demandsVerification,
      supportedAlgorithmIDs: [...algorithms],
    })
    if (!verified) return 'wrong-attestation'
    const isSameKey = seen.credential.id === id && isSame(seen.credential.publicKey, made.publicKey)
    return isSameKey ? undefined : 'unreadable'
  } catch {
    return 'unreadable'
  }
}

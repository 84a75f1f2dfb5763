// Judges a proof with a passkey (WebAuthn level 3, 7.2). Everything is read strictly here first;
// the library looks once more, and at the signature. Keeping the challenge for one use is the
// caller's. Must never throw for what a browser sent, and never say anything of a key before the
// signature is right: neither an alarm, nor that a PIN was missing.
import { isSame, isSameText, sha256 } from '../../digest.ts'
import { type AuthenticatorData, readAuthenticatorData } from './authenticator-data.ts'
import { parseProof } from './browser-answer.ts'
import { judgeClientData } from './client-data.ts'
import type { Passkey } from './register.ts'
import { type WhyWrong, type Wrong, wrong } from './verdict.ts'

export interface PasskeyProof {
  /** As it came. */
  readonly response: unknown
  readonly challenge: string
  readonly origin: string
  readonly rpId: string
  readonly credential: Pick<Passkey, 'id' | 'publicKey' | 'counter' | 'isBackupEligible'>
  /** Whose the credential is: a handle that came along must be theirs. */
  readonly handle?: string
  readonly demandsVerification: boolean
}

/** What is to be kept from now on, and how much it counts for. */
export interface Proven extends Pick<
  Passkey,
  'counter' | 'isVerified' | 'isBackedUp' | 'isBackupEligible'
> {
  readonly is: 'right'
}

export async function readProof(asked: PasskeyProof): Promise<Proven | Wrong> {
  const sent = parseProof(asked.response)
  const said = sent && readAuthenticatorData(sent.response.authenticatorData)
  // A new key has no place in a proof (6.1).
  if (!said || said.made) return wrong('unreadable')
  const { clientDataJSON, authenticatorData, signature, userHandle } = sent.response
  const why =
    judgeWhose(asked, sent.id, userHandle) ??
    judgeClientData(clientDataJSON, { ...asked, type: 'webauthn.get' }) ??
    judgeData(said, asked)
  if (why !== undefined) return wrong(why)
  const isSigned = await isRightByLibrary(asked, {
    clientDataJSON: clientDataJSON.toString('base64url'),
    authenticatorData: authenticatorData.toString('base64url'),
    signature: signature.toString('base64url'),
  })
  if (!isSigned) return wrong('wrong-signature')
  const more = judgeSigned(said, asked)
  if (more !== undefined) return wrong(more)
  const { counter, isVerified, isBackedUp, isBackupEligible } = said
  return { is: 'right', counter, isVerified, isBackedUp, isBackupEligible }
}

function judgeWhose(
  asked: PasskeyProof,
  id: Buffer,
  handle: Buffer | null | undefined,
): WhyWrong | undefined {
  if (!isSameText(id.toString('base64url'), asked.credential.id)) return 'other-credential'
  if (asked.handle === undefined || !handle) return undefined
  return isSameText(handle.toString('base64url'), asked.handle) ? undefined : 'other-person'
}

function judgeData(said: AuthenticatorData, asked: PasskeyProof): WhyWrong | undefined {
  if (!isSame(said.rpIdHash, sha256(asked.rpId))) return 'other-rp-id'
  if (!said.isPresent) return 'not-present'
  return said.isBackedUp && !said.isBackupEligible ? 'impossible-backup' : undefined
}

/** Keys that are synced do not count, and say 0 each time. */
function judgeSigned(
  said: AuthenticatorData,
  { demandsVerification, credential: { counter, isBackupEligible } }: PasskeyProof,
): WhyWrong | undefined {
  if (demandsVerification && !said.isVerified) return 'not-verified'
  if (said.isBackupEligible !== isBackupEligible) return 'backup-changed'
  const counts = said.counter > 0 || counter > 0
  return counts && said.counter <= counter ? 'counter-back' : undefined
}

async function isRightByLibrary(
  { credential, ...asked }: PasskeyProof,
  response: {
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
  },
): Promise<boolean> {
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { id } = credential
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
      expectedChallenge: asked.challenge,
      expectedOrigin: asked.origin,
      expectedRPID: asked.rpId,
      // It would judge these before the signature; here they are judged after.
      requireUserVerification: false,
      credential: { id, publicKey: Buffer.from(credential.publicKey, 'base64url'), counter: 0 },
    })
    return verified
  } catch {
    return false
  }
}

// What a page asks a browser for: a new passkey, or a proof with one. The challenge is given, since
// whoever keeps it sees to it that it is used once. By hand: the library would take the challenge
// for a text and write it a second time.
import type { Transport } from './browser-answer.ts'
import { algorithms } from './public-key.ts'

/** Five minutes: a key has to be found, and a finger dried. The challenge has its own life. */
const waitMilliseconds = 300_000

export type Verification = 'required' | 'preferred' | 'discouraged'

export interface Registering {
  readonly rpId: string
  /** Shown by some browsers. */
  readonly rpName: string
  readonly person: {
    /** Base64url of at most 64 random bytes, and nothing that says who it is. */
    readonly handle: string
    readonly name: string
    readonly displayName: string
  }
  readonly challenge: string
  /** Those the person has: the browser then says that the key is known, and makes no second one. */
  readonly exclude: readonly string[]
  readonly userVerification: Exclude<Verification, 'discouraged'>
  readonly attachment?: 'platform' | 'cross-platform'
}

const hints = { platform: ['client-device'], 'cross-platform': ['security-key', 'hybrid'] } as const

export const registrationOptions = (asked: Registering) => ({
  rp: { id: asked.rpId, name: asked.rpName },
  user: {
    id: asked.person.handle,
    name: asked.person.name,
    displayName: asked.person.displayName,
  },
  challenge: asked.challenge,
  pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg }) as const),
  timeout: waitMilliseconds,
  excludeCredentials: asked.exclude.map((id) => ({ type: 'public-key', id }) as const),
  authenticatorSelection: {
    residentKey: 'required',
    // Read by browsers of level 1 alone.
    requireResidentKey: true,
    userVerification: asked.userVerification,
    ...(asked.attachment && { authenticatorAttachment: asked.attachment }),
  },
  hints: asked.attachment ? hints[asked.attachment] : [],
  attestation: 'none',
  extensions: { credProps: true },
})

export interface Proving {
  readonly rpId: string
  readonly challenge: string
  /** Absent: any passkey of this house, and it says who somebody is. */
  readonly allow?: readonly { readonly id: string; readonly transports: readonly Transport[] }[]
  readonly userVerification: Verification
}

export const provingOptions = (asked: Proving) => ({
  rpId: asked.rpId,
  challenge: asked.challenge,
  timeout: waitMilliseconds,
  allowCredentials: (asked.allow ?? []).map(
    ({ id, transports }) => ({ type: 'public-key', id, transports }) as const,
  ),
  userVerification: asked.userVerification,
})

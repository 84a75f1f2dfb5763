// The lock that the phone has of its own: a credential that its face, finger or screen lock opens.
// Must never be asked but by a press of whoever holds the phone.
import { fromBase64url, randomBytes, sha256, toBase64url, utf8, type Bytes } from './bytes.ts'
import type { Prove } from './message.ts'

export const hasOwnLock = async (): Promise<boolean> => {
  if (!('PublicKeyCredential' in globalThis)) return false
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false)
}

export interface NewPasskey {
  readonly rpId: string
  readonly service: string
  readonly login: string
  readonly name: string
  readonly challenge: Bytes
}

const algorithms = [-7, -8, -257] as const

/** What the codes are sealed with, where the phone can give such a thing. */
const prfInput = utf8('portvakt codes')

const bytesOf = (source: BufferSource | undefined): Bytes | undefined => {
  if (source === undefined) return undefined
  if (!ArrayBuffer.isView(source)) return new Uint8Array(source)
  return Uint8Array.from(new Uint8Array(source.buffer, source.byteOffset, source.byteLength))
}

export interface MadePasskey {
  readonly credential: string
  readonly told: { readonly kind: 'passkey'; readonly response: object }
}

export async function makePasskey(wished: NewPasskey): Promise<MadePasskey> {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: wished.challenge,
      rp: { id: wished.rpId, name: wished.service },
      user: { id: randomBytes(16), name: wished.login, displayName: wished.name },
      pubKeyCredParams: algorithms.map((alg) => ({ alg, type: 'public-key' })),
      authenticatorSelection: {
        authenticatorAttachment: 'platform',
        residentKey: 'discouraged',
        userVerification: 'required',
      },
      attestation: 'none',
      extensions: { prf: {} },
    },
  })
  if (!(made instanceof PublicKeyCredential)) throw new Error('No credential was made')
  const { response } = made
  if (!(response instanceof AuthenticatorAttestationResponse)) throw new Error('No credential')
  return {
    credential: made.id,
    told: {
      kind: 'passkey',
      response: {
        ...outside(made),
        response: {
          clientDataJSON: toBase64url(response.clientDataJSON),
          attestationObject: toBase64url(response.attestationObject),
          transports: response.getTransports(),
        },
      },
    },
  }
}

const outside = ({ id, rawId, type, authenticatorAttachment }: PublicKeyCredential): object => ({
  id,
  rawId: toBase64url(rawId),
  type,
  clientExtensionResults: {},
  ...(authenticatorAttachment !== null && { authenticatorAttachment }),
})

export interface Held {
  readonly rpId: string
  readonly credential: string
}

const ask = async (
  { rpId, credential }: Held,
  challenge: Bytes,
  extensions?: AuthenticationExtensionsClientInputs,
): Promise<PublicKeyCredential> => {
  const got = await navigator.credentials.get({
    publicKey: {
      challenge,
      rpId,
      allowCredentials: [
        { id: fromBase64url(credential), type: 'public-key', transports: ['internal'] },
      ],
      userVerification: 'required',
      ...(extensions && { extensions }),
    },
  })
  if (!(got instanceof PublicKeyCredential)) throw new Error('Nothing was shown')
  return got
}

/** The proof of the lock: the phone's own credential over the message. */
export const provePasskey =
  (held: Held): Prove =>
  async (said) => {
    const got = await ask(held, await sha256(utf8(said)))
    const { response } = got
    if (!(response instanceof AuthenticatorAssertionResponse)) throw new Error('Nothing was shown')
    const { userHandle } = response
    return {
      kind: 'passkey',
      response: {
        ...outside(got),
        response: {
          clientDataJSON: toBase64url(response.clientDataJSON),
          authenticatorData: toBase64url(response.authenticatorData),
          signature: toBase64url(response.signature),
          ...(userHandle && { userHandle: toBase64url(userHandle) }),
        },
      },
    }
  }

/** Opens the lock for this phone alone; the secret where the phone can give one (WebAuthn PRF). */
export async function openPasskey(held: Held): Promise<Bytes | undefined> {
  const got = await ask(held, randomBytes(32), { prf: { eval: { first: prfInput } } })
  return bytesOf(got.getClientExtensionResults().prf?.results?.first)
}

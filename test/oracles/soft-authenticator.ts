// A passkey made of plain numbers, for the answers that no honest browser gives: each part of an
// answer can be replaced, and is signed all the same. Must never be imported by the house, and
// shares no line with what reads the answers.
import {
  generateKeyPairSync,
  hash,
  type KeyObject,
  randomBytes,
  sign as signBytes,
} from 'node:crypto'

type Encodable =
  | number
  | string
  | boolean
  | Uint8Array
  | readonly Encodable[]
  | ReadonlyMap<unknown, Encodable>

const head = (major: number, size: number): Buffer => {
  if (size < 24) return Buffer.from([(major << 5) | size])
  if (size < 256) return Buffer.from([(major << 5) | 24, size])
  return Buffer.from([(major << 5) | 25, size >> 8, size & 255])
}

export function cbor(value: Encodable): Buffer {
  if (typeof value === 'boolean') return Buffer.from([value ? 0xf5 : 0xf4])
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  if (value instanceof Map)
    return Buffer.concat([head(5, value.size), ...[...value].flat().map(cbor)])
  const items = [...(value as readonly Encodable[])]
  return Buffer.concat([head(4, items.length), ...items.map(cbor)])
}

const made = {
  ES256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  EdDSA: () => generateKeyPairSync('ed25519'),
  RS256: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
}
export type SoftAlgorithm = keyof typeof made

export interface SoftKey {
  readonly id: Buffer
  /** As COSE writes it. */
  readonly publicKey: Buffer
  readonly algorithm: SoftAlgorithm
  readonly privateKey: KeyObject
}

export function makeSoftKey(algorithm: SoftAlgorithm = 'ES256', id = randomBytes(16)): SoftKey {
  const { publicKey, privateKey } = made[algorithm]()
  return { id, publicKey: cose(algorithm, publicKey), algorithm, privateKey }
}

function cose(algorithm: SoftAlgorithm, key: KeyObject): Buffer {
  const { x = '', y = '', n = '', e = '' } = key.export({ format: 'jwk' })
  const of = (text: string): Buffer => Buffer.from(text, 'base64url')
  const parts: Record<SoftAlgorithm, [number, Encodable][]> = {
    ES256: [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, of(x)],
      [-3, of(y)],
    ],
    EdDSA: [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, of(x)],
    ],
    RS256: [
      [1, 3],
      [3, -257],
      [-1, of(n)],
      [-2, of(e)],
    ],
  }
  return cbor(new Map(parts[algorithm]))
}

/** WebAuthn level 3, 6.1. */
export const flag = {
  present: 1,
  verified: 4,
  eligible: 8,
  backedUp: 16,
  made: 64,
  extensions: 128,
} as const

export interface Scene {
  readonly challenge: string
  readonly origin: string
  readonly rpId: string
}

/** Whatever is left out is as an honest key in an honest browser has it. */
export interface Forged {
  /** Names to add to the client data or to write anew, in order. */
  readonly client?: Readonly<Record<string, unknown>>
  /** The whole of the client data. */
  readonly clientBytes?: Uint8Array
  readonly rpId?: string
  readonly flags?: number
  readonly counter?: number
  readonly aaguid?: Uint8Array
  readonly publicKey?: Uint8Array
  /** Put after all that is expected of the authenticator data. */
  readonly more?: Uint8Array
  /** The whole of it. */
  readonly authenticatorData?: Uint8Array
  readonly attestation?: Uint8Array
  readonly signature?: Uint8Array
  readonly signedBy?: SoftKey
  /** Put over what stands in `response`, and beside it. */
  readonly response?: Readonly<Record<string, unknown>>
  readonly outside?: Readonly<Record<string, unknown>>
}

const say = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Uint8Array | string): Buffer => hash('sha256', bytes, 'buffer')

const clientBytesOf = (type: string, scene: Scene, forged: Forged): Uint8Array =>
  forged.clientBytes ??
  Buffer.from(
    JSON.stringify({
      type,
      challenge: scene.challenge,
      origin: scene.origin,
      crossOrigin: false,
      ...forged.client,
    }),
  )

function fixedPart(scene: Scene, forged: Forged, flags: number): Buffer {
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(forged.counter ?? 0)
  const said = Buffer.from([forged.flags ?? flags])
  return Buffer.concat([sha256(forged.rpId ?? scene.rpId), said, counter])
}

const nobody = new Uint8Array()

export function authenticatorDataOfNewKey(key: SoftKey, scene: Scene, forged: Forged = {}): Buffer {
  const length = Buffer.from([key.id.length >> 8, key.id.length & 255])
  return Buffer.concat([
    fixedPart(scene, forged, flag.present | flag.verified | flag.made),
    forged.aaguid ?? new Uint8Array(16),
    length,
    key.id,
    forged.publicKey ?? key.publicKey,
    forged.more ?? nobody,
  ])
}

export const attestationOf = (
  authenticatorData: Encodable,
  format = 'none',
  statement: ReadonlyMap<string, Encodable> = new Map(),
): Buffer =>
  cbor(
    new Map<string, Encodable>([
      ['fmt', format],
      ['attStmt', statement],
      ['authData', authenticatorData],
    ]),
  )

/** As the hidden field carries it. */
export function registrationOf(key: SoftKey, scene: Scene, forged: Forged = {}): string {
  const authenticatorData =
    forged.authenticatorData ?? authenticatorDataOfNewKey(key, scene, forged)
  return JSON.stringify({
    id: say(key.id),
    rawId: say(key.id),
    type: 'public-key',
    clientExtensionResults: { credProps: { rk: true } },
    ...forged.outside,
    response: {
      clientDataJSON: say(clientBytesOf('webauthn.create', scene, forged)),
      attestationObject: say(forged.attestation ?? attestationOf(authenticatorData)),
      transports: ['internal', 'hybrid'],
      ...forged.response,
    },
  })
}

/** A statement that the key has signed itself. */
export const selfAttestation = (key: SoftKey, scene: Scene, forged: Forged = {}): Buffer => {
  const authenticatorData = authenticatorDataOfNewKey(key, scene, forged)
  const client = clientBytesOf('webauthn.create', scene, forged)
  const algorithm = { ES256: -7, EdDSA: -8, RS256: -257 }[key.algorithm]
  const statement = new Map<string, Encodable>([
    ['alg', algorithm],
    ['sig', signatureOf(forged.signedBy ?? key, authenticatorData, client)],
  ])
  return attestationOf(authenticatorData, 'packed', statement)
}

const signatureOf = (key: SoftKey, said: Uint8Array, client: Uint8Array): Buffer =>
  signBytes(
    key.algorithm === 'EdDSA' ? null : 'sha256',
    Buffer.concat([said, sha256(client)]),
    key.privateKey,
  )

export function proofOf(key: SoftKey, scene: Scene, forged: Forged = {}): string {
  const client = clientBytesOf('webauthn.get', scene, forged)
  const said =
    forged.authenticatorData ??
    Buffer.concat([fixedPart(scene, forged, flag.present | flag.verified), forged.more ?? nobody])
  const signature = forged.signature ?? signatureOf(forged.signedBy ?? key, said, client)
  return JSON.stringify({
    id: say(key.id),
    rawId: say(key.id),
    type: 'public-key',
    clientExtensionResults: {},
    ...forged.outside,
    response: {
      clientDataJSON: say(client),
      authenticatorData: say(said),
      signature: say(signature),
      userHandle: null,
      ...forged.response,
    },
  })
}

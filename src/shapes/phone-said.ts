// What the app on a phone may say, call by call, as docs/phone-protocol.md has it. Every member is
// named: what is not is refused.
import { z } from 'zod'
import { ringsShape } from './rings.ts'

/** 32 bytes in base64url. */
const bytes32 = z.string().regex(/^[\w-]{43}$/)
const point = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: bytes32,
  y: bytes32,
})
const id = z.string().regex(/^[\w-]{1,36}$/)
const line = z.string().trim().min(1).max(60)
const seconds = z.number().int().min(0).max(1e11)

export const phoneSystems = ['ios', 'android', 'other'] as const

export const headerShape = z.union([
  z.strictObject({ alg: z.literal('ES256'), typ: z.literal('portvakt-phone'), kid: id }),
  z.strictObject({ alg: z.literal('ES256'), typ: z.literal('portvakt-phone'), jwk: point }),
])

/** A public key as it is written. */
export const pointShape = point
export type Point = z.output<typeof point>

/** The name of a message, which the next one comes after: 12 random bytes. */
const link = z.string().regex(/^[\w-]{16}$/)

/** In the first message of a phone, which comes after none. */
const first = {
  aud: z.string().max(300),
  at: seconds,
  n: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  link,
}
const common = { ...first, after: link }

const signature = z.string().max(100)

const newLock = z.union([
  z.strictObject({
    kind: z.literal('passkey'),
    response: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ kind: z.literal('pin'), jwk: point, half: bytes32, proof: signature }),
])

export const shownShape = z.strictObject({
  service: z.string().max(200),
  application: z.string().max(200).exactOptional(),
  network: z.string().max(200).exactOptional(),
  browser: z.string().max(60).exactOptional(),
  system: z.string().max(60).exactOptional(),
  at: seconds,
})
/** What the person at the phone is shown of whoever asks. */
export type Shown = z.output<typeof shownShape>

/** Each call, by the last part of its address. */
export const saidShapes = {
  add: z.strictObject({
    ...first,
    act: z.literal('add'),
    code: z.string().max(20),
    lock: newLock,
    name: line,
    system: z.enum(phoneSystems),
    rings: ringsShape.exactOptional(),
  }),
  move: z.strictObject({ ...common, act: z.literal('move') }),
  'move-claim': z.strictObject({
    ...first,
    act: z.literal('move-claim'),
    code: z.string().max(20),
    lock: newLock,
    name: line,
    system: z.enum(phoneSystems),
    rings: ringsShape.exactOptional(),
    key: point,
  }),
  'move-show': z.strictObject({
    ...common,
    act: z.literal('move-show'),
    to: bytes32,
    key: point,
  }),
  'move-give': z.strictObject({
    ...common,
    act: z.literal('move-give'),
    to: bytes32,
    sealed: z.string().regex(/^[\w-]{38,12000}$/),
  }),
  look: z.strictObject({ ...common, act: z.literal('look') }),
  hear: z.strictObject({ ...common, act: z.literal('hear') }),
  answer: z.strictObject({
    ...common,
    act: z.literal('answer'),
    request: id,
    nonce: z.string().max(43),
    answer: z.enum(['approve', 'deny', 'not-me']),
    shown: shownShape,
    number: z.string().max(10).exactOptional(),
    seen: z.string().max(43).exactOptional(),
    here: z.string().max(43).exactOptional(),
  }),
  share: z.strictObject({ ...common, act: z.literal('share'), half: bytes32 }),
  ring: z.strictObject({ ...common, act: z.literal('ring'), rings: ringsShape.nullable() }),
  told: z.strictObject({ ...common, act: z.literal('told'), of: z.enum(['codes', 'moved']) }),
  apps: z.strictObject({ ...common, act: z.literal('apps') }),
  leave: z.strictObject({ ...common, act: z.literal('leave') }),
} as const

type Act = keyof typeof saidShapes
/** What stands in every message. */
export interface Common {
  readonly act: Act
  readonly aud: string
  readonly at: number
  readonly n: number
  readonly link: string
  readonly after?: string
}
export type Said<Name extends Act> = z.output<(typeof saidShapes)[Name]>

export const lockProofShape = z.union([
  z.strictObject({
    kind: z.literal('passkey'),
    response: z.record(z.string(), z.unknown()),
  }),
  z.strictObject({ kind: z.literal('pin'), signature }),
])
export type LockProof = z.output<typeof lockProofShape>

/** What waits for an answer on the phone. The number is never in it. */
export interface PhoneRequest {
  readonly id: string
  readonly nonce: string
  readonly kind: 'sign-in' | 'test'
  readonly digits: number
  readonly until: number
  readonly shown: Shown
}

/** Why a phone was not answered as it asked: a word, a status, and what helps. */
export const phoneErrors = {
  'bad-message': 400,
  'unknown-phone': 401,
  'not-open': 403,
  'unknown-code': 404,
  'out-of-step': 409,
  'code-over': 410,
  'code-used': 410,
  'lock-wrong': 422,
  locked: 423,
  'clock-off': 425,
  'too-many': 429,
  unavailable: 503,
} as const
export type PhoneError = keyof typeof phoneErrors

// What a phone does, one act for each of docs/phone-protocol.md. Must never answer a request with
// anything but what its person was shown.
import type { KeyObject } from 'node:crypto'
import {
  addedShape,
  type Answered,
  answeredShape,
  appsShape,
  claimedShape,
  type Looked,
  lookShape,
  movePeekShape,
  moveShape,
  peekShape,
  type PhoneRequest,
  shareShape,
} from './answers.ts'
import { makeKey, publicOf, thumbprint } from './keys.ts'
import { addressOf, type Line, post, yesOrThrow } from './line.ts'
import { type Joining, joiningChallenge, readCode } from './message.ts'
import { type CodeAccount, movingKey, readMove, sealAccounts } from './moving.ts'
import { pinProof } from './pin-lock.ts'
import { type KeptPasskey, type Passkey, passkeyProof, registration } from './passkey-lock.ts'
import type { Beside, Speaker } from './speaker.ts'

export const peek = async (line: Line, at: string, code: string) =>
  peekShape.parse(yesOrThrow(await post(line, addressOf(at, 'peek'), { code: readCode(code) })))

export async function peekMove(line: Line, at: string, picture: string) {
  const read = readMove(picture)
  if (!read) throw new Error('This is no address of a move')
  const asked = { code: read.code }
  const found = movePeekShape.parse(yesOrThrow(await post(line, addressOf(at, 'move-peek'), asked)))
  // The house is not believed: it might have put a key of its own in between.
  if (thumbprint(found.key) !== read.thumbprint)
    throw new Error('This is not the key in the picture')
  return { ...found, code: read.code }
}

/** What the house hears of the new phone's lock. */
export type LockOffered =
  | { readonly kind: 'pin'; readonly key: KeyObject; readonly half: string }
  | { readonly kind: 'passkey'; readonly key: Passkey; readonly rpId: string }

export interface Newcomer {
  readonly code: string
  readonly lock: LockOffered
  readonly name: string
  readonly system: 'ios' | 'android' | 'other'
  readonly rings?: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }
}

function joining(speaker: Speaker, act: Joining, newcomer: Newcomer): object {
  const { code, lock, name, system, rings } = newcomer
  const challenge = joiningChallenge(act, code, publicOf(speaker.key))
  const place = { origin: new URL(speaker.at).origin }
  const offered =
    lock.kind === 'pin'
      ? { kind: lock.kind, jwk: publicOf(lock.key), half: lock.half }
      : registration(lock.key, challenge, { ...place, rpId: lock.rpId })
  return { code, lock: offered, name, system, ...(rings && { rings }) }
}

export async function add(speaker: Speaker, newcomer: Newcomer) {
  const read = { ...newcomer, code: readCode(newcomer.code) }
  const added = addedShape.parse(await speaker.say('add', joining(speaker, 'add', read)))
  speaker.isCalled(added.phone)
  return added
}

export const look = async (speaker: Speaker): Promise<Looked> =>
  lookShape.parse(await speaker.say('look'))

/** What proves the lock for one message. */
export type Lock = Beside

export const pinLock =
  (key: KeyObject): Lock =>
  (said) => ({ lock: pinProof(key, said) })

export const passkeyLock =
  (kept: KeptPasskey, at: string, rpId: string): Lock =>
  (said) => ({ lock: passkeyProof(kept, { origin: new URL(at).origin, rpId }, said) })

/** Read on the PC by its person, or held by its picture. */
export type Seen = { readonly number: string } | { readonly seen: string }

const answering = (
  { id, nonce, shown }: PhoneRequest,
  answer: 'approve' | 'deny' | 'not-me',
  seen?: Seen,
) => ({ request: id, nonce, answer, shown, ...seen })

const answered = (heard: unknown): Answered => answeredShape.parse(heard).is

/** A test has no lock: it was used a moment ago. */
export const approve = async (
  speaker: Speaker,
  request: PhoneRequest,
  { seen, lock }: { readonly seen: Seen; readonly lock?: Lock | undefined },
): Promise<Answered> =>
  answered(await speaker.say('answer', answering(request, 'approve', seen), lock))

export const refuse = async (
  speaker: Speaker,
  request: PhoneRequest,
  answer: 'deny' | 'not-me',
): Promise<Answered> => answered(await speaker.say('answer', answering(request, answer)))

export const share = async (speaker: Speaker, half: string) =>
  shareShape.parse(await speaker.say('share', { half }))

export const told = (speaker: Speaker): Promise<unknown> => speaker.say('told')
export const leave = (speaker: Speaker): Promise<unknown> => speaker.say('leave')

export const apps = async (speaker: Speaker) => appsShape.parse(await speaker.say('apps')).apps

export async function move(speaker: Speaker) {
  const key = makeKey()
  return { key, ...moveShape.parse(await speaker.say('move', { key: publicOf(key) })) }
}

export async function claimMove(speaker: Speaker, newcomer: Newcomer) {
  const key = makeKey()
  const more = { ...joining(speaker, 'move-claim', newcomer), key: publicOf(key) }
  const claimed = claimedShape.parse(await speaker.say('move-claim', more))
  speaker.isCalled(claimed.phone)
  return { key, ...claimed }
}

export interface Giving {
  /** The key that was made for this move. */
  readonly key: KeyObject
  readonly to: NonNullable<Looked['moving']>['key']
  readonly accounts: readonly CodeAccount[]
  readonly lock: Lock
}

export const giveMove = (speaker: Speaker, { key, to, accounts, lock }: Giving): Promise<unknown> =>
  speaker.say('move-give', { sealed: sealAccounts(movingKey(key, to), accounts) }, lock)

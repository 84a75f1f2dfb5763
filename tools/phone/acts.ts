// What a phone does, one act for each of docs/phone-protocol.md. Must never answer a request with
// anything but what its person was shown.
import type { KeyObject } from 'node:crypto'
import {
  addedShape,
  type Answered,
  answeredShape,
  appsShape,
  claimedShape,
  HouseSaysNo,
  type Looked,
  lookShape,
  movePeekShape,
  moveShape,
  type Newcomer as Came,
  peekShape,
  type PhoneRequest,
  shareShape,
} from './answers.ts'
import { es256, makeKey, type PublicKey, publicOf, text, thumbprint } from './keys.ts'
import { addressOf, type Line, post, yesOrThrow } from './line.ts'
import { type Joining, joiningChallenge, joiningText, readCode } from './message.ts'
import {
  type CodeAccount,
  movePair,
  movingKey,
  readMove,
  receiver,
  sealAccounts,
} from './moving.ts'
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
  return { ...found, ...read }
}

/** The house is not believed: it might have put a key of its own in between. */
export function isInPicture(key: PublicKey, print: string): true {
  if (thumbprint(key) !== print) throw new Error('This is not the key in the picture')
  return true
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
      ? {
          kind: lock.kind,
          jwk: publicOf(lock.key),
          half: lock.half,
          proof: es256(lock.key, joiningText(act, code, publicOf(speaker.key))),
        }
      : registration(lock.key, challenge, { ...place, rpId: lock.rpId })
  return { code, lock: offered, name, system, ...(rings && { rings }) }
}

/** For what may be said again: its answer may have been lost. Whatever it says is said again. */
async function untilAnswered(speaker: Speaker, act: Joining, more: object): Promise<unknown> {
  for (let left = 2; left > 0; left -= 1)
    try {
      return await speaker.say(act, more)
    } catch (fault) {
      if (fault instanceof HouseSaysNo) throw fault
    }
  return speaker.say(act, more)
}

export async function add(speaker: Speaker, newcomer: Newcomer) {
  const read = { ...newcomer, code: readCode(newcomer.code) }
  const said = joining(speaker, 'add', read)
  const added = addedShape.parse(await untilAnswered(speaker, 'add', said))
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

/**
 * Read on the PC by its person, held by its picture, or behind the button of a page on the phone.
 */
export type Seen =
  | { readonly number: string }
  | { readonly seen: string }
  | { readonly here: string }

const answering = (
  { id, nonce, shown }: PhoneRequest,
  answer: 'approve' | 'deny' | 'not-me',
  seen?: Seen,
) => ({ request: id, nonce, answer, shown, ...seen })

const answered = (heard: unknown): Answered => answeredShape.parse(heard).is

/** What came of it, and where to turn. */
export const approveHere = async (
  speaker: Speaker,
  request: PhoneRequest,
  { here, lock }: { readonly here: string; readonly lock: Lock },
) => answeredShape.parse(await speaker.say('answer', answering(request, 'approve', { here }), lock))

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

export const told = (speaker: Speaker, of: 'codes' | 'moved' = 'codes'): Promise<unknown> =>
  speaker.say('told', { of })
export const leave = (speaker: Speaker): Promise<unknown> => speaker.say('leave')

export const apps = async (speaker: Speaker) => appsShape.parse(await speaker.say('apps')).apps

/** The key is shown when the new phone has claimed, and not before. */
export async function move(speaker: Speaker) {
  const key = makeKey()
  return { key, ...moveShape.parse(await speaker.say('move')) }
}

export async function claimMove(speaker: Speaker, newcomer: Newcomer, key = makeKey()) {
  const more = { ...joining(speaker, 'move-claim', newcomer), key: publicOf(key) }
  const claimed = claimedShape.parse(await untilAnswered(speaker, 'move-claim', more))
  speaker.isCalled(claimed.phone)
  const { lock } = newcomer
  const kept =
    lock.kind === 'pin'
      ? { kind: lock.kind, jwk: publicOf(lock.key) }
      : { kind: lock.kind, id: text(lock.key.id) }
  const to = receiver({ phone: publicOf(speaker.key), key: publicOf(key), lock: kept })
  return { key, to, ...claimed }
}

/** Who has come; nothing where nobody has. */
export async function newcomer(speaker: Speaker): Promise<Came | undefined> {
  const { moving } = await look(speaker)
  return moving && 'phone' in moving ? moving : undefined
}

/** From now on this very one is named; the words that both phones show. */
export async function showMove(speaker: Speaker, key: KeyObject, came: Came) {
  const to = receiver(came)
  await speaker.say('move-show', { to, key: publicOf(key) })
  return { to, pair: movePair(publicOf(key), to) }
}

export interface Giving {
  /** The key that was made for this move. */
  readonly key: KeyObject
  readonly came: Came
  readonly accounts: readonly CodeAccount[]
  readonly lock: Lock
}

export const giveMove = (
  speaker: Speaker,
  { key, came, accounts, lock }: Giving,
): Promise<unknown> => {
  const sealed = sealAccounts(movingKey(key, came.key), accounts)
  return speaker.say('move-give', { to: receiver(came), sealed }, lock)
}

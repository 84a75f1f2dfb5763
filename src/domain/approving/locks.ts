// The lock of a phone: the device's own, or a PIN. What the PIN opens needs a share that is given
// here, ten times between two right proofs, so that nobody guesses at it out of our sight (NIST SP
// 800-63B 3.2.10). Must never say whether a PIN was right before a signature shows it.
import { keyedHash, sha256 } from '../../lib/digest.ts'
import { readProof } from '../../lib/methods/passkeys/prove.ts'
import { readRegistration } from '../../lib/methods/passkeys/register.ts'
import {
  isPoint,
  isSignedBy,
  readBase64Url,
  type PublicPoint,
  thumbprintOf,
} from '../../lib/signing/compact-jws.ts'
import type { LockProof, Said } from '../../shapes/phone-said.ts'
import { countRelease, releasesMost } from '../../store/methods/phones.ts'
import type { House, Moment } from '../moment.ts'
import { type KnownPhone, voidPhone } from './hearing.ts'
import type { PhoneKept } from './kept-phone.ts'
import { lockDomainOf, phoneAddressOf } from './own-origin.ts'
import { PhoneRefused } from './refused.ts'

type NewLock = Said<'add'>['lock']

/** What follows from the half of a PIN and from a secret of this phone's own. */
export const shareOf = ({ keys }: House, phone: string, half: string): string =>
  keyedHash(keys.keyFor('phone-locks'), 'share', phone, half).toString('base64url')

/** What is kept of a lock; it is used for it, over the code and the key that it is brought with. */
export async function readNewLock(
  lock: NewLock,
  { code, key, act }: { readonly code: string; readonly key: PublicPoint; readonly act: string },
  { house }: Moment,
): Promise<PhoneKept['lock']> {
  const offered = `${act}${code}${thumbprintOf(key)}`
  if (lock.kind === 'pin') {
    const { x, y } = lock.jwk
    if (!isPoint({ x, y }) || (x === key.x && y === key.y)) throw new PhoneRefused('bad-message')
    if (!isSignature({ x, y }, offered, lock.proof)) throw new PhoneRefused('lock-wrong')
    return { kind: 'pin', key: { x, y } }
  }
  const made = await readRegistration({
    response: asText(lock.response),
    challenge: sha256(offered).toString('base64url'),
    origin: phoneAddressOf(house).origin,
    rpId: lockDomainOf(house),
    demandsVerification: true,
    demandsDeviceBound: false,
  })
  if (made.is !== 'right') throw new PhoneRefused('lock-wrong')
  const { id, publicKey, isBackupEligible } = made.credential
  return { kind: 'passkey', id, publicKey, isBackupEligible }
}

function isSignature(key: PublicPoint, text: string, written: string): boolean {
  const signature = readBase64Url(written)
  return signature?.length === 64 && isSignedBy(key, text, signature)
}

/** Passkeys are read from text, as a page sends them; here they stand within a message. */
const asText = (response: object): string => JSON.stringify(response)

/** It was opened for this very message. */
export async function isLockRight(
  { kept }: Pick<KnownPhone, 'kept'>,
  message: string,
  proof: LockProof | undefined,
  { house }: Moment,
): Promise<boolean> {
  const { lock } = kept
  if (lock.kind === 'pin')
    return proof?.kind === 'pin' && isSignature(lock.key, message, proof.signature)
  if (proof?.kind !== 'passkey') return false
  const { id, publicKey, isBackupEligible } = lock
  const read = await readProof({
    response: asText(proof.response),
    challenge: sha256(message).toString('base64url'),
    origin: phoneAddressOf(house).origin,
    rpId: lockDomainOf(house),
    // How often it was used is told by the numbers of the phone's own messages.
    credential: { id, publicKey, isBackupEligible, counter: 0 },
    demandsVerification: true,
  })
  return read.is === 'right'
}

/** Counted, and the count committed, before it is given. After the tenth the phone is void. */
export async function giveShare(
  moment: Moment,
  phone: KnownPhone,
  half: string,
): Promise<{ readonly share: string; readonly left: number }> {
  const times = await countRelease(moment.db, phone.id)
  if (times === undefined) {
    await voidPhone(moment, phone, 'pin-guessed')
    throw new PhoneRefused('locked')
  }
  return { share: shareOf(moment.house, phone.id, half), left: releasesMost - times }
}

// A lock that is a passkey, played by a soft authenticator: its key lies in the phone's own file,
// so that it protects nothing. For trying and for tests; must never be taken for a lock.
import { createPrivateKey } from 'node:crypto'
import {
  makeSoftKey,
  proofOf,
  registrationOf,
  type SoftKey,
} from '../../test/oracles/soft-authenticator.ts'
import { bytes, text } from './keys.ts'
import { proofChallenge } from './message.ts'

export interface KeptPasskey {
  readonly kind: 'passkey'
  readonly id: string
  readonly publicKey: string
  readonly privateKey: string
}

export type Passkey = SoftKey
export const newPasskey = (): SoftKey => makeSoftKey('ES256')

export const keepPasskey = ({ id, publicKey, privateKey }: SoftKey): KeptPasskey => ({
  kind: 'passkey',
  id: text(id),
  publicKey: text(publicKey),
  privateKey: text(privateKey.export({ type: 'pkcs8', format: 'der' })),
})

const softKey = ({ id, publicKey, privateKey }: KeptPasskey): SoftKey => ({
  id: bytes(id),
  publicKey: bytes(publicKey),
  algorithm: 'ES256',
  privateKey: createPrivateKey({ key: bytes(privateKey), type: 'pkcs8', format: 'der' }),
})

export interface Place {
  readonly origin: string
  readonly rpId: string
}

export const registration = (key: SoftKey, challenge: string, place: Place) => ({
  kind: 'passkey' as const,
  response: JSON.parse(registrationOf(key, { ...place, challenge })) as unknown,
})

export const passkeyProof = (kept: KeptPasskey, place: Place, said: string) => ({
  kind: 'passkey' as const,
  response: JSON.parse(
    proofOf(softKey(kept), { ...place, challenge: proofChallenge(said) }),
  ) as unknown,
})

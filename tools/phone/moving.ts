// From phone to phone: two keys that agree on a third, under which the accounts for codes cross the
// house without it reading them. Must never take a key that is not the one in the picture.
import { diffieHellman, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Newcomer } from './answers.ts'
import { type PublicKey, publicFrom, sha256, text, thumbprint } from './keys.ts'
import { derived, seal, unseal } from './pin-lock.ts'

export const codeAccountShape = z.object({
  key: z.string(),
  digits: z.number(),
  period: z.number(),
  issuer: z.string(),
  label: z.string(),
  algorithm: z.enum(['SHA-1', 'SHA-256', 'SHA-512']).optional(),
})
export type CodeAccount = z.output<typeof codeAccountShape>

/** The name of the new phone in a move, made of all its keys. */
export function receiver({ phone, key, lock }: Pick<Newcomer, 'phone' | 'key' | 'lock'>): string {
  const opens = lock.kind === 'pin' ? thumbprint(lock.jwk) : lock.id
  return text(sha256(`move-to${thumbprint(phone)}${thumbprint(key)}${opens}`))
}

/** So many words there are of each kind. */
const pairSizes = [8, 16] as const

/** Made by both phones, of the old one's key and of all of the new one's. */
export function movePair(old: PublicKey, to: string): readonly [number, number] {
  const [colour = 0, animal = 0] = sha256(`move-pair${thumbprint(old)}${to}`)
  return [colour % pairSizes[0], animal % pairSizes[1]]
}

export const movingKey = (own: KeyObject, theirs: PublicKey): Buffer =>
  derived(diffieHellman({ privateKey: own, publicKey: publicFrom(theirs) }), 'portvakt move')

export const sealAccounts = (key: Buffer, accounts: readonly CodeAccount[]): string =>
  seal(key, Buffer.from(JSON.stringify(accounts)))

export const openAccounts = (key: Buffer, sealed: string): CodeAccount[] =>
  z.array(codeAccountShape).parse(JSON.parse(unseal(key, sealed).toString()))

export const moveAddress = (phoneAddress: string, code: string, key: PublicKey): string =>
  new URL(`/app/#move=${code}.${thumbprint(key)}`, phoneAddress).href

const moveShape = /#move=([^.]+)\.([\w-]{43})$/

/** What the picture on the old phone holds. */
export function readMove(address: string): { code: string; thumbprint: string } | undefined {
  const [, code, print] = moveShape.exec(address) ?? []
  return code === undefined || print === undefined ? undefined : { code, thumbprint: print }
}

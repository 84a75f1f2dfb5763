// From phone to phone: two keys that agree on a third, under which the accounts for codes cross the
// house without it reading them. Must never take a key that is not the one in the picture.
import { diffieHellman, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { type PublicKey, publicFrom, thumbprint } from './keys.ts'
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

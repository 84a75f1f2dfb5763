// Where a phone on the command line keeps what it is: one JSON file that only its owner may read.
// Must never be written by half: a number that is lost would be used twice.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { codeAccountShape } from './moving.ts'

const jwkShape = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

const stateShape = z.object({
  at: z.url(),
  rpId: z.string(),
  account: z.string(),
  /** None before the house has given it. */
  phone: z.string().optional(),
  /** The number of the last message. */
  n: z.number().int(),
  /** The name of the last that was answered, and of what was said since. */
  after: z.string().optional(),
  link: z.string().optional(),
  key: jwkShape,
  lock: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('pin'), salt: z.string(), wrapped: z.string() }),
      z.object({
        kind: z.literal('passkey'),
        id: z.string(),
        publicKey: z.string(),
        privateKey: z.string(),
      }),
    ])
    .optional(),
  codes: z.array(codeAccountShape),
  /** The key of a move that this phone has claimed and not been given. */
  claimed: jwkShape.optional(),
  /** It has said that another phone shall have the account: whether it was heard is not known. */
  giving: z.boolean().optional(),
  /** What the picture on the old phone said of that one's key. */
  from: z.string().optional(),
})
export type KeptState = z.output<typeof stateShape>
export const readKey = (jwk: object): KeptState['key'] => jwkShape.parse(jwk)

export interface StateFile {
  readonly exists: boolean
  read(): KeptState
  /** Writes what has changed beside what stands. */
  write(changed: Partial<KeptState>): void
  remove(): void
}

export function stateFile(path: string): StateFile {
  const file: StateFile = {
    get exists() {
      return existsSync(path)
    },
    read() {
      if (!file.exists) throw new Error(`There is no phone in ${path}: add one first`)
      return stateShape.parse(JSON.parse(readFileSync(path, 'utf8')))
    },
    write(changed) {
      const all = stateShape.parse({ ...(file.exists && file.read()), ...changed })
      const half = `${path}.half`
      rmSync(half, { force: true })
      writeFileSync(half, `${JSON.stringify(all, undefined, 2)}\n`, { mode: 0o600 })
      renameSync(half, path)
    },
    remove: () => rmSync(path, { force: true }),
  }
  return file
}

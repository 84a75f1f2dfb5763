// Code tokens: small devices that show a code by the clock. A vendor's file brings in what they are
// made of; a token is somebody's when they have shown a code from it, and nobody's before. Must
// never show a seed, or a serial number whole.
import { z } from 'zod'
import { keyedHash } from '../../lib/digest.ts'
import { readSeeds, type OathSeed, type SeedProblem } from '../../lib/methods/oath-seeds.ts'
import type { CodeShape } from '../../lib/methods/totp.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import * as store from '../../store/methods/tokens.ts'
import { recordEvent } from '../events/events.ts'
import { inTransaction, type House, type Moment } from '../moment.ts'
import { handleOf } from './methods.ts'

const shape = {
  digits: z.number().int().min(6).max(8),
  stepSeconds: z.number().int().min(30).max(60),
  hash: z.enum(['sha1', 'sha256', 'sha512']),
}
/** Base64 of its bytes. */
const key = z.string().max(400)
const seedShape = z.strictObject({ key, ...shape })

export const tokenKeeps = {
  name: 'token',
  kept: z.strictObject({
    key,
    ...shape,
    /** The last step that was used. */
    after: z.number().int().nonnegative(),
    /** By how many steps its clock was off when it was last right. */
    drift: z.number().int().min(-1).max(1).exactOptional(),
  }),
} as const
export type TokenKept = z.output<typeof tokenKeeps.kept>

export interface Token {
  readonly key: Buffer
  readonly shape: CodeShape
  /** What the method is found by: the serial number in one way of writing. */
  readonly handle: string
  readonly ending: string
  /** Somebody has shown that they hold it. */
  readonly isHeld: boolean
}

/** «ftk 0001-22» and «FTK000122» are one: the back of a token is small, and not always plain. */
const serialOf = (written: string): string =>
  written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const placeOf = (handle: Buffer): string => `tokens/${handle.toString('hex')}`

/** One statement, also for a number that no token has. */
export async function findToken(moment: Moment, written: string): Promise<Token | undefined> {
  const { house, db } = moment
  const serial = serialOf(written)
  const handle = handleOf(house, tokenKeeps, serial)
  const row = await store.findToken(db, handle)
  if (!row) return undefined
  const { key: kept, ...made } = seedShape.parse(
    unsealJson(house.keys, placeOf(handle), row.sealed),
  )
  return {
    key: Buffer.from(kept, 'base64'),
    shape: made,
    handle: serial,
    ending: row.ending,
    isHeld: row.is_held,
  }
}

export interface BadToken {
  readonly line: number
  readonly because: SeedProblem | 'known-already'
}

export interface ImportedTokens {
  readonly count: number
  readonly bad: readonly BadToken[]
}

/** What is right is kept, and what is not is named by its line. Nothing is ever overwritten. */
export async function importTokens(
  moment: Moment,
  text: string,
  otherwise?: CodeShape,
): Promise<ImportedTokens> {
  const { seeds, bad } = readSeeds(text, otherwise)
  const rows = new Map(seeds.map((seed) => [seed, rowOf(moment.house, seed)]))
  return inTransaction(moment, async (inside) => {
    const added = await store.addTokens(inside.db, [...rows.values()], inside.now)
    const left = new Set(added.map((handle) => handle.toString('hex')))
    // The first of two that are written in two ways is the one that was added.
    const known = [...rows]
      .filter(([, row]) => !left.delete(row.handle.toString('hex')))
      .map(([{ line }]) => ({ line, because: 'known-already' as const }))
    const all = [...bad, ...known].toSorted((one, other) => one.line - other.line)
    const data = { count: added.length, bad: all.length }
    await recordEvent(inside, 'seeds.imported', { actor: 'command', data })
    return { count: added.length, bad: all }
  })
}

function rowOf(house: House, { serial, key: seed, shape: made }: OathSeed) {
  const written = serialOf(serial)
  const handle = handleOf(house, tokenKeeps, written)
  const sealed = seedShape.parse({ key: seed.toString('base64'), ...made })
  return {
    handle,
    seedHash: keyedHash(house.keys.keyFor('handles'), 'seed', seed.toString('hex')),
    ending: written.slice(-4),
    sealed: sealJson(house.keys, placeOf(handle), sealed),
  }
}

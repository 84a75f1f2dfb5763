// The key that signs seals over the events. Its private half is sealed with the master key, and
// what is verified is that half itself: whoever owns the database alone can neither sign nor bring
// a key of their own.
import { isSignedWith, signText } from '../../lib/signing/signature.ts'
import { makeSigningPair } from '../../lib/signing/signing-key.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import * as store from '../../store/signing-keys.ts'
import type { Signer } from './event-seals.ts'
import { recordEvent } from './events.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { z } from 'zod'

const purpose = 'events'
const algorithm = 'ES256'
const place = (kid: string): string => `signing-key/${kid}`
const jwkShape = z.record(z.string(), z.unknown())

/**
 * Makes the key at the first start. Keys of this purpose are never retired, since old seals are
 * verified with them.
 */
export async function openEventSigner(moment: Moment): Promise<Signer> {
  const keys = new Map<string, Record<string, unknown>>()
  const read = async (at: Moment): Promise<string | undefined> => {
    const rows = await store.listSigningKeys(at.db, purpose)
    for (const row of rows) {
      const key = readKey(moment, row)
      if (key) keys.set(row.kid, key)
    }
    return rows.find((row) => row.state === 'current')?.kid
  }
  const current = (await read(moment)) ?? (await inTransaction(moment, makeOnce(read)))
  return {
    async sign(content) {
      const key = keys.get(current)
      if (!key) throw new Error('The key that signs events does not read')
      return `${current}.${signText(key, content)}`
    },
    async isGenuine(content, signature) {
      const [kid = '', signed = ''] = signature.split('.')
      const key = keys.get(kid)
      return key !== undefined && isSignedWith(key, content, signed)
    },
  }
}

/** A key that does not open was not sealed by this house: nothing it has signed is ours. */
function readKey(moment: Moment, row: store.SigningKeyRow): Record<string, unknown> | undefined {
  try {
    return jwkShape.parse(unsealJson(moment.house.keys, place(row.kid), row.private_sealed))
  } catch {
    return undefined
  }
}

const makeOnce =
  (read: (at: Moment) => Promise<string | undefined>) =>
  async (inside: Moment): Promise<string> => {
    await store.lockSigningKeys(inside.db)
    const found = await read(inside)
    if (found) return found
    const pair = await makeSigningPair(algorithm)
    await store.addSigningKey(inside.db, {
      kid: pair.kid,
      algorithm,
      purpose,
      public_jwk: pair.publicJwk,
      private_sealed: sealJson(inside.house.keys, place(pair.kid), pair.privateJwk),
      state: 'current',
      created_at: inside.now,
      signs_from: inside.now,
    })
    await recordEvent(inside, 'key.made', { data: { kid: pair.kid, purpose, algorithm } })
    return (await read(inside)) ?? pair.kid
  }

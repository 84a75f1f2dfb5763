// What another house says of itself, kept fresh: written into the configuration, or fetched from
// its address every hour and kept, so that its being slow or away is no news to whoever signs in.
// Must never go on believing what has run out, or what the named publisher has not signed.
import type { Connection } from '../../domain/configuration/connection-shape.ts'
import type { Moment } from '../../domain/moment.ts'
import { secondsBetween } from '../../lib/clock.ts'
import { type Metadata, readMetadata } from '../../lib/saml/metadata.ts'
import { readPartnerKey } from '../../lib/saml/partner-keys.ts'
import { sealJson, unsealJson } from '../../lib/seal.ts'
import {
  type DescriptionRow,
  findDescription,
  keepDescription,
} from '../../store/provider/saml-partners.ts'
import type { HttpCall } from '../http-call.ts'

export interface Descriptions {
  /** Throws where there is none that may be believed. */
  of(connection: Connection): Promise<Metadata>
  /** After an answer that no known key has signed: looked up anew, at most every thirty seconds. */
  anew(connection: Connection): Promise<Metadata | undefined>
}

const freshSeconds = 3600
const anewSeconds = 30
/** Without a word from it, nobody knows whether its keys are still its own. */
const silentMostSeconds = 7 * 24 * 3600

export interface DescriptionParts {
  readonly call: HttpCall
  readonly moment: () => Moment
}

interface Kept {
  readonly text: string
  readonly at: Date
}

export function openDescriptions({ call, moment }: DescriptionParts): Descriptions {
  const known = new Map<string, Kept>()
  const tried = new Map<string, Date>()
  const fetching = new Map<string, Promise<Kept | undefined>>()

  /** Asked once for all who wait. What does not read is as good as no answer. */
  const fetched = (connection: Connection): Promise<Kept | undefined> => {
    const { id } = connection
    const under = fetching.get(id)
    if (under) return under
    const one = fetchNow(connection).finally(() => fetching.delete(id))
    fetching.set(id, one)
    return one
  }

  async function fetchNow(connection: Connection): Promise<Kept | undefined> {
    const now = moment()
    tried.set(connection.id, now.now)
    try {
      const { status, body } = await call(connection.metadata ?? '', { method: 'GET' })
      const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
      if (status !== 200) return undefined
      await read(connection, text, now.now)
      const kept = { text, at: now.now }
      known.set(connection.id, kept)
      await keepDescription(now.db, connection.id, sealed(now, connection, kept))
      return kept
    } catch {
      return undefined
    }
  }

  async function lookUp(connection: Connection): Promise<Kept | undefined> {
    const now = moment()
    const before = known.get(connection.id) ?? (await keptBefore(now, connection))
    if (before) known.set(connection.id, before)
    const last = tried.get(connection.id) ?? before?.at
    const isFresh = last !== undefined && secondsBetween(last, now.now) < freshSeconds
    if (before && isFresh) return before
    return (await fetched(connection)) ?? before
  }

  return {
    async of(connection) {
      const { now } = moment()
      const { metadata = '' } = connection
      if (isWritten(metadata)) return read(connection, metadata, now)
      const kept = await lookUp(connection)
      if (!kept || secondsBetween(kept.at, now) > silentMostSeconds) throw new NoDescription()
      return read(connection, kept.text, now)
    },
    async anew(connection) {
      const { now } = moment()
      const last = tried.get(connection.id)
      if (isWritten(connection.metadata ?? '')) return undefined
      if (last && secondsBetween(last, now) < anewSeconds) return undefined
      const kept = await fetched(connection)
      return kept && read(connection, kept.text, now)
    },
  }
}

export class NoDescription extends Error {
  constructor() {
    super('The other house has not said who it is')
    this.name = 'NoDescription'
  }
}

const isWritten = (metadata: string): boolean => metadata.trimStart().startsWith('<')

/** The name that the configuration has for it, and no other. */
function read(connection: Connection, text: string, now: Date): Promise<Metadata> {
  const signer = connection.metadataSignedBy && readPartnerKey(connection.metadataSignedBy)
  return readMetadata(text, {
    now,
    entityId: connection.issuer,
    ...(signer && { signedBy: [signer] }),
  })
}

/**
 * Bound to the connection as it is written: with another address or signer it is not taken over.
 */
const place = ({ id, metadata, issuer, metadataSignedBy = '' }: Connection): string =>
  `saml-description/${JSON.stringify([id, metadata, issuer, metadataSignedBy])}`

const sealed = ({ house }: Moment, connection: Connection, { text, at }: Kept): DescriptionRow => ({
  sealed: sealJson(house.keys, place(connection), { text, at: at.toISOString() }),
  fetched_at: at,
})

async function keptBefore(
  { db, house }: Moment,
  connection: Connection,
): Promise<Kept | undefined> {
  const row = await findDescription(db, connection.id)
  if (!row) return undefined
  try {
    const kept = unsealJson(house.keys, place(connection), row.sealed)
    const { text, at }: Readonly<Record<string, unknown>> = {
      ...(typeof kept === 'object' && kept),
    }
    return typeof text === 'string' && typeof at === 'string'
      ? { text, at: new Date(at) }
      : undefined
  } catch {
    return undefined
  }
}

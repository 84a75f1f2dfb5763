// The ways to other houses that say who somebody is: one for each protocol, chosen by what the
// connection says. Must never take an answer in another protocol than the one that was asked in.
import { setTimeout as wait } from 'node:timers/promises'
import type { Moment, OpenConnection, OpenConnections } from '../domain/moment.ts'
import type { Connection } from '../domain/configuration/connection-shape.ts'
import type { Clock } from '../lib/clock.ts'
import { openOidc } from './oidc/oidc.ts'
import { openSaml } from './saml/saml.ts'

export interface ConnectionParts {
  /** What the other house knows us by, where that is at hand. */
  readonly secretFor: (connection: Connection) => string | undefined
  /** Networks of the organisation's own that may be called. */
  readonly internal: readonly string[]
  readonly clock: Clock
  /** Of the house, without anybody in it. */
  readonly moment: () => Moment
}

/** One protocol: how it is spoken, and whether what it takes is at hand. */
export interface Spoken extends OpenConnection {
  reaches(connection: Connection): boolean
}

export function openConnections(parts: ConnectionParts): OpenConnections {
  const spoken: Partial<Record<Connection['protocol'], Spoken>> = {
    oidc: openOidc(parts),
    saml: openSaml(parts),
  }
  const by = ({ protocol }: Connection): Spoken | undefined => spoken[protocol]
  return {
    reaches: (connection) => by(connection)?.reaches(connection) ?? false,
    async addressFor(asking) {
      const spoken = by(asking.connection)
      return spoken ? inTime(spoken.addressFor(asking), undefined) : undefined
    },
    async hear(came) {
      const away = { is: 'away' } as const
      const spoken = by(came.connection)
      return spoken ? inTime(spoken.hear(came), away) : away
    },
  }
}

/** Whoever waits for a page waits no longer, however many calls an answer takes (FLT-FED-1). */
const waitMilliseconds = 4000

async function inTime<Said, Otherwise>(
  said: Promise<Said>,
  otherwise: Otherwise,
): Promise<Said | Otherwise> {
  const over = new AbortController()
  const late = wait(waitMilliseconds, otherwise, { signal: over.signal, ref: false })
  // Nobody hears any more what comes after that, and nobody waits for a clock that was stopped.
  late.catch(() => undefined)
  said.catch(() => undefined)
  try {
    return await Promise.race([said, late])
  } finally {
    over.abort()
  }
}

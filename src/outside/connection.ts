// The ways to other houses that say who somebody is: one for each protocol, chosen by what the
// connection says. Must never take an answer in another protocol than the one that was asked in.
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
    addressFor: async (asking) => by(asking.connection)?.addressFor(asking),
    hear: async (came) => (await by(came.connection)?.hear(came)) ?? { is: 'away' },
  }
}

// Which other house somebody is led to: the one that was pressed for, the one that their name is at
// home in, or the one that they are linked with. The same for every name of a domain, known or not
//
import { wordsIn } from '../../configuration/configuration.ts'
import type { Connection } from '../../configuration/connection-shape.ts'
import type { ElsewhereFacts, Learned } from '../../facts.ts'
import type { Moment } from '../../moment.ts'
import { domainOf } from './said.ts'

type Asked = Pick<Moment, 'house' | 'language'>

/** Those that can be asked, in the order of the file. */
export const openConnections = ({ house }: Pick<Moment, 'house'>): readonly Connection[] =>
  house
    .configuration()
    .connections.filter(({ use }) => use === 'sign-in')
    .filter((connection) => house.connected?.reaches(connection) === true)

export const connectionNamed = (
  moment: Pick<Moment, 'house'>,
  id: string | undefined,
): Connection | undefined => openConnections(moment).find((connection) => connection.id === id)

/** Nothing where no house is home for it, or the name could be nobody's. */
export const homeOf = (
  moment: Pick<Moment, 'house'>,
  domain: string | undefined,
): Connection | undefined =>
  domain === undefined
    ? undefined
    : openConnections(moment).find(({ domains }) => domains.includes(domain))

interface Known {
  /** Connections that the person has links of, the last used first. */
  readonly linked: readonly string[]
}

export function elsewhereFor(
  learned: Pick<Learned, 'house' | 'logins' | 'who'>,
  { linked }: Known,
  moment: Asked,
): ElsewhereFacts | undefined {
  const [login] = learned.logins ?? []
  const connection =
    connectionNamed(moment, learned.house) ??
    (learned.who === undefined
      ? homeOf(moment, login && domainOf(login))
      : linked.map((id) => connectionNamed(moment, id)).find((found) => found !== undefined))
  return (
    connection && { connection: connection.id, name: wordsIn(connection.name, moment.language) }
  )
}

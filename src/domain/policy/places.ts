// The places that rules speak of: each named network, with those that the whole of it lies in,
// since whoever stands in a zone stands in what is around it as well. Must never take an address
// for more than where its network lies.
import { isRangeInside } from '../../lib/ip-range.ts'
import type { Configuration, Network } from '../configuration/configuration.ts'
import { nameIn } from './told-rule.ts'

export interface Place {
  readonly id: string
  readonly name: string
  /** Where one stands who stands there: itself, and all that is around it. */
  readonly networks: readonly string[]
}

/** Those that some rule in force speaks of, in the order they are written. */
export function placesOf({
  networks,
  rules,
}: Pick<Configuration, 'networks' | 'rules'>): readonly Place[] {
  const spokenOf = new Set(
    rules
      .filter(({ reportOnly }) => !reportOnly)
      .flatMap(({ where, outside = [], except }) => [
        ...(typeof where === 'string' ? [] : where),
        ...outside,
        ...except.flatMap((one) => one.where ?? []),
      ]),
  )
  return networks
    .filter(({ id }) => spokenOf.has(id))
    .map((network) => ({
      id: network.id,
      name: nameIn(networks, network.id),
      networks: networks.filter((other) => liesIn(network, other)).map(({ id }) => id),
    }))
}

const liesIn = ({ ranges }: Network, outer: Network): boolean =>
  ranges.every((inner) => outer.ranges.some((range) => isRangeInside(inner, range)))

// Which kinds of proof can be set up here, the recommended first: what a rule accepts or wishes
// for, as far as this house can carry it out. A code that no gateway could send is never offered.
import type { FactorTraits } from '../facts.ts'
import { identityConnection, wordsIn } from '../configuration/configuration.ts'
import { openConnections } from '../visits/arriving/routing.ts'
import type { House, Moment } from '../moment.ts'
import { factorsFor } from './wishes.ts'

interface Offering {
  readonly accepts: readonly string[]
  readonly methods: readonly string[]
}

export function offeredFactors(
  house: House,
  { accepts, methods }: Offering,
): readonly FactorTraits[] {
  const possible = house.factors.filter(
    (factor) => factor.canBeSetUp && canCarry(house, factor.name),
  )
  const wished = methods.flatMap((wish) =>
    accepts.includes(wish) ? [] : factorsFor(wish, possible).filter((name) => name === wish),
  )
  return [...accepts, ...wished].flatMap(
    (name) => possible.find((factor) => factor.name === name) ?? [],
  )
}

export const channelsOf = (house: House): readonly ('sms' | 'voice')[] =>
  (['sms', 'voice'] as const).filter((channel) => canCarry(house, channel))

/** As people call it, in the language of the page. */
export const connectedTo = ({
  house,
  language,
}: Pick<Moment, 'house' | 'language'>): { readonly connectedTo?: string } => {
  const connection = identityConnection(house.configuration())
  return connection && house.connected?.reaches(connection)
    ? { connectedTo: wordsIn(connection.name, language) }
    : {}
}

const canCarry = (house: House, factor: string): boolean => {
  if (factor === 'sms') return house.phones.canText
  if (factor === 'elsewhere') return openConnections({ house }).length > 0
  if (factor === 'voice') return house.phones.canCall && house.configuration().phones.voice
  return true
}

// The last one who may administer, and is in: whoever closes them closes the house to everybody who
// could set it right, but for the command line and the accounts behind glass.
import { isAnyoneElseIn } from '../../store/groups.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { may } from './rights.ts'

export async function isLastToAdminister(
  { db, house }: Moment,
  person: PersonFacts,
): Promise<boolean> {
  const configuration = house.configuration()
  if (person.state !== 'active' || !may(configuration, person, 'administer')) return false
  const groups = configuration.rights
    .filter((right) => right.may === 'administer')
    .flatMap(({ whom }) => whom)
  return !(await isAnyoneElseIn(db, groups, person.id))
}

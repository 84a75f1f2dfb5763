// A person as rules and screens see them, from the row that a visit or a session was read with.
import { isLanguage } from '../../shapes/language.ts'
import type { PersonInVisit } from '../../store/visits.ts'
import { personStates, type PersonFacts } from '../facts.ts'

export const personFacts = (row: PersonInVisit): PersonFacts => ({
  id: row.id,
  login: row.login,
  firstName: row.given_name,
  familyName: row.family_name,
  organisation: row.organisation_id,
  state: personStates.find((state) => state === row.state) ?? 'removed',
  groups: row.groups,
  knownPhone: row.known_phone,
  ...(row.language && isLanguage(row.language) && { language: row.language }),
})

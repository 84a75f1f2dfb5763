// A person as rules and screens see them, from the row that a visit or a session was read with.
import { z } from 'zod'
import { isLanguage } from '../../shapes/language.ts'
import type { PersonInVisit } from '../../store/visits.ts'
import { readRecovered } from './recovered.ts'
import { personStates, type PersonFacts } from '../facts.ts'

const putOffShape = z.record(z.string(), z.object({ times: z.number(), since: z.string() }))

const isPutOff = (written: unknown): written is z.output<typeof putOffShape> =>
  written !== null && putOffShape.safeParse(written).success

export function personFacts(row: PersonInVisit): PersonFacts {
  const recovered = readRecovered(row.recovered)
  return {
    id: row.id,
    login: row.login,
    firstName: row.given_name,
    familyName: row.family_name,
    organisation: row.organisation_id,
    state: personStates.find((state) => state === row.state) ?? 'removed',
    groups: row.groups,
    ...(row.known_phone && { knownPhone: row.known_phone }),
    ...(row.known_phone_since && { knownPhoneSince: row.known_phone_since.toISOString() }),
    ...(row.known_mail && { knownMail: row.known_mail }),
    ...(row.identity && { identity: row.identity }),
    ...(row.leader && { leader: row.leader }),
    ...(row.default_method && { defaultMethod: row.default_method }),
    ...(isPutOff(row.put_off) && { putOff: row.put_off }),
    ...(row.language && isLanguage(row.language) && { language: row.language }),
    ...(recovered && { recovered }),
    ...(row.phone_lost_at && { hasLostPhone: true }),
  }
}

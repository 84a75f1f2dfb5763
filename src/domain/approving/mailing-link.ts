// The link that adds a phone, by mail, for whoever cannot scan: to an address that the organisation
// knew beforehand or that counts by now, and never to one that is typed. It leads where the picture
// leads: nobody comes in by it, and the number still stands on the page that waits.
import { keyedHash } from '../../lib/digest.ts'
import { countTries } from '../../store/throttles.ts'
import type { PersonFacts } from '../facts.ts'
import { queueMessage } from '../messages/messages.ts'
import type { Moment } from '../moment.ts'
import { mailAddressesOf } from '../people/people.ts'
import { challengeCode } from '../visits/challenges.ts'
import { addingSeconds } from './adding.ts'

/** Nothing where the organisation knows none. */
export const addressForLink = async (moment: Moment, person: string): Promise<string | undefined> =>
  (await mailAddressesOf(moment, person))[0]

const mailsMost = 3
const mailsWindowSeconds = 3600

/** Until when no other is sent to this person; counted by this very question. */
export async function waitBeforeLink(
  { house, now }: Moment,
  person: string,
): Promise<Date | undefined> {
  const count = {
    key: keyedHash(house.keys.keyFor('throttles'), 'phone link', person),
    free: 0,
    stepSeconds: null,
    capSeconds: 0,
    restAt: null,
    totalMax: mailsMost,
    windowSeconds: mailsWindowSeconds,
  }
  const [row] = await countTries(house.db, [count], now)
  return row?.turned_away ? (row.wait_until ?? now) : undefined
}

/** In the transaction that makes the code: both or neither. */
export const mailLink = (
  inside: Moment,
  { id, login, firstName, organisation, language = inside.language }: PersonFacts,
  { challenge, to }: { readonly challenge: string; readonly to: string },
): Promise<string> =>
  queueMessage(inside, {
    kind: 'phone-link',
    person: id,
    to,
    language,
    data: {
      firstName,
      login,
      organisation,
      code: challengeCode(inside.house, challenge),
      minutes: addingSeconds / 60,
      ...(inside.caseNumber && { caseNumber: inside.caseNumber }),
    },
  })

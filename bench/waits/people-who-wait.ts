// People who have shown their password and wait for their phone, as the house keeps them: an
// account, a phone, a visit, a request. Each has a phone of their own; one pair of keys does for
// all.
import { z } from 'zod'
import { keptPhone } from '../../src/domain/approving/kept-phone.ts'
import { askPhones, requestOf, requestSeconds } from '../../src/domain/approving/requests.ts'
import { browserId } from '../../src/domain/visits/browsers.ts'
import {
  challengeNumber,
  findChallenge,
  newChallengeId,
} from '../../src/domain/visits/challenges.ts'
import { openVisit } from '../../src/domain/visits/visits.ts'
import { inTransaction, type Moment } from '../../src/domain/moment.ts'
import { sealKept } from '../../src/domain/methods/methods.ts'
import { getPerson } from '../../src/domain/people/people.ts'
import { password } from '../../src/factors/password/password.ts'
import { secondsAfter } from '../../src/lib/clock.ts'
import { randomId, randomSecret } from '../../src/lib/random.ts'

const pointShape = z.strictObject({ x: z.string(), y: z.string() })
/** The public halves of a phone's key and of its lock, and the name of its last message. */
export const pointsShape = z.object({ key: pointShape, lock: pointShape, lastLink: z.string() })
export type Points = z.output<typeof pointsShape>

const digits = 6

export async function bringWaiting(moment: Moment, many: number, points: Points) {
  const people = Array.from({ length: many }, () => randomId())
  await moment.db.send(
    '',
    `insert into people (id, organisation_id, login, look, given_name, family_name, state,
       created_at, changed_at)
     select id, 'fjordvik', id || '@fjordvik.example', id, 'Kari', 'Nordmann', 'active', $2, $2
     from unnest($1::text[]) as id`,
    [people, moment.now],
  )
  const kept = people.map((id) =>
    sealKept(moment.house, keptPhone, id, {
      phone: id,
      key: points.key,
      lock: { kind: 'pin', key: points.lock },
      system: 'other',
    }),
  )
  await moment.db.send(
    '',
    `with made as (
       insert into methods (id, person_id, factor, kept, name, created_at)
       select m.id, m.id, 'push', m.kept, 'Telefon', $3
       from unnest($1::text[], $2::bytea[]) as m (id, kept) returning id
     ) insert into phones (id, person_id, method_id, said, links, seen_at)
       select id, id, id, 0, array[$4], $3 from made`,
    [people, kept, moment.now, points.lastLink],
  )
  const waiting: Awaited<ReturnType<typeof waits>>[] = []
  for (const [at, person] of people.entries()) waiting.push(await waits(moment, person, at))
  return waiting
}

async function waits({ house, now, ...open }: Moment, person: string, at: number) {
  const secret = randomSecret()
  // Each from a place of their own: nobody opens so many from one.
  const from = { address: `10.0.${(at >> 8) & 255}.${at & 255}`, networks: [] }
  const moment = { ...open, house, now, from, browser: browserId(house, secret) }
  const id = newChallengeId()
  const madeAt = now.toISOString()
  const asked = {
    facts: { challenge: id, asked: person },
    madeAt,
    expiresAt: secondsAfter(now, requestSeconds).toISOString(),
    round: 1,
    sends: 0,
  }
  const proof = { factor: 'password', method: person, at: madeAt, ...password.proof }
  const ref = await inTransaction(moment, async (inside) => {
    const visit = await openVisit(inside, {
      flow: 'sign-in',
      errand: { protocol: 'portal', ref: '/', mayAsk: true },
      learned: { who: person, proofs: [proof], open: { 'prove.push': asked } },
    })
    const lifeSeconds = requestSeconds
    await askPhones(inside, { id, person, visit, lifeSeconds, shows: { digits } })
    return visit
  })
  const challenge = await findChallenge(moment, id)
  if (!challenge) throw new Error('What was asked a moment ago is not there')
  const request = requestOf(challenge, await getPerson(moment, person), moment)
  return { ref, secret, phone: person, request, number: challengeNumber(house, id, digits) }
}

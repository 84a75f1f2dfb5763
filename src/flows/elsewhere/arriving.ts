// Somebody comes back from another house that has said who they are: known here by a link, found by
// the rule of that house, made an account of, or nobody. Must never mix what was shown of one with
// what was shown of another, or let a name that was typed say who it is.
import { whoArrives, type Arrival, type Nobody } from '../../domain/visits/arriving/arriving.ts'
import { keepName, linkKeeps } from '../../domain/visits/arriving/links.ts'
import { newGuest, takeIn } from '../../domain/visits/arriving/taking-in.ts'
import { recordEvent } from '../../domain/events/events.ts'
import type { Facts, Learned, Proof } from '../../domain/facts.ts'
import { sealKept } from '../../domain/methods/methods.ts'
import type { Moment } from '../../domain/moment.ts'
import { getPerson } from '../../domain/people/people.ts'
import type { Gain } from '../../factors/factor.ts'
import type { ProblemCode } from '../../shapes/problem.ts'
import { Overtaken, type CountedAnswer, type Taken } from '../step.ts'

export interface Arriving {
  readonly facts: Facts
  readonly came: NonNullable<Gain<unknown>['arrives']>
  readonly counted: CountedAnswer
  /** What was learned by the answer in any case. */
  readonly closed: Partial<Learned>
  /** As it was shown; the link that it rests on is found here. */
  readonly proof: Proof
}

/** What to learn, or why they are nobody here. */
export type Arrived = Taken | { readonly stopped: ProblemCode; readonly because: string }

export async function arrived(arriving: Arriving, moment: Moment): Promise<Arrived> {
  const { connection, claims } = arriving.came
  const arrival = await whoArrives(moment, connection, claims)
  switch (arrival.is) {
    case 'nobody':
      await tellStopped(moment, connection.id, arrival)
      return { stopped: problems[arrival.because], because: arrival.because }
    case 'known':
      return comeBack(arriving, arrival, moment)
    default:
      return comeFirst(arriving, arrival)
  }
}

const problems: Readonly<Record<Nobody, ProblemCode>> = {
  home: 'elsewhere-home',
  unknown: 'elsewhere-unknown',
  taken: 'elsewhere-taken',
  reused: 'elsewhere-reused',
  linked: 'elsewhere-reused',
}

/** What somebody has to look at is written down as what happened, and with whom it is about. */
async function tellStopped(
  moment: Moment,
  connection: string,
  { because, person }: Extract<Arrival, { is: 'nobody' }>,
): Promise<void> {
  if (because !== 'reused' && because !== 'linked') return
  await recordEvent(moment, 'arrival.stopped', {
    ...(person !== undefined && { person }),
    data: { connection, because },
  })
}

/** Whoever is in, has a letter or has shown something is who this is about, and nobody else is. */
const isAboutAnother = ({ who, proofs, person }: Facts, arrived: string): boolean =>
  (who !== undefined && who !== arrived) || (proofs.length > 0 && person?.id !== arrived)

const another = { stopped: 'elsewhere-another', because: 'person' } as const

/** From now on it is about whom the other house has named, whatever was typed. */
const learnedOf = (
  { facts, closed, proof }: Arriving,
  { person, login, method }: { person: string; login: string; method: string },
): Partial<Learned> => ({
  ...closed,
  who: person,
  named: login,
  logins: [login],
  proofs: [...facts.proofs, { ...proof, method }],
})

async function comeBack(
  arriving: Arriving,
  { link, name }: Extract<Arrival, { is: 'known' }>,
  moment: Moment,
): Promise<Arrived> {
  const { facts, came, counted } = arriving
  const { row, kept } = link
  if (isAboutAnother(facts, row.person_id)) return another
  const { login } = await getPerson(moment, row.person_id)
  const learned = learnedOf(arriving, { person: row.person_id, login, method: row.id })
  const used = { method: row.id, version: row.version }
  if (name === undefined || name === kept.name) return { learned, used, counted }
  // They are called something else there now; a name that is another's stays theirs.
  return {
    learned,
    used: { ...used, kept: sealKept(moment.house, linkKeeps, row.id, { ...kept, name }) },
    counted,
    keep: async (inside) => {
      if (!(await keepName(inside, { ...came, name }, row.person_id)))
        await tellStopped(inside, came.connection.id, {
          is: 'nobody',
          because: 'reused',
          person: row.person_id,
        })
      return []
    },
  }
}

async function comeFirst(
  arriving: Arriving,
  arrival: Extract<Arrival, { is: 'joins' | 'new' }>,
): Promise<Arrived> {
  const guest = newGuest(arrival)
  if (isAboutAnother(arriving.facts, guest.person)) return another
  const { login } = arrival.is === 'joins' ? arrival.person : arrival.newcomer
  return {
    learned: learnedOf(arriving, { ...guest, login }),
    counted: arriving.counted,
    keep: async (inside) => {
      if (!(await takeIn(inside, arriving.came, { arrival, guest }))) throw new Overtaken()
      return []
    },
  }
}

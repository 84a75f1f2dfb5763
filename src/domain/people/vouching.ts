// A leader vouches: somebody whose phone is lost, or whose password is forgotten, asks, and the
// leader says that it is them. What a leader is asked, by whom and how often, who may speak for
// whom, and who hears of it. Must never take the word of anybody who is not the leader now, who is
// led by whoever they speak for, or who speaks for somebody that holds a right.
import { keyedHash } from '../../lib/digest.ts'
import { countLed, holdVouching } from '../../store/methods/helping.ts'
import { holdSession } from '../../store/sessions.ts'
import { countTries } from '../../store/throttles.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { recordEvent } from '../events/events.ts'
import type { PersonFacts } from '../facts.ts'
import type { MessageFacts } from '../messages/message-kinds.ts'
import { tellNumbers } from '../messages/notices.ts'
import { newFreeze } from '../methods/set-up.ts'
import { inTransaction, type Moment } from '../moment.ts'
import {
  answerChallenge,
  type Challenge,
  collectChallenge,
  findChallenge,
  openChallenge,
  tellChallengeOver,
  tryNumber,
} from '../visits/challenges.ts'
import { getPerson } from './people.ts'
import { isOrdinary } from './rights.ts'
import { tellAddresses } from './telling-addresses.ts'

/** So long a leader may answer: what nobody has seen by then is asked anew. */
export const answerSeconds = 30 * 60

const hourSeconds = 3600
const perPerson = 3
/** However many are led by one, and whoever asks in their names. */
const perLeader = 10

/** The leader is no way where their word would not count. */
export function withLeader(person: PersonFacts, configuration: Configuration): PersonFacts {
  if (!person.leader || isOrdinary(configuration, person)) return person
  const { leader: _mayNot, ...rest } = person
  return rest
}

/** How many here have a leader who may be asked for their word, as far as the rows tell. */
export const countWithLeader = ({ db }: Moment): Promise<number> => countLed(db)

/** Until when nobody is asked; nothing where it may be asked now. Counted by this very question. */
export async function waitBeforeAsking(
  { house, now, browser = '' }: Moment,
  asking: { readonly person: string; readonly leader: string; readonly familiar: boolean },
): Promise<Date | undefined> {
  const { person, leader, familiar } = asking
  const count = (totalMax: number, ...of: readonly string[]) => ({
    key: keyedHash(house.keys.keyFor('throttles'), 'vouching', ...of),
    free: 0,
    stepSeconds: null,
    capSeconds: 0,
    restAt: null,
    totalMax,
    windowSeconds: hourSeconds,
  })
  // A browser that is known has a count of its own: strangers use up nobody's.
  const counts = [
    count(perPerson, 'person', person, familiar ? browser : ''),
    count(perLeader, 'leader', leader),
  ]
  const waits = (await countTries(house.db, counts, now)).flatMap((row) =>
    row.turned_away && row.wait_until ? [row.wait_until] : [],
  )
  return waits.toSorted((one, other) => other.getTime() - one.getTime())[0]
}

interface Vouching {
  /** Of the challenge. */
  readonly id: string
  readonly person: string
  readonly leader: string
}

/** Both stand as they must, and go on so until the transaction ends. */
async function held(inside: Moment, { person, leader }: Omit<Vouching, 'id'>) {
  if (!(await holdVouching(inside.db, { person, leader }))) return undefined
  const whom = await getPerson(inside, person)
  return isOrdinary(inside.house.configuration(), whom) ? whom : undefined
}

/** In the transaction that makes the visit name it. False where that one may not be asked now. */
export async function askLeader(
  inside: Moment,
  asking: Vouching & { readonly visit: string; readonly waitSeconds: number },
): Promise<boolean> {
  const { id, person, leader: asked, visit, waitSeconds } = asking
  const whom = await held(inside, asking)
  if (!whom) return false
  const lifeSeconds = answerSeconds
  await openChallenge(inside, {
    id,
    kind: 'leader',
    person,
    asked,
    visit,
    lifeSeconds,
    waitSeconds,
    triesMost: 3,
  })
  const data = { challenge: id, about: 'leader', asked }
  await recordEvent(inside, 'challenge.made', { person, data })
  const leader = await getPerson(inside, asked)
  await mailLeader(inside, leader, { whom, id })
  await tellPerson(inside, whom, { what: 'asked', leader })
  return true
}

const mailLeader = (
  inside: Moment,
  leader: PersonFacts,
  { whom, id }: { readonly whom: PersonFacts; readonly id: string },
): Promise<void> =>
  tellAddresses(inside, leader, async (facts) => {
    const asks = { name: nameOf(whom), account: whom.login, challenge: id }
    return { kind: 'vouch-asked', data: { ...facts, ...asks, minutes: answerSeconds / 60 } }
  })

const nameOf = ({ firstName, familyName }: PersonFacts): string => `${firstName} ${familyName}`

interface News {
  readonly what: MessageFacts<'vouched'>['what']
  readonly leader: PersonFacts
  /** From when a yes counts. */
  readonly from?: Date | null
}

const noticed = { asked: 'vouch-asked', yes: 'vouched', no: undefined } as const

/** On every address, with a link that can only freeze: whoever has not asked can stop it. */
async function tellPerson(
  inside: Moment,
  person: PersonFacts,
  { what, leader, from }: News,
): Promise<void> {
  const change = noticed[what]
  if (change) await tellNumbers(inside, person, { change })
  await tellAddresses(inside, person, async (facts) => {
    const freeze = await newFreeze(inside, person.id)
    const since = from && { from: from.toISOString() }
    return { kind: 'vouched', data: { ...facts, what, leader: nameOf(leader), freeze, ...since } }
  })
}

/** What a leader was asked, for the page that asks them; nothing where they were not. */
export async function findVouching(
  moment: Moment,
  id: string,
): Promise<{ readonly challenge: Challenge; readonly person: PersonFacts } | undefined> {
  const challenge = await findChallenge(moment, id)
  if (challenge?.kind !== 'leader') return undefined
  return { challenge, person: await getPerson(moment, challenge.person_id) }
}

/** Who answers, and what they have shown is judged anew in the transaction that takes it. */
export interface Answering {
  readonly challenge: Challenge
  /** The leader. */
  readonly by: string
  readonly session: string
  /** What the session has shown bears it, at this very moment. */
  mayAnswer(inside: Moment): Promise<boolean>
}

export type Vouched = 'said' | 'over' | { readonly left: number }

/** The number first: whoever does not know it has not spoken with whom they would speak for. */
export async function vouch(moment: Moment, by: Answering, typed: string): Promise<Vouched> {
  const { challenge } = by
  const { id } = challenge
  const tried = await tryNumber(moment, id, { by: by.by, typed })
  if (tried === 'right') return answers(moment, by, 'yes')
  await inTransaction(moment, async (inside) => {
    const data = { challenge: id, about: 'leader', left: tried === 'over' ? 0 : tried.left }
    await recordEvent(inside, 'challenge.failed', {
      person: challenge.person_id,
      actor: by.by,
      data,
    })
    if (tried === 'over') await tellChallengeOver(inside, challenge)
  })
  return tried
}

export const refuseToVouch = (moment: Moment, by: Answering): Promise<Vouched> =>
  answers(moment, by, 'no')

const answers = (moment: Moment, by: Answering, answer: 'yes' | 'no'): Promise<Vouched> =>
  inTransaction(moment, async (inside): Promise<Vouched> => {
    const { challenge, by: leader, session } = by
    const { id, person_id: person } = challenge
    if (!(await holdSession(inside.db, session)) || !(await by.mayAnswer(inside))) return 'over'
    const whom = await held(inside, { person, leader })
    if (!whom) return 'over'
    const said = await answerChallenge(inside, challenge, { by: leader, answer })
    if (!said) return 'over'
    const data = { challenge: id, about: 'leader', outcome: answer }
    await recordEvent(inside, 'challenge.answered', { person, actor: leader, data })
    const own = await getPerson(inside, leader)
    await tellPerson(inside, whom, { what: answer, leader: own, from: said.counts_from })
    return 'said'
  })

/**
 * In the transaction in which the visit learns it. False where it counts no more: frozen, taken
 * back, or said by somebody who is not their leader now.
 */
export async function collectVouching(
  inside: Moment,
  id: string,
  by: { readonly visit: string; readonly person: string },
): Promise<boolean> {
  const leader = await collectChallenge(inside, id, by)
  if (leader === undefined || !(await held(inside, { person: by.person, leader }))) return false
  const data = { challenge: id, about: 'leader' }
  await recordEvent(inside, 'challenge.collected', { person: by.person, data })
  return true
}

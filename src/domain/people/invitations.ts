// Letters: the link in the mail and the start code on paper, one letter with two doors. Opening the
// address changes nothing; a press opens it, a password spends it. Must never set a first
// credential for anybody who is not *invited* (R-17).
import { keyedHash } from '../../lib/digest.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { randomId, randomPlainCode, randomSecret, readPlainCode } from '../../lib/random.ts'
import type { LetterState } from '../../shapes/problem.ts'
import * as store from '../../store/invitations.ts'
import { holdPerson } from '../../store/people.ts'
import { needsPins, organisationOf } from '../configuration/configuration.ts'
import { recordEvent } from '../events/events.ts'
import type { PersonFacts } from '../facts.ts'
import { channelsOf } from '../methods/offered.ts'
import { queueMessage } from '../messages/messages.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { findPerson, findPersonByName, getPerson, mailAddressesOf } from './people.ts'
import { livingPin, makePins, type MadePin, pinDigits } from './pins.ts'
import { Refusal } from '../refusal.ts'

export interface Invited {
  readonly is: 'invited'
  readonly letter: string
  readonly person: PersonFacts
  /** The link's secret and the start code: shown once, kept as hashes. */
  readonly token: string
  readonly code: string
  readonly expiresAt: Date
  readonly sentTo: readonly string[]
  readonly pin?: MadePin
}

export interface NotInvited {
  readonly is: 'not-invited'
  readonly because: 'not-in-state-invited' | 'no-mail-address' | 'too-soon'
}

export interface Inviting {
  /** `paper`: nothing is sent; whoever asks prints it. */
  readonly channel: 'mail' | 'paper'
  readonly kind?: 'welcome' | 'new-letter'
  readonly actor?: string
}

/** Makes a letter, puts older ones out of use, and lays the mail in the outbox: all or nothing. */
export const invite = (
  moment: Moment,
  personId: string,
  inviting: Inviting = { channel: 'mail' },
): Promise<Invited | NotInvited> =>
  inTransaction(moment, async (inside): Promise<Invited | NotInvited> => {
    await holdPerson(inside.db, personId)
    const person = await getPerson(inside, personId)
    if (person.state !== 'invited') return { is: 'not-invited', because: 'not-in-state-invited' }
    const sentTo = inviting.channel === 'mail' ? await mailAddressesOf(inside, personId) : []
    if (inviting.channel === 'mail' && sentTo.length === 0)
      return { is: 'not-invited', because: 'no-mail-address' }
    const letter = await makeLetter(inside, person, inviting)
    const pin = await pinFor(inside, personId)
    const invited: Invited = { is: 'invited', person, sentTo, ...letter, ...(pin && { pin }) }
    for (const to of sentTo)
      await queueLetter(inside, invited, { to, kind: inviting.kind ?? 'welcome' })
    return invited
  })

async function makeLetter(inside: Moment, person: PersonFacts, inviting: Inviting) {
  const { house, now } = inside
  const superseded = await store.supersedeLetters(inside.db, person.id, now)
  const told = { person: person.id, ...(inviting.actor && { actor: inviting.actor }) }
  for (const letter of superseded)
    await recordEvent(inside, 'letter.superseded', { ...told, data: { letter } })
  const made = {
    letter: randomId(),
    token: randomSecret(),
    code: randomPlainCode(8),
    expiresAt: secondsAfter(now, house.configuration().lives.letterSeconds),
  }
  await store.keepLetter(inside.db, {
    id: made.letter,
    person: person.id,
    tokenHash: tokenHash(inside, made.token),
    codeHash: codeHash(inside, person.id, made.code),
    epoch: house.epoch(),
    sentAt: now,
    expiresAt: made.expiresAt,
  })
  await recordEvent(inside, 'letter.sent', {
    ...told,
    data: { letter: made.letter, channel: inviting.channel, expiresAt: made.expiresAt },
  })
  return made
}

/**
 * A PIN that still works was given to somebody already and goes on; else a new one. None where the
 * letter alone is enough.
 */
async function pinFor(inside: Moment, person: string): Promise<MadePin | undefined> {
  if (!needsPins(inside.house.configuration())) return undefined
  return (await livingPin(inside, person)) ?? (await makePins(inside, [person], 'invited'))[0]
}

const queueLetter = (
  inside: Moment,
  { person, token, code, expiresAt, pin }: Invited,
  { to, kind }: { readonly to: string; readonly kind: 'welcome' | 'new-letter' },
): Promise<string> => {
  const organisation = organisationOf(inside.house.configuration(), person.organisation)
  // What to have at hand is what the page will ask for: the phone, where its number is known.
  const asksPhone = person.knownPhone !== undefined && channelsOf(inside.house).includes('sms')
  return queueMessage(inside, {
    kind,
    person: person.id,
    to,
    language: person.language ?? organisation.languages[0] ?? 'nb',
    data: {
      firstName: person.firstName,
      login: person.login,
      organisation: person.organisation,
      token,
      code,
      expiresAt: expiresAt.toISOString(),
      ...(pin && !asksPhone && { pinDigits }),
    },
  })
}

const tokenHash = ({ house }: Moment, token: string): Buffer =>
  keyedHash(house.keys.keyFor('letters'), 'link', token)
/** Bound to the person: a code says nothing without the name that is asked for together with it. */
const codeHash = ({ house }: Moment, person: string, code: string): Buffer =>
  keyedHash(house.keys.keyFor('letters'), 'start code', person, readPlainCode(code))

export interface ReadLetter {
  readonly state: LetterState
  readonly letter?: {
    readonly id: string
    readonly sentAt: Date
    readonly expiresAt: Date
    /** When the newest letter to the same person was sent, for a letter that was superseded. */
    readonly newestAt: Date
  }
  readonly person?: PersonFacts
}

/**
 * What the letter behind this link is. Reads only: a mail scanner's visit uses nothing up (S1.8,
 *
 */
export const readLetter = async (moment: Moment, token: string): Promise<ReadLetter> =>
  describe(moment, await store.findByToken(moment.db, tokenHash(moment, token)))

/**
 * The same by the code on paper. For a name that nobody has, the same work is done on nobody's
 * code.
 */
export async function readStartCode(
  moment: Moment,
  name: string,
  code: string,
): Promise<ReadLetter> {
  const person = await findPersonByName(moment, name)
  const hash = codeHash(moment, person?.id ?? '', code)
  return describe(moment, await store.findByCode(moment.db, hash))
}

/** A letter that a visit was opened with, as it is now. */
const readLetterAgain = async (moment: Moment, id: string): Promise<ReadLetter> =>
  describe(moment, await store.findLetter(moment.db, id))

async function describe(moment: Moment, row: store.LetterRow | undefined): Promise<ReadLetter> {
  const person = row && (await findPerson(moment, row.person_id))
  if (!row || !person) return { state: 'unknown' }
  const letter = {
    id: row.id,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
    newestAt: row.newest_at,
  }
  return { state: stateOf(moment, row, person), letter, person }
}

function stateOf(moment: Moment, row: store.LetterRow, person: PersonFacts): LetterState {
  if (row.used_at || person.state === 'active' || person.state === 'locked') return 'used'
  // Suspended and removed people have no letter any more; why is nobody's business who only holds a
  // link.
  if (person.state !== 'invited') return 'unknown'
  if (row.superseded_at) return 'superseded'
  if (row.expires_at <= moment.now || row.epoch !== moment.house.epoch()) return 'expired'
  return row.opened_at ? 'begun' : 'fresh'
}

/** The press on «Kom i gang». False when it cannot be used any more: read it again and say why. */
export const openLetter = (moment: Moment, id: string): Promise<boolean> =>
  inTransaction(moment, async (inside) => {
    const opened = await store.openLetter(inside.db, using(inside, id))
    if (!opened) return false
    if (opened.first)
      await recordEvent(inside, 'letter.opened', { person: opened.person_id, data: { letter: id } })
    return true
  })

/**
 * Uses the letter up, in the transaction that keeps the password. Refuses when somebody was
 * quicker, or the person was suspended meanwhile (ATK-ENR-04, -07): the refusal takes everything
 * else in the transaction with it.
 */
export const spendLetter = (moment: Moment, id: string): Promise<void> =>
  inTransaction(moment, async (inside) => {
    const person = await store.spendLetter(inside.db, using(inside, id))
    if (person === undefined) throw new Refusal('visit-ended')
    await recordEvent(inside, 'letter.spent', { person, data: { letter: id } })
  })

const using = (inside: Moment, id: string): store.Using => ({
  id,
  now: inside.now,
  epoch: inside.house.epoch(),
})

const betweenSeconds = 10 * 60
const perDayMax = 5

/**
 * «Send meg en ny lenke»: to the address on file only, every ten minutes at most, five a day
 * (S1.8).
 */
export const sendNewLetter = (moment: Moment, letterId: string): Promise<Invited | NotInvited> =>
  inTransaction(moment, async (inside): Promise<Invited | NotInvited> => {
    const { person } = await readLetterAgain(inside, letterId)
    if (!person) return { is: 'not-invited', because: 'not-in-state-invited' }
    return sendLetterAgain(inside, person.id)
  })

/** The same, where nobody holds the old one: for whoever helps. In the caller's transaction. */
export async function sendLetterAgain(
  inside: Moment,
  person: string,
  actor?: string,
): Promise<Invited | NotInvited> {
  await holdPerson(inside.db, person)
  const since = (seconds: number) =>
    store.countSentSince(inside.db, person, secondsAfter(inside.now, -seconds))
  if ((await since(betweenSeconds)) > 0 || (await since(86_400)) >= perDayMax)
    return { is: 'not-invited', because: 'too-soon' }
  return invite(inside, person, { channel: 'mail', kind: 'new-letter', ...(actor && { actor }) })
}

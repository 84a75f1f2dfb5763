// People of a list who are here already: a new address or number of theirs, where it was asked for.
// What stood before hears of it first. Must never touch anything else of somebody who is here, or
// make what is new a way to a new password before its time.
import { maskPhone } from '../../lib/methods/phone-number.ts'
import { maskMail } from '../../lib/names/mask-mail.ts'
import * as store from '../../store/methods/changed-people.ts'
import { eventRow, recordEvents } from '../events/events.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { findPeopleByLogin } from '../people/people.ts'
import { tellContact } from '../people/telling-contact.ts'
import type { BadLine, Line } from './import-line.ts'

interface Replaced {
  readonly before?: string
  readonly after: string
}

export interface Change {
  readonly person: PersonFacts
  readonly line: number
  readonly mail?: Replaced
  readonly number?: Replaced
}

export interface ChangedPerson {
  readonly line: number
  readonly login: string
  /** Masked, as anybody may see it. */
  readonly became: readonly string[]
}

interface Looked {
  readonly changes: readonly Change[]
  readonly bad: readonly BadLine[]
}

/** What a list says otherwise than the house; an empty cell says nothing. */
export async function findChanges(inside: Moment, lines: readonly Line[]): Promise<Looked> {
  if (lines.length === 0) return { changes: [], bad: [] }
  const logins = lines.map(({ login }) => login)
  const people = new Map(
    (await findPeopleByLogin(inside, logins)).map((person) => [person.login, person]),
  )
  const ids = [...people.values()].map(({ id }) => id)
  const mails = Map.groupBy(await store.mailsOf(inside.db, ids), (row) => row.person_id)
  const bad: BadLine[] = []
  const changes = lines.flatMap((line): readonly Change[] => {
    const person = people.get(line.login)
    if (!person || person.state === 'removed') {
      bad.push({ line: line.line, because: `«${line.login}» was removed and is left as it is` })
      return []
    }
    const change = changeOf(line, person, mails.get(person.id) ?? [])
    return change.mail || change.number ? [change] : []
  })
  return { changes, bad }
}

function changeOf(line: Line, person: PersonFacts, mails: readonly store.KnownMail[]): Change {
  const { mail, phone } = line
  const isOther = mail !== undefined && !mails.some(({ address }) => address === mail)
  const before = mails.find(({ position }) => position === 0)?.address
  return {
    person,
    line: line.line,
    ...(isOther && { mail: { after: mail, ...(before !== undefined && { before }) } }),
    ...(phone !== undefined &&
      phone !== person.knownPhone && {
        number: { after: phone, ...(person.knownPhone && { before: person.knownPhone }) },
      }),
  }
}

/** In the caller's transaction. */
export async function writeChanges(inside: Moment, changes: readonly Change[]): Promise<void> {
  for (const change of changes) await tell(inside, change)
  const { db, now } = inside
  const mails = changes.flatMap(({ person, mail }) =>
    mail ? [{ person: person.id, before: mail.before ?? '', after: mail.after }] : [],
  )
  const numbers = changes.flatMap(({ person, number }) =>
    number ? [{ person: person.id, after: number.after }] : [],
  )
  await store.replaceMails(db, mails, now)
  await store.replaceNumbers(db, numbers, now)
  await recordEvents(
    inside,
    changes.map(({ person, line, mail, number }) =>
      eventRow(inside, 'person.changed', {
        person: person.id,
        actor: 'command',
        data: { what: [...(mail ? ['mail'] : []), ...(number ? ['number'] : [])], line },
      }),
    ),
  )
}

async function tell(inside: Moment, { person, mail, number }: Change): Promise<void> {
  if (mail)
    await tellContact(inside, person, { change: 'mail-replaced', label: maskMail(mail.after) })
  if (number)
    await tellContact(inside, person, { change: 'number-replaced', label: maskPhone(number.after) })
}

const became = ({ before, after }: Replaced, mask: (written: string) => string): string =>
  `${before === undefined ? 'nothing' : mask(before)} becomes ${mask(after)}`

export const changedPerson = ({ person, line, mail, number }: Change): ChangedPerson => ({
  line,
  login: person.login,
  became: [
    ...(mail ? [became(mail, maskMail)] : []),
    ...(number ? [became(number, maskPhone)] : []),
  ],
})

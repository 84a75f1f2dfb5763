// The people of the attacks, new ones for each case: alice and bob are in, carol is invited, dave
// is suspended, mallory is a colleague with few rights, eve has no account at all.
import { importPeople } from '../../src/domain/importing/import-people.ts'
import { invite } from '../../src/domain/people/invitations.ts'
import { inTransaction } from '../../src/domain/moment.ts'
import { keepNewPassword } from '../../src/domain/passwords/new-password.ts'
import { getPerson, setState } from '../../src/domain/people/people.ts'
import { password } from '../../src/factors/password/password.ts'
import { randomPlainCode } from '../../src/lib/random.ts'
import type { AttackTown } from './town.ts'

export interface Person {
  readonly id: string
  readonly login: string
  readonly firstName: string
  readonly password: string
}

export interface Invited extends Person {
  readonly token: string
  readonly code: string
  readonly pin: string
}

let born = 0

/** Long, and different for everybody, so that it can be looked for in every row and every log. */
export const newPassword = (town: AttackTown): string => {
  const made = `hav ${randomPlainCode(10)} æøå`
  town.canaries.add(made)
  return made
}

interface Wanted {
  readonly name: string
  readonly groups: string
  readonly first?: string | undefined
  readonly family?: string | undefined
  readonly number?: string | undefined
}

async function newcomer(town: AttackTown, wanted: Wanted): Promise<Person> {
  born += 1
  const { name, groups, family = 'Nordmann', number = '' } = wanted
  const firstName = wanted.first ?? name.charAt(0).toUpperCase() + name.slice(1)
  const login = `${name}${born}@fjordvik.example`
  const lines = [
    'Fornavn;Etternavn;Brukernavn;E-post;Grupper;Fødselsnummer',
    [firstName, family, login, login, groups, number]
      .map((field) => `"${field.replaceAll('"', '""')}"`)
      .join(';'),
  ]
  const { made, bad } = await importPeople(town.moment(), lines.join('\n'))
  const [one] = made
  if (!one) throw new Error(`${login} could not be brought in: ${JSON.stringify(bad)}`)
  return { id: one.id, login, firstName, password: newPassword(town) }
}

export interface Colleague {
  readonly groups?: string
  readonly password?: string
  readonly first?: string
  readonly family?: string
  /** The national number. */
  readonly number?: string
}

/** Somebody who has been in for long. */
export async function colleague(
  town: AttackTown,
  name: string,
  more: Colleague = {},
): Promise<Person> {
  const { first, family, number, groups = 'ansatte' } = more
  const made = await newcomer(town, { name, groups, first, family, number })
  const person = { ...made, password: more.password ?? made.password }
  await givePassword(town, person)
  return person
}

async function givePassword(town: AttackTown, person: Person): Promise<void> {
  const hash = await town.opened.house.passwords.hash(person.password)
  const moment = town.moment()
  const known = await getPerson(moment, person.id)
  await inTransaction(moment, async (inside) => {
    await keepNewPassword(inside, password, { person: known, kept: { hash }, because: 'first' })
  })
}

export async function invited(
  town: AttackTown,
  name = 'carol',
  more: Pick<Colleague, 'first' | 'family'> = {},
): Promise<Invited> {
  const person = await newcomer(town, { name, groups: 'ansatte', ...more })
  const letter = await invite(town.moment(), person.id, { channel: 'paper' })
  if (letter.is !== 'invited' || !letter.pin) throw new Error('There is no letter to be had')
  const { token, code, pin } = letter
  town.canaries.add(token)
  town.canaries.add(code)
  return { ...person, token, code, pin: pin.pin }
}

export async function suspended(town: AttackTown, name = 'dave'): Promise<Person> {
  const person = await colleague(town, name)
  await setState(town.moment(), person.id, 'suspended')
  return person
}

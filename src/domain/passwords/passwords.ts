// Is this new password good enough, for this person, here? First the demands that the page shows,
// then the lists that only the server has. Must never keep, log or send anywhere what was typed.
import { type BreachedList, openBreachedList } from '../../lib/strength/breached.ts'
import { weaknessOf } from '../../lib/strength/strength.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { PasswordRule } from '../../shapes/screen.ts'
import { type Configuration, organisationOf } from '../configuration/configuration.ts'
import type { PersonFacts } from '../facts.ts'
import type { Moment } from '../moment.ts'
import { judgeByRules, problem, rulesOf } from './password-rules.ts'

export const passwordRulesFor = (
  person: PersonFacts,
  configuration: Configuration,
): PasswordRule[] => rulesOf(configuration.passwords, person, isLetInByItAlone(configuration))

/**
 * Any rule that may match counts, not only the one that matches now: the password is the same at
 * home and at the office.
 */
const isLetInByItAlone = (configuration: Configuration): boolean =>
  configuration.rules.some(
    ({ need, reportOnly }) =>
      !reportOnly &&
      need.proofs === 1 &&
      !need.resistsPhishing &&
      need.accepts.includes('password'),
  )

export interface NewPassword {
  readonly password: string
  readonly person: PersonFacts
  /** What was typed in the second field, where there is one. */
  readonly repeat?: string
  /** The hash of the password in use, if there is one: it may not be chosen again. */
  readonly present?: string
}

export async function judgeNewPassword(
  moment: Moment,
  chosen: NewPassword,
): Promise<Problem | undefined> {
  const configuration = moment.house.configuration()
  const { password, person, repeat } = chosen
  const broken = judgeByRules(passwordRulesFor(person, configuration), password)
  if (broken) return broken
  if (configuration.passwords.repeat && repeat?.normalize('NFC') !== password.normalize('NFC')) {
    return { code: 'passwords-differ', field: 'repeat' }
  }
  if (configuration.passwords.refusesCommon) {
    const weak = await judgeByLists(configuration, password, person)
    if (weak) return weak
  }
  return judgeBesidePresent(moment, chosen)
}

async function judgeByLists(
  configuration: Configuration,
  password: string,
  person: PersonFacts,
): Promise<Problem | undefined> {
  const weakness = await weaknessOf(password, ownWords(configuration, person))
  if (weakness === 'common') return problem('password-common')
  if (await isLeaked(configuration.passwords.leaked, password)) return problem('password-leaked')
  return weakness === 'guessable' ? problem('password-guessable') : undefined
}

/** What everybody around this person would try first. */
function ownWords(configuration: Configuration, person: PersonFacts): string[] {
  const { name, service, domains } = organisationOf(configuration, person.organisation)
  const { firstName, familyName, login } = person
  const own = login.split('@', 1)
  return [
    firstName,
    familyName,
    ...own,
    name,
    service,
    ...domains,
    ...configuration.passwords.words,
  ]
}

async function judgeBesidePresent(
  moment: Moment,
  { password, present }: NewPassword,
): Promise<Problem | undefined> {
  if (present === undefined) return undefined
  const isSame = await moment.house.passwords.verify(password, present)
  if (isSame === 'busy') return { code: 'busy' }
  return isSame ? problem('password-same') : undefined
}

/** One open list for each path, for as long as the server lives: packed files are opened once. */
const lists = new Map<string, Promise<BreachedList>>()

async function isLeaked(path: string, password: string): Promise<boolean> {
  if (path === 'built in') return false
  const open = lists.get(path) ?? openBreachedList(path)
  lists.set(path, open)
  // A list that could not be opened is tried again next time, and until then no password is
  // accepted.
  open.catch(() => lists.delete(path))
  return (await open).has(password)
}

// Whose is it? Somebody whom another house has named: who they are here, or would become, or why
// they are nobody. It writes nothing, so that the preview and the sign-in ask the same question.
// Must never find anybody by a mail address, or by a name that the other house may not vouch for.
import { canonicalLogin, lookOf } from '../../../lib/names/canonical-name.ts'
import { readMail } from '../../../lib/names/mail-address.ts'
import { readPersonName } from '../../../lib/names/person-name.ts'
import { findPeopleByLogin, findPerson } from '../../people/people.ts'
import { nationalHash } from '../../people/national-numbers.ts'
import { findLooks, idsByIdentity } from '../../../store/people.ts'
import type { Connection } from '../../configuration/connection-shape.ts'
import type { PersonFacts } from '../../facts.ts'
import type { Claims, Moment } from '../../moment.ts'
import { findLink, isOthersName, linksOf, type Link } from './links.ts'
import { domainOf, nameIn, saidAs } from './said.ts'

export type Arrival =
  | { readonly is: 'known'; readonly link: Link; readonly name?: string }
  /** Found by the rule that the connection has for it. */
  | { readonly is: 'joins'; readonly person: PersonFacts; readonly name?: string }
  | { readonly is: 'new'; readonly newcomer: Newcomer }
  | { readonly is: 'nobody'; readonly because: Nobody; readonly person?: string }

export type Nobody =
  /** At home in another domain than this house is home for. */
  | 'home'
  /** No rule finds them, and none makes an account. */
  | 'unknown'
  /** The name is somebody's here, and no rule says that it is them. */
  | 'taken'
  /** That house calls somebody else by a name that we know. */
  | 'reused'
  /** Whoever is meant comes from there as somebody else already. */
  | 'linked'

/** An account that would be made. */
export interface Newcomer {
  readonly organisation: string
  readonly login: string
  readonly givenName: string
  readonly familyName: string
  readonly mail?: string
  readonly groups: readonly string[]
}

export async function whoArrives(
  moment: Moment,
  connection: Connection,
  claims: Claims,
): Promise<Arrival> {
  const name = nameIn(claims, connection)
  const link = await findLink(moment, claims)
  if (link) return { is: 'known', link, ...(name && { name }) }
  const { domains } = connection
  if (name !== undefined && domains.length > 0 && !domains.includes(domainOf(name)))
    return nobody('home')
  const reused = name && (await isOthersName(moment, { connection, claims, name }))
  if (reused) return nobody('reused', reused.person)
  const person = await foundBy(moment, connection, claims)
  if (person) return joining(moment, connection, { person, ...(name && { name }) })
  return name === undefined ? nobody('unknown') : newcomer(moment, { connection, claims, name })
}

const nobody = (because: Nobody, person?: string): Arrival => ({
  is: 'nobody',
  because,
  ...(person !== undefined && { person }),
})

/** By the one attribute that the rule names, and by what it is here. */
async function foundBy(
  moment: Moment,
  { links, domains }: Connection,
  claims: Claims,
): Promise<PersonFacts | undefined> {
  const said = links && saidAs(claims, links.attribute)
  if (!links || said === undefined) return undefined
  if (links.is === 'login') {
    const login = said.includes('@') ? canonicalLogin(said) : undefined
    if (login === undefined || !domains.includes(domainOf(login))) return undefined
    const [person] = await findPeopleByLogin(moment, [login])
    return person
  }
  const hash = nationalHash(moment.house, said)
  const ids = hash === undefined ? [] : await idsByIdentity(moment.db, hash)
  const [only, ...others] = ids
  // Somebody with two accounts chooses by signing in to one of them, and linking it there.
  return only !== undefined && others.length === 0 ? findPerson(moment, only) : undefined
}

/** Accounts behind glass are reached by what is sealed, and by nothing else. */
async function joining(
  moment: Moment,
  connection: Connection,
  found: { readonly person: PersonFacts; readonly name?: string },
): Promise<Arrival> {
  const { person } = found
  const isOpen = person.state === 'active' || person.state === 'invited'
  if (!isOpen || moment.house.configuration().breakGlass.includes(person.login))
    return nobody('unknown', person.id)
  const links = await linksOf(moment, person.id)
  return links.some(({ kept }) => kept.connection === connection.id)
    ? nobody('linked', person.id)
    : { is: 'joins', ...found }
}

interface Coming {
  readonly connection: Connection
  readonly claims: Claims
  readonly name: string
}

async function newcomer(moment: Moment, { connection, claims, name }: Coming): Promise<Arrival> {
  const { makes, attributes } = connection
  if ((await findLooks(moment.db, [lookOf(name)])).length > 0) return nobody('taken')
  const organisation = moment.house
    .configuration()
    .organisations.find(({ id }) => id === makes?.organisation)
  if (!makes || !organisation) return nobody('unknown')
  if (!organisation.domains.includes(domainOf(name))) return nobody('home')
  const givenName = nameOf(saidAs(claims, attributes.givenName))
  const familyName = nameOf(saidAs(claims, attributes.familyName))
  if (givenName === undefined || familyName === undefined) return nobody('unknown')
  const mail = readMail(saidAs(claims, attributes.mail) ?? '')
  const groups = makes.groups
    .filter(({ attribute, value }) => valuesIn(claims, attribute).includes(value))
    .map(({ group }) => group)
  return {
    is: 'new',
    newcomer: {
      organisation: organisation.id,
      login: name,
      givenName,
      familyName,
      groups: [...new Set(groups)],
      ...(mail && { mail }),
    },
  }
}

const nameOf = (said: string | undefined): string | undefined =>
  said === undefined ? undefined : readPersonName(said)

const valuesIn = ({ attributes }: Claims, attribute: string): readonly string[] =>
  Object.hasOwn(attributes, attribute) ? (attributes[attribute] ?? []) : []

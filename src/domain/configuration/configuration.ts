// The configuration in force: what was applied, read from the rows and parsed by the very shapes it
// was checked with. Read once per version and node; must never be changed in place.
import { secondsOf } from '../../lib/time/lifetime.ts'
import { indexOfPlaces, type IpRange, readRange } from '../../lib/ip-range.ts'
import type { Language } from '../../shapes/language.ts'
import type { OrganisationLook } from '../../shapes/frame.ts'
import type { MethodNames } from '../../shapes/method-names.ts'
import * as store from '../../store/configuration.ts'
import type { Db } from '../../store/database.ts'
import { type Application, applicationShape } from '../applications.ts'
import type { Connection } from './connection-shape.ts'
import {
  defaultsShape,
  type Group,
  groupShape,
  type NetworkRow,
  networkShape,
  type Organisation,
  organisationShape,
  type PhonePolicy,
  type Right,
} from './configuration-shape.ts'
import { logoLook } from './logo.ts'
import { lastRule, type Rule, ruleShape } from './rule-shape.ts'
import { breakGlassRule } from './break-glass-rule.ts'
import type { PasswordPolicy } from '../passwords/password-policy.ts'

export interface Network extends Omit<NetworkRow, 'ranges'> {
  readonly ranges: readonly IpRange[]
}

export interface Lives {
  readonly letterSeconds: number
  readonly pinSeconds: number
  readonly codeSeconds: number
  readonly idleSeconds: number
  readonly sessionSeconds: number
}

export interface Configuration {
  readonly version: number
  /**
   * The first is the house's own: its look is shown where nobody is named. Empty until something
   * was applied.
   */
  readonly organisations: readonly Organisation[]
  readonly passwords: PasswordPolicy
  readonly lives: Lives
  readonly phones: PhonePolicy
  readonly questions: { readonly own: boolean; readonly minLength: number }
  readonly codeApps: { readonly shortKeys: boolean }
  readonly passkeys: { readonly verified: boolean; readonly deviceBound: boolean }
  readonly networks: readonly Network[]
  readonly groups: readonly Group[]
  readonly applications: readonly Application[]
  /** The first that matches decides, and the last one always matches. */
  readonly rules: readonly Rule[]
  /** The last day of each network that has one. */
  readonly networkEnds: ReadonlyMap<string, string>
  readonly rights: readonly Right[]
  /** Other houses that say who somebody is. */
  readonly connections: readonly Connection[]
  /** Accounts behind glass, by their user names. */
  readonly breakGlass: readonly string[]
  /** The groups that hold one. */
  readonly rightHolders: ReadonlySet<string>
}

export const loadConfiguration = async (db: Db): Promise<Configuration> =>
  configurationFrom(await store.readConfiguration(db))

/** What was kept, or what a file that is in force nowhere would be kept as. */
export function configurationFrom(kept: store.ConfigurationRows): Configuration {
  const defaults = defaultsShape.parse(kept.defaults)
  const rules = kept.rules.map((row) => ruleShape.parse(row))
  const networks = kept.networks.map((row) => {
    const network = networkShape.parse(row)
    return { ...network, ranges: network.ranges.flatMap((range) => readRange(range) ?? []) }
  })
  return {
    version: kept.version,
    organisations: kept.organisations.map((row) => organisationShape.parse(row)),
    passwords: defaults.passwords,
    lives: livesOf(defaults.lives),
    phones: defaults.phones,
    questions: defaults.questions,
    codeApps: defaults.codeApps,
    passkeys: defaults.passkeys,
    networks,
    groups: kept.groups.map((row) => groupShape.parse(row)),
    applications: kept.applications.map((row) => applicationShape.parse(row)),
    rules: [...behindGlass(defaults.breakGlass), ...(rules.length > 0 ? rules : [lastRule])],
    networkEnds: new Map(networks.flatMap(({ id, expires }) => (expires ? [[id, expires]] : []))),
    rights: defaults.rights,
    connections: defaults.connections,
    breakGlass: defaults.breakGlass,
    rightHolders: new Set(defaults.rights.flatMap(({ whom }) => whom)),
  }
}

const behindGlass = (logins: readonly string[]): readonly Rule[] =>
  logins.length === 0 ? [] : [breakGlassRule(logins)]

const inSeconds = (written: string): number => {
  const seconds = secondsOf(written)
  if (seconds === undefined) throw new Error(`«${written}» is kept as a length of time`)
  return seconds
}

const livesOf = (lives: ReturnType<typeof defaultsShape.parse>['lives']): Lives => ({
  letterSeconds: inSeconds(lives.letter),
  pinSeconds: inSeconds(lives.pin),
  codeSeconds: inSeconds(lives.code),
  idleSeconds: inSeconds(lives.idle),
  sessionSeconds: inSeconds(lives.session),
})

/** Where every rule says in as many words that the letter is enough, nobody needs a PIN. */
export const needsPins = ({ rules }: Pick<Configuration, 'rules'>): boolean =>
  rules.some(({ need, reportOnly }) => !reportOnly && !need.letterAlone)

/**
 * By id, by domain, or by the domain of a user name; the house's own when none of them is known
 * (S0.14).
 */
export function organisationOf(
  configuration: Configuration,
  loginOrDomainOrId?: string,
): Organisation {
  const asked = loginOrDomainOrId?.toLowerCase() ?? ''
  const domain = asked.slice(asked.lastIndexOf('@') + 1)
  const found = configuration.organisations.find(
    (each) => each.id === asked || each.domains.includes(domain),
  )
  const first = found ?? configuration.organisations[0]
  if (!first) throw new Error('No organisation was applied yet: `portvakt apply FILE` brings one')
  return first
}

/**
 * The networks an address lies in, the narrowest zones as well as those around them. Unreadable
 * addresses lie in none.
 */
export function networksOf(
  { networks }: Pick<Configuration, 'networks'>,
  address: string,
): readonly string[] {
  const known = indexes.get(networks)
  if (known) return known(address)
  const index = indexOfPlaces(networks)
  indexes.set(networks, index)
  return index(address)
}

/** Made once for each configuration, and gone with it. */
const indexes = new WeakMap<readonly Network[], ReturnType<typeof indexOfPlaces>>()

/** The one that shows who somebody is, and lets nobody in. */
export const identityConnection = ({
  connections,
}: Pick<Configuration, 'connections'>): Connection | undefined =>
  connections.find(({ use }) => use === 'identity')

type InLanguages<Words> = Words | Partial<Record<Language, Words>>

/** The words in this language, else in Bokmål, else in whichever they were written in. */
export function wordsIn(words: InLanguages<string>, language: Language): string
export function wordsIn(
  words: InLanguages<string> | undefined,
  language: Language,
): string | undefined
export function wordsIn(
  words: InLanguages<string> | undefined,
  language: Language,
): string | undefined {
  if (words === undefined || typeof words === 'string') return words
  return words[language] ?? words.nb ?? Object.values(words)[0]
}

/** What the organisation calls the methods, in this language. */
function namesIn({ words }: Organisation, language: Language): MethodNames | undefined {
  if (words.methods === undefined) return undefined
  const named = Object.entries(words.methods).map(([factor, called]) => [
    factor,
    wordsIn(called, language),
  ])
  return Object.fromEntries(named)
}

/** What stands around every screen, in the language it is drawn in. */
export function lookIn(organisation: Organisation, language: Language): OrganisationLook {
  const { support, links, words } = organisation
  const why = wordsIn(words.why, language)
  const hours = wordsIn(support?.hours, language)
  const methods = namesIn(organisation, language)
  const logo = logoLook(organisation)
  return {
    id: organisation.id,
    name: organisation.name,
    service: organisation.service,
    color: organisation.color,
    ...(logo && { logo }),
    ...(why && { why }),
    ...(methods && { methods }),
    support: {
      name: support ? wordsIn(support.name, language) : organisation.name,
      ...(support?.phone && { phone: support.phone }),
      ...(hours && { hours }),
      ...(support?.mail && { mail: support.mail }),
      ...(support?.link && { link: support.link }),
    },
    links: Object.fromEntries(
      Object.entries(links).flatMap(([name, words]) => {
        const address = wordsIn(words, language)
        return address ? [[name, address]] : []
      }),
    ),
  }
}

// What an application is told of a person: the names it knows things by, and the facts that stand
// behind them. Nothing is told that the configuration does not name.
import type {
  SamlFact,
  SamlPreset,
  SamlSettings,
} from '../../../domain/configuration/saml-shape.ts'
import { attributeFormats } from '../../../lib/saml/names.ts'
import { sayable } from '../../../lib/xml/write.ts'

export interface NamedAttribute {
  readonly name: string
  readonly format: string
  readonly friendly?: string
  readonly values: readonly string[]
}

export interface ToldPerson {
  readonly login: string
  readonly given_name: string
  readonly family_name: string
  readonly mail: string | null
  readonly language: string | null
  readonly groups: readonly string[]
  readonly organisationName: string
  readonly pairwiseId: string
}

const told: Readonly<Record<SamlFact, (person: ToldPerson) => readonly string[]>> = {
  login: ({ login }) => [login],
  mail: ({ mail }) => (mail === null ? [] : [mail]),
  name: (person) => [`${person.given_name} ${person.family_name}`],
  'given-name': (person) => [person.given_name],
  'family-name': (person) => [person.family_name],
  groups: ({ groups }) => groups,
  'organisation-domain': ({ login }) => login.split('@').slice(1),
  'organisation-name': ({ organisationName }) => [organisationName],
  'pairwise-id': ({ pairwiseId }) => [pairwiseId],
  language: ({ language }) => (language === null ? [] : [language]),
}

type Named = readonly [name: string, fact: SamlFact, friendly?: string]

const people = [
  ['eduPersonPrincipalName', 'login', 'urn:oid:1.3.6.1.4.1.5923.1.1.1.6'],
  ['mail', 'mail', 'urn:oid:0.9.2342.19200300.100.1.3'],
  ['displayName', 'name', 'urn:oid:2.16.840.1.113730.3.1.241'],
  ['givenName', 'given-name', 'urn:oid:2.5.4.42'],
  ['sn', 'family-name', 'urn:oid:2.5.4.4'],
  ['schacHomeOrganization', 'organisation-domain', 'urn:oid:1.3.6.1.4.1.25178.1.2.9'],
] as const

const claims = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'

const presets: Readonly<Record<SamlPreset, readonly Named[]>> = {
  /** The short names of Feide. */
  feide: people.map(([name, fact]) => [name, fact]),
  /** The same by their numbers, as research and education use them between countries. */
  oid: people.map(([name, fact, oid]) => [oid, fact, name]),
  /** What products made for Microsoft's directory look for. */
  microsoft: [
    [`${claims}/name`, 'login'],
    [`${claims}/upn`, 'login'],
    [`${claims}/emailaddress`, 'mail'],
    [`${claims}/givenname`, 'given-name'],
    [`${claims}/surname`, 'family-name'],
    ['http://schemas.microsoft.com/identity/claims/displayname', 'name'],
  ],
}

export function attributesFor(
  { attributes, nameFormat }: Pick<SamlSettings, 'attributes' | 'nameFormat'>,
  person: ToldPerson,
): readonly NamedAttribute[] {
  const isPreset = typeof attributes === 'string'
  const names: readonly Named[] = isPreset ? presets[attributes] : Object.entries(attributes)
  const isUri = isPreset ? attributes !== 'feide' : nameFormat === 'uri'
  return names.flatMap(([name, fact, friendly]) => {
    const values = told[fact](person).map(sayable)
    if (values.length === 0) return []
    const format = isUri ? attributeFormats.uri : attributeFormats.basic
    return { name, format, ...(friendly && { friendly }), values }
  })
}

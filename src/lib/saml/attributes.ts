// What another house says of a person, as text by name; and by which of it the person is known for
// ever. Names of the OID kind are also given by their plain names, so that a configuration reads
// alike whichever of them a house writes. Must never make a mail address or a user name an
// identity.
import { childrenOf, isTrue, textOf } from '../xml/walk.ts'
import type { XmlElement } from '../xml/read.ts'
import type { Scope } from './metadata.ts'
import { spaces } from './names.ts'

export type SaidAttributes = Readonly<Record<string, readonly string[]>>

const plainNames: Readonly<Record<string, string>> = {
  'urn:oid:0.9.2342.19200300.100.1.1': 'uid',
  'urn:oid:0.9.2342.19200300.100.1.3': 'mail',
  'urn:oid:2.5.4.4': 'sn',
  'urn:oid:2.5.4.42': 'givenName',
  'urn:oid:2.5.4.3': 'cn',
  'urn:oid:2.16.840.1.113730.3.1.241': 'displayName',
  'urn:oid:2.16.840.1.113730.3.1.39': 'preferredLanguage',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': 'eduPersonAffiliation',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.6': 'eduPersonPrincipalName',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.7': 'eduPersonEntitlement',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.9': 'eduPersonScopedAffiliation',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.10': 'eduPersonTargetedID',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.11': 'eduPersonAssurance',
  'urn:oid:1.3.6.1.4.1.5923.1.1.1.13': 'eduPersonUniqueId',
  'urn:oid:1.3.6.1.4.1.25178.1.2.9': 'schacHomeOrganization',
  'urn:oid:1.3.6.1.4.1.2428.90.1.5': 'norEduPersonNIN',
}

/** Those that end in a domain of the house that says them. */
const scoped: ReadonlySet<string> = new Set([
  'eduPersonPrincipalName',
  'eduPersonScopedAffiliation',
  'eduPersonUniqueId',
  'urn:oasis:names:tc:SAML:attribute:subject-id',
  'urn:oasis:names:tc:SAML:attribute:pairwise-id',
])

/** A house that has said its domains says nothing of anybody at another one. */
export function attributesIn(
  statements: readonly XmlElement[],
  scopes: readonly Scope[],
): SaidAttributes {
  const found = new Map<string, string[]>()
  const add = (name: string, values: readonly string[]): void => {
    found.set(name, [...new Set([...(found.get(name) ?? []), ...values])])
  }
  for (const statement of statements)
    for (const attribute of childrenOf(statement, spaces.assertion, 'Attribute')) {
      const name = attribute.attributes['Name'] ?? ''
      const plain = Object.hasOwn(plainNames, name) ? (plainNames[name] ?? name) : name
      const values = valuesOf(attribute).filter(
        (value) => !scoped.has(plain) || isInScope(value, scopes),
      )
      add(name, values)
      if (plain !== name) add(plain, values)
    }
  return Object.fromEntries(found)
}

/** A value is a text, or a name identifier around one; what has more inside is left out. */
const valuesOf = (attribute: XmlElement): readonly string[] =>
  childrenOf(attribute, spaces.assertion, 'AttributeValue').flatMap((value) => {
    if (isTrue(value.attributes['{http://www.w3.org/2001/XMLSchema-instance}nil'])) return []
    const [inner, ...more] = value.children
    if (!inner) return textOf(value) ?? []
    const isName = inner.space === spaces.assertion && inner.name === 'NameID'
    return isName && more.length === 0 && inner.children.length === 0 ? (textOf(inner) ?? []) : []
  })

function isInScope(value: string, scopes: readonly Scope[]): boolean {
  if (scopes.length === 0) return true
  const scope = value.slice(value.indexOf('@') + 1).toLowerCase()
  // A pattern is somebody else's program: nobody runs it here.
  return scopes.some(
    (one) => !one.isPattern && value.includes('@') && one.value.toLowerCase() === scope,
  )
}

/** Where the name in the subject is none that lasts: the best first. */
const lasting = [
  'urn:oasis:names:tc:SAML:attribute:pairwise-id',
  'urn:oasis:names:tc:SAML:attribute:subject-id',
  'eduPersonTargetedID',
  'eduPersonUniqueId',
  'http://schemas.microsoft.com/identity/claims/objectidentifier',
]

/** One value and no more: with two, nobody knows who is meant. */
export function lastingNameIn(attributes: SaidAttributes): string | undefined {
  for (const name of lasting) {
    const [value, ...more] = attributes[name] ?? []
    if (value !== undefined && more.length === 0) return value
  }
  return undefined
}

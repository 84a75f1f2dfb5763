// The names in rules and rights that must stand elsewhere in the same file: groups, networks,
// applications. A whole user name may be of somebody who is yet to come.
import type { Right, NetworkRow, Group } from '../configuration/configuration-shape.ts'
import type { Connection } from '../configuration/connection-shape.ts'
import type { Rule } from '../configuration/rule-shape.ts'

export type Report = (path: (string | number)[], message: string) => void

interface Named {
  readonly organisations: readonly { readonly id: string }[]
  readonly connections: readonly Connection[]
  readonly groups: readonly Group[]
  readonly networks: readonly NetworkRow[]
  readonly applications: readonly { readonly id: string }[]
  readonly rules: readonly Rule[]
  readonly rights: readonly Right[]
}

export function strangeNames(file: Named, report: Report): void {
  const groups = idsOf(file.groups)
  const networks = idsOf(file.networks)
  const applications = idsOf(file.applications)
  const ask = (
    path: (string | number)[],
    names: readonly string[] | string | undefined,
    all: ReadonlySet<string>,
  ): void => {
    for (const name of typeof names === 'string' ? [] : (names ?? []))
      if (!all.has(name) && !name.includes('@'))
        report(path, `«${name}» does not stand in this file`)
  }
  const askRule = (path: (string | number)[], rule: Asked): void => {
    ask([...path, 'whom'], rule.whom, groups)
    ask([...path, 'where'], rule.where, networks)
    ask([...path, 'outside'], rule.outside, networks)
    ask([...path, 'applications'], rule.applications, applications)
  }
  file.rules.forEach((rule, at) => {
    askRule(['rules', at], rule)
    rule.except.forEach((one, nth) => askRule(['rules', at, 'except', nth], one))
  })
  file.connections.forEach(({ makes }, at) => {
    ask(
      ['connections', at, 'makes', 'organisation'],
      makes && [makes.organisation],
      idsOf(file.organisations),
    )
    ask(
      ['connections', at, 'makes', 'groups'],
      makes?.groups.map(({ group }) => group),
      groups,
    )
  })
  file.rights.forEach(({ whom, over }, at) => {
    ask(['rights', at, 'whom'], whom, groups)
    ask(['rights', at, 'over'], over, groups)
  })
}

interface Asked {
  readonly whom?: string | readonly string[] | undefined
  readonly where?: string | readonly string[] | undefined
  readonly outside?: readonly string[] | undefined
  readonly applications?: readonly string[] | undefined
}

const idsOf = (rows: readonly { readonly id: string }[]): ReadonlySet<string> =>
  new Set(rows.map(({ id }) => id))

// The house half of a configuration file, whole: each part by its own shape, and what only the
// parts together can be wrong about. Must never be half right: every fault is named at once, by its
// place in the file.
import { z } from 'zod'
import type { FactorTraits } from '../facts.ts'
import { ruleFaults } from './rule-faults.ts'
import { applicationShape } from '../applications.ts'
import {
  defaultsShape,
  groupShape,
  networkShape,
  organisationShape,
} from '../configuration/configuration-shape.ts'
import { lastRule, matchesAll, ruleShape } from '../configuration/rule-shape.ts'
import { strangeNames, type Report } from './rule-names.ts'

export const houseFileShape = z
  .strictObject({
    organisations: z.array(organisationShape).min(1).max(500),
    ...defaultsShape.shape,
    networks: z.array(networkShape).max(500).default([]),
    groups: z.array(groupShape).max(5000).default([]),
    applications: z.array(applicationShape).max(1000).default([]),
    rules: z.array(ruleShape).max(500).default([]),
  })
  .superRefine((file, context) => {
    const report: Report = (path, message) => context.addIssue({ code: 'custom', path, message })
    const parts = [
      'organisations',
      'networks',
      'groups',
      'applications',
      'rules',
      'rights',
      'connections',
    ] as const
    for (const part of parts) {
      namedTwice(file[part], (at, id) => report([part, at, 'id'], `«${id}» stands here twice`))
    }
    const domains = file.organisations.flatMap((each, at) =>
      each.domains.map((domain) => ({ id: domain, at })),
    )
    namedTwice(domains, (at, domain) =>
      report(['organisations', domains[at]?.at ?? 0, 'domains'], `«${domain}» stands here twice`),
    )
    const partners = file.applications.flatMap(({ saml }, at) =>
      saml ? [{ id: saml.entityId, at }] : [],
    )
    namedTwice(partners, (at, name) =>
      report(['applications', partners[at]?.at ?? 0, 'saml'], `«${name}» stands here twice`),
    )
    const groups = new Set(file.groups.map((group) => group.id))
    file.applications.forEach((application, at) => {
      for (const group of application.groups) {
        if (!groups.has(group))
          report(['applications', at, 'groups'], `«${group}» is no group of this file`)
      }
    })
    const homes = file.connections.flatMap(({ domains: at }, nth) =>
      at.map((domain) => ({ id: domain, nth })),
    )
    namedTwice(homes, (at, domain) =>
      report(
        ['connections', homes[at]?.nth ?? 0, 'domains'],
        `«${domain}» is at home in two houses`,
      ),
    )
    strangeNames(file, report)
  })
  .transform((file) => ({
    ...file,
    // The order of groups means nothing, and the rows have none.
    groups: file.groups.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    rules: matchesAll(file.rules.at(-1)) ? file.rules : [...file.rules, lastRule],
  }))
export type HouseFile = z.output<typeof houseFileShape>

function namedTwice(rows: readonly { id: string }[], tell: (at: number, id: string) => void): void {
  const seen = new Set<string>()
  rows.forEach(({ id }, at) => {
    if (seen.has(id)) tell(at, id)
    seen.add(id)
  })
}

export type ReadHouse =
  | { readonly is: 'right'; readonly file: HouseFile }
  | { readonly is: 'wrong'; readonly faults: readonly string[] }

/**
 * Reads what a TOML file held, apart from the server's own settings. Each fault is a line: where it
 * stands, what is wrong.
 */
export function readHouseFile(parsed: unknown, factors: readonly FactorTraits[]): ReadHouse {
  const read = houseFileShape.safeParse(parsed)
  if (!read.success) return { is: 'wrong', faults: faultLines(read.error) }
  const faults = ruleFaults(read.data.rules, factors)
  return faults.length > 0 ? { is: 'wrong', faults } : { is: 'right', file: read.data }
}

const faultLines = (error: z.ZodError): readonly string[] =>
  error.issues.map((issue) => {
    const place = issue.path.reduce<string>(
      (way, step) => (typeof step === 'number' ? `${way}[${step + 1}]` : `${way}.${String(step)}`),
      '',
    )
    return `${place.slice(1) || 'the file'}: ${issue.message}`
  })

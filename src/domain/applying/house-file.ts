// The house half of a configuration file, whole: each part by its own shape, and what only the
// parts together can be wrong about. Must never be half right: every fault is named at once, by its
// place in the file.
import { z } from 'zod'
import { applicationShape } from '../applications.ts'
import {
  defaultsShape,
  groupShape,
  lastRule,
  networkShape,
  organisationShape,
  ruleShape,
} from '../configuration/configuration-shape.ts'

/** What each factor can show: a rule must be able to be met. None of them resists a copied page. */
const kindOf = { password: 'knows' } as const

type Report = (path: (string | number)[], message: string) => void

export const houseFileShape = z
  .strictObject({
    organisations: z.array(organisationShape).min(1).max(500),
    ...defaultsShape.shape,
    networks: z.array(networkShape).max(500).default([]),
    groups: z.array(groupShape).max(5000).default([]),
    applications: z.array(applicationShape).max(1000).default([]),
    rules: z.array(ruleShape).max(200).default([]),
  })
  .superRefine((file, context) => {
    const report: Report = (path, message) => context.addIssue({ code: 'custom', path, message })
    for (const part of ['organisations', 'networks', 'groups', 'applications', 'rules'] as const) {
      namedTwice(file[part], (at, id) => report([part, at, 'id'], `«${id}» stands here twice`))
    }
    const domains = file.organisations.flatMap((each, at) =>
      each.domains.map((domain) => ({ id: domain, at })),
    )
    namedTwice(domains, (at, domain) =>
      report(['organisations', domains[at]?.at ?? 0, 'domains'], `«${domain}» stands here twice`),
    )
    const groups = new Set(file.groups.map((group) => group.id))
    file.applications.forEach((application, at) => {
      for (const group of application.groups) {
        if (!groups.has(group))
          report(['applications', at, 'groups'], `«${group}» is no group of this file`)
      }
    })
    file.rules.forEach(({ need }, at) => {
      const kinds = new Set(need.accepts.map((factor) => kindOf[factor]))
      if (kinds.size < need.proofs || need.resistsPhishing)
        report(
          ['rules', at, 'need'],
          'asks for more than what it accepts can show: nobody could come in',
        )
    })
  })
  .transform((file) => ({
    ...file,
    // The order of groups means nothing, and the rows have none.
    groups: file.groups.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
    rules: file.rules.length > 0 ? file.rules : [lastRule],
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
export function readHouseFile(parsed: unknown): ReadHouse {
  const read = houseFileShape.safeParse(parsed)
  return read.success
    ? { is: 'right', file: read.data }
    : { is: 'wrong', faults: faultLines(read.error) }
}

const faultLines = (error: z.ZodError): readonly string[] =>
  error.issues.map((issue) => {
    const place = issue.path.reduce<string>(
      (way, step) => (typeof step === 'number' ? `${way}[${step + 1}]` : `${way}.${String(step)}`),
      '',
    )
    return `${place.slice(1) || 'the file'}: ${issue.message}`
  })

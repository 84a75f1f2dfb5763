// Applications: what people sign in to, and whom each of them is for. The shape holds what an
// administrator may write about one; how each language is spoken with it stands in a file of its
// own, beside.
import { z } from 'zod'
import { oidcShape, webAddress } from './configuration/oidc-shape.ts'
import { samlShape } from './configuration/saml-shape.ts'
import type { PersonFacts } from './facts.ts'
import type { Moment } from './moment.ts'

const line = z.string().trim().min(1).max(200)
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,35}$/, 'must be small letters, digits and hyphens')
export const applicationShape = z.strictObject({
  id,
  name: line,
  note: z.string().trim().max(300).optional(),
  /** Where the tile leads. Absent: no tile. */
  link: webAddress.optional(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  /** One letter on the tile; else the first of the name. */
  icon: z.string().trim().min(1).max(2).optional(),
  everyone: z.boolean().default(false),
  groups: z.array(id).max(500).default([]),
  /** False: somebody else's. Each person is asked what it may know before it is told. */
  ours: z.boolean().default(true),
  oidc: oidcShape.optional(),
  saml: samlShape.optional(),
})

export type Application = z.output<typeof applicationShape>
export type OidcSettings = NonNullable<Application['oidc']>

/** Whatever holds the applications in force: the configuration, or a test. */
export interface Applications {
  readonly applications: readonly Application[]
}

/** The one answer to «is this application for this person?», asked in every path (ATK-OIDC-17). */
export const isFor = (application: Application, person: Pick<PersonFacts, 'groups'>): boolean =>
  application.everyone || application.groups.some((group) => person.groups.includes(group))

export const applicationFacts = (
  { applications }: Applications,
  id: string,
  person: Pick<PersonFacts, 'groups'> | undefined,
): { readonly id: string; readonly name: string; readonly allowed: boolean } | undefined => {
  const application = applications.find((each) => each.id === id)
  return (
    application && {
      id,
      name: application.name,
      allowed: person !== undefined && isFor(application, person),
    }
  )
}

export const findApplication = (moment: Moment, id: string): Application | undefined =>
  moment.house.configuration().applications.find((each) => each.id === id)

/** Where its tile leads: to its own page, or straight in where it takes that. */
export const tileOf = ({ id, link, saml }: Application): string | undefined =>
  saml?.fromStartPage ? `/saml/start/${id}` : link

/** What stands on a person's start page, in the order the administrator wrote it. */
export const applicationsFor = (
  moment: Moment,
  person: Pick<PersonFacts, 'groups'>,
): readonly Application[] =>
  moment.house
    .configuration()
    .applications.filter((application) => tileOf(application) && isFor(application, person))

// A Link: somebody at another house, by issuer and subject, is somebody here. It is a method like
// any other, so that a session rests on it, its owner sees it and takes it away, and its events are
// theirs. Must never be found by a mail address, or by a name alone.
import { z } from 'zod'
import { findKnownName, keepKnownName } from '../../../store/people.ts'
import { findByHandle, methodsOf, type FoundMethod } from '../../../store/methods/methods.ts'
import type { Connection } from '../../configuration/connection-shape.ts'
import type { Claims, House, Moment } from '../../moment.ts'
import { handleOf, openKept } from '../../methods/methods.ts'

const linkShape = z.strictObject({
  connection: z.string(),
  issuer: z.string(),
  subject: z.string(),
  /** What they are called there. */
  name: z.string().exactOptional(),
})
export type LinkKept = z.output<typeof linkShape>

/**
 * What domain/methods needs to keep and read one; the factor itself stands in factors/elsewhere.
 */
export const linkKeeps = { name: 'elsewhere', kept: linkShape } as const

export const handleIn = ({ issuer, subject }: Pick<Claims, 'issuer' | 'subject'>): string =>
  JSON.stringify([issuer, subject])

export interface Link {
  readonly row: FoundMethod
  readonly kept: LinkKept
}

const linkOf = (house: House, row: FoundMethod): Link => ({
  row,
  kept: openKept(house, linkKeeps, { id: row.id, sealed: row.kept }),
})

/** The one place where somebody from another house becomes somebody here. */
export async function findLink(moment: Moment, claims: Claims): Promise<Link | undefined> {
  const { house, db } = moment
  const row = await findByHandle(db, handleOf(house, linkKeeps, handleIn(claims)), linkKeeps.name)
  if (!row) return undefined
  const link = linkOf(house, row)
  const isTheirs = link.kept.issuer === claims.issuer && link.kept.subject === claims.subject
  if (!isTheirs) throw new Error('A link was found by another subject’s handle')
  return link
}

export async function linksOf({ db, house }: Moment, person: string): Promise<readonly Link[]> {
  const rows = await methodsOf(db, person)
  return rows.filter(({ factor }) => factor === linkKeeps.name).map((row) => linkOf(house, row))
}

/** Whether that house means somebody else by this name. */
export async function isOthersName(
  moment: Moment,
  { connection, claims, name }: Meant,
): Promise<{ readonly person: string } | undefined> {
  const known = await findKnownName(moment.db, connection.id, name)
  if (!known || (known.issuer === claims.issuer && known.subject === claims.subject))
    return undefined
  return { person: known.person_id }
}

interface Meant {
  readonly connection: Pick<Connection, 'id'>
  readonly claims: Pick<Claims, 'issuer' | 'subject'>
  readonly name: string
}

/** False where somebody else has it. In the caller's transaction. */
export const keepName = (
  inside: Moment,
  { connection, claims, name }: Meant,
  person: string,
): Promise<boolean> =>
  keepKnownName(inside.db, {
    connection: connection.id,
    name,
    issuer: claims.issuer,
    subject: claims.subject,
    person_id: person,
    now: inside.now,
  })

// The small shapes that every part of a configuration file is written with.
import { z } from 'zod'
import { canonicalDomain, canonicalLogin } from '../../lib/names/canonical-name.ts'
import { secondsOf, writtenLength } from '../../lib/time/lifetime.ts'

export const line = z.string().trim().min(1).max(200)

/** Stands in events, in addresses and on the command line. */
export const idShape = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,35}$/, 'is not a short name: small letters, digits and hyphens')

/** A whole user name, in its canonical form. */
export const login = z.string().transform((written, context) => {
  const canonical = written.includes('@') ? canonicalLogin(written) : undefined
  if (canonical !== undefined) return canonical
  context.addIssue(`«${written}» is no whole user name`)
  return z.NEVER
})

/** What stands after @ in user names. */
export const domain = z.string().transform((written, context) => {
  const canonical = canonicalDomain(written)
  if (canonical?.includes('.')) return canonical
  context.addIssue(`«${written}» is not a domain`)
  return z.NEVER
})

/** «90 days»: kept as written, in one way of writing. */
export const lifetime = (least: string, most: string) =>
  z.string().transform((written, context) => {
    const seconds = secondsOf(written)
    if (seconds === undefined) context.addIssue(`«${written}» is not a time such as «90 days»`)
    else if (seconds < (secondsOf(least) ?? 0)) context.addIssue(`is shorter than ${least}`)
    else if (seconds > (secondsOf(most) ?? 0)) context.addIssue(`is longer than ${most}`)
    else return writtenLength(seconds)
    return z.NEVER
  })

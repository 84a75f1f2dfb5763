// The small shapes that every part of a configuration file is written with.
import { z } from 'zod'
import { canonicalLogin } from '../../lib/names/canonical-name.ts'

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

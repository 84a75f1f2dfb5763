// The small shapes that every part of a configuration file is written with.
import { z } from 'zod'

export const line = z.string().trim().min(1).max(200)

/** Stands in events, in addresses and on the command line. */
export const idShape = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,35}$/, 'is not a short name: small letters, digits and hyphens')

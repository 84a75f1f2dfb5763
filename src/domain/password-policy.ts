// What an organisation demands of a new password, as it is written in the configuration. The demands a person meets are
// drawn from it by domain/password-rules.ts; what weakens them is named by domain/configuration-lint.ts.
import { z } from 'zod'

export const passwordPolicyShape = z.strictObject({
  /** Where another proof is always asked for beside the password (NIST SP 800-63B 3.1.1.2). */
  minLength: z.number().int().min(4).max(64).default(8),
  /** For whoever any rule lets in with a password alone. */
  minLengthAlone: z.number().int().min(4).max(64).default(15),
  needsDigit: z.boolean().default(false),
  needsLetter: z.boolean().default(false),
  refusesNames: z.boolean().default(true),
  refusesCommon: z.boolean().default(true),
  /** Passwords known from leaks: those built in, or also a folder of range files or a packed file on this machine. */
  leaked: z.string().trim().min(1).max(1000).default('built in'),
  /** Words of the house that everybody there would guess: products, streets, mascots. Refused as the whole of a password. */
  words: z.array(z.string().trim().min(2).max(100)).max(1000).default([]),
  /** A second field to type it in again. */
  repeat: z.boolean().default(false),
  /** Days after which it has run out. Absent: it lives until there is a reason. */
  lifeDays: z.number().int().min(1).max(3650).optional(),
})
export type PasswordPolicy = z.output<typeof passwordPolicyShape>

// What an organisation demands of a new password, as it is written in the configuration. The
// demands a person meets are drawn from it by domain/passwords/password-rules.ts; what weakens them
// is named by domain/applying/checking/lint.ts.
import { z } from 'zod'

export const passwordPolicyShape = z.strictObject({
  minLength: z
    .number()
    .int()
    .min(4)
    .max(64)
    .default(8)
    .describe('Signs at least, where another proof is always asked for beside the password.'),
  minLengthAlone: z
    .number()
    .int()
    .min(4)
    .max(64)
    .default(15)
    .describe('Signs at least, for whoever any rule lets in with a password alone.'),
  needsDigit: z.boolean().default(false).describe('A digit is demanded.'),
  needsLetter: z.boolean().default(false).describe('A letter is demanded.'),
  refusesNames: z
    .boolean()
    .default(true)
    .describe('No part of the user name, the first or the family name.'),
  refusesCommon: z
    .boolean()
    .default(true)
    .describe('None that many people use, or that is easy to guess.'),
  leaked: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .default('built in')
    .describe(
      'Passwords known from leaks: those built in, or also a folder of range files or a packed ' +
        'file on this machine.',
    ),
  words: z
    .array(z.string().trim().min(2).max(100))
    .max(1000)
    .default([])
    .describe(
      'Words that everybody in the house would guess: products, streets, mascots. Refused as ' +
        'the whole of a password.',
    ),
  repeat: z.boolean().default(false).describe('A second field to type it in again.'),
  lifeDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .optional()
    .describe('Days after which it has run out. Absent: it lives until there is a reason.'),
})
export type PasswordPolicy = z.output<typeof passwordPolicyShape>

// A connection to another house, which says who somebody is (OpenID Connect). Its secret is
// no part of this: it stands in the settings of the server, and in no row.
import { z } from 'zod'
import { isWebAddress } from '../../lib/names/return-address.ts'
import { languages } from '../../shapes/language.ts'
import { idShape, line } from './written.ts'

const word = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'has signs that cannot stand there')

export const connectionShape = z.strictObject({
  id: idShape.describe('Its short name. It stands in the address that answers come back to.'),
  name: z
    .union([line, z.partialRecord(z.enum(languages), line)])
    .describe('What people call it, such as ID-porten.'),
  use: z
    .literal('identity')
    .describe('What it is for. `identity`: it shows who somebody is, and never lets anybody in.'),
  issuer: z
    .string()
    .refine(isWebAddress, 'must be an https address (http only on this machine)')
    .describe('Its issuer, as it stands in its own description. What says another is refused.'),
  clientId: word.describe('What it calls us.'),
  levels: z
    .array(word)
    .min(1)
    .max(10)
    .describe(
      'The levels of assurance (acr) that are asked for, such as idporten-loa-high. Any other is refused.',
    ),
  scope: z
    .string()
    .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'must begin with openid')
    .default('openid')
    .describe('What is asked for.'),
  claim: word.default('pid').describe('Where the national number stands in what it says.'),
})
export type Connection = z.output<typeof connectionShape>

// A connection to another house, which says who somebody is (OpenID Connect or SAML). Its secret is
// no part of this: it stands in the settings of the server, and in no row.
import { z } from 'zod'
import { isWebAddress } from '../../lib/names/return-address.ts'
import { languages } from '../../shapes/language.ts'
import { certificateShape, metadataShape } from './saml-partner-shape.ts'
import { idShape, line } from './written.ts'

const word = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'has signs that cannot stand there')

const writtenShape = z.strictObject({
  id: idShape.describe('Its short name. It stands in the address that answers come back to.'),
  name: z
    .union([line, z.partialRecord(z.enum(languages), line)])
    .describe('What people call it, such as ID-porten.'),
  use: z
    .enum(['identity', 'sign-in'])
    .describe(
      'What it is for. `identity`: it shows who somebody is, and never lets anybody in. `sign-in`: ' +
        'what people show there counts as a proof here.',
    ),
  protocol: z.enum(['oidc', 'saml']).default('oidc').describe('What is spoken with it.'),
  issuer: word.describe(
    'Its issuer, as it stands in its own description. What says another is refused.',
  ),
  metadata: metadataShape
    .optional()
    .describe(
      'What it says of itself: an https address that is read every hour, or the XML itself. ' +
        'Needed for `saml`.',
    ),
  metadataSignedBy: certificateShape
    .optional()
    .describe(
      'The certificate of whoever publishes it (PEM): what is signed by another is not read.',
    ),
  clientId: word.optional().describe('What it calls us. Needed for `oidc`.'),
  levels: z
    .array(word)
    .max(10)
    .default([])
    .describe(
      'The levels of assurance (acr) that are asked for, such as idporten-loa-high. For `identity` ' +
        'there must be one, and any other is refused.',
    ),
  scope: z
    .string()
    .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'must begin with openid')
    .default('openid')
    .describe('What is asked for.'),
  claim: word.default('pid').describe('Where the national number stands in what it says.'),
})

export const connectionShape = writtenShape.superRefine((connection, context) => {
  const { protocol, use, issuer, clientId, levels, metadata } = connection
  const tell = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message })
  // An entity in SAML is called whatever it calls itself, and is never fetched by that name.
  if (protocol === 'oidc' && !isWebAddress(issuer))
    tell('issuer', 'must be an https address (http only on this machine)')
  if (protocol === 'oidc' && clientId === undefined) tell('clientId', 'is needed')
  if (protocol === 'saml' && metadata === undefined) tell('metadata', 'is needed')
  if (use === 'identity' && levels.length === 0)
    tell('levels', 'must name the levels that are enough')
})
export type Connection = z.output<typeof connectionShape>

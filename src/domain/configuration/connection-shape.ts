// A connection to another house, which says who somebody is (OpenID Connect or SAML). Its secret is
// no part of this: it stands in the settings of the server, and in no row.
import { z } from 'zod'
import { isWebAddress } from '../../lib/names/return-address.ts'
import { languages } from '../../shapes/language.ts'
import { presetNames, presets } from './connection-presets.ts'
import { certificateShape, metadataShape } from './saml-partner-shape.ts'
import { domain, idShape, lifetime, line } from './written.ts'

const word = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, 'has signs that cannot stand there')

const attributesShape = z.strictObject({
  login: word
    .optional()
    .describe('Where it says what people are called, name@domain, such as eduPersonPrincipalName.'),
  givenName: word.optional().describe('Where the first name stands.'),
  familyName: word.optional().describe('Where the family name stands.'),
  mail: word
    .optional()
    .describe(
      'Where a mail address stands. It is kept for accounts that are made, and proves nothing.',
    ),
})

const linksShape = z.strictObject({
  attribute: word.describe('What the other house has proven: never a mail address.'),
  is: z
    .enum(['login', 'number'])
    .describe('What it is here: the user name, or the national number.'),
})

const makesShape = z.strictObject({
  organisation: idShape.describe('The organisation that new accounts belong to.'),
  groups: z
    .array(
      z.strictObject({
        attribute: word.describe('Which attribute is looked at.'),
        value: z.string().min(1).max(500).describe('What must stand there, to the letter.'),
        group: idShape.describe('The group that whoever has it is made a member of.'),
      }),
    )
    .max(200)
    .default([]),
})

const writtenShape = z.strictObject({
  id: idShape.describe('Its short name. It stands in the address that answers come back to.'),
  name: z
    .union([line, z.partialRecord(z.enum(languages), line)])
    .describe('What people call it, such as ID-porten.'),
  use: z
    .enum(['identity', 'sign-in'])
    .describe(
      'What it is for. `identity`: it shows who somebody is, and never lets anybody in. `sign-in`: ' +
        'what people show there counts as a proof, the factor `elsewhere`, where a rule accepts it.',
    ),
  preset: z
    .enum(presetNames)
    .default('none')
    .describe('Fills in what is known of such a house; whatever is written here goes before it.'),
  protocol: z
    .enum(['oidc', 'saml'])
    .optional()
    .describe('What is spoken with it. Otherwise `oidc`.'),
  issuer: word
    .optional()
    .describe('Its issuer, as it stands in its own description. What says another is refused.'),
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
    .optional()
    .describe(
      'The levels of assurance (acr) that are always asked for, such as idporten-loa-high. For ' +
        '`identity` there must be one, and any other is refused.',
    ),
  scope: z
    .string()
    .regex(/^openid( [\x21\x23-\x5b\x5d-\x7e]+)*$/, 'must begin with openid')
    .optional()
    .describe('What is asked for. Otherwise `openid`.'),
  claim: word
    .optional()
    .describe('Where the national number stands in what it says. Otherwise `pid`.'),
  userinfo: z
    .boolean()
    .optional()
    .describe('It says more at its userinfo address, and is asked there.'),
  domains: z
    .array(domain)
    .max(200)
    .default([])
    .describe(
      'The domains that it is home for: whoever types such a name is led there, and it vouches for ' +
        'names of these and of no other.',
    ),
  trusts: z
    .array(word)
    .max(10)
    .default([])
    .describe(
      'The levels that count as two proofs, such as urn:mace:feide.no:auth:level:fad08:3. None: what is ' +
        'shown there counts as one.',
    ),
  levelFrom: word
    .optional()
    .describe(
      'The attribute that levels are read from. Absent: acr, or the authentication context.',
    ),
  maxAge: lifetime('1 minute', '90 days')
    .optional()
    .describe('What was shown there longer ago is asked for once more, such as `8 hours`.'),
  attributes: attributesShape.optional(),
  links: linksShape
    .optional()
    .describe(
      'How somebody who arrives for the first time is found among those who are here. Absent: by nothing.',
    ),
  makes: makesShape.optional().describe('Accounts are made for those who are not here yet.'),
  button: z.boolean().default(true).describe('It has a button on the sign-in page.'),
})

export const connectionShape = writtenShape.transform(filled).superRefine((connection, context) => {
  const tell = (path: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message })
  const { protocol, use, issuer, clientId, levels, metadata, links, makes, domains } = connection
  // An entity in SAML is called whatever it calls itself, and is never fetched by that name.
  if (protocol === 'oidc' && !isWebAddress(issuer))
    tell('issuer', 'must be an https address (http only on this machine)')
  if (issuer === '') tell('issuer', 'is needed')
  if (protocol === 'oidc' && clientId === undefined) tell('clientId', 'is needed')
  if (protocol === 'saml' && metadata === undefined) tell('metadata', 'is needed')
  if (use === 'identity' && levels.length === 0)
    tell('levels', 'must name the levels that are enough')
  if (links && isMailLike(links.attribute))
    tell('links', `«${links.attribute}» is whatever was written there, and proves nobody`)
  if (links?.is === 'login' && domains.length === 0)
    tell('links', 'needs the domains whose names it may vouch for')
  if (makes && (domains.length === 0 || connection.attributes.login === undefined))
    tell('makes', 'needs the domains, and the attribute that user names are read from')
})
export type Connection = z.output<typeof connectionShape>

/** Whoever may write an address may write anybody's (nOAuth). */
const isMailLike = (attribute: string): boolean =>
  /^(?:e-?mail|mail|preferred_username|upn|unique_name)$|emailaddress|0\.9\.2342\.19200300\.100\.1\.3$/i.test(
    attribute,
  )

function filled(written: z.output<typeof writtenShape>) {
  const preset = presets[written.preset]
  return {
    ...written,
    protocol: written.protocol ?? preset.protocol ?? ('oidc' as const),
    issuer: written.issuer ?? preset.issuer ?? '',
    levels: written.levels ?? preset.levels ?? [],
    levelFrom: written.levelFrom ?? preset.levelFrom,
    scope: written.scope ?? preset.scope ?? 'openid',
    claim: written.claim ?? 'pid',
    userinfo: written.userinfo ?? preset.userinfo ?? false,
    attributes: { ...preset.attributes, ...written.attributes },
  }
}

// What an administrator writes of an application that speaks SAML: where its person is sent, what
// is said there, and which certificates it signs with. Must never take an address by a pattern:
// each is compared byte by byte.
import { z } from 'zod'
import { readPartnerKey } from '../../lib/saml/partner-keys.ts'
import { isReturnAddress } from '../../lib/names/return-address.ts'

const address = z
  .string()
  .max(2000)
  .refine((text) => isReturnAddress(text, 'web'), 'is no safe return address')

/** A name by which others know it; no blanks, and nothing that cannot be seen. */
const entityId = z.string().regex(/^[\x21-\x7e]{1,1024}$/, 'must be an address or a name (URN)')

/** Kept in one way of writing, so that lines and headers make no difference. */
const certificate = z.string().transform((written, context) => {
  const read = readPartnerKey(written)
  if (read) return read.certificate
  context.addIssue('is no certificate with a key that is taken here (RSA of 2048 bits or more)')
  return z.NEVER
})

/** What is known of a person, by our own words for it. */
export const samlFacts = [
  'login',
  'mail',
  'name',
  'given-name',
  'family-name',
  'groups',
  'organisation-domain',
  'organisation-name',
  'pairwise-id',
  'language',
] as const
export type SamlFact = (typeof samlFacts)[number]

export const samlPresets = ['feide', 'oid', 'microsoft'] as const
export type SamlPreset = (typeof samlPresets)[number]

const consumer = z.union([
  address.transform((written) => ({ address: written })),
  z.strictObject({ address, index: z.number().int().min(0).max(65_535).optional() }),
])

export const samlShape = z
  .strictObject({
    // Both are read and taken away before anything is judged by this shape.
    metadata: z
      .undefined()
      .optional()
      .describe(
        'A file with what the application says of itself, beside this one. `apply` takes its ' +
          'name, addresses and certificates from there; what is written here goes before it.',
      ),
    encrypt: z.undefined().optional().meta({
      type: 'boolean',
      description: 'With `metadata`: `true` encrypts to the certificate that it names for that.',
    }),
    entityId: entityId.describe('The name that the application calls itself by (entityID).'),
    assertionConsumers: z
      .array(consumer)
      .min(1)
      .max(50)
      .transform((written) => written.map((each, at) => ({ index: at, ...each })))
      .describe(
        'Where answers are posted, compared byte by byte. The first is used where a request ' +
          'names none. An index may be written where the application counts in its own way.',
      ),
    signOut: address
      .optional()
      .describe('Where the browser is led when its person has signed out (by redirect).'),
    signOutAnswer: address
      .optional()
      .describe('Where answers to its own sign-outs go, where that is another address.'),
    certificates: z
      .array(certificate)
      .max(10)
      .default([])
      .describe('What it signs with. Several while one takes over from another.'),
    encryptTo: certificate
      .optional()
      .describe('Assertions are encrypted to this certificate (AES-256-GCM, RSA-OAEP).'),
    requireSignedRequests: z
      .boolean()
      .default(false)
      .describe('A request that none of its certificates has signed is refused.'),
    nameId: z
      .enum(['persistent', 'transient', 'mail', 'login'])
      .default('persistent')
      .describe(
        'What the person is called there. `persistent` belongs to one person at one ' +
          'application for ever; `mail` and `login` may one day belong to somebody else.',
      ),
    attributes: z
      .union([z.enum(samlPresets), z.record(z.string().min(1).max(256), z.enum(samlFacts))])
      .default({})
      .describe('What is said of the person: a set of names, or `{ name = "fact" }`.'),
    nameFormat: z
      .enum(['basic', 'uri'])
      .default('basic')
      .describe('Of the attribute names, where they are written one by one.'),
    fromStartPage: z
      .boolean()
      .default(false)
      .describe(
        'The tile signs in without being asked by the application (IdP-initiated). Off, since ' +
          'such an answer is bound to no request.',
      ),
  })
  .superRefine((saml, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (saml.requireSignedRequests && saml.certificates.length === 0)
      wrong('certificates', 'is missing: nobody could know who has signed')
    const indexes = saml.assertionConsumers.map(({ index }) => index)
    if (new Set(indexes).size < indexes.length)
      wrong('assertionConsumers', 'an index stands here twice')
  })

export type SamlSettings = z.output<typeof samlShape>

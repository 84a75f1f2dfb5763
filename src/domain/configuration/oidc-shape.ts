// How an application speaks OpenID Connect: what an administrator may write about it. A secret is
// hashed while it is read, so that nothing behind this file ever holds one.
import { z } from 'zod'
import { sha256 } from '../../lib/digest.ts'
import { isReturnAddress, isWebAddress } from '../../lib/names/return-address.ts'

export const webAddress = z
  .string()
  .refine(isWebAddress, 'must be an https address (http only on this machine)')

const interfaceName = z
  .string()
  .refine(
    (text) => isWebAddress(text) || /^urn:[a-z0-9][a-z0-9:._-]+$/i.test(text),
    'must be an address',
  )
const word = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/)
/** What people call it, where they are asked whether an application may act in it. */
const spoken = z.string().trim().min(1).max(100).optional()

/** An interface that tokens can be made for. Its name stands as `aud` in them. */
const resourceShape = z.strictObject({
  id: interfaceName,
  name: spoken,
  scopes: z.array(word).max(50).default([]),
  lifeSeconds: z.number().int().min(60).max(3600).default(600),
})

/** One kind of RFC 9396 detail that may be asked for, and all that may stand in it. */
const detailShape = z.strictObject({
  type: word,
  name: spoken,
  actions: z.array(word).max(50).default([]),
  locations: z.array(interfaceName).max(20).default([]),
})

const written = z.strictObject({
  kind: z.enum(['web', 'native']).default('web'),
  /** Compared byte by byte: no pattern can be written (ATK-OIDC-01, -02). */
  redirects: z.array(z.string().max(2000)).max(50).default([]),
  afterSignOut: z.array(z.string().max(2000)).max(50).default([]),
  /**
   * Where the application is told that a session has ended (OpenID Connect Back-Channel Logout).
   */
  tellSignOut: webAddress.optional(),
  /** 256 bits and more, made by a machine: kept as SHA-256, which needs no slow hash. */
  secret: z.string().min(32, 'must be at least 32 signs made by a machine').max(256).optional(),
  secretHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** The application's own public keys, for proof by a signed assertion instead of a secret. */
  keys: z.array(z.record(z.string(), z.unknown())).max(10).optional(),
  /** A telephone or a browser can keep no secret. */
  public: z.boolean().default(false),
  /** `high` is the FAPI 2.0 Security Profile: what it asks for is turned on by that one word. */
  profile: z.enum(['plain', 'high']).default('plain'),
  algorithm: z.enum(['ES256', 'RS256']).default('ES256'),
  grants: z
    .array(z.enum(['code', 'refresh', 'client-credentials']))
    .min(1)
    .default(['code', 'refresh']),
  /**
   * `pairwise`: it knows each person by a name that no other application has, but those of its
   * sector.
   */
  subject: z.enum(['public', 'pairwise']).default('public'),
  /** Absent: the host of its return addresses. */
  sector: z.string().trim().min(1).max(100).optional(),
  resources: z.array(resourceShape).max(20).default([]),
  details: z.array(detailShape).max(20).default([]),
  boundTokens: z.boolean().default(false),
  /**
   * Each proof of a key must carry a number of ours: one that was made beforehand is worth nothing.
   */
  freshProofs: z.boolean().default(false),
  pushedOnly: z.boolean().default(false),
  /** It signs what it asks (RFC 9101), and is not heard otherwise. */
  signedRequests: z.boolean().default(false),
  /** It may ask for a signed answer (JARM). */
  signedAnswers: z.boolean().default(false),
})

export const oidcShape = written
  .transform(({ secret, ...rest }) => ({
    ...rest,
    ...(secret !== undefined && { secretHash: sha256(secret).toString('hex') }),
    ...(rest.profile === 'high' && { pushedOnly: true, boundTokens: true }),
  }))
  .superRefine((oidc, context) => {
    for (const [path, message] of faultsIn(oidc))
      context.addIssue({ code: 'custom', path: [path], message })
  })

type Read = Omit<z.output<typeof written>, 'secret'>
type Fault = readonly [path: string, message: string]

function* faultsIn(oidc: Read): Generator<Fault> {
  for (const address of [...oidc.redirects, ...oidc.afterSignOut]) {
    if (!isReturnAddress(address, oidc.kind))
      yield ['redirects', `«${address}» is no safe return address`]
  }
  if (oidc.grants.includes('code') && oidc.redirects.length === 0) yield ['redirects', 'is missing']
  const ways = [oidc.public, oidc.secretHash !== undefined, oidc.keys !== undefined]
  if (ways.filter(Boolean).length !== 1)
    yield ['secret', 'needs exactly one of secret, keys and public = true']
  if (oidc.public && oidc.grants.includes('client-credentials'))
    yield ['grants', 'client-credentials needs an application that can keep a secret']
  if (oidc.signedRequests && !oidc.keys)
    yield ['signedRequests', 'needs the keys that the application signs with']
  if (oidc.subject === 'pairwise' && hostsOf(oidc).size > 1)
    yield ['subject', 'pairwise needs return addresses of one host']
  if (oidc.profile === 'high') yield* faultsInHigh(oidc)
}

const hostsOf = ({ redirects }: Read): ReadonlySet<string | undefined> =>
  new Set(redirects.map((address) => URL.parse(address)?.host))

/** FAPI 2.0 Security Profile, 5.3.2: what no word of the settings could turn on by itself. */
function* faultsInHigh({ keys, algorithm, redirects, kind }: Read): Generator<Fault> {
  if (!keys) yield ['keys', 'are needed by the profile «high»: no secret is ever sent there']
  if (algorithm !== 'ES256') yield ['algorithm', 'must be ES256 in the profile «high»']
  if (kind !== 'web' || !redirects.every((address) => address.startsWith('https://')))
    yield ['redirects', 'must all be https in the profile «high»']
}

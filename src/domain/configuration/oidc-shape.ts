// How an application speaks OpenID Connect: what an administrator may write about it. A secret is
// hashed while it is read, so that nothing behind this file ever holds one.
import { z } from 'zod'
import { sha256 } from '../../lib/digest.ts'
import { isReturnAddress, isWebAddress } from '../../lib/names/return-address.ts'

export const webAddress = z
  .string()
  .refine(isWebAddress, 'must be an https address (http only on this machine)')

/** An interface that tokens can be made for. Its name stands as `aud` in them. */
const resourceShape = z.strictObject({
  id: z
    .string()
    .refine(
      (text) => isWebAddress(text) || /^urn:[a-z0-9][a-z0-9:._-]+$/i.test(text),
      'must be an address',
    ),
  /** What people call it, where they are asked whether an application may act in it. */
  name: z.string().trim().min(1).max(100).optional(),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,64}$/))
    .max(50)
    .default([]),
  lifeSeconds: z.number().int().min(60).max(3600).default(600),
})

export const oidcShape = z
  .strictObject({
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
    algorithm: z.enum(['ES256', 'RS256']).default('ES256'),
    grants: z
      .array(z.enum(['code', 'refresh', 'client-credentials']))
      .min(1)
      .default(['code', 'refresh']),
    resources: z.array(resourceShape).max(20).default([]),
    boundTokens: z.boolean().default(false),
    pushedOnly: z.boolean().default(false),
  })
  .transform(({ secret, ...rest }) => ({
    ...rest,
    ...(secret !== undefined && { secretHash: sha256(secret).toString('hex') }),
  }))
  .superRefine((oidc, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    for (const address of [...oidc.redirects, ...oidc.afterSignOut]) {
      if (!isReturnAddress(address, oidc.kind))
        wrong('redirects', `«${address}» is no safe return address`)
    }
    if (oidc.grants.includes('code') && oidc.redirects.length === 0)
      wrong('redirects', 'is missing')
    const ways = [oidc.public, oidc.secretHash !== undefined, oidc.keys !== undefined].filter(
      Boolean,
    )
    if (ways.length !== 1) wrong('secret', 'needs exactly one of secret, keys and public = true')
    if (oidc.public && oidc.grants.includes('client-credentials')) {
      wrong('grants', 'client-credentials needs an application that can keep a secret')
    }
  })

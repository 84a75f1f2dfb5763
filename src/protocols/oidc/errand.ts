// What an authorization request asks of the house, as an Errand: the wall where protocol words end.
import type { KoaContextWithOIDC } from 'oidc-provider'
import { z } from 'zod'
import type { Application } from '../../domain/applications.ts'
import type { Acr, Errand } from '../../domain/facts.ts'
import { detailsAsked } from './details.ts'
import { knowledgeAsked } from './scopes.ts'

export const acrValues: readonly Acr[] = [
  'urn:portvakt:1fa',
  'urn:portvakt:1fa+question',
  'urn:portvakt:2fa',
  'urn:portvakt:phishing-resistant',
]

/** One parameter of the request, as text or not at all. */
export function parameter(ctx: KoaContextWithOIDC, name: string): string | undefined {
  const value = ctx.oidc.params?.[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const claimShape = z.object({ value: z.unknown(), values: z.array(z.unknown()).optional() })

/** What a claim of the id_token must be, where the application says so in its request. */
const claimAsked = (ctx: KoaContextWithOIDC, name: string): readonly unknown[] => {
  const asked = claimShape.safeParse(Object(ctx.oidc.claims.id_token)[name])
  return asked.success ? [asked.data.value, ...(asked.data.values ?? [])] : []
}

/** The one person the application speaks of, by the name it knows. */
export function subjectAsked(ctx: KoaContextWithOIDC): string | undefined {
  const [subject] = claimAsked(ctx, 'sub')
  return typeof subject === 'string' ? subject : undefined
}

/** Whose house is meant: by a parameter of its own, or by a name without anybody before its @. */
export function domainAsked(ctx: KoaContextWithOIDC): string | undefined {
  const hint = parameter(ctx, 'login_hint')
  const said = hint?.startsWith('@') ? hint.slice(1) : parameter(ctx, 'domain_hint')
  return said?.slice(0, 254).toLowerCase()
}

/**
 * What somebody else's application asks to know; nothing of our own, which the organisation answers
 * for.
 */
export function asksOf(
  ctx: KoaContextWithOIDC,
  application: Application | undefined,
): readonly string[] | undefined {
  if (!application || application.ours) return undefined
  const servers = Object.entries(ctx.oidc.resourceServers ?? {})
  return knowledgeAsked({
    scopes: ctx.oidc.requestParamOIDCScopes,
    claims: ctx.oidc.requestParamClaims,
    acts: [
      ...servers.map(
        ([place, { scopes }]) =>
          [place, [...ctx.oidc.requestParamScopes].filter((scope) => scopes.has(scope))] as const,
      ),
      ...detailsAsked(ctx).map(({ type, actions = [] }) => [type, actions] as const),
    ],
    goesOn: application.oidc?.grants.includes('refresh') === true,
  })
}

export function errandFrom(
  ctx: KoaContextWithOIDC,
  now: Date,
  application: Application | undefined,
): Errand {
  const { prompts, client } = ctx.oidc
  const maxAge = parameter(ctx, 'max_age')
  const asked = [...claimAsked(ctx, 'acr'), ...(parameter(ctx, 'acr_values')?.split(' ') ?? [])]
  const wants = acrValues.find((acr) => asked.includes(acr))
  const hint = parameter(ctx, 'login_hint')?.slice(0, 254)
  const domain = domainAsked(ctx)
  const asks = asksOf(ctx, application)
  const freshAfter = prompts.has('login')
    ? now
    : maxAge === undefined
      ? undefined
      : new Date(now.getTime() - Number(maxAge) * 1000)
  return {
    protocol: 'oidc',
    ref: '',
    mayAsk: !prompts.has('none'),
    ...(client && { application: client.clientId }),
    ...(freshAfter && { freshAfter: freshAfter.toISOString() }),
    ...(wants && { wants }),
    ...(hint && !hint.startsWith('@') && { hint }),
    ...(domain && { domain }),
    ...(prompts.has('select_account') && { chooseAccount: true }),
    ...(asks && { asks, ...(prompts.has('consent') && { asksAgain: true }) }),
  }
}

// What of the library is turned on. What is not named here is off: device codes, CIBA, encryption,
// registration, requests by reference. What only some applications use is offered where one
// does.
import { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import type { Application, OidcSettings } from '../../domain/applications.ts'
import { detailsFor } from './details.ts'
import { drawSignOut } from './drawing.ts'
import { isHigh, lifeOf } from './high.ts'
import { drawOn, type OidcPages } from './pages.ts'
import { currentWork } from './work.ts'

type Features = NonNullable<Configuration['features']>

export interface FeatureNeeds {
  readonly applications: readonly Application[]
  readonly pages: OidcPages
  /** Draws the numbers that a proof of a key may have to carry. */
  readonly nonceKey: Buffer
}

interface ClientNamed {
  readonly clientId: string
}

export function featuresFor(needs: FeatureNeeds): Features {
  const settings = needs.applications.flatMap(({ oidc }) => oidc ?? [])
  const isUsed = (by: (oidc: OidcSettings) => boolean) => ({ enabled: settings.some(by) })
  return {
    ...standing(needs),
    claimsParameter: { enabled: true },
    fapi: {
      enabled: true,
      // The library's own way of asking; its types know only one profile for everybody.
      profile: (_ctx: unknown, client: ClientNamed | undefined) =>
        isHigh(client && settingsOf(needs, client)) ? '2.0' : undefined,
    },
    // What nobody uses is not offered, and does not stand in discovery.
    jwtResponseModes: isUsed((oidc) => oidc.signedAnswers),
    requestObjects: isUsed((oidc) => oidc.signedRequests),
    richAuthorizationRequests: detailsFor(needs.applications),
  }
}

const settingsOf = (
  { applications }: FeatureNeeds,
  client: ClientNamed,
): OidcSettings | undefined =>
  applications.find((application) => application.id === client.clientId)?.oidc

function standing(needs: FeatureNeeds) {
  const { pages } = needs
  return {
    devInteractions: { enabled: false },
    externalSigningSupport: { enabled: true, ack: 'experimental-01' },
    backchannelLogout: { enabled: true },
    clientCredentials: { enabled: true },
    dPoP: {
      enabled: true,
      nonceSecret: needs.nonceKey,
      requireNonce: ({ oidc }: KoaContextWithOIDC) =>
        oidc.client !== undefined && settingsOf(needs, oidc.client)?.freshProofs === true,
    },
    introspection: {
      enabled: true,
      // What one application holds is no other's business, except for the interface a token was
      // made for.
      allowedPolicy: async (_ctx, client, token) =>
        client.clientAuthMethod !== 'none' && token.clientId === client.clientId,
    },
    pushedAuthorizationRequests: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async (ctx, client, oneOf) => {
        if (oneOf) return oneOf
        const only = settingsOf(needs, client)?.resources
        const isForItself = ctx.oidc.params?.['grant_type'] === 'client_credentials'
        return isForItself && only?.length === 1 ? (only[0]?.id ?? []) : []
      },
      useGrantedResource: async () => true,
      getResourceServerInfo: async (_ctx, id, client) => {
        const settings = settingsOf(needs, client)
        const resource = settings?.resources.find((each) => each.id === id)
        if (!settings || !resource) throw new errors.InvalidTarget()
        return {
          audience: resource.id,
          scope: resource.scopes.join(' '),
          accessTokenTTL: lifeOf(settings, resource.lifeSeconds),
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: settings.algorithm } },
        }
      },
    },
    revocation: {
      enabled: true,
      allowedPolicy: async (_ctx, client, token) => {
        if (token.clientId === client.clientId) return true
        throw new errors.InvalidRequest('this token was given to another application')
      },
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: async (ctx) => drawSignOut(ctx, pages),
      postLogoutSuccessSource: async (ctx) => drawOn(ctx, pages.signedOut(currentWork().moment)),
    },
    userinfo: { enabled: true },
  } satisfies Features
}

// Rich authorization requests (RFC 9396): an application asks for what stands in its settings and
// for nothing else, and a token never holds more than its code did.
import { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import { z } from 'zod'
import type { Application, OidcSettings } from '../../domain/applications.ts'

type Feature = NonNullable<Configuration['features']>['richAuthorizationRequests']
type Setting = OidcSettings['details'][number]

const detailShape = z.strictObject({
  type: z.string(),
  actions: z.array(z.string()).optional(),
  locations: z.array(z.string()).optional(),
})
const detailsShape = z.array(detailShape).max(20)
type Detail = z.output<typeof detailShape>

/** What was asked for, as it stands in the request; the library has read it before. */
export function detailsAsked(ctx: KoaContextWithOIDC): readonly Detail[] {
  const asked = ctx.oidc.params?.['authorization_details']
  return typeof asked === 'string' ? detailsShape.parse(JSON.parse(asked)) : []
}

export function detailsFor(applications: readonly Application[]) {
  const all = applications.flatMap(({ oidc }) => oidc?.details ?? [])
  const settingOf = (client: string, type: string): Setting | undefined =>
    applications.find(({ id }) => id === client)?.oidc?.details.find((each) => each.type === type)
  const validate = async (
    _ctx: unknown,
    detail: unknown,
    client: { readonly clientId: string },
  ): Promise<void> => {
    const read = detailShape.safeParse(detail)
    const setting = read.success ? settingOf(client.clientId, read.data.type) : undefined
    if (!read.success || !setting || !isWithin(read.data, setting))
      throw new errors.InvalidAuthorizationDetails('not what this application may ask for')
  }
  return {
    enabled: all.length > 0,
    types: Object.fromEntries(all.map(({ type }) => [type, { validate }])),
    authorizationDetailsForGrantSource: async (ctx: KoaContextWithOIDC) => [...detailsAsked(ctx)],
    authorizationDetailsForAccessToken: async (
      ctx: KoaContextWithOIDC,
      _token: unknown,
      source: { readonly rar?: unknown } | undefined,
    ) => {
      const asked = detailsAsked(ctx)
      if (!source) return [...asked]
      const given = detailsShape.parse(source.rar ?? [])
      const isGiven = (detail: Detail) => given.some((each) => isSameDetail(each, detail))
      if (!asked.every(isGiven)) throw new errors.InvalidAuthorizationDetails('more than was given')
      return asked.length > 0 ? [...asked] : given
    },
    authorizationDetailsForIntrospection: async (
      _ctx: unknown,
      token: { readonly rar?: unknown },
    ) => detailsShape.parse(token.rar ?? []),
  } satisfies Feature
}

const isWithin = ({ actions = [], locations = [] }: Detail, setting: Setting): boolean =>
  actions.every((action) => setting.actions.includes(action)) &&
  locations.every((location) => setting.locations.includes(location))

const isSameDetail = (one: Detail, other: Detail): boolean =>
  JSON.stringify(detailShape.parse(one)) === JSON.stringify(detailShape.parse(other))

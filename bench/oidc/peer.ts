// The peer: oidc-provider as it comes, one RSA-2048 key and JWT access tokens by resource
// indicator; the same application, proving itself the same way. With a folder for data it keeps its
// rows in a PostgreSQL of its own, as durable as ours; without one, in its own memory adapter.
import { generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { openRows } from './peer-rows.ts'
import { bench, type HouseReady } from './settings.ts'

const rows = process.env['PORTVAKT_DATA'] === undefined ? undefined : await openRows()

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const provider = new Provider('http://localhost', {
  ...(rows && { adapter: rows.adapter }),
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }] },
  clients: [
    {
      client_id: bench.client,
      client_secret: bench.secret,
      redirect_uris: [bench.redirect],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: async () => bench.resource,
      useGrantedResource: async () => true,
      getResourceServerInfo: async () => ({
        audience: bench.resource,
        scope: 'read',
        accessTokenTTL: 600,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  rotateRefreshToken: true,
  findAccount: async (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
})

const tokens: string[] = []
for (let family = 0; family < bench.families; family += 1) {
  const client = await provider.Client.find(bench.client)
  if (!client) throw new Error('The peer does not know its application')
  const grant = new provider.Grant({ accountId: `person-${family}`, clientId: bench.client })
  grant.addOIDCScope('openid')
  grant.addResourceScope(bench.resource, 'read')
  const grantId = await grant.save()
  const token = new provider.RefreshToken({
    client,
    accountId: `person-${family}`,
    grantId,
    gty: 'authorization_code',
    scope: bench.scope,
    resource: bench.resource,
    rotations: 0,
  })
  tokens.push(await token.save())
}
const server = provider.listen(0, () => {
  const { port } = server.address() as AddressInfo
  const ready: HouseReady = { origin: `http://localhost:${port}`, tokens }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
})
process.stdin.resume()
process.stdin.on('end', () => void end())

async function end(): Promise<void> {
  await rows?.close()
  process.exit()
}

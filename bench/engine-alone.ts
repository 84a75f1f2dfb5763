// The protocol engine as it comes, for W1: everything in memory, one plain page with one form, the
// hash computed as our server does, and nothing else. What the engine itself leaves of the bar,
// before a house is built around it.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { openPasswordLane } from '../src/lib/hashing/password-lane.ts'
import { openKeyring } from '../src/lib/seal.ts'
import { signing } from './sign-in-settings.ts'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const provider = new Provider('http://localhost', {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
  clients: [
    {
      client_id: signing.client,
      client_secret: signing.secret,
      redirect_uris: [signing.redirect],
      grant_types: ['authorization_code', 'refresh_token'],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  cookies: { keys: [randomBytes(32).toString('hex')] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/visit/${uid}` },
  issueRefreshToken: async () => true,
  findAccount: async (_ctx, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      accountId: ctx.oidc.session?.accountId ?? '',
      clientId: ctx.oidc.client?.clientId ?? '',
    })
    grant.addOIDCScope('openid offline_access')
    await grant.save()
    return grant
  },
  routes: { authorization: '/oidc/authorize', token: '/oidc/token' },
})
const engine = provider.callback()

const keys = openKeyring(Buffer.alloc(32, 7))
const lane = openPasswordLane({ keys })
const kept = await lane.hash(signing.password)

const server = createServer((request, response) => {
  if (!request.url?.startsWith('/visit/')) return void engine(request, response)
  void (async () => {
    if (request.method === 'GET') {
      const form = `<form method="post" action="${request.url}"><input name="name"><input name="password">`
      response.setHeader('content-type', 'text/html').end(form)
      return
    }
    const typed = new URLSearchParams(await bodyOf(request))
    if ((await lane.verify(typed.get('password') ?? '', kept)) !== true)
      throw new Error('The right password was wrong')
    const login = { accountId: typed.get('name') ?? '' }
    await provider.interactionFinished(request, response, { login })
  })()
})

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request.setEncoding('utf8')) body += part
  return body
}

server.listen(0, () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ origin: `http://localhost:${port}` })}\n`)
})
process.stdin.resume()
process.stdin.on('end', () => process.exit())

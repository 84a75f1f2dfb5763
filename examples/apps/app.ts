// A demo application: what an ordinary application does to sign people in with Portvakt. It shows
// who came, what it was told, and forgets them when it hears that their session has ended. One
// file, no framework, plain HTTP.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { randomBytes } from 'node:crypto'
import * as jose from 'jose'
import * as client from 'openid-client'

export interface AppToStart {
  readonly port: number
  /** The public address of Portvakt. */
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
  readonly name: string
  readonly color?: string
  /**
   * A service desk: whoever answers others comes in by a way of their own, and shows more there.
   */
  readonly operators?: Operators
}

export interface Operators {
  /** One of these has to be shown (acr), the first is asked for; with less nobody is one here. */
  readonly levels: readonly [string, ...string[]]
  /** Where their accounts are at home: they are led there without being asked. */
  readonly domain?: string
}

/** The one service desk among the examples. */
export const operatorsOf = (id: string): Operators | undefined =>
  id === 'fjordvik-hjelp'
    ? {
        levels: ['urn:portvakt:2fa', 'urn:portvakt:phishing-resistant'],
        domain: 'fjordvik.university.example',
      }
    : undefined

interface Guest {
  readonly claims: Readonly<Record<string, unknown>>
  readonly idToken: string
  readonly since: Date
  readonly isOperator: boolean
}

interface Asked {
  readonly verifier: string
  readonly nonce: string
  readonly asOperator: boolean
}

interface App extends AppToStart {
  readonly origin: string
  readonly cookie: string
  readonly guests: Map<string, Guest>
  /** What this application asked for, until the person comes back. */
  readonly asked: Map<string, Asked>
  configuration(): Promise<client.Configuration>
}

export async function startApp(start: AppToStart): Promise<{ close(): Promise<void> }> {
  let found: Promise<client.Configuration> | undefined
  const app: App = {
    ...start,
    origin: `http://localhost:${start.port}`,
    // Cookies know no ports: two applications on one machine must not have the same name for
    // theirs.
    cookie: `app-${start.clientId}`,
    guests: new Map(),
    asked: new Map(),
    configuration() {
      found ??= discover(start).catch((fault: unknown) => {
        found = undefined
        throw fault
      })
      return found
    },
  }
  const server = createServer((request, response) => {
    serve(app, request, response).catch((fault: unknown) => {
      // A demo may be started before its house, or outlive it. What went wrong is for the terminal.
      process.stderr.write(
        `${app.name}: ${fault instanceof Error ? fault.message : String(fault)}\n`,
      )
      const told = `${safe(app.name)} får ikke logget deg inn akkurat nå. Vent litt, og prøv igjen.`
      send(
        response,
        502,
        page(app, `<p>${told}</p><p><a class="button" href="/sign-in">Prøv igjen</a></p>`),
      )
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(start.port, resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const discover = ({ issuer, clientId, secret }: AppToStart): Promise<client.Configuration> =>
  client.discovery(new URL(issuer), clientId, secret, client.ClientSecretBasic(secret), {
    // Only for the demo on this machine: openid-client rightly refuses http otherwise.
    execute: new URL(issuer).protocol === 'http:' ? [client.allowInsecureRequests] : [],
  })

async function serve(app: App, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', app.origin)
  const route = `${request.method} ${url.pathname}`
  if (route === 'GET /') return home(app, request, response)
  if (route === 'GET /desk' && app.operators) return home(app, request, response)
  if (route === 'GET /sign-in') return signIn(app, response)
  if (route === 'GET /operator' && app.operators) return signIn(app, response, app.operators)
  if (route === 'GET /callback') return callback(app, url, request, response)
  if (route === 'POST /sign-out') return signOut(app, request, response)
  if (route === 'POST /backchannel-logout') return sessionEnded(app, request, response)
  send(
    response,
    404,
    page(app, '<p>Denne siden finnes ikke.</p><p><a href="/">Til forsiden</a></p>'),
  )
}

/**
 * An application of one's own asks at once: whoever is signed in at Portvakt sees no question at
 * all.
 */
function home(app: App, request: IncomingMessage, response: ServerResponse): void {
  const guest = app.guests.get(cookieOf(app, request))
  if (!guest) {
    return send(
      response,
      200,
      page(
        app,
        `<p>Du er ikke logget inn her.</p><p><a class="button" href="/sign-in">Logg inn</a></p>
        ${app.operators ? '<p><a class="button" href="/operator">Pålogging for operatør</a></p>' : ''}`,
      ),
    )
  }
  const rows = Object.entries(guest.claims)
    .map(([name, value]) => `<tr><th>${safe(name)}</th><td>${safe(text(value))}</td></tr>`)
    .join('')
  const name = `<strong>${safe(text(guest.claims['name']))}</strong>`
  const body = `<p class="who">Logget inn som ${guest.isOperator ? 'operatør: ' : ''}${name}</p>
    <form method="post" action="/sign-out"><button>Logg ut</button>
    <a href="${safe(app.issuer)}">Startsiden</a></form>
    <h2>Dette fikk ${safe(app.name)} vite</h2><table>${rows}</table>`
  send(response, 200, page(app, body))
}

async function signIn(app: App, response: ServerResponse, operators?: Operators): Promise<void> {
  const configuration = await app.configuration()
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const nonce = client.randomNonce()
  app.asked.set(state, { verifier, nonce, asOperator: operators !== undefined })
  const to = client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${app.origin}/callback`,
    scope: 'openid profile email groups',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(operators && { acr_values: operators.levels[0] }),
    ...(operators?.domain && { domain_hint: operators.domain }),
  })
  // The state is bound to this browser: nobody can be signed in to somebody else's account by a
  // link.
  go(response, to.href, [
    `${app.cookie}-state=${state}; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600`,
  ])
}

async function callback(
  app: App,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const state = url.searchParams.get('state') ?? ''
  const asked = app.asked.get(state)
  if (!asked || cookies(request).get(`${app.cookie}-state`) !== state) return go(response, '/')
  app.asked.delete(state)
  const configuration = await app.configuration()
  const tokens = await client.authorizationCodeGrant(configuration, url, {
    pkceCodeVerifier: asked.verifier,
    expectedState: state,
    expectedNonce: asked.nonce,
  })
  const claims = tokens.claims()
  if (!claims) throw new Error('No id_token came')
  const profile = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
  // Asked for is not shown: what was asked for stands in an address that anybody can change.
  const isOperator = asked.asOperator && app.operators?.levels.includes(text(claims.acr)) === true
  const id = randomBytes(32).toString('base64url')
  app.guests.set(id, {
    claims: { ...profile, ...claims },
    idToken: String(tokens.id_token),
    since: new Date(),
    isOperator,
  })
  const to = isOperator ? '/desk' : '/'
  go(response, to, [`${app.cookie}=${id}; Path=/; HttpOnly; SameSite=Lax`])
}

async function signOut(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const id = cookieOf(app, request)
  const guest = app.guests.get(id)
  app.guests.delete(id)
  if (!guest) return go(response, '/')
  const to = client.buildEndSessionUrl(await app.configuration(), {
    id_token_hint: guest.idToken,
    post_logout_redirect_uri: `${app.origin}/`,
  })
  go(response, to.href, [`${app.cookie}=; Path=/; Max-Age=0`])
}

/**
 * OpenID Connect Back-Channel Logout: Portvakt says which session has ended; whoever came with it
 * is forgotten here.
 */
async function sessionEnded(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const token = new URLSearchParams(await bodyOf(request)).get('logout_token') ?? ''
    const { jwks_uri: keys, issuer } = (await app.configuration()).serverMetadata()
    const { payload } = await jose.jwtVerify(
      token,
      jose.createRemoteJWKSet(new URL(String(keys))),
      {
        issuer,
        audience: app.clientId,
        typ: 'logout+jwt',
      },
    )
    const events = Object(payload['events'] ?? {})
    if (!('http://schemas.openid.net/event/backchannel-logout' in events) || 'nonce' in payload) {
      throw new Error('This is no logout token')
    }
    for (const [id, { claims }] of app.guests) {
      if (claims['sid'] === payload['sid']) app.guests.delete(id)
    }
    response.writeHead(200, { 'cache-control': 'no-store' }).end()
  } catch {
    response
      .writeHead(400, { 'content-type': 'application/json' })
      .end('{"error":"invalid_request"}')
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > 65_536) throw new Error('Too much')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function cookies(request: IncomingMessage): Map<string, string> {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return new Map(pairs.map(([name = '', value = '']) => [name, value]))
}

const cookieOf = (app: App, request: IncomingMessage): string =>
  cookies(request).get(app.cookie) ?? ''

const text = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

const safe = (value: string): string =>
  value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

function go(response: ServerResponse, to: string, set: string[] = []): void {
  response.writeHead(303, { location: to, 'set-cookie': set, 'cache-control': 'no-store' }).end()
}

function send(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    })
    .end(html)
}

const page = ({ name, color = '#1f5fa8' }: App, body: string): string => `<!doctype html>
<html lang="nb"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(name)}</title>
<style>
  :root { color-scheme: light dark }
  body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 44rem; padding: 1.5rem }
  h1 { border-left: .5rem solid ${safe(color)}; padding-left: .75rem }
  form { display: flex; flex-wrap: wrap; align-items: center; gap: .75rem 1.5rem }
  table { border-collapse: collapse; width: 100%; overflow-wrap: anywhere }
  th, td { border-bottom: 1px solid #8886; padding: .4rem .5rem .4rem 0; text-align: left }
  th { vertical-align: top; white-space: nowrap }
  .button, button { background: ${safe(color)}; border: 0; border-radius: .4rem; color: #fff;
    align-items: center; display: inline-flex; font: inherit; min-height: 2.75rem;
    padding: .5rem 1.25rem; text-decoration: none }
  @media (max-width: 30rem) {
    th, td { display: block; padding-inline: 0 }
    th { border: 0; padding-block-end: 0 }
  }
</style>
<h1>${safe(name)}</h1>
${body}
</html>`

// «Fjordvik-ID»: a house that says who invented people are, as ID-porten says it of real ones, so
// that the demo and the tests have one. OpenID Connect by hand and apart from the house's own code:
// the code flow with PKCE, one client, one page where one picks who one is. Nobody's number is
// real.
import { createHash, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { drawHome, drawPicking, policy, type Citizen } from './page.ts'

export interface IdentityToStart {
  /** 0: whichever is free. */
  readonly port: number
  readonly clientId: string
  readonly secret: string
  /** The addresses that an answer may be led to, byte by byte. */
  readonly returnTo: readonly string[]
  readonly people: readonly Citizen[]
  /** Heard before each request is answered. */
  readonly asked?: (path: string) => Promise<void>
  /** What signs an answer; absent: the house's own key, as RS256. */
  readonly signs?: (claims: Claims, own: SigningKey) => string
  /** It does not promise to say with each answer whose it is (RFC 9207). */
  readonly isNameless?: true
}

export type Claims = Readonly<Record<string, unknown>>
export type SigningKey = ReturnType<typeof newKey>

export interface IdentityHouse {
  readonly issuer: string
  /** Another key signs from now on, and the old one is gone. */
  changeKey(): void
  close(): Promise<void>
}

/** What was asked for, until somebody has picked, and then until the code is used. */
interface Waiting {
  readonly returnTo: string
  readonly state: string
  readonly nonce: string
  readonly challenge: string
  readonly levels: readonly string[]
}

interface ConnectionSaid extends Waiting {
  readonly pid: string
  readonly level: string
}

interface House extends IdentityToStart {
  issuer: string
  readonly waiting: Map<string, Waiting>
  readonly codes: Map<string, ConnectionSaid>
  key: SigningKey
}

export async function startIdentity(start: IdentityToStart): Promise<IdentityHouse> {
  const house: House = {
    ...start,
    issuer: '',
    waiting: new Map(),
    codes: new Map(),
    key: newKey(),
  }
  const server = createServer((request, response) => {
    serve(house, request, response).catch((fault: unknown) => {
      const wrong = fault instanceof Wrong ? fault : undefined
      json(response, wrong?.status ?? 500, { error: wrong?.message ?? 'server_error' })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(start.port, resolve)
  })
  const bound = server.address()
  if (typeof bound !== 'object' || bound === null) throw new Error('Fjordvik-ID has no port')
  house.issuer = `http://localhost:${bound.port}`
  return {
    issuer: house.issuer,
    changeKey: () => {
      house.key = newKey()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

class Wrong extends Error {
  readonly status: number
  constructor(error: string, status = 400) {
    super(error)
    this.status = status
  }
}

const random = (): string => randomBytes(24).toString('base64url')
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

function newKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { kid: random(), privateKey, publicKey: createPublicKey(privateKey) }
}

/** Never beyond what a page or a form holds. */
const bytesMax = 65_536

async function fieldsOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = ''
  for await (const chunk of request) {
    body += String(chunk)
    if (body.length > bytesMax) throw new Wrong('invalid_request', 413)
  }
  return new URLSearchParams(body)
}

async function serve(house: House, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', house.issuer)
  await house.asked?.(url.pathname)
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      return page(response, drawHome())
    case 'GET /.well-known/openid-configuration':
      return json(response, 200, describe(house))
    case 'GET /keys':
      return json(response, 200, { keys: [publicPart(house.key)] })
    case 'GET /authorize':
      return ask(house, url.searchParams, response)
    case 'POST /authorize':
      return answer(house, await fieldsOf(request), response)
    case 'POST /token':
      return give(house, request, await fieldsOf(request), response)
    default:
      throw new Wrong('not_found', 404)
  }
}

const describe = ({ issuer, isNameless }: House) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic'],
  acr_values_supported: ['fjordvik-substantial', 'fjordvik-high'],
  authorization_response_iss_parameter_supported: isNameless !== true,
})

const publicPart = ({ kid, publicKey }: SigningKey) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  use: 'sig',
  alg: 'RS256',
})

/** Whoever does not say rightly who asks, and where to, is led nowhere. */
function ask(house: House, asked: URLSearchParams, response: ServerResponse): void {
  const returnTo = asked.get('redirect_uri') ?? ''
  const isOurs = asked.get('client_id') === house.clientId && house.returnTo.includes(returnTo)
  const isAsked = asked.get('response_type') === 'code' && (asked.get('state') ?? '') !== ''
  const isBound = asked.get('code_challenge_method') === 'S256'
  if (!isOurs || !isAsked || !isBound) throw new Wrong('invalid_request')
  const id = random()
  house.waiting.set(id, {
    returnTo,
    state: asked.get('state') ?? '',
    nonce: asked.get('nonce') ?? '',
    challenge: asked.get('code_challenge') ?? '',
    levels: (asked.get('acr_values') ?? '').split(' ').filter(Boolean),
  })
  page(response, drawPicking({ id, people: house.people }))
}

function answer(house: House, fields: URLSearchParams, response: ServerResponse): void {
  const id = fields.get('id') ?? ''
  const waiting = house.waiting.get(id)
  if (!waiting) throw new Wrong('invalid_request')
  house.waiting.delete(id)
  const { returnTo, state, levels } = waiting
  const to = new URL(returnTo)
  const pid = fields.get('pid')
  if (pid === null) to.searchParams.set('error', 'access_denied')
  else {
    const code = random()
    const level = fields.get('weak') ? 'fjordvik-substantial' : (levels[0] ?? 'fjordvik-high')
    house.codes.set(code, { ...waiting, pid, level })
    to.searchParams.set('code', code)
  }
  to.searchParams.set('state', state)
  to.searchParams.set('iss', house.issuer)
  response.writeHead(303, { location: to.href, 'cache-control': 'no-store' }).end()
}

/** A code is used once, by whoever asked for it and can prove both. */
function give(
  house: House,
  request: IncomingMessage,
  fields: URLSearchParams,
  response: ServerResponse,
): void {
  const { clientId, secret } = house
  const shown = (request.headers.authorization ?? '').replace(/^Basic /i, '')
  const pair = Buffer.from(shown, 'base64').toString().split(':').map(decodeURIComponent)
  if (pair[0] !== clientId || pair[1] !== secret) throw new Wrong('invalid_client', 401)
  const code = fields.get('code') ?? ''
  const named = house.codes.get(code)
  house.codes.delete(code)
  const challenge = createHash('sha256')
    .update(fields.get('code_verifier') ?? '')
    .digest('base64url')
  const isTheirs = named?.returnTo === fields.get('redirect_uri')
  if (!named || !isTheirs || named.challenge !== challenge) throw new Wrong('invalid_grant')
  const claims = claimsOf(house, named)
  json(response, 200, {
    access_token: random(),
    token_type: 'Bearer',
    expires_in: 60,
    id_token: (house.signs ?? signed)(claims, house.key),
  })
}

function claimsOf({ issuer, clientId }: House, { pid, level, nonce }: ConnectionSaid): Claims {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: issuer,
    aud: clientId,
    sub: createHash('sha256').update(`${clientId} ${pid}`).digest('base64url'),
    nonce,
    iat: now,
    exp: now + 120,
    auth_time: now,
    acr: level,
    amr: ['Fjordvik-ID'],
    pid,
  }
}

export function signed(claims: Claims, { kid, privateKey }: SigningKey): string {
  const text = `${encoded({ alg: 'RS256', kid, typ: 'JWT' })}.${encoded(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}

const page = (response: ServerResponse, html: string): void =>
  void response
    .writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policy,
    })
    .end(html)

// The server: routes, bodies, limits and headers. Requests in a protocol's own addresses go to that
// protocol; everything else is ours. Must never parse a body twice, and never wait longer than a
// slow client deserves.
import type { IncomingMessage, ServerResponse } from 'node:http'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { Refusal } from '../domain/refusal.ts'
import { refuseByWrongClock } from './guard.ts'
import { hereAt, type Door } from './here.ts'
import type { Lines } from './lines.ts'
import { openAdmin } from './admin/admin.ts'
import { openCallers } from './caller.ts'
import { openLetters } from './letter.ts'
import { openFreezes } from './links/freezes.ts'
import { openVouches } from './links/vouches.ts'
import { openHandOvers } from './phone/hand-over.ts'
import { openPhones } from './phone/phone.ts'
import { openPhoneApp } from './phone/app-files.ts'
import { openPortal } from './portal.ts'
import { openSecurity } from './security.ts'
import { openWellKnown } from './well-known.ts'
import { openRefusals, refusalFrom } from './refusals.ts'
import { openGateways } from './gateways.ts'
import { openComingBack, openVisits } from './visit.ts'
import { openWaits } from './waiting/pages.ts'
import type { InOrder } from '../outside/text/in-order.ts'
import { readEpoch } from '../store/house.ts'

/** Whoever answers its own addresses by itself, on the bare request. */
export interface Spoken {
  isOurs(path: string): boolean
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export interface ServerParts {
  readonly door: Door
  readonly spoken: readonly Spoken[]
  readonly lines: Lines
  readonly logLevel: 'error' | 'warn'
  readonly gateways: InOrder
}

const bodyBytesMax = 32_768

export async function openServer({
  door,
  spoken,
  lines,
  logLevel,
  gateways,
}: ServerParts): Promise<FastifyInstance> {
  const server = fastify({
    logger: { level: logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: 128 },
    forceCloseConnections: 'idle',
    // Whoever is heard while the server stops is answered like everybody else.
    return503OnClosing: false,
    serverFactory: (ours) =>
      lines.open((request, response) => {
        const path = pathOf(request.url)
        const other = spoken.find((one) => one.isOurs(path))
        if (!other) return ours(request, response)
        void answerWith(other, door, request, response)
      }),
  })
  readForms(server)
  setHeaders(server, door)
  goByRightClock(server, door)
  rememberLanguage(server, door)
  openRefusals(server, door)
  openVisits(server, door)
  openComingBack(server, door)
  openWaits(server, door)
  await openGateways(server, door, gateways)
  openLetters(server, door)
  openPortal(server, door)
  openSecurity(server, door)
  openFreezes(server, door)
  openVouches(server, door)
  openHandOvers(server, door)
  await openPhones(server, door)
  openCallers(server, door)
  openWellKnown(server, door)
  openPhoneApp(server, door)
  await openAdmin(server, door)
  openHealth(server, door, lines)
  return server
}

function openHealth(server: FastifyInstance, door: Door, lines: Lines): void {
  server.get('/health/live', () => ({ is: 'alive' }))
  server.get('/health/ready', async (_request, reply) => {
    if (lines.isLeaving()) return reply.code(503).send({ is: 'leaving' })
    await readEpoch(door.house.db)
    const clock = await door.clock.watch?.standing()
    if (clock === 'wrong') return reply.code(503).send({ is: 'clock-wrong' })
    return { is: 'ready', ...(clock === 'off' && { clock }) }
  })
}

/** Whoever asks how it stands is answered, however it stands. */
function goByRightClock(server: FastifyInstance, door: Door): void {
  server.addHook('onRequest', async ({ url }) => {
    if (!pathOf(url).startsWith('/health/')) await refuseByWrongClock(door.clock)
  })
}

const pathOf = (url: string | undefined): string => (url ?? '/').split('?', 1)[0] ?? '/'

async function answerWith(
  other: Spoken,
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    door.guard.admit(request)
    await refuseByWrongClock(door.clock)
    await other.answer(request, response)
  } catch (error) {
    if (response.headersSent) return void response.destroy()
    const refusal = refusalFrom(error)
    const after = refusal?.retryAfterSeconds
    response.writeHead(refusal?.status ?? 500, {
      'content-type': 'application/json',
      ...(after !== undefined && { 'retry-after': String(after) }),
    })
    response.end(JSON.stringify({ error: wordFor(refusal) }))
  }
}

const wordFor = (refusal: Refusal | undefined): string =>
  refusal?.code === 'unavailable'
    ? 'temporarily_unavailable'
    : refusal
      ? 'invalid_request'
      : 'server_error'

/**
 * Forms as plain fields. A field that stands twice is refused: two readers must never see two
 * different answers.
 */
function readForms(server: FastifyInstance): void {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      const fields = new Map<string, string>()
      for (const [name, value] of new URLSearchParams(body.toString())) {
        if (fields.has(name)) return done(new Refusal('bad-request'))
        fields.set(name, value)
      }
      done(null, Object.fromEntries(fields))
    },
  )
}

function setHeaders(server: FastifyInstance, door: Door): void {
  const secure = door.house.address.protocol === 'https:'
  const headers = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(secure && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }),
  }
  server.addHook('onSend', (_request, reply, _payload, done) => {
    // The app on the phone scans with the camera, and has said so itself.
    const own = reply.getHeader('permissions-policy')
    void reply.headers(own === undefined ? headers : { ...headers, 'permissions-policy': own })
    done()
  })
}

/**
 * A language chosen by a link is remembered and leaves the address: Back must not choose the old
 * one again.
 */
function rememberLanguage(server: FastifyInstance, door: Door): void {
  server.addHook('onRequest', (request, reply, done) => {
    const written = request.raw.url ?? '/'
    if (request.method !== 'GET' || !written.includes('?')) return done()
    const url = new URL(written, door.house.address)
    if (!url.searchParams.has('language') || hereAt(door, request, reply).wantsJson) return done()
    url.searchParams.delete('language')
    // Our own origin in full: a path that begins with two slashes would lead to another house.
    void reply.redirect(`${door.house.address.origin}${url.pathname}${url.search}`, 303)
  })
}

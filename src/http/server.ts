// The server: routes and bodies. Requests in a protocol's own addresses go to that
// protocol; everything else is ours. Must never parse a body twice, and never wait longer than a
// slow client deserves.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../domain/refusal.ts'
import { bareServer, pathOf } from './serving/bare-server.ts'
import { openLogos } from './serving/logos.ts'
import { type Guard, refuseByWrongClock } from './guard.ts'
import { hereAt, type Door } from './here.ts'
import type { Lines } from './serving/lines.ts'
import { openAdmin } from './admin/admin.ts'
import { openArrivals } from './serving/arrivals.ts'
import { openCallers } from './caller.ts'
import { openLetters } from './letter.ts'
import { openFreezes } from './links/freezes.ts'
import { openVouches } from './links/vouches.ts'
import { openHandOvers } from './phone/hand-over.ts'
import { openAppLinks } from './phone/app-links.ts'
import { openApp, openPhoneOrigin } from './phone/own-origin.ts'
import { openPortal } from './portal.ts'
import { openSecurity } from './security.ts'
import { openWellKnown } from './well-known.ts'
import { openRefusals, refusalFrom } from './refusals.ts'
import { openGateways } from './gateways.ts'
import { openComingBack, openVisits } from './visit.ts'
import { openWaits } from './waiting/pages.ts'
import type { InOrder } from '../outside/text/in-order.ts'

/** Whoever answers its own addresses by itself, on the bare request. */
export interface Spoken {
  isOurs(path: string): boolean
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Answers at once what is the same for everybody; false where nothing stands ready. */
  ready?(request: IncomingMessage, response: ServerResponse): boolean
}

export interface ServerParts {
  readonly door: Door
  readonly spoken: readonly Spoken[]
  readonly lines: Lines
  readonly logLevel: 'error' | 'warn'
  readonly gateways: InOrder
  /** Where the app on the phone has an origin of its own. */
  readonly phoneGuard: Guard | undefined
}

export async function openServer({
  door,
  spoken,
  lines,
  logLevel,
  gateways,
  phoneGuard,
}: ServerParts): Promise<FastifyInstance> {
  const phones = phoneGuard && (await openPhoneOrigin({ door, guard: phoneGuard, lines, logLevel }))
  const server = bareServer({
    door,
    lines,
    logLevel,
    serverFactory: (ours) =>
      lines.open((request, response) => {
        if (spoken.some((one) => one.ready?.(request, response))) return
        if (phones?.isFor(request)) return phones.answer(request, response)
        const path = pathOf(request)
        const other = spoken.find((one) => one.isOurs(path))
        if (!other) return ours(request, response)
        void answerWith(other, door, request, response)
      }),
  })
  if (phones) server.addHook('onClose', phones.close)
  readForms(server)
  rememberLanguage(server, door)
  openRefusals(server, door)
  openVisits(server, door)
  openComingBack(server, door)
  openArrivals(server, door)
  openWaits(server, door)
  await openGateways(server, door, gateways)
  openLetters(server, door)
  openPortal(server, door)
  openSecurity(server, door)
  openFreezes(server, door)
  openVouches(server, door)
  openHandOvers(server, door)
  openCallers(server, door)
  openWellKnown(server, door)
  openLogos(server, door)
  if (phones) openAppLinks(server, door)
  else await openApp(server, door)
  await openAdmin(server, door)
  return server
}

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

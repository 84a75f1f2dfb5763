// Here: what a request is, once the guard has let it in: the moment, the browser's cookies, the
// language, and how it wants its answer. The only bridge between a request and the rooms below;
// nothing below ever sees the request.
import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { browserId } from '../domain/visits/browsers.ts'
import { networksOf } from '../domain/configuration/configuration.ts'
import type { House, Moment } from '../domain/moment.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Clock } from '../lib/clock.ts'
import { isSameText, keyedHash } from '../lib/digest.ts'
import { remembering } from '../lib/remembering.ts'
import type { Protocol } from '../protocols/protocol.ts'
import { answerShape, type Answer } from '../shapes/answer.ts'
import { isLanguage, languages, type Language } from '../shapes/language.ts'
import type { Listener } from '../domain/sessions/sessions.ts'
import type { Asker } from '../flows/walk.ts'
import type { Cookies, Jar } from './cookies.ts'
import { refuseForeign, type Guard } from './guard.ts'
import type { WaitingRoom } from './waiting/room.ts'

/** What every door has. The one for phones has no more: it knows nobody by a cookie. */
export interface Doorstep {
  readonly house: House
  readonly clock: Clock
  readonly guard: Guard
  readonly protocols: readonly Protocol[]
  readonly room: WaitingRoom
}

export interface Door extends Doorstep {
  readonly cookies: Cookies
}

export interface Here {
  readonly door: Door
  readonly moment: Moment
  readonly jar: Jar
  readonly path: string
  readonly wantsJson: boolean
}

/**
 * Reads a request. A browser without a cookie gets one with the answer: that changes nothing here.
 */
export function hereOf(
  door: Door,
  request: IncomingMessage,
  setCookie: (cookie: string) => void,
): Here {
  const address = door.guard.admit(request)
  const { isNew, ...jar } = door.cookies.read(request.headers.cookie)
  const { path, asked } = addressOf(request.url ?? '/', door.house.address)
  const chosen = isLanguage(asked) ? asked : undefined
  if (isNew) setCookie(door.cookies.forBrowser(jar.browser))
  if (chosen) setCookie(door.cookies.forLanguage(chosen))
  const networks = networksOf(door.house.configuration(), address)
  return {
    door,
    jar,
    path,
    wantsJson: (request.headers.accept ?? '').startsWith('application/json'),
    moment: {
      now: door.clock.now(),
      house: door.house,
      db: door.house.db,
      language: chosen ?? jar.language ?? languageOf(request.headers['accept-language']),
      from: { address, networks, says: request.headers['user-agent'] ?? '' },
      browser: browserId(door.house, jar.browser),
      ...(jar.cameBy !== undefined && { cameBy: jar.cameBy }),
    },
  }
}

/** Most addresses are a plain path of ours, and need no reading. */
const plainPath = /^(?:\/[\w-]+)+$/

function addressOf(written: string, house: URL): { path: string; asked: string } {
  const [path = '', query] = written.split('?', 2)
  if (plainPath.test(path) && !query?.includes('language')) return { path, asked: '' }
  const url = new URL(written, house)
  return { path: url.pathname, asked: url.searchParams.get('language') ?? '' }
}

/**
 * Of a request that an application makes by itself: no browser, no cookies, no language of its own.
 */
export function momentOf(door: Doorstep, request: IncomingMessage): Moment {
  const address = door.guard.admit(request)
  return {
    now: door.clock.now(),
    house: door.house,
    db: door.house.db,
    language: languages[0],
    from: { address, networks: [] },
  }
}

/** The same, of a request to a route. */
export const hereAt = (door: Door, request: FastifyRequest, reply: FastifyReply): Here =>
  hereOf(door, request.raw, (cookie) => void reply.header('set-cookie', cookie))

/** What the browser asks for, in its own order. `no` is how many browsers still write Bokmål. */
export function languageOf(header: string | undefined): Language {
  for (const part of (header ?? '').slice(0, 512).split(',')) {
    const tag = part.split(';')[0]?.trim().toLowerCase().split('-')[0] ?? ''
    if (tag === 'no') return 'nb'
    if (isLanguage(tag)) return tag
  }
  return languages[0]
}

/**
 * The token of this browser's forms. Another site cannot read it, and another browser's is another.
 */
export function formToken({ door, jar }: Here): string {
  const known = tokens.get(door.house)
  if (known) return known(jar.browser)
  const draw = remembering(1000, (browser) =>
    keyedHash(door.house.keys.keyFor('form'), 'form', browser)
      .subarray(0, 18)
      .toString('base64url'),
  )
  tokens.set(door.house, draw)
  return draw(jar.browser)
}

const tokens = new WeakMap<House, (browser: string) => string>()

/** The answer that was posted: from our own page, with the token that this browser was given. */
export function answerOf(here: Here, request: FastifyRequest): Answer {
  refuseForeign(request.raw, here.door.house.address)
  const answer = answerShape.safeParse(request.body ?? {})
  if (!answer.success) throw new Refusal('bad-request')
  if (!isSameText(answer.data.token, formToken(here))) throw new Refusal('not-allowed')
  return answer.data
}

/** The same of what is posted without a question: it carries the token of this browser. */
export function refuseForged(here: Here, token: string): void {
  if (!isSameText(token, formToken(here))) throw new Refusal('not-allowed')
}

/** Tells every protocol of sessions that have ended, in the transaction that ends them. */
export const tellProtocols =
  (door: Doorstep): Listener =>
  async (sessions, inside) => {
    for (const protocol of door.protocols) await protocol.ended(sessions, inside)
  }

export function askerOf(here: Here, ref?: string): Asker {
  const version = ref === undefined ? undefined : here.jar.versionOf(ref)
  return {
    sessions: here.jar.hashes,
    tell: tellProtocols(here.door),
    ...(version !== undefined && { version }),
  }
}

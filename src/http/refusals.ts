// Where a request that cannot be served gets its answer: a refusal becomes a page with a way on, or
// JSON; a fault becomes a number and nothing else, and its cause goes to the log.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findApplication } from '../domain/applications.ts'
import { Refusal } from '../domain/refusal.ts'
import { Unavailable } from '../store/database.ts'
import { randomCaseNumber } from '../lib/random.ts'
import type { Screen, Way } from '../shapes/screen.ts'
import { show } from './draw.ts'
import { hereAt, type Door, type Here } from './here.ts'

export function openRefusals(server: FastifyInstance, door: Door): void {
  server.setNotFoundHandler((request, reply) =>
    refuse(door, request, reply, new Refusal('not-found')),
  )
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof Unavailable) request.log.warn(error, 'the database is not available')
    const refusal = refusalOf(error)
    if (refusal) return refuse(door, request, reply, refusal)
    const number = randomCaseNumber()
    request.log.error({ number, cause: error }, 'a fault')
    return tell(door, request, reply, { status: 500, about: 'fault', number })
  })
}

/** So long an application or a proxy should wait before it asks again. */
const unavailableSeconds = 2

/** What is told as what it is; anything else is a fault of ours. */
export function refusalFrom(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (error instanceof Unavailable)
    return new Refusal('unavailable', { cause: error, retryAfterSeconds: unavailableSeconds })
  return undefined
}

/** The same of a request to a route of ours. */
export const refusalOf = (error: FastifyError): Refusal | undefined =>
  refusalFrom(error) ?? fromFastify(error)

/** What the parser refuses is the sender's doing, unless it is ours. */
function fromFastify(error: FastifyError): Refusal | undefined {
  const status = error.statusCode ?? 500
  if (status === 413) return new Refusal('too-large', { cause: error })
  return status >= 400 && status < 500 ? new Refusal('bad-request', { cause: error }) : undefined
}

function refuse(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply {
  if (refusal.retryAfterSeconds !== undefined)
    void reply.header('retry-after', refusal.retryAfterSeconds)
  const { status, code, application } = refusal
  return tell(door, request, reply, { status, about: `refused-${code}`, application })
}

interface Told {
  readonly status: number
  readonly about: 'fault' | `refused-${string}`
  readonly number?: string
  readonly application?: string | undefined
}

function tell(door: Door, request: FastifyRequest, reply: FastifyReply, told: Told): FastifyReply {
  const here = hereOrNowhere(door, request, reply)
  if (!here) return reply.code(told.status).send({ refused: told.about })
  const waiting = applicationOf(here, told)
  const ways: Way[] = [
    ...(waiting ? [{ to: waiting.link, word: 'begin-again' } as const] : []),
    ...(isPassing(told) ? [{ to: askedAgain(request), word: 'try-again' } as const] : []),
    { to: '/', word: told.about === 'refused-visit-stopped' ? 'sign-in' : 'start-page' },
    { to: '/help', word: 'get-help' },
  ]
  const screen: Screen = {
    kind: 'notice',
    about: told.about,
    ways,
    ...(told.number && { with: { number: told.number } }),
    ...(waiting && { with: { application: waiting.name } }),
  }
  return show(here, reply, { status: told.status, screen, caseNumber: told.number })
}

/** Where its tile would lead: the administrator wrote it, and nothing of it is from the request. */
function applicationOf(
  { moment }: Here,
  { application }: Told,
): { readonly name: string; readonly link: string } | undefined {
  const found = application === undefined ? undefined : findApplication(moment, application)
  return found?.link === undefined ? undefined : { name: found.name, link: found.link }
}

/** It may well go better in a moment, and the page says so: then it has a button for it. */
const isPassing = ({ about }: Told): boolean =>
  about === 'fault' || about === 'refused-unavailable' || about === 'refused-too-many-requests'

/** The page that was asked for, or the one that the form stood on: never the posting itself. */
const askedAgain = ({ method, url }: FastifyRequest): string =>
  method === 'GET' || /^\/(?:visit\/[^/]+|start(?:\/[^/]+)?)$/.test(url) ? url : '/'

/** A request for another house (a wrong Host) gets no page of ours. */
function hereOrNowhere(door: Door, request: FastifyRequest, reply: FastifyReply): Here | undefined {
  try {
    return hereAt(door, request, reply)
  } catch {
    return undefined
  }
}

// How the app on the phone is led to from the sign-in: its address with the code that it is opened
// for and the organisation that it is opened for. Where it has an origin of its own, nothing of it
// is left at the public one, and a worker that was put in place there before takes itself away.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { organisationOf } from '../../domain/configuration/configuration.ts'
import type { House } from '../../domain/moment.ts'
import { phoneAddressOf } from '../../domain/approving/own-origin.ts'
import type { Doorstep } from '../here.ts'

export interface ForAdding {
  Querystring: { add?: unknown; of?: unknown; here?: unknown }
}

export interface OpenedFor {
  /** The code of an adding. */
  readonly add?: string
  /** Pressed for on the page that adds, on this very phone: it goes along to the Home Screen. */
  readonly here?: string
  /** Whose app it is, by id or by name; the house's own where it is not said or not known. */
  readonly organisation?: string
}

const codeShape = /^[0-9A-Za-z-]{8,9}$/
const hereShape = /^[\w-]{22}$/

/** What an address of the app was opened for; anything else that stands in it is left out. */
export const openedFor = ({ add, of, here }: ForAdding['Querystring']): OpenedFor => ({
  ...(typeof add === 'string' && codeShape.test(add) && { add }),
  ...(typeof here === 'string' && hereShape.test(here) && { here }),
  ...(typeof of === 'string' && { organisation: of }),
})

/** Whose app it is. The first organisation is the house's own and is not said. */
export function organisationFor({ configuration }: House, { organisation }: OpenedFor) {
  const all = configuration().organisations
  const asked = organisation === undefined ? undefined : all.find(({ id }) => id === organisation)
  const one = asked ?? all[0]
  return { one, of: one === undefined || one === all[0] ? undefined : one.id }
}

/** As it stands in an address: `?add=…&of=…`, or nothing. */
export function inAddress(house: House, opened: OpenedFor): string {
  const { of } = organisationFor(house, opened)
  const asked = new URLSearchParams({
    ...(opened.add !== undefined && { add: opened.add }),
    ...(opened.here !== undefined && { here: opened.here }),
    ...(of !== undefined && { of }),
  })
  return asked.size === 0 ? '' : `?${asked.toString()}`
}

/** In full only where it is another origin than the one that leads there. */
export function appAt(house: House, { organisation, ...opened }: OpenedFor): string {
  const { id } = organisationOf(house.configuration(), organisation)
  const path = `/app/${inAddress(house, { ...opened, organisation: id })}`
  return house.phoneAddress ? new URL(path, phoneAddressOf(house)).href : path
}

/**
 * It was put in place when the app was a path of the public address, and would show for ever what
 * it has kept. A page that stands open loads itself anew when its worker changes.
 */
const leaving = `addEventListener('install', () => skipWaiting())
addEventListener('activate', (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name)
  await registration.unregister()
})()))
`

/** What stands after `#` goes along by itself, and is seen by nobody on the way. */
export function openAppLinks(server: FastifyInstance, door: Doorstep): void {
  const lead = (request: FastifyRequest<ForAdding>, reply: FastifyReply): FastifyReply => {
    door.guard.admit(request.raw)
    const to = appAt(door.house, openedFor(request.query))
    return reply.header('cache-control', 'no-store').redirect(to, 303)
  }
  server.get<ForAdding>('/app', lead)
  server.get<ForAdding>('/app/', lead)
  server.get('/app/sw.js', (request, reply) => {
    door.guard.admit(request.raw)
    return reply
      .header('cache-control', 'no-cache')
      .header('content-security-policy', "default-src 'none'")
      .type('text/javascript; charset=utf-8')
      .send(leaving)
  })
}

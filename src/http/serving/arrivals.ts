// Where other houses post their answers by SAML, and where they read who we are. A post from
// another site brings no cookie of ours: what it says is laid aside unread, and the browser is led
// to the page of its own visit. Must never believe, show or log what was posted.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Connection } from '../../domain/configuration/connection-shape.ts'
import { Refusal } from '../../domain/refusal.ts'
import { keepArrival, responseMost } from '../../domain/visits/arrivals.ts'
import { describeTo } from '../../domain/signing/own-description.ts'
import { momentOf, type Door } from '../here.ts'

interface ById {
  Params: { id: string }
}

export function openArrivals(server: FastifyInstance, door: Door): void {
  const spoken = ({ params: { id } }: FastifyRequest<ById>): Connection => {
    const { connections } = door.house.configuration()
    const found = connections.find((one) => one.id === id && one.protocol === 'saml')
    if (!found) throw new Refusal('not-found')
    return found
  }
  server.post<ById>(
    '/connections/:id/acs',
    // Base64 in a form: each sign of it may take three.
    { bodyLimit: responseMost * 2 },
    async (request, reply) => {
      const moment = momentOf(door, request.raw)
      const { id } = spoken(request)
      const { response, state } = fieldsOf(request.body)
      const handle = await keepArrival(moment, id, response)
      if (handle === undefined) throw new Refusal('unavailable', { retryAfterSeconds: 60 })
      const query = new URLSearchParams({ state, handle }).toString()
      void reply.header('cache-control', 'no-store')
      return reply.redirect(`${door.house.address.origin}/connections/${id}/callback?${query}`, 303)
    },
  )
  server.get<ById>('/connections/:id/metadata', async (request, reply) => {
    const moment = momentOf(door, request.raw)
    const { id } = spoken(request)
    return reply
      .header('cache-control', 'public, max-age=3600')
      .type('application/samlmetadata+xml')
      .send(await describeTo(moment, id))
  })
}

/** A state is one of ours or nobody's; what comes unasked has none. */
function fieldsOf(body: unknown): { response: string; state: string } {
  const fields: Readonly<Record<string, unknown>> = { ...(typeof body === 'object' && body) }
  const { SAMLResponse: response, RelayState: state } = fields
  if (typeof response !== 'string' || response.length > responseMost || response === '')
    throw new Refusal('bad-request')
  if (typeof state !== 'string' || !/^[\w-]{1,60}\.[\w-]{1,60}$/.test(state))
    throw new Refusal('bad-request')
  return { response, state }
}

// The logo of an organisation at an address of its own, kept by browsers for as long as it is the
// same. Somebody else's file: must never be a page, run anything, or be told as anything but the
// picture that it was read as.
import type { FastifyInstance } from 'fastify'
import { logoOf } from '../../domain/configuration/logo.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Doorstep } from '../here.ts'

interface Asked {
  Params: { organisation: string }
  Querystring: { v?: string | readonly string[] }
}

/** Opened by itself it is a document without an origin, and may load nothing. */
const alone = "default-src 'none'; sandbox; frame-ancestors 'none'"

export function openLogos(server: FastifyInstance, door: Doorstep): void {
  server.get<Asked>('/logo/:organisation', (request, reply) => {
    door.guard.admit(request.raw)
    const { organisations } = door.house.configuration()
    const asked = organisations.find(({ id }) => id === request.params.organisation)
    const logo = asked && logoOf(asked)
    if (!logo) throw new Refusal('not-found')
    const { type, tag, bytes } = logo
    const isThis = request.query.v === tag
    void reply
      .header('cache-control', isThis ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('etag', `"${tag}"`)
      .header('content-security-policy', alone)
      .type(type)
    return request.headers['if-none-match'] === `"${tag}"`
      ? reply.code(304).send()
      : reply.send(bytes)
  })
}

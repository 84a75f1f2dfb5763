// Addresses that programs look for by themselves: where a password is changed, and where passkeys
// are made and looked after.
import type { FastifyInstance } from 'fastify'
import { goTo } from './draw.ts'
import { hereAt, type Door } from './here.ts'

export function openWellKnown(server: FastifyInstance, door: Door): void {
  server.get('/.well-known/change-password', async (request, reply) =>
    goTo(hereAt(door, request, reply), reply, '/password'),
  )
  server.get('/.well-known/passkey-endpoints', async (request, reply) => {
    hereAt(door, request, reply)
    const at = new URL('/security', door.house.address).href
    return reply.header('cache-control', 'public, max-age=3600').send({ enroll: at, manage: at })
  })
}

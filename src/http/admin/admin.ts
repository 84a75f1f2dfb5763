// The addresses of whoever helps and administers, as JSON alone. What is asked here is admitted by
// the right that its route declares, and refused in one place. Must never open an address that
// declares none, or answer with a page.
import type { FastifyError, FastifyInstance } from 'fastify'
import { randomCaseNumber } from '../../lib/random.ts'
import { refuseForeign } from '../guard.ts'
import { hereAt, refuseForged, type Door } from '../here.ts'
import { refusalOf } from '../refusals.ts'
import { acts } from './acts.ts'
import { addresses } from './addresses.ts'
import { callers } from './callers.ts'
import { admit, stepUp, stepUpPath } from './admit.ts'
import { me } from './me.ts'
import { find, show } from './people.ts'
import { type AdminRoute, Unreadable, writtenIn } from './route.ts'
import { whatIf } from './what-if.ts'

/** Everything that is open under /admin/api. */
export const adminRoutes: readonly AdminRoute[] = [
  me,
  whatIf,
  find,
  show,
  callers,
  ...acts,
  ...addresses,
]

export async function openAdmin(server: FastifyInstance, door: Door): Promise<void> {
  server.get(stepUpPath, async (request, reply) => stepUp(hereAt(door, request, reply), reply))
  await server.register(async (admin) => {
    admin.setErrorHandler<FastifyError>((error, request, reply) => {
      if (error instanceof Unreadable)
        return reply.code(400).send({ refused: 'bad-request', fields: error.fields })
      const refusal = refusalOf(error)
      if (refusal) return reply.code(refusal.status).send({ refused: refusal.code })
      const number = randomCaseNumber()
      request.log.error({ number, cause: error }, 'a fault')
      return reply.code(500).send({ refused: 'fault', number })
    })
    for (const route of adminRoutes) openRoute(admin, door, route)
  })
}

const openRoute = (admin: FastifyInstance, door: Door, route: AdminRoute): void => {
  const { method, path, right } = route
  admin.route({
    method,
    url: path,
    async handler(request, reply) {
      void reply.header('cache-control', 'no-store')
      const here = hereAt(door, request, reply)
      refuseForeign(request.raw, door.house.address)
      const admitted = await admit(here, right)
      if ('refused' in admitted) {
        const { status, ...refused } = admitted
        return reply.code(status).send(refused)
      }
      const { written, token } = writtenIn(request)
      if (method === 'POST') refuseForged(here, token)
      return route.answer(written, admitted)
    },
  })
}

// The app on the phone, its files and its calls; and the origin that it may have to itself, served
// by the same process and told apart by Host. Must never serve a page of the sign-in there, nor
// know anybody by a cookie: the door that stands here has none.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyError, FastifyInstance } from 'fastify'
import { Refusal } from '../../domain/refusal.ts'
import { organisationOfAdding } from '../../domain/approving/adding.ts'
import { randomCaseNumber, readPlainCode } from '../../lib/random.ts'
import { bareServer, type BareParts } from '../serving/bare-server.ts'
import { openLogos } from '../serving/logos.ts'
import type { Guard } from '../guard.ts'
import { momentOf, type Doorstep } from '../here.ts'
import { refusalOf } from '../refusals.ts'
import { openPhoneApp } from './app-files.ts'
import { inAddress } from './app-links.ts'
import { guessed } from './guessing.ts'
import { openPhones } from './phone.ts'

export async function openApp(server: FastifyInstance, door: Doorstep): Promise<void> {
  await openPhones(server, door)
  openPhoneApp(server, door)
}

export interface PhoneOrigin {
  isFor(request: IncomingMessage): boolean
  answer(request: IncomingMessage, response: ServerResponse): void
  close(): Promise<void>
}

export interface PhoneOriginParts extends BareParts {
  readonly guard: Guard
}

export async function openPhoneOrigin(parts: PhoneOriginParts): Promise<PhoneOrigin> {
  const { guard } = parts
  const { house, clock, protocols, room } = parts.door
  const door: Doorstep = { house, clock, protocols, room, guard }
  const server = bareServer({ ...parts, door })
  closeWhatIsNotTheApp(server)
  await openApp(server, door)
  openShortAddress(server, door)
  openLogos(server, door)
  await server.ready()
  return {
    isFor: guard.isFor,
    answer: (request, response) => server.routing(request, response),
    close: () => server.close(),
  }
}

/** What has no policy of its own runs nothing and shows nothing. */
const noPage = "default-src 'none'; frame-ancestors 'none'"

function closeWhatIsNotTheApp(server: FastifyInstance): void {
  server.addHook('onSend', (_request, reply, _payload, done) => {
    // Two hosts of one domain may share a process in a browser that is not told.
    void reply.header('origin-agent-cluster', '?1')
    if (!reply.hasHeader('content-security-policy'))
      void reply.header('content-security-policy', noPage)
    done()
  })
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ refused: 'refused-not-found' }),
  )
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal?.retryAfterSeconds !== undefined)
      void reply.header('retry-after', refusal.retryAfterSeconds)
    if (refusal) return reply.code(refusal.status).send({ refused: `refused-${refusal.code}` })
    const number = randomCaseNumber()
    request.log.error({ number, cause: error }, 'a fault')
    return reply.code(500).send({ refused: 'fault', number })
  })
}

interface ByCode {
  Params: { code: string }
}

/** What the PC's picture holds, and what is typed by hand: both begin in the app. */
function openShortAddress(server: FastifyInstance, door: Doorstep): void {
  for (const path of ['/', '/m'])
    server.get(path, (request, reply) => {
      door.guard.admit(request.raw)
      return reply.redirect('/app/', 303)
    })
  server.get<ByCode>('/m/:code', async (request, reply) => {
    const moment = momentOf(door, request.raw)
    const add = readPlainCode(request.params.code)
    if (!/^[0-9A-Z]{8}$/.test(add)) throw new Refusal('not-found')
    const organisation = await guessed(moment, () => organisationOfAdding(moment, add))
    const asked = { add, ...(organisation !== undefined && { organisation }) }
    return reply
      .header('cache-control', 'no-store')
      .redirect(`/app/${inAddress(door.house, asked)}`, 303)
  })
}

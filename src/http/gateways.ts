// Where gateways call us: reports of what became of a message, and calls that ask what to say.
// Both stand at secret addresses; what comes in is believed to be one of a few words and nothing
// else (ATK-OTP-19). Must never show or keep what a gateway wrote.
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isCallAddress, reportSending, spokenWords } from '../domain/phones/sendings.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Incoming } from '../outside/text/gateway.ts'
import type { InOrder } from '../outside/text/in-order.ts'
import { momentOf, type Door } from './here.ts'

/** The key that asks for the code: whoever did not ask for a call just hangs up. */
const keyForCode = '1'

export async function openGateways(
  server: FastifyInstance,
  door: Door,
  gateways: InOrder,
): Promise<void> {
  await server.register(async (scope) => {
    // Signatures are over the very bytes that were sent.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    const takeReport = async (request: FastifyRequest): Promise<string> => {
      const moment = momentOf(door, request.raw)
      const reports = gateways.readReport?.(incomingFrom(request))
      if (!reports) throw new Refusal('not-found')
      for (const report of reports) await reportSending(moment, report)
      return ''
    }
    // Vendors differ in how they ask.
    scope.route({
      method: ['GET', 'POST'],
      url: '/gateways/reports/:secret',
      handler: takeReport,
    })
    scope.post<{ Params: { sending: string; secret: string } }>(
      '/gateways/calls/:sending/:secret',
      async (request, reply) => {
        const moment = momentOf(door, request.raw)
        const { sending, secret } = request.params
        const { keys } = door.house
        const spoken = isCallAddress(keys, sending, secret)
          ? await spokenWords(moment, sending)
          : undefined
        if (!spoken) throw new Refusal('not-found')
        const incoming = incomingFrom(request)
        // Somebody may be quick to answer: what became of the call is not written down yet.
        const named = spoken.gateway === undefined ? gateways.each : [gateways.find(spoken.gateway)]
        const [answered] = named.flatMap((gateway) => {
          const heard = gateway?.hear?.(incoming)
          return gateway?.speak && heard ? [{ gateway, heard, speak: gateway.speak }] : []
        })
        if (!answered) throw new Refusal('not-found')
        const said = answered.speak.call(answered.gateway, answered.heard, {
          language: spoken.language,
          callback: new URL(incoming.path.split('?')[0] ?? '', door.house.address).href,
          key: keyForCode,
          invites: spoken.invites.join(' '),
          says: spoken.says.join(' '),
        })
        return reply.type(said.type).header('cache-control', 'no-store').send(said.body)
      },
    )
  })
}

const incomingFrom = (request: FastifyRequest): Incoming => ({
  method: request.method,
  path: request.raw.url ?? '/',
  headers: Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  ),
  body: typeof request.body === 'string' ? request.body : '',
})

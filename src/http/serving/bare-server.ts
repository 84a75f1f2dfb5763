// A server before it has any address of its own: its limits, its log, its headers and its clock,
// which are alike wherever the house is met. Must never know what is asked of it.
import type { IncomingMessage } from 'node:http'
import fastify, { type FastifyInstance, type FastifyServerFactory, LogController } from 'fastify'
import { readEpoch } from '../../store/house.ts'
import { refuseByWrongClock } from '../guard.ts'
import type { Doorstep } from '../here.ts'
import type { Lines } from './lines.ts'

export interface BareParts {
  readonly door: Doorstep
  readonly lines: Lines
  readonly logLevel: 'error' | 'warn'
  /** Absent where another server hands over what is asked. */
  readonly serverFactory?: FastifyServerFactory
}

const bodyBytesMax = 32_768

export function bareServer({ door, lines, logLevel, serverFactory }: BareParts): FastifyInstance {
  const server = fastify({
    logger: { level: logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    routerOptions: { maxParamLength: 128 },
    forceCloseConnections: 'idle',
    // Whoever is heard while the server stops is answered like everybody else.
    return503OnClosing: false,
    ...(serverFactory && { serverFactory }),
  })
  setHeaders(server, door)
  goByRightClock(server, door)
  openHealth(server, door, lines)
  return server
}

function openHealth(server: FastifyInstance, door: Doorstep, lines: Lines): void {
  server.get('/health/live', () => ({ is: 'alive' }))
  server.get('/health/ready', async (_request, reply) => {
    if (lines.isLeaving()) return reply.code(503).send({ is: 'leaving' })
    await readEpoch(door.house.db)
    const clock = await door.clock.watch?.standing()
    if (clock === 'wrong') return reply.code(503).send({ is: 'clock-wrong' })
    return { is: 'ready', ...(clock === 'off' && { clock }) }
  })
}

/** Whoever asks how it stands is answered, however it stands. */
function goByRightClock(server: FastifyInstance, door: Doorstep): void {
  server.addHook('onRequest', async ({ raw }) => {
    if (!pathOf(raw).startsWith('/health/')) await refuseByWrongClock(door.clock)
  })
}

export const pathOf = ({ url = '/' }: Pick<IncomingMessage, 'url'>): string =>
  url.split('?', 1)[0] ?? '/'

function setHeaders(server: FastifyInstance, { house }: Doorstep): void {
  const secure = house.address.protocol === 'https:'
  const headers = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(secure && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }),
  }
  server.addHook('onSend', (_request, reply, _payload, done) => {
    // The app on the phone scans with the camera, and has said so itself.
    const own = reply.getHeader('permissions-policy')
    void reply.headers(own === undefined ? headers : { ...headers, 'permissions-policy': own })
    done()
  })
}

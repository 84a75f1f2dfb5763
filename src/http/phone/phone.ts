// The door of the phones: one address for each call, JSON in and JSON out, without a cookie. Who
// speaks is known by a signature and by nothing else.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readMessage, count, type ReadMessage } from '../../domain/approving/hearing.ts'
import { awaitingOf } from '../../domain/approving/moving.ts'
import { newPhoneOf } from '../../domain/approving/adding.ts'
import { heardAs } from '../../domain/approving/newcomers.ts'
import { phoneAddressOf } from '../../domain/approving/own-origin.ts'
import { PhoneRefused } from '../../domain/approving/refused.ts'
import type { Moment } from '../../domain/moment.ts'
import { randomCaseNumber } from '../../lib/random.ts'
import { lockProofShape, phoneErrors, type Said, saidShapes } from '../../shapes/phone-said.ts'
import { refuseForeign } from '../guard.ts'
import { languageOf, momentOf, type Doorstep } from '../here.ts'
import { refusalOf } from '../refusals.ts'
import { openLine } from '../waiting/line.ts'
import { calls, type Called } from './calls.ts'

const calledShape = z.strictObject({
  said: z.string().max(16_384).default(''),
  code: z.string().max(64).default(''),
  lock: lockProofShape.exactOptional(),
})

const root = '/app/api'

export async function openPhones(server: FastifyInstance, door: Doorstep): Promise<void> {
  await server.register(async (phones) => {
    phones.setErrorHandler<FastifyError>((error, request, reply) => {
      if (error instanceof PhoneRefused)
        return reply.code(phoneErrors[error.word]).send({ error: error.word, ...error.more })
      const refusal = refusalOf(error)
      if (refusal?.status === 503) return reply.code(503).send({ error: 'unavailable' })
      if (refusal) return reply.code(refusal.status).send({ error: 'bad-message' })
      const number = randomCaseNumber()
      request.log.error({ number, cause: error }, 'a fault')
      return reply.code(500).send({ error: 'unavailable', number })
    })
    for (const [act, call] of Object.entries(calls))
      phones.post(`${root}/${act}`, async (request, reply) => {
        void reply.header('cache-control', 'no-store')
        return call(calledBy(request, door), momentAt(request, door), door)
      })
    phones.post(`${root}/hear`, async (request, reply) => hear(request, reply, door))
  })
}

/** A phone has a language and says what it is; it has no cookies, and none is read. */
function momentAt(request: FastifyRequest, door: Doorstep): Moment {
  const moment = momentOf(door, request.raw)
  return {
    ...moment,
    language: languageOf(request.headers['accept-language']),
    from: { ...moment.from, says: request.headers['user-agent'] ?? '' },
  }
}

function calledBy(request: FastifyRequest, door: Doorstep): Called {
  refuseForeign(request.raw, phoneAddressOf(door.house))
  const called = calledShape.safeParse(request.body ?? {})
  if (!called.success) throw new PhoneRefused('bad-message')
  return called.data
}

interface Hearing {
  readonly id: string
  /** Absent while it counts for nobody. */
  readonly person?: string
}

/** An app that is open hears that something waits, and looks anew. */
async function hear(
  request: FastifyRequest,
  reply: FastifyReply,
  door: Doorstep,
): Promise<FastifyReply> {
  const moment = momentAt(request, door)
  const message = readMessage(saidShapes.hear, calledBy(request, door).said, moment)
  const { id, person } = await heardAs<Hearing>(message, moment, {
    async standing(phone) {
      await count(moment, phone, message.said)
      return phone
    },
    newcomer: async () => ({ id: await newcomerOf(message, moment) }),
  })
  const tell = (): void => {
    if (reply.raw.writableEnded) return
    reply.raw.write('data: moved\n\n')
    // It counts from now on, or never will: what waits for its person is heard on another line.
    if (person === undefined) reply.raw.end()
  }
  openLine(reply, door.room, {
    browser: id,
    ids: [id, ...(person === undefined ? [] : [person])],
    // It looks by itself.
    async look() {
      tell()
      return undefined
    },
    hears() {
      tell()
      return true
    },
  })
  return reply
}

/** One that an account moves to, or one that is being added: its message was counted. */
async function newcomerOf(message: ReadMessage<Said<'hear'>>, moment: Moment): Promise<string> {
  const awaits = await awaitingOf(moment, message)
  if (awaits && typeof message.by === 'string') return message.by
  return (await newPhoneOf(moment, message)).id
}

// The link of a receipt that says «Det var ikke meg». Looking at it changes nothing; the press
// freezes the account, and nothing here can open it again.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { findFreeze, freeze } from '../../domain/methods/freezing.ts'
import type { Way } from '../../shapes/screen.ts'
import { show } from '../draw.ts'
import { answerOf, hereAt, tellProtocols, type Door, type Here } from '../here.ts'

interface ByToken {
  Params: { token: string }
}

const help: Way = { to: '/help', word: 'get-help' }
const start: Way = { to: '/', word: 'start-page' }

export function openFreezes(server: FastifyInstance, door: Door): void {
  server.get<ByToken>('/freeze/:token', async (request, reply) => {
    const here = hereAt(door, request, reply)
    const person = await findFreeze(here.moment, request.params.token)
    if (!person) return unknown(here, reply)
    return show(here, reply, {
      look: person.login,
      question: 'freeze',
      may: ['help'],
      screen: {
        kind: 'confirm',
        about: 'freeze',
        account: person.login,
        choices: ['freeze'],
        ways: [start],
      },
    })
  })
  server.post<ByToken>('/freeze/:token', async (request, reply) => {
    const here = hereAt(door, request, reply)
    answerOf(here, request)
    const isFrozen = await freeze(here.moment, request.params.token, tellProtocols(door))
    if (!isFrozen) return unknown(here, reply)
    return show(here, reply, { screen: { kind: 'notice', about: 'frozen', ways: [help] } })
  })
}

const unknown = (here: Here, reply: FastifyReply): FastifyReply =>
  show(here, reply, {
    status: 404,
    screen: { kind: 'notice', about: 'freeze-unknown', ways: [help, start] },
  })

// The page for whoever is on the telephone with the helpdesk. Looking at it changes nothing; a
// press shows a code of this browser. Must never say whose it is: whoever helps is told that.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { codeShown, showCode } from '../domain/people/helping/callers.ts'
import { findSessions } from '../domain/sessions/sessions.ts'
import { countVisit } from '../domain/visits/visit-flood.ts'
import { sayPlainCode } from '../lib/random.ts'
import { goTo, show } from './draw.ts'
import { answerOf, hereAt, type Door, type Here } from './here.ts'

const page = '/help/caller'

export function openCallers(server: FastifyInstance, door: Door): void {
  server.get(page, async (request, reply) => draw(hereAt(door, request, reply), reply))
  server.post(page, async (request, reply) => {
    const here = hereAt(door, request, reply)
    answerOf(here, request)
    const { moment } = here
    // One row for a browser; a browser costs nothing, so an address is counted as for visits.
    countVisit(moment)
    const [session] = await findSessions(moment, here.jar.hashes)
    await showCode(moment, session?.person_id)
    return goTo(here, reply, page)
  })
}

async function draw(here: Here, reply: FastifyReply): Promise<FastifyReply> {
  const code = await codeShown(here.moment)
  return show(here, reply, {
    question: 'caller',
    may: ['help'],
    screen: {
      kind: 'caller',
      ...(code && {
        of: {
          code: sayPlainCode(code.code),
          pair: code.pair,
          until: code.expiresAt.toISOString(),
          isUsed: code.isUsed,
        },
      }),
    },
  })
}

// The line to somebody who waits: server-sent events, one word at a time. Must never hold more of
// a request than the line itself.
import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Place, WaitingPage, WaitingRoom } from './room.ts'

/** Says a word to whoever is still there; one that was said last is no news. */
export function sayingOn(response: ServerResponse): (word: string) => void {
  let last = ''
  return (word) => {
    if (word === last || response.destroyed) return
    last = word
    response.write(`data: ${word}\n\n`)
  }
}

/** Whoever is told from now on hears it here, until one of us hangs up. */
export function openLine(
  reply: FastifyReply,
  room: WaitingRoom,
  who: Omit<WaitingPage, 'beat' | 'end'>,
): Place {
  const { raw: response } = reply
  const { raw: request } = reply.request
  const beat = (): void => void response.write(':\n\n')
  const place = room.enter({ ...who, beat, end: () => void response.end() })
  reply.hijack()
  response.on('close', place.leave)
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  beat()
  // Read by now, and as large as the line itself: it may stand for an hour.
  request.headers = {}
  request.rawHeaders.length = 0
  return place
}

// Pages that wait: each hears by itself when what it is about has moved (server-sent events). It is
// told a word and never a fact; without script the page has a button that asks. Must never keep a
// server from stopping.
import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { Refusal } from '../domain/refusal.ts'
import { look, withSent, type Walk } from '../flows/walk.ts'
import { askerOf, hereAt, type Door, type Here } from './here.ts'

export interface WaitingRoom {
  /** Something has moved, by its id; no id: anything may have. */
  tell(id: string): void
  enter(line: Waiting): () => void
  close(): void
}

interface Waiting {
  readonly browser: string
  readonly ids: readonly string[]
  /** Looks again, and says what is new. */
  moved(): void
  beat(): void
  end(): void
}

const beatMilliseconds = 15_000
const linesMost = 5000
const linesEachMost = 6

export function openWaitingRoom(): WaitingRoom {
  const lines = new Set<Waiting>()
  // One clock for all of them.
  const timer = setInterval(() => {
    for (const line of lines) line.beat()
  }, beatMilliseconds)
  timer.unref()
  return {
    tell(id) {
      for (const line of lines) if (id === '' || line.ids.includes(id)) line.moved()
    },
    enter(line) {
      const mine = [...lines].filter(({ browser }) => browser === line.browser)
      if (mine.length >= linesEachMost || lines.size >= linesMost)
        throw new Refusal('too-many-requests')
      lines.add(line)
      return () => void lines.delete(line)
    },
    close() {
      clearInterval(timer)
      for (const line of lines) line.end()
      lines.clear()
    },
  }
}

/** What the page shows, as far as it may change while it stands. */
const stateOf = ({ visit, facts }: Walk): string => `${visit.version}.${stateIn(facts)}`

const stateIn = ({ sent, handedOver, challenged }: Walk['facts']): string =>
  sent?.state ?? handedOver?.state ?? challenged?.came ?? challenged?.state ?? 'none'

/**
 * What became of it while the question stayed, or that another one stands; nothing new: nothing.
 */
function newsOf(now: string, told: string): string | undefined {
  if (now === told) return undefined
  const [question, state] = now.split('.')
  return question === told.split('.')[0] ? state : 'moved'
}

/** What may come by itself: a message on its way, a phone or a person that is not done. */
const waited: ReadonlySet<string> = new Set([
  'asked',
  'sent',
  'waiting',
  'opened',
  'found',
  'brought',
  'agreed',
  'done',
])

/** Where the page of a walk hears news; nothing where it waits for nothing. */
export const waitAddress = (here: Here, walk: Walk): string | undefined => {
  const state = stateIn(walk.facts)
  const isWaiting = waited.has(state)
  // Drawn when all was done already, it is told so at once, and goes on like the others.
  const drawn = state === 'done' ? `${walk.visit.version}.waiting` : stateOf(walk)
  return isWaiting ? `${here.path}/wait?at=${drawn}` : undefined
}

export function openWaits(server: FastifyInstance, door: Door): void {
  const { room } = door
  server.addHook('preClose', (done) => {
    room.close()
    done()
  })
  server.get<{ Params: { ref: string }; Querystring: { at?: string } }>(
    '/visit/:ref/wait',
    async (request, reply) => {
      const here = hereAt(door, request, reply)
      const { ref } = request.params
      const read = async (): Promise<Walk> =>
        withSent(await look(here.moment, ref, askerOf(here)), here.moment)
      const walk = await read()
      const drawn = request.query.at ?? ''
      // Asked for, where nothing can be told.
      if (here.wantsJson) return reply.send({ news: newsOf(stateOf(walk), drawn) })
      const sending = Object.values(walk.facts.open ?? {}).flatMap((open) => open.sending ?? [])
      const line = lineTo(reply.raw, read, drawn)
      const leave = room.enter({
        browser: here.moment.browser ?? '',
        ids: [ref, ...sending],
        ...line,
      })
      reply.hijack()
      reply.raw.on('close', () => {
        leave()
        line.close()
      })
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      line.beat()
      // It is heard before it is read: nothing can move unseen in between.
      line.moved()
    },
  )
}

function lineTo(
  response: ServerResponse,
  read: () => Promise<Walk>,
  drawn: string,
): Pick<Waiting, 'moved' | 'beat' | 'end'> & { close(): void } {
  let told = drawn
  let timer: NodeJS.Timeout | undefined
  const end = (): void => void response.end()
  const moved = (): void => {
    read()
      .then((walk) => {
        if (response.destroyed) return
        // Nobody tells of what the clock alone changes.
        const { secondsLeft } = walk.facts.challenged ?? {}
        clearTimeout(timer)
        if (secondsLeft !== undefined) timer = setTimeout(moved, secondsLeft * 1000).unref()
        const now = stateOf(walk)
        if (now === told) return
        const news = newsOf(now, told)
        told = now
        response.write(`data: ${news}\n\n`)
      })
      // The visit is over, or somebody else's by now: the page finds out when it asks.
      .catch(end)
  }
  return {
    moved,
    close: () => clearTimeout(timer),
    beat: () => void response.write(':\n\n'),
    end,
  }
}

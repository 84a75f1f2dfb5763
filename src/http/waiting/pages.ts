// Pages that wait: each hears by itself when what it is about has moved (server-sent events). It is
// told a word and never a fact; without script the page has a button that asks. Must never hold
// more of a request than it takes to look again.
import type { FastifyInstance } from 'fastify'
import { glance, withSent, type Walk } from '../../flows/walk.ts'
import { askerOf, hereAt, type Door, type Here } from '../here.ts'
import { openLine, sayingOn } from './line.ts'
import type { WaitingPage } from './room.ts'

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
      const read = reading(here, ref)
      const walk = await read()
      const drawn = request.query.at ?? ''
      // Asked for, where nothing can be told.
      if (here.wantsJson) return reply.send({ news: newsOf(stateOf(walk), drawn) })
      const sending = Object.values(walk.facts.open ?? {}).flatMap((open) => open.sending ?? [])
      const line = openLine(reply, room, {
        browser: here.moment.browser ?? '',
        ids: [ref, ...sending],
        ...pageAt(sayingOn(reply.raw), read, { drawn, isAsking: isAsking(walk) }),
      })
      // It is heard before it is read: nothing can move unseen in between.
      line.look()
    },
  )
}

/** As it stands whenever it is asked, and not when the page was opened. */
function reading({ door, moment, ...here }: Here, ref: string): () => Promise<Walk> {
  const asker = askerOf({ door, moment, ...here })
  return async () => {
    const now = { ...moment, now: door.clock.now() }
    return withSent(await glance(now, ref, asker), now)
  }
}

const isAsking = ({ facts }: Walk): boolean => facts.challenged !== undefined

function pageAt(
  say: (word: string) => void,
  read: () => Promise<Walk>,
  at: { readonly drawn: string; readonly isAsking: boolean },
): Pick<WaitingPage, 'look' | 'hears'> {
  let { drawn: told, isAsking: asks } = at
  return {
    hears(word) {
      // A page that has gone on to another question must not be sent on by an answer to the first.
      if (word !== 'moved' && !asks) return false
      say(word)
      return true
    },
    async look() {
      const walk = await read()
      asks = isAsking(walk)
      const now = stateOf(walk)
      const news = newsOf(now, told)
      told = now
      if (news !== undefined) say(news)
      // Nobody tells of what the clock alone changes.
      return walk.facts.challenged?.secondsLeft
    },
  }
}

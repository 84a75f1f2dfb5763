// The phone that the set-up is handed over to: the code from the picture, or typed. Looking changes
// nothing and says whose account it is; the press opens a visit that can set up one method. Must
// never sign anybody in.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isAddingCode } from '../../domain/approving/adding.ts'
import {
  findHandOver,
  handOverEnd,
  openHandOver,
  type FoundHandOver,
} from '../../domain/visits/hand-overs.ts'
import type { Try } from '../../domain/throttles/counts.ts'
import { forgive } from '../../domain/throttles/forgiving.ts'
import { countTry } from '../../domain/throttles/throttles.ts'
import { readPlainCode } from '../../lib/random.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { Notice, Way } from '../../shapes/screen.ts'
import { goTo, show } from '../draw.ts'
import { answerOf, hereAt, type Door, type Here } from '../here.ts'

interface ByCode {
  Params: { code: string }
}

const typing = '/m'

export function openHandOvers(server: FastifyInstance, door: Door): void {
  server.get(typing, async (request, reply) => askCode(hereAt(door, request, reply), reply))
  server.post(typing, async (request, reply) => {
    const here = hereAt(door, request, reply)
    const code = readPlainCode(answerOf(here, request).code ?? '')
    if (code === '') return askCode(here, reply, { code: 'code-missing', field: 'code' })
    if (!(await find(here, code)) && !(await isAddingCode(here.moment, code)))
      return askCode(here, reply, { code: 'wrong-code', field: 'code' })
    return goTo(here, reply, `${typing}/${encodeURIComponent(code)}`)
  })
  server.get(handOverEnd, async (request, reply) =>
    tell(hereAt(door, request, reply), reply, 'hand-over-done'),
  )
  server.get<ByCode>(`${typing}/:code`, async (request, reply) => {
    const here = hereAt(door, request, reply)
    const { code } = request.params
    const found = await find(here, code)
    // A phone that is added to approve goes on in the app.
    if (!found && (await isAddingCode(here.moment, code)))
      return goTo(here, reply, `/app/?add=${readPlainCode(code)}`)
    return showWhose(here, reply, found)
  })
  server.post<ByCode>(`${typing}/:code`, async (request, reply) => {
    const here = hereAt(door, request, reply)
    answerOf(here, request)
    const { code } = request.params
    const found = await find(here, code)
    const ref = found && (await openHandOver(here.moment, code, deviceOf(request)))
    return ref ? goTo(here, reply, `/visit/${ref}`) : showWhose(here, reply, await find(here, code))
  })
}

/**
 * Forty bits that live five minutes: a guess counts for its address and for the house, and what
 * waits is answered as what nobody has.
 */
async function find({ moment }: Here, code: string): Promise<FoundHandOver | undefined> {
  const tried: Try = { purpose: 'hand-over', familiar: false }
  const { waitUntil } = await countTry(moment, tried)
  const found = waitUntil ? undefined : await findHandOver(moment, code)
  if (found) await forgive(moment, tried)
  return found
}

const askCode = (here: Here, reply: FastifyReply, problem?: Problem): FastifyReply =>
  show(here, reply, {
    screen: { kind: 'on-phone' },
    problem,
    question: 'hand-over',
    may: ['help'],
  })

function showWhose(
  here: Here,
  reply: FastifyReply,
  found: FoundHandOver | undefined,
): FastifyReply {
  if (found?.state !== 'fresh')
    return tell(here, reply, found ? `hand-over-${found.state}` : 'hand-over-unknown')
  const { name, login: account, pair } = found
  return show(here, reply, {
    look: account,
    screen: { kind: 'on-phone', of: { name, account, pair } },
    question: 'hand-over',
    may: ['help'],
  })
}

type Told = Extract<Notice, `hand-over-${string}`>

const statuses: Readonly<Record<Told, number>> = {
  'hand-over-done': 200,
  'hand-over-over': 410,
  'hand-over-used': 410,
  'hand-over-unknown': 404,
}

function tell(here: Here, reply: FastifyReply, about: Told): FastifyReply {
  const code: Way = { to: typing, word: 'enter-phone-code' }
  const help: Way = { to: '/help', word: 'get-help' }
  const ways = about === 'hand-over-done' ? [] : [code, help]
  return show(here, reply, { status: statuses[about], screen: { kind: 'notice', about, ways } })
}

const kindsOfDevice = [
  ['iphone', /\biPhone\b/],
  ['ipad', /\biPad\b/],
  ['android', /\bAndroid\b/],
  ['windows', /\bWindows\b/],
  ['mac', /\bMacintosh\b/],
] as const

/** As the browser says it is: told to whoever waits, and nothing rests on it. */
function deviceOf(request: FastifyRequest): string {
  const agent = request.headers['user-agent'] ?? ''
  return kindsOfDevice.find(([, says]) => says.test(agent))?.[0] ?? 'other'
}

// The phone that the set-up is handed over to: the code from the picture, or typed. Looking changes
// nothing and says whose account it is; the press opens a visit that can set up one method. Must
// never sign anybody in.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { organisationOfAdding } from '../../domain/approving/adding.ts'
import { phoneAddressOf } from '../../domain/approving/own-origin.ts'
import { wayBack } from '../../domain/approving/way-back.ts'
import {
  findHandOver,
  handOverEnd,
  openHandOver,
  type FoundHandOver,
} from '../../domain/visits/hand-overs.ts'
import { readPlainCode } from '../../lib/random.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { Notice } from '../../shapes/notice.ts'
import type { Way } from '../../shapes/screen.ts'
import { goTo, show } from '../draw.ts'
import { answerOf, hereAt, type Door, type Here } from '../here.ts'
import { appAt, openedFor } from './app-links.ts'
import { guessed } from './guessing.ts'

interface ByCode {
  Params: { code: string }
  Querystring: { here?: string }
}

const typing = '/m'

export function openHandOvers(server: FastifyInstance, door: Door): void {
  server.get(typing, async (request, reply) => askCode(hereAt(door, request, reply), reply))
  server.post(typing, async (request, reply) => {
    const here = hereAt(door, request, reply)
    const code = readPlainCode(answerOf(here, request).code ?? '')
    if (code === '') return askCode(here, reply, { code: 'code-missing', field: 'code' })
    if (!(await find(here, code)))
      return askCode(here, reply, { code: 'wrong-code', field: 'code' })
    return goTo(here, reply, `${typing}/${encodeURIComponent(code)}`)
  })
  server.get(handOverEnd, async (request, reply) =>
    tell(hereAt(door, request, reply), reply, 'hand-over-done'),
  )
  // From the app on the phone that the page stands on too; elsewhere there is nothing to go back
  // to.
  server.get<{ Params: { of: string } }>(`${typing}/back/:of`, async (request, reply) => {
    const here = hereAt(door, request, reply)
    const ref = await wayBack(here.moment, request.params.of)
    return ref === undefined
      ? tell(here, reply, 'hand-over-done')
      : goTo(here, reply, `/visit/${ref}`)
  })
  server.get<ByCode>(`${typing}/:code`, async (request, reply) => {
    const here = hereAt(door, request, reply)
    return showWhose(here, reply, request.params.code, request.query)
  })
  server.post<ByCode>(`${typing}/:code`, async (request, reply) => {
    const here = hereAt(door, request, reply)
    answerOf(here, request)
    const { code } = request.params
    const found = await find(here, code)
    const ref = found && (await openHandOver(here.moment, code, deviceOf(request)))
    return ref ? goTo(here, reply, `/visit/${ref}`) : showWhose(here, reply, code)
  })
}

/** A phone that is added to approve goes on in the app. */
interface ForApp {
  readonly state: 'app'
  readonly organisation: string
}

const find = ({ moment }: Here, code: string): Promise<FoundHandOver | ForApp | undefined> =>
  guessed(moment, async () => {
    const handOver = await findHandOver(moment, code)
    if (handOver) return handOver
    const organisation = await organisationOfAdding(moment, code)
    return organisation === undefined ? undefined : { state: 'app', organisation }
  })

/** The form may lead on to the app, which may have an origin of its own. */
const askCode = (here: Here, reply: FastifyReply, problem?: Problem): FastifyReply =>
  show(here, reply, {
    leadsTo: [phoneAddressOf(here.door.house).origin],
    screen: { kind: 'on-phone' },
    problem,
    question: 'hand-over',
    may: ['help'],
  })

async function showWhose(
  here: Here,
  reply: FastifyReply,
  code: string,
  asked: ByCode['Querystring'] = {},
): Promise<FastifyReply> {
  const found = await find(here, code)
  if (found?.state === 'app') {
    const { organisation } = found
    return goTo(
      here,
      reply,
      appAt(here.door.house, { ...openedFor(asked), add: readPlainCode(code), organisation }),
    )
  }
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

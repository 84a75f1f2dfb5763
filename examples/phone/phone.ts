// The demo's SMS gateway and the phones behind it: takes messages and calls over a small JSON API,
// shows them on one page, and tells the house what became of them. On this machine only; whatever
// is shown here would be a secret anywhere else.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { drawPhones, type Arrived, type ShownCall, policy } from './page.ts'

/**
 * `POST /messages`, with `Authorization: Bearer` where the phone has a secret. 201 `{ reference }`
 * means taken; 422 `{ refused }` means that the number never gets anything. The same id is
 * delivered once, however often it is asked for. What became of it is posted to `report`: `{ id,
 * reference, state, at }`.
 */
const messageShape = z.object({
  id: z.string(),
  to: z.string(),
  text: z.string(),
  sender: z.string(),
  report: z.url().optional(),
})
/**
 * `POST /calls`, answered in the same way. When somebody answers, and for each key, `{ call, key }`
 * is posted to `callback`, and `{ language, say, keyTo }` comes back; without `keyTo` it hangs up.
 */
const callShape = z.object({
  id: z.string(),
  to: z.string(),
  extension: z.string().optional(),
  language: z.string(),
  callback: z.url(),
})
const spokenShape = z.object({ say: z.array(z.string()), keyTo: z.url().optional() })

export type Asked = z.infer<typeof messageShape>
type AskedCall = z.infer<typeof callShape>

/** How a test wants one message to go wrong. */
export interface Plan {
  /** Waited for before the message is taken, and before we answer. */
  readonly before?: Promise<unknown>
  readonly after?: Promise<unknown>
  readonly refuse?: { readonly status: number; readonly body: string }
  /** How often it arrives. */
  readonly times?: number
}

export interface PhoneSettings {
  readonly port: number
  readonly secret?: string
  /** A file that messages are added to, so that they stand there after a restart. */
  readonly keepIn?: string
  readonly plan?: (asked: Asked) => Plan
  readonly onArrival?: () => void
}

export interface Phone {
  readonly port: number
  /** Oldest first. */
  readonly arrived: readonly Arrived[]
  readonly calls: readonly ShownCall[]
  /** Arrives now, and the house is told. */
  deliver(asked: Asked): Promise<void>
  tell(asked: Asked, state: 'sent' | 'delivered' | 'failed'): Promise<void>
  answer(call: string): Promise<void>
  press(call: string, key: string): Promise<void>
  close(): Promise<void>
}

interface LiveCall extends ShownCall {
  said: string[]
  state: ShownCall['state']
  keyTo: string | undefined
}

export async function startPhone(settings: PhoneSettings): Promise<Phone> {
  const arrived: Arrived[] = readKept(settings.keepIn)
  const calls: LiveCall[] = []
  const taken = new Set<string>()

  async function tell(asked: Asked, state: 'sent' | 'delivered' | 'failed'): Promise<void> {
    const at = new Date().toISOString()
    const report = { id: asked.id, reference: referenceOf(asked.id), state, at }
    if (asked.report) await post(asked.report, report)
  }
  async function deliver(asked: Asked): Promise<void> {
    const { id, to, text, sender } = asked
    const message: Arrived = { id, to, text, sender, at: new Date().toISOString() }
    arrived.push(message)
    const { keepIn } = settings
    if (keepIn) appendFileSync(keepIn, `${JSON.stringify(message)}\n`, { mode: 0o600 })
    settings.onArrival?.()
    await tell(asked, 'delivered')
  }
  const isNew = (id: string): boolean => !taken.has(id) && taken.add(id).size > 0
  async function take(asked: Asked, response: ServerResponse): Promise<void> {
    const plan = settings.plan?.(asked) ?? {}
    await plan.before
    if (plan.refuse) return endJson(response, plan.refuse.status, plan.refuse.body)
    const times = isNew(asked.id) ? (plan.times ?? 1) : 0
    for (let time = 0; time < times; time += 1) await deliver(asked)
    await plan.after
    endJson(response, 201, JSON.stringify({ reference: referenceOf(asked.id) }))
  }
  function ring(asked: AskedCall, response: ServerResponse): void {
    const { id, to, extension } = asked
    if (isNew(id)) {
      const at = new Date().toISOString()
      const more = extension === undefined ? {} : { extension }
      calls.push({ id, to, at, state: 'ringing', said: [], keyTo: asked.callback, ...more })
    }
    endJson(response, 201, JSON.stringify({ reference: referenceOf(id) }))
  }
  /** Without a key somebody, or something, has answered. */
  async function speak(id: string, key?: string): Promise<void> {
    const call = calls.find((one) => one.id === id)
    if (!call?.keyTo || (key === undefined) !== (call.state === 'ringing')) return
    call.state = 'talking'
    const answer = await post(call.keyTo, { call: id, ...(key !== undefined && { key }) })
    const spoken = spokenShape.safeParse(answer)
    call.said.push(...(spoken.data?.say ?? []))
    call.keyTo = spoken.data?.keyTo
    if (!call.keyTo) call.state = 'ended'
  }

  const phone = { arrived, calls, take, ring, speak, settings }
  const server = createServer((request, response) => {
    serve(request, response, phone).catch(() => end(response, 500, ''))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(settings.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : settings.port,
    arrived,
    calls,
    deliver,
    tell,
    answer: (call) => speak(call),
    press: speak,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

const referenceOf = (id: string): string => `phone-${id}`

/** The house may be away: the message has arrived all the same. */
async function post(address: string, body: object): Promise<unknown> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return await answer.json()
  } catch {
    return undefined
  }
}

function readKept(path: string | undefined): Arrived[] {
  if (!path || !existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line): Arrived[] => {
      try {
        return [JSON.parse(line)]
      } catch {
        return [] // a line cut short by a crash
      }
    })
}

interface Serving {
  readonly arrived: readonly Arrived[]
  readonly calls: readonly ShownCall[]
  readonly settings: PhoneSettings
  take(asked: Asked, response: ServerResponse): Promise<void>
  ring(asked: AskedCall, response: ServerResponse): void
  speak(call: string, key?: string): Promise<void>
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  phone: Serving,
): Promise<void> {
  // A name that a stranger's page could make point here would let it read the codes (DNS
  // rebinding).
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (host !== 'localhost' && host !== '127.0.0.1') return end(response, 421, '')
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (request.method === 'POST') return await servePost(request, response, pathname, phone)
  const { arrived, calls } = phone
  const state = `${arrived.length}-${calls.map((one) => one.state + one.said.length).join()}`
  if (pathname === '/state') return end(response, 200, state)
  if (pathname !== '/') return end(response, 404, '')
  response.setHeader('content-type', 'text/html; charset=utf-8')
  end(response, 200, drawPhones({ arrived, calls, state }))
}

async function servePost(
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
  phone: Serving,
): Promise<void> {
  const body = await bodyOf(request)
  if (pathname === '/key') {
    // Pressed on our own page, and on no other.
    if (request.headers.origin !== `http://${request.headers.host}`) return end(response, 403, '')
    const fields = new URLSearchParams(body)
    await phone.speak(fields.get('call') ?? '', fields.get('key') ?? undefined)
    response.setHeader('location', '/')
    return end(response, 303, '')
  }
  const { secret } = phone.settings
  if (secret && request.headers.authorization !== `Bearer ${secret}`) return end(response, 401, '')
  if (!request.headers['content-type']?.startsWith('application/json'))
    return end(response, 415, '')
  const asked = pathname === '/calls' ? callShape.safeParse(parsed(body)) : undefined
  if (asked?.success) return phone.ring(asked.data, response)
  const message = pathname === '/messages' ? messageShape.safeParse(parsed(body)) : undefined
  if (message?.success) return await phone.take(message.data, response)
  end(response, asked || message ? 400 : 404, '')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function endJson(response: ServerResponse, status: number, body: string): void {
  response.setHeader('content-type', 'application/json')
  end(response, status, body)
}

function end(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status
  response.setHeader('content-security-policy', policy)
  response.setHeader('referrer-policy', 'same-origin')
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  response.end(text)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) {
    text += piece
    if (text.length > 10_000) throw new Error('Too long for an SMS')
  }
  return text
}

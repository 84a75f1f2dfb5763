// The phones of the attacks, behind an SMS gateway under our control that speaks as the demo's
// phone does. It keeps what it was asked and tells the house nothing by itself: a case brings its
// reports and presses its keys.
import { createServer, type IncomingMessage } from 'node:http'
import { z } from 'zod'
import type { GatewayPart } from '../../src/settings.ts'

const messageShape = z.strictObject({
  id: z.string(),
  to: z.string(),
  text: z.string(),
  sender: z.string(),
  report: z.url(),
})
const callShape = z.strictObject({
  id: z.string(),
  to: z.string(),
  extension: z.string().optional(),
  from: z.string(),
  language: z.string(),
  callback: z.url(),
})
export type Message = z.infer<typeof messageShape>
export type Call = z.infer<typeof callShape>

export interface Phones {
  /** What it was asked, in order. */
  readonly messages: readonly Message[]
  readonly calls: readonly Call[]
  /** Numbers that get nothing, and why. */
  readonly refuses: Map<string, string>
  readonly settings: GatewayPart
  /** How long it thinks before it answers, as those of the world do. */
  answersAfterMilliseconds: number
  /** The code that came last to a number; empty where none has come. */
  codeTo(number: string): string
  messagesTo(number: string): readonly Message[]
  close(): Promise<void>
}

const secret = 'the-secret-of-the-gateway-that-is-attacked'

export async function openPhones(): Promise<Phones> {
  const messages: Message[] = []
  const calls: Call[] = []
  const refuses = new Map<string, string>()

  async function answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const asked: unknown = JSON.parse(await bodyOf(request))
    if (request.headers.authorization !== `Bearer ${secret}`) return { status: 401, body: {} }
    const isCall = request.url === '/calls'
    const { id, to } = (isCall ? callShape : messageShape).parse(asked)
    const refused = isCall ? undefined : refuses.get(to)
    if (refused !== undefined) return { status: 422, body: { refused } }
    if (isCall) calls.push(callShape.parse(asked))
    else messages.push(messageShape.parse(asked))
    return { status: 201, body: { reference: `ref-${id}` } }
  }
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      setTimeout(() => response.end(JSON.stringify(body)), phones.answersAfterMilliseconds)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  const port = typeof at === 'object' && at ? at.port : 0
  const messagesTo = (number: string) => messages.filter(({ to }) => to === number)
  const phones: Phones = {
    answersAfterMilliseconds: 0,
    messages,
    calls,
    refuses,
    settings: {
      preset: 'demo',
      address: `http://127.0.0.1:${port}`,
      secret,
      callsFrom: '+4799999900',
      currency: 'NOK',
    },
    messagesTo,
    codeTo: (number) => /\d{6}/.exec(messagesTo(number).at(-1)?.text ?? '')?.[0] ?? '',
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return phones
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += piece
  return text
}

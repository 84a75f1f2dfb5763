// The push service of a browser on this machine, in the words that Firefox speaks with Mozilla's
// over a WebSocket: what is posted to an address it gave is handed on, and the browser says what
// became of it. It also serves the page and the service worker that listen.
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

/** What the browser makes of a body: it could be read, or not. */
export const readWell = 100
export const notRead = 101

export interface BrowserPush {
  readonly port: number
  /** The bodies that were posted, in their order. */
  readonly posted: readonly Buffer[]
  /** What the browser said of each that was handed on, in their order. */
  readonly words: readonly number[]
  /** Hands a body on that nobody posted. */
  handOn(path: string, body: Buffer): void
  close(): Promise<void>
}

const said = z.discriminatedUnion('messageType', [
  z.object({ messageType: z.literal('hello') }),
  z.object({ messageType: z.literal('register'), channelID: z.string() }),
  z.object({
    messageType: z.literal('ack'),
    updates: z.array(z.object({ code: z.number().optional() })),
  }),
  z.object({ messageType: z.literal('unregister'), channelID: z.string() }),
])

const pages: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': ['text/html', '<!doctype html><html lang="en"><title>A phone</title>'],
  '/worker.js': [
    'text/javascript',
    `addEventListener('push', (event) => event.waitUntil(
       clients.matchAll({ includeUncontrolled: true }).then((pages) =>
         pages.forEach((page) => page.postMessage(event.data.text())))))`,
  ],
}

export async function openBrowserPush(): Promise<BrowserPush> {
  let browser: WebSocket | undefined
  const posted: Buffer[] = []
  const words: number[] = []
  const sockets = new WebSocketServer({ noServer: true })
  const tell = (message: unknown): void => browser?.send(JSON.stringify(message))
  const hear = (text: string): void => {
    const message = said.safeParse(JSON.parse(text)).data
    const { messageType } = message ?? {}
    if (message?.messageType === 'hello')
      tell({ messageType, uaid: randomBytes(16).toString('hex'), status: 200, use_webpush: true })
    if (message?.messageType === 'register') {
      const { channelID } = message
      tell({ messageType, channelID, status: 200, pushEndpoint: `${origin}/push/${channelID}` })
    }
    if (message?.messageType === 'ack') words.push(...message.updates.map(({ code = 0 }) => code))
  }
  const handOn = (path: string, body: Buffer): void =>
    tell({
      messageType: 'notification',
      channelID: path.replace('/push/', ''),
      version: randomBytes(8).toString('hex'),
      data: body.toString('base64url'),
      headers: { encoding: 'aes128gcm' },
    })
  const take = (path: string, body: Buffer): void => {
    posted.push(body)
    handOn(path, body)
  }
  const server = createServer((request, response) => answer(request, response, take))
  server.on('upgrade', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (opened) => {
      browser = opened
      opened.on('message', (text) => hear(z.instanceof(Buffer).parse(text).toString()))
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  return {
    port,
    posted,
    words,
    handOn,
    async close() {
      browser?.terminate()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  take: (path: string, body: Buffer) => void,
): void {
  const { url: path = '/', method } = request
  const [type, text] = pages[path] ?? []
  if (method !== 'POST') {
    response.writeHead(text ? 200 : 404, { 'content-type': type ?? 'text/plain' }).end(text)
    return
  }
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    take(path, Buffer.concat(pieces))
    response.writeHead(201).end()
  })
}

// A push service on this machine that keeps what it is sent, and answers as it is told: also as bad
// ones do. Must never hold a key of anybody's.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Arrived {
  readonly path: string
  readonly method: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** A status, with headers; or a way of being bad. */
export type Answers =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | 'silence'
  | 'a loop'
  | 'a flood'
  | 'a cut line'

export interface PushHost {
  readonly origin: string
  readonly arrived: Arrived[]
  answers: Answers
  /** How much of a flood has gone out. */
  readonly flooded: () => number
  /** Cuts every line that is open. */
  hangUp(): void
  close(): Promise<void>
}

export async function openPushHost(): Promise<PushHost> {
  let flooded = 0
  const pour = (response: ServerResponse): void => {
    const piece = Buffer.alloc(65_536, 'x')
    const more = (): void => {
      while (!response.destroyed && flooded < 1_073_741_824) {
        flooded += piece.length
        if (!response.write(piece)) break
      }
    }
    response.on('drain', more)
    more()
  }
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { answers } = host
    if (answers === 'silence') return
    if (answers === 'a cut line') request.socket.destroy()
    else if (answers === 'a loop') response.writeHead(307, { location: request.url ?? '/' }).end()
    else if (answers === 'a flood') pour(response.writeHead(201))
    else response.writeHead(answers.status, answers.headers).end()
  }
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const { url: path = '', method = '', headers } = request
      host.arrived.push({ path, method, headers, body: Buffer.concat(pieces) })
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const host: PushHost = {
    origin: `http://127.0.0.1:${port}`,
    arrived: [],
    answers: { status: 201 },
    flooded: () => flooded,
    hangUp: () => server.closeAllConnections(),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
  return host
}

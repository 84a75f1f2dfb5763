// An application's own server, as far as the house can tell: a port that answers every call and
// counts them. It may be away for a while, and come back at the same place.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Ear {
  /** How often somebody came, in whatever language. */
  readonly calls: number
  /** What was posted, call by call. */
  readonly heard: readonly string[]
  readonly port: number
  readonly address: string
  /** Nobody listens any more; `open` again on the same port. */
  close(): Promise<void>
  open(): Promise<void>
}

export async function openEar(host = '127.0.0.1'): Promise<Ear> {
  const heard: string[] = []
  let calls = 0
  let server: Server
  let port = 0
  const ear = {
    get calls() {
      return calls
    },
    heard,
    get port() {
      return port
    },
    get address() {
      return `http://${host}:${port}/`
    },
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
    async open() {
      server = createServer((request, response) => {
        let body = ''
        request.on('data', (part) => (body += String(part)))
        request.on('end', () => {
          heard.push(body)
          response.writeHead(200, { connection: 'close' }).end()
        })
      })
      server.on('connection', () => (calls += 1))
      await new Promise<void>((resolve) => server.listen(port, host, resolve))
      port = (server.address() as AddressInfo).port
    },
  }
  await ear.open()
  return ear
}

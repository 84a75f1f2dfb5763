// A gateway's front door for a test: writes down what was asked, and answers what it is told to.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface AskedOf {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Vendor {
  readonly address: string
  readonly asked: AskedOf[]
  /** Resolves when it has been asked so many times. */
  heard(times: number): Promise<void>
  answer: { readonly status: number; readonly body: string }
  close(): Promise<void>
}

export async function openVendor(): Promise<Vendor> {
  const asked: AskedOf[] = []
  const waiting: { readonly times: number; readonly done: () => void }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      asked.push({
        method,
        path,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, String(value)]),
        ),
        body,
      })
      for (const { times, done } of waiting) if (asked.length >= times) done()
      response.writeHead(vendor.answer.status).end(vendor.answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const vendor: Vendor = {
    address: `http://127.0.0.1:${port}`,
    asked,
    answer: { status: 500, body: '' },
    heard: (times) =>
      new Promise((done) => (asked.length >= times ? done() : waiting.push({ times, done }))),
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  return vendor
}

import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { openLines } from './lines.ts'

async function get(port: number, agent: Agent): Promise<IncomingMessage> {
  const sent = request({ host: '127.0.0.1', port, agent })
  sent.end()
  const [answer] = await once(sent, 'response')
  answer.resume()
  await once(answer, 'end')
  return answer
}

async function listening() {
  const lines = openLines()
  const server = lines.open((_request, response) => response.end('here'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { lines, port: typeof address === 'object' && address ? address.port : 0 }
}

test('a slow client is cut off long before Node’s own minutes', () => {
  const server = openLines().open(() => {})
  expect(server.headersTimeout).toBe(10_000)
  expect(server.requestTimeout).toBe(15_000)
  expect(server.timeout).toBe(30_000)
})

test('a line that rests is not broken when the server stops: its next answer ends it', async () => {
  const { lines, port } = await listening()
  const agent = new Agent({ keepAlive: true })
  expect((await get(port, agent)).headers.connection).toBe('keep-alive')
  const drained = lines.drain(Promise.resolve())
  const last = await get(port, agent)
  expect([last.statusCode, last.headers.connection]).toEqual([200, 'close'])
  await drained
  await expect(get(port, agent)).rejects.toThrow('ECONNREFUSED')
})

test('people are let in until it is noticed that the server leaves, and nobody after that', async () => {
  const { lines, port } = await listening()
  const noticed = Promise.withResolvers<void>()
  expect(lines.isLeaving()).toBe(false)
  const drained = lines.drain(noticed.promise)
  expect(lines.isLeaving()).toBe(true)
  for (let rounds = 0; rounds < 10; rounds += 1) await new Promise(setImmediate)
  const agent = new Agent()
  expect((await get(port, agent)).headers.connection).toBe('close')
  noticed.resolve()
  await drained
  await expect(get(port, agent)).rejects.toThrow('ECONNREFUSED')
})

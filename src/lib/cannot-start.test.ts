import { createServer } from 'node:net'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { CannotStart, whyNotListening, whyNotWritten } from './cannot-start.ts'

test('a taken port is told with its number and the way on', async () => {
  const first = createServer().listen(0, '127.0.0.1')
  await once(first, 'listening')
  const address = first.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const [fault]: unknown[] = await once(createServer().listen(port, '127.0.0.1'), 'error')
  first.close()
  expect(whyNotListening(fault, port)).toEqual(
    new CannotStart(
      `Port ${port} is taken by another program: stop it, or choose another with PORTVAKT_PORT.`,
    ),
  )
})

test.each([
  ['ENOSPC', /is full: free at least 200 MB/],
  ['EDQUOT', /is full/],
  ['EACCES', /cannot be read and written by this user/],
  ['EROFS', /cannot be read and written/],
  ['ENOTDIR', /is not a folder/],
])('%s on a folder becomes one sentence', (code, sentence) => {
  const why = whyNotWritten(Object.assign(new Error(code), { code }), '/srv/data')
  expect(why).toBeInstanceOf(CannotStart)
  expect(String(why)).toMatch(sentence)
})

test('what nobody foresaw comes back as it was', () => {
  const fault = new Error('strange')
  expect(whyNotWritten(fault, '/srv/data')).toBe(fault)
  expect(whyNotListening(fault, 80)).toBe(fault)
})

import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CannotStart, makeFolder, whyNotListening, whyNotWritten } from './cannot-start.ts'

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
  ['ENAMETOOLONG', /is too long/],
  ['ELOOP', /leads in a ring/],
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

describe('a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'folders-'))
  afterAll(() => rmSync(root, { recursive: true }))
  const why = (folder: string): unknown => {
    try {
      makeFolder(folder, 0o700)
    } catch (fault) {
      return String(whyNotWritten(fault, folder))
    }
  }

  test('is made with those above it, closed, and is left alone when it stands', () => {
    const folder = join(root, 'one', 'two')
    expect([why(folder), why(folder)]).toEqual([undefined, undefined])
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(root, 'one')).mode & 0o077).not.toBe(0)
  })

  // The system's own mkdir with parents never comes back from the last of these.
  test('that cannot be made is told of at once', () => {
    writeFileSync(join(root, 'file'), '')
    expect(why(join(root, 'file', 'below'))).toMatch(/is not a folder/)
    expect(why(join(root, 'a'.repeat(300)))).toMatch(/is too long/)
    expect(why('/proc/nothing/below')).toMatch(/cannot hold files \(ENOENT\).*PORTVAKT_DATA/)
  })
})

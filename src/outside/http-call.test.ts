import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CallFailed, openHttpCall } from './http-call.ts'

let server: Server
let port = 0
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/moved')
      response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end()
    else if (request.url === '/large') response.end('x'.repeat(5000))
    else if (request.url === '/slow') response.write('a')
    else response.end('here')
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const why = async (address: string, internal: readonly string[] = []) => {
  try {
    await openHttpCall({ internal, bytesMax: 1000, timeoutMilliseconds: 300 })(address, {
      method: 'GET',
    })
    return 'called'
  } catch (fault) {
    return fault instanceof CallFailed ? fault.why : fault
  }
}

describe('a call out of the house', () => {
  test.each([
    'localhost',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '10.0.0.1',
    '172.16.3.4',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '[fd00::1]',
    '[fe80::1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ])('is not made to %s', async (host) => {
    expect(await why(`http://${host}:${port}/`)).toBe('refused')
  })

  test('is made inside a network the administrator has listed, and only there', async () => {
    expect(await why(`http://127.0.0.1:${port}/`, ['127.0.0.0/8'])).toBe('called')
    expect(await why(`http://localhost:${port}/`, ['127.0.0.0/8', '::1'])).toBe('called')
    expect(await why(`http://127.0.0.1:${port}/`, ['10.0.0.0/8'])).toBe('refused')
  })

  test('follows nothing, reads no more than it may and waits no longer', async () => {
    const call = openHttpCall({ internal: ['127.0.0.0/8'] })
    expect((await call(`http://127.0.0.1:${port}/moved`, { method: 'GET' })).status).toBe(302)
    expect(await why(`http://127.0.0.1:${port}/large`, ['127.0.0.0/8'])).toBe('too-large')
    expect(await why(`http://127.0.0.1:${port}/slow`, ['127.0.0.0/8'])).toBe('too-slow')
  })

  test.each([
    'file:///etc/passwd',
    'ftp://example.org/',
    'gopher://example.org/',
    'not an address',
    'http://kari@example.org/',
  ])('cannot be made to %s', async (address) => {
    expect(await why(address)).toBe('refused')
  })
})

// FLT-COOKIE-1: whatever stands in a cookie, the person is signed out politely: a page that asks
// who they are, never a fault, never a ring of redirects, and never somebody's session.
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { visitor } from '../town/visitor.ts'
import { faultTown } from './fault-town.ts'
import * as flows from './flows.ts'
import { application, colleague, redirect } from './people.ts'
import { kill, publicAddress, serve, type Served } from './served.ts'

let served: Served
let honest = new Map<string, string>()
beforeAll(async () => {
  const town = await faultTown()
  served = await serve(town.toServe)
  const kari = await colleague(town.opened)
  const browser = visitor(publicAddress, served.way)
  await flows.signIn(browser, kari)
  honest = browser.cookies
})
afterAll(() => kill(served))

interface Raw {
  readonly status: number
  readonly to: string | undefined
  readonly setCookies: readonly string[]
  readonly text: string
}

/** Byte by byte, since no library would send some of this. */
function ask(path: string, cookie: string): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const socket = connect(served.port, '127.0.0.1')
    let text = ''
    socket.on('data', (bytes) => (text += bytes.toString('latin1')))
    socket.on('error', reject)
    socket.on('end', () => {
      const [head = '', body = ''] = text.split('\r\n\r\n', 2)
      const lines = head.split('\r\n')
      const all = (name: string) =>
        lines
          .filter((line) => line.toLowerCase().startsWith(name))
          .map((line) => line.slice(name.length).trim())
      resolve({
        status: Number(head.split(' ', 2)[1]),
        to: all('location:')[0],
        setCookies: all('set-cookie:'),
        text: body,
      })
    })
    const { host } = new URL(publicAddress)
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: ${host}`,
      'Accept: text/html',
      `Cookie: ${cookie}`,
      'Connection: close',
    ]
    const request = `${lines.join('\r\n')}\r\n\r\n`
    socket.write(Buffer.from(request, 'latin1'))
  })
}

/**
 * Follows redirects as a browser with these cookies would: what the house sets takes their place.
 */
async function walkFrom(path: string, cookies: readonly string[]): Promise<Raw> {
  let at = path
  let sent = [...cookies]
  for (let hops = 0; hops < 8; hops += 1) {
    const raw = await ask(at, sent.join('; '))
    if (raw.to === undefined) return raw
    for (const line of raw.setCookies) {
      const [pair = ''] = line.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      sent = [...sent.filter((each) => !each.startsWith(`${name}=`)), pair]
    }
    const { pathname, search } = new URL(raw.to, publicAddress)
    at = pathname + search
  }
  throw new Error('The house leads in a ring')
}

const value = (name: string): string => honest.get(name) ?? 'missing'
const flipped = (text: string): string =>
  text.slice(0, -2) + (text.at(-2) === 'A' ? 'B' : 'A') + text.slice(-1)
const twenty = (name: string, each: (at: number) => string): string[] =>
  Array.from({ length: 20 }, (_none, at) => `${name}=${each(at)}`)

/** What is done to one cookie, all others being honest. */
const cases: Readonly<Record<string, (name: string) => readonly string[]>> = {
  'one bit turned': (name) => [`${name}=${flipped(value(name))}`],
  'cut short': (name) => [`${name}=${value(name).slice(0, 20)}`],
  'too long by one': (name) => [`${name}=${value(name)}A`],
  'another house’s': (name) => [`${name}=${'x'.repeat(43)}`],
  empty: (name) => [`${name}=`],
  'without a value': (name) => [name],
  '9 kB': (name) => [`${name}=${'A'.repeat(9_000)}`],
  'twenty of one name, the first honest': (name) =>
    twenty(name, (at) => (at === 0 ? value(name) : `${at}`.padStart(43, 'A'))),
  'twenty of one name, the last honest': (name) =>
    twenty(name, (at) => (at === 19 ? value(name) : `${at}`.padStart(43, 'A'))),
  'high bytes': (name) => [`${name}=\xff\xfe${value(name)}`],
  'a tab inside': (name) => [`${name}=${value(name).slice(0, 20)}\t${value(name).slice(20)}`],
  'in quotes': (name) => [`${name}="${value(name)}"`],
  'percent signs': (name) => [`${name}=%00%0d%0aSet-Cookie:%20a=b`],
  'names of objects': (name) => [`${name}=`, '__proto__=1', 'constructor=2', 'toString=3'],
}
const others = (name: string): string[] =>
  [...honest].filter(([each]) => each !== name).map(([each, kept]) => `${each}=${kept}`)

const authorize = `/oidc/authorize?${new URLSearchParams({
  client_id: application,
  response_type: 'code',
  redirect_uri: redirect,
  scope: 'openid',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
}).toString()}`

const asksWho = /name="name"/

describe('FLT-COOKIE-1', () => {
  test('the honest cookies are somebody who is in', async () => {
    const raw = await walkFrom('/', others(''))
    expect(raw.status).toBe(200)
    expect(raw.text).not.toMatch(asksWho)
  })

  test.each(Object.entries(cases))('a session cookie, %s, is nobody’s', async (_what, made) => {
    const name = '__Host-portvakt'
    for (const path of ['/', authorize]) {
      const raw = await walkFrom(path, [...others(name), ...made(name)])
      expect([path, raw.status]).toEqual([path, 200])
      expect(raw.text).toMatch(asksWho)
    }
  })

  test.each(Object.entries(cases))('a browser cookie, %s, makes no fault', async (_what, made) => {
    const name = '__Host-portvakt-browser'
    const raw = await walkFrom('/', [...made(name)])
    expect(raw.status).toBe(200)
    expect(raw.text).toMatch(asksWho)
  })

  test.each(Object.entries(cases))('any other cookie, %s, is passed over', async (_what, made) => {
    for (const name of ['__Host-portvakt-others', '__Host-portvakt-language', 'portvakt-resume']) {
      const raw = await walkFrom('/', [...others(name), ...made(name)])
      expect(raw.status).toBe(200)
      expect(raw.text).not.toMatch(asksWho)
    }
  })

  test.each(['\x00', '\x01', '\x0b', '\x7f'])(
    'a control character is refused: %j',
    async (sign) => {
      const raw = await ask('/', `__Host-portvakt=${sign}; a=b`)
      expect([200, 302, 303, 400]).toContain(raw.status)
    },
  )

  test('a head that is too large is refused and breaks nothing', async () => {
    expect((await ask('/', `a=${'b'.repeat(20_000)}`)).status).toBe(431)
    expect((await walkFrom('/', others(''))).status).toBe(200)
  })
})

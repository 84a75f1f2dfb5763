// Requests that two readers could read in two ways: the house reads them in one, or not at all. And
// addresses that are written otherwise: rules ask for the application, never for how it was spelt.
import { expect } from 'vitest'
import { rawCall } from '../../town/wire/one-packet.ts'
import { houseFile } from '../house-file.ts'
import { attack, openRig } from '../rig.ts'
import { authorizing, places } from '../verbs.ts'
import { byPassword, carried, easedInside, inside, netHouse, withApp } from './scene.ts'

openRig()

const host = 'host: logginn.fjordvik.example'
/** Whoever sees its answer has had a second request read where one was sent. */
const smuggled = `GET /health/live HTTP/1.1\r\n${host}\r\n\r\n`
const seenIn = ({ head, body }: { readonly head: string; readonly body: string }): number =>
  (head + body).split('"is":"alive"').length - 1

const post = (...headers: readonly string[]): string =>
  [
    'POST /visit/none HTTP/1.1',
    host,
    'origin: https://logginn.fjordvik.example',
    ...headers,
    '',
    '',
  ].join('\r\n')
const chunked = 'transfer-encoding: chunked'
const length = (bytes: string): string => `content-length: ${bytes.length}`
const ended = `0\r\n\r\n`
const wholeChunk = `${smuggled.length.toString(16)}\r\n${smuggled}\r\n${ended}`

const twoReadings: readonly (readonly [string, string])[] = [
  ['CL.TE', post(length(ended + smuggled), chunked) + ended + smuggled],
  ['TE.CL', post(chunked, 'content-length: 4') + wholeChunk],
  ['TE.TE', post(chunked, 'transfer-encoding: x') + ended + smuggled],
  ['TE.TE, the other first', post('transfer-encoding: x', chunked) + ended + smuggled],
  ['TE in a list', post('transfer-encoding: chunked, identity') + ended + smuggled],
  ['TE that is none', post('transfer-encoding: xchunked', length('')) + ended + smuggled],
  ['TE with a space before the colon', post('transfer-encoding : chunked') + ended + smuggled],
  ['TE behind a tab', post('transfer-encoding:\tchunked', length('')) + ended + smuggled],
  [
    'TE on a line that goes on',
    post('transfer-encoding:\r\n chunked', length('')) + ended + smuggled,
  ],
  ['a line that goes on', post('x: a\r\n transfer-encoding: chunked', length('')) + smuggled],
  ['two lengths', post('content-length: 0', length(smuggled)) + smuggled],
  ['a length in a list', post(`content-length: 0, ${smuggled.length}`) + smuggled],
  ['a length with a sign', post('content-length: +0') + smuggled],
  ['a length in another writing', post('content-length: 0x0') + smuggled],
  ['bare LF between headers', post(`x: a\n${chunked}`, length(ended)) + ended + smuggled],
  ['bare LF at the end of the head', `GET /none HTTP/1.1\n${host}\n\n${smuggled}`],
  ['bare CR in a header', post(`x: a\r${chunked}`, length(ended)) + ended + smuggled],
  ['bare LF in a chunk', post(chunked) + `0\n\n${smuggled}`],
  ['a chunk longer than it says', post(chunked) + `1\r\nxx\r\n${ended}${smuggled}`],
  ['a chunk with a word too much', post(chunked) + `0;\n\r\n\r\n${smuggled}`],
  ['a null in a header', post('x: a\0b') + smuggled],
]

attack('ATK-NET-10 what can be read in two ways is read in none', async (rig) => {
  // Two honest requests on one line are two: what would be smuggled is seen when it is there.
  const closing = smuggled.replace(host, `${host}\r\nconnection: close`)
  const honest = await rawCall(rig.nodes, smuggled + closing)
  expect(seenIn(honest)).toBe(2)
  await rig.attack({ events: [] }, async () => {
    const answers = await Promise.all(
      twoReadings.map(async ([what, bytes]) => {
        const answer = await rawCall(rig.nodes, bytes)
        return [what, [400, 501].includes(answer.status), seenIn(answer)] as const
      }),
    )
    expect(answers).toEqual(twoReadings.map(([what]) => [what, true, 0]))
  })
})

interface Spelt {
  readonly path?: string
  readonly named?: string
  readonly at?: string
}

const ours = 'logginn.fjordvik.example'
const hosts = [
  'LOGGINN.FJORDVIK.EXAMPLE',
  `${ours}:443`,
  `${ours}.`,
  Buffer.from('ｌogginn.fjordvik.example').toString('latin1'),
  'xn--ogginn-8n3e.fjordvik.example',
]
const paths = [
  '/oidc/authorize/',
  '/oidc//authorize',
  '//oidc/authorize',
  '/oidc/./authorize',
  '/oidc/../oidc/authorize',
  '/oidc/%61uthorize',
  '/oidc%2Fauthorize',
  '/oidc/authorize;x=1',
  '/oidc;/authorize',
  '/oidc/Authorize',
  '/OIDC/AUTHORIZE',
  '/oidc/authorize%20',
  '/oidc/authorize%3f',
  `https://${ours}/oidc/authorize`,
  'https://other.fjordvik.example/oidc/authorize',
]
const spellings: readonly Spelt[] = [
  {},
  ...hosts.map((at) => ({ at })),
  ...paths.map((path) => ({ path })),
  ...['TIMER', 'timer ', 'timer\t', 'ｔimer', 'timer%00'].map((named) => ({ named })),
]

const query = (application: string, named: string): string =>
  new URLSearchParams({
    ...authorizing(application, { prompt: 'none' }).parameters,
    client_id: named,
  }).toString()

const isCode = (answer: Response): boolean => /[?&]code=/.test(answer.headers.get('location') ?? '')

attack('ATK-NET-11 a rule asks for the application, however that is spelt', async (rig) => {
  const strict = { id: 'timer', applications: ['timer'], need: { proofs: 2, accepts: known } }
  await rig.town.apply(netHouse([strict, easedInside]))
  const { person } = await withApp(rig, 'alice')
  const { browser } = carried(rig, inside)
  expect(await byPassword(rig, browser, person)).toBe('in')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const asked = (application: string, { path, named, at }: Spelt) =>
    rig.call({
      target: `${path ?? places.authorize}?${query(application, named ?? application)}`,
      headers: [
        ['host', at ?? ours],
        ['cookie', cookie],
        ['accept', 'application/json'],
      ],
      from: inside,
    })
  await rig.attack({}, async () => {
    const opened: string[] = []
    for (const spelt of spellings) {
      const [eased, strictly] = [await asked('post', spelt), await asked('timer', spelt)]
      const written = JSON.stringify(spelt)
      if (isCode(eased)) opened.push(written)
      expect([written, isCode(strictly)]).toEqual([written, false])
    }
    expect(opened.length).toBeGreaterThan(1)
  })
  await rig.town.apply(houseFile)
})

const known = ['password', 'totp']

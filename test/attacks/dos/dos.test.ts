// Too much, too slow, too long: the house goes on serving everybody else.
import { connect, type Socket } from 'node:net'
import { availableParallelism } from 'node:os'
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { z } from 'zod'
import type { Rung } from '../../../src/domain/moment.ts'
import { openEventSigner } from '../../../src/domain/events/event-signer.ts'
import { sealEvents, verifyEvents } from '../../../src/domain/events/event-seals.ts'
import { openRinger } from '../../../src/outside/web-push/ringer.ts'
import { sweepVisits } from '../../../src/store/visits.ts'
import { openPushHost } from '../../push/push-host.ts'
import { softPhone } from '../../push/soft-phone.ts'
import { rawCall, together } from '../../town/wire/one-packet.ts'
import type { Visitor } from '../../town/visitor.ts'
import { answering } from '../packets.ts'
import { attack, isDeep, newAddress, openRig, type Rig } from '../rig.ts'
import { name, places, signIn, signOut, whoIsIn } from '../verbs.ts'
import { ask, stateOf } from '../witness.ts'

openRig()

const megabyte = 1_048_576

const memoryOf = (rig: Rig): number =>
  Math.max(
    ...rig.nodes.all.map(({ child }) => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024
    }),
  )

attack(
  'ATK-DOS-01 whoever sends a byte at a time keeps nobody else waiting',
  async (rig) => {
    const alice = await rig.colleague('alice')
    await signIn(rig.browser(), alice)
    const sockets: Socket[] = []
    await rig.attack({ sessions: 1 }, async () => {
      for (let at = 0; at < (isDeep ? 2000 : 200); at += 1) {
        const socket = connect(rig.nodes.next().port, '127.0.0.1')
        socket.on('error', () => {})
        socket.write('POST /start HTTP/1.1\r\nhost: logginn.fjordvik.example\r\nx-slow: ')
        sockets.push(socket)
      }
      const begun = performance.now()
      const browser = rig.browser()
      await signIn(browser, alice)
      expect(await whoIsIn(browser)).toBe(alice.login)
      // On lines of their own, as newcomers come: there is room for them too.
      const newcomers = await Promise.all(rig.nodes.all.map(() => rawCall(rig.nodes, newcomer)))
      expect(newcomers.map(({ status }) => status)).toEqual([200, 200])
      expect(performance.now() - begun).toBeLessThan(5000)
      // Cut long before Node's own minute; only looked at where there is time for it.
      if (isDeep) await Promise.all(sockets.map(untilCut))
    })
    for (const socket of sockets) socket.destroy()
  },
  60,
)

const newcomer =
  `GET ${places.help} HTTP/1.1\r\nhost: logginn.fjordvik.example\r\n` +
  'x-forwarded-proto: https\r\nconnection: close\r\n\r\n'

const untilCut = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('still open after 35 seconds')), 35_000)
    socket.on('close', () => {
      clearTimeout(late)
      resolve()
    })
    socket.resume()
  })

attack('ATK-DOS-02 a body that is too large, too deep or never ends is cut off', async (rig) => {
  const browser = rig.browser()
  await browser.get(places.startCode)
  const { form } = browser.last
  await browser.answer({ name: 'nobody', code: 'AAAA-AAAA' })
  expect(browser.last.status).toBe(422)
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  const head = (type: string, more: string) =>
    `POST ${places.startCode} HTTP/1.1\r\nhost: logginn.fjordvik.example\r\ncookie: ${cookie}\r\n` +
    `content-type: ${type}\r\n${more}\r\nconnection: close\r\n\r\n`
  const before = memoryOf(rig)
  const json = 'application/json'
  const fields = 'application/x-www-form-urlencoded'
  const bodies: readonly (readonly [string, string, string])[] = [
    ['large', fields, `name=${'x'.repeat(isDeep ? 64 * megabyte : 2 * megabyte)}`],
    [
      'many fields',
      fields,
      Array.from({ length: 8000 }, (_, at) => `f${at}=`)
        .join('&')
        .slice(0, 32_000),
    ],
    ['deep', json, '['.repeat(16_000) + ']'.repeat(16_000)],
    [
      'many keys',
      json,
      JSON.stringify(Object.fromEntries(Array.from({ length: 2500 }, (_, at) => [`k${at}`, 1]))),
    ],
    ['too large a number', json, `{"name":1e400}`],
    ['polluted', json, '{"__proto__":{"name":"x"},"constructor":{"prototype":{"name":"x"}}}'],
    ['not json', json, '{"name":'],
  ]
  await rig.attack({ events: [] }, async () => {
    for (const [what, type, body] of bodies) {
      const begun = performance.now()
      const bytes = head(type, `content-length: ${Buffer.byteLength(body)}`) + body
      const { status } = await rawCall(rig.nodes, bytes)
      // Whoever is still sending when the line is cut may find it broken before the answer is read.
      const refused = what === 'large' ? [413, 0] : [400, 403, 413]
      expect([what, refused.includes(status)], String(status)).toEqual([what, true])
      expect(performance.now() - begun, what).toBeLessThan(2000)
    }
    const claims = await rawCall(rig.nodes, head(fields, 'content-length: 1073741824'))
    expect(claims.status).toBe(413)
    const both = await rawCall(
      rig.nodes,
      head(fields, 'content-length: 5\r\ntransfer-encoding: chunked') +
        '0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    )
    expect(both.status).toBe(400)
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`
    const endless = await rawCall(
      rig.nodes,
      head(fields, 'transfer-encoding: chunked') + chunk.repeat(8),
    )
    expect(endless.status).toBe(413)
    const long = await rawCall(
      rig.nodes,
      `GET /?${'x'.repeat(20_000)} HTTP/1.1\r\nhost: logginn.fjordvik.example\r\n\r\n`,
    )
    expect(long.status).toBe(431)
  })
  expect(memoryOf(rig) - before).toBeLessThan(64 * megabyte)
  expect(form).toBeTruthy()
})

const answerShape = z.object({ problem: z.object({ code: z.string() }) })

/** More than the queue of slow hashes holds while some are done, on each node that serves. */
const flood = 350 * Math.max(1, availableParallelism() - 1)

attack(
  'ATK-DOS-03 a flood of passwords is bounded, and pages are served meanwhile',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const usual = rig.browser()
    await signIn(usual, alice)
    await signOut(usual)
    await rig.attack({ busy: true }, async () => {
      const browsers = await Promise.all(
        Array.from({ length: flood * rig.nodes.behind.length }, async (_, at) => {
          const browser = rig.browser()
          await name(browser, `nobody${at}-${performance.now()}@fjordvik.example`)
          return browser
        }),
      )
      const packets = browsers.map((browser, at) => {
        const packet = answering(rig, browser, { password: `flood ${at}` })
        const from = ['x-forwarded-for', newAddress()] as const
        return { ...packet, headers: [...packet.headers, from] }
      })
      const asked = together(rig.nodes, packets)
      const begun = performance.now()
      const page = await rig.call({ target: places.help, headers: [['accept', 'text/html']] })
      expect(page.status).toBe(200)
      expect(performance.now() - begun).toBeLessThan(2000)
      const answers = await asked
      // So many at once may also find every line to the database taken, and hear when to come back.
      const late = answers.filter(({ status }) => status !== 422)
      for (const { status, head } of late) {
        expect([status, head]).toEqual([503, expect.stringMatching(/^retry-after: \d+$/im)])
      }
      const told = answers
        .filter(({ status }) => status === 422)
        .map(({ body }) => answerShape.parse(JSON.parse(body)).problem.code)
      expect([...new Set(told)].toSorted()).toEqual(['busy', 'wrong-name-or-password'])
    })
    await signIn(usual, alice)
    expect(await whoIsIn(usual)).toBe(alice.login)
  },
  120,
)

const nasty = [
  'a'.repeat(1000),
  `${'a'.repeat(500)}!`,
  '@'.repeat(1000),
  'a@'.repeat(400),
  `${'a.'.repeat(400)}@${'b.'.repeat(50)}`,
  ' '.repeat(1000),
  `${' '.repeat(900)}x`,
  '-'.repeat(1000),
  '\u0301'.repeat(900),
  'ﷺ'.repeat(300),
  '0'.repeat(1000),
  '((('.repeat(300),
  'https://'.repeat(100),
  `en;q=${'0'.repeat(900)}`,
]

attack('ATK-DOS-04 no text makes a field think for long', async (rig) => {
  const browser = rig.browser()
  await name(browser, 'nobody@fjordvik.example')
  expect(browser.last.screen?.['kind']).toBe('password')
  await rig.attack({}, async () => {
    for (const text of nasty) {
      const before = await rig.nodes.worked()
      const fresh = rig.browser()
      await name(fresh, text)
      await fresh.get(`/start/${encodeURIComponent(text).slice(0, 120)}`)
      await fresh.get(places.start, { 'accept-language': text.replace(/[^ -~]/g, 'x') })
      await fresh.get(`${places.authorize}?redirect_uri=${encodeURIComponent(text)}&client_id=post`)
      expect((await rig.nodes.worked()) - before, text.slice(0, 20)).toBeLessThan(1500)
    }
  })
})

attack('ATK-DOS-05 walks that nobody goes on with are gone after their hour', async (rig) => {
  const alice = await rig.colleague('alice')
  const walking = rig.browser()
  await name(walking, alice.login)
  await rig.attack({ events: [] }, async () => {
    await Promise.all(
      Array.from({ length: isDeep ? 5000 : 200 }, () =>
        rig.call({ target: places.start, headers: [['accept', 'application/json']] }),
      ),
    )
    const count = async () =>
      (
        await ask<{ count: number }>(rig.town.database, 'select count(*)::int as count from visits')
      )[0]?.count ?? 0
    expect(await count()).toBeGreaterThanOrEqual(200)
    await rig.pass(3601)
    await sweepVisits(rig.town.database, rig.town.moment().now)
    expect(await count()).toBe(0)
    await walking.answer({ password: alice.password })
    expect(walking.last.status).toBe(410)
  })
})

attack(
  'ATK-DOS-06 a flood of failures fills no table, and is told of all the same',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const usual = rig.browser()
    await signIn(usual, alice)
    await signOut(usual)
    const newest = async () => (await stateOf(rig.town.database)).lastEvent
    const failedSince = async (id: number) => {
      const { events } = await stateOf(rig.town.database, id)
      return events.filter(({ kind }) => kind.startsWith('proof.'))
    }
    const before = await newest()
    for (let at = 0; at < 3; at += 1) await guess(usual, alice.login, 1)
    expect((await failedSince(before)).map(({ kind }) => kind)).toEqual(
      Array.from({ length: 3 }, () => 'proof.failed'),
    )
    await signIn(usual, alice)
    await signOut(usual)

    const moment = rig.town.moment()
    const signer = await openEventSigner(moment)
    const flooded = await newest()
    const many = isDeep ? 2_000 : 120
    await rig.attack({}, async () => {
      for (const login of [alice.login, `nobody${Date.now()}@fjordvik.example`]) {
        await guess(rig.browser(), login, many)
      }
      const told = await failedSince(flooded)
      // Those that were judged, each wait, and one more for each ten times as many in it.
      expect(told.length).toBeLessThan(60)
      const inOneWait = told
        .filter(({ person_id }) => person_id === alice.id)
        .map(({ data }) => Number(data['turnedAway'] ?? 0))
      expect(Math.max(...inOneWait)).toBeGreaterThanOrEqual(10)
      await sealEvents(moment, { signer, anchor: async () => {} })
      expect((await verifyEvents(moment, { signer })).findings).toEqual([])
    })
    await signIn(usual, alice)
    expect(await whoIsIn(usual)).toBe(alice.login)
  },
  120,
)

async function guess(browser: Visitor, login: string, times: number): Promise<void> {
  await name(browser, login)
  for (let at = 0; at < times; at += 1) await browser.answer({ password: `flood ${at}` })
}

attack(
  'ATK-DOS-09 a push service that hangs, leads on or pours out is left within its seconds',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const hosts = await Promise.all([openPushHost(), openPushHost(), openPushHost()])
    const inside = await openPushHost()
    const { house } = rig.town.opened
    const { ring } = openRinger({
      keys: house.keys,
      address: house.address,
      clock: { now: () => rig.town.moment().now },
      hosts: hosts.map(({ origin }) => origin),
      internal: ['127.0.0.0/8'],
      report: () => {},
    })
    const phones = hosts.map(({ origin }) => softPhone(`${origin}/phone`).rings)
    const ringAll = (): Promise<Rung[]> => Promise.all(phones.map(ring))
    expect(await ringAll()).toEqual(['rung', 'rung', 'rung'])
    const [hangs, leads, pours] = hosts
    hangs.answers = 'silence'
    leads.answers = { status: 302, headers: { location: `${inside.origin}/` } }
    pours.answers = 'a flood'
    await rig.attack({ sessions: 1 }, async () => {
      const before = process.memoryUsage().rss
      const begun = performance.now()
      const rung = ringAll()
      await signIn(rig.browser(), alice)
      expect(await rung).toEqual([
        'failed',
        expect.objectContaining({ because: 'refused' }),
        'failed',
      ])
      expect(performance.now() - begun).toBeLessThan(8_000)
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * megabyte)
    })
    expect(inside.arrived).toEqual([])
    for (const { arrived } of hosts) expect(arrived).toHaveLength(2)
    await Promise.all([...hosts, inside].map((host) => host.close()))
  },
  30,
  // The rings are this process's own.
  [2],
)

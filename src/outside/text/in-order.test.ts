// Two gateways: the second takes over when the first surely did not send, and never otherwise. The
// clock is the test's.
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openTownGateway } from '../../../test/town/gateway.ts'
import { openHttpCall } from '../http-call.ts'
import { connect } from './connector.ts'
import type { Gateway, Outcome } from './gateway.ts'
import { afterwards, atTrial, type Health, healthy, isUp, openInOrder } from './in-order.ts'
import { demo } from './presets/demo.ts'

const first = await openTownGateway()
const second = await openTownGateway()
afterAll(async () => {
  await first.close()
  await second.close()
})

const start = new Date('2026-11-23T08:00:00Z')
const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1000)
const http = openHttpCall({ internal: ['127.0.0.0/8'], timeoutMilliseconds: 3000 })
const open = (name: string, { address, secret }: typeof first): Gateway =>
  connect(demo, {
    name,
    values: { base: address, secret },
    reportAddress: `http://127.0.0.1:9/gateway/${name}`,
    http,
    hmacSha1: () => '',
  })

let now = start
let both = openInOrder([], { now: () => now })
let message = 0
beforeEach(() => {
  now = start
  first.mode = 'ok'
  second.mode = 'ok'
  both = openInOrder([open('first', first), open('second', second)], { now: () => now })
})
const send = async (signal = AbortSignal.timeout(3000)): Promise<Outcome | undefined> => {
  message += 1
  const text = { id: `m${message}`, to: '+4799999944', text: '482913', sender: 'FJORD' }
  return await both.sendText?.(text, signal)
}

describe('of two gateways', () => {
  test('the first carries a message, and the outcome says so', async () => {
    expect(await send()).toMatchObject({ gateway: 'first', is: 'sent' })
    expect(second.asked).toEqual([])
  })

  test('the second carries what the first is not there for, with the same id', async () => {
    await first.close()
    expect(await send()).toMatchObject({ gateway: 'second', is: 'sent' })
    await first.open()
    first.mode = 'not now'
    expect(await send()).toMatchObject({ gateway: 'second', is: 'sent' })
    expect(second.asked.at(-1)).toBe(first.asked.at(-1))
  })

  test('the second never carries what the first may have sent', async () => {
    first.mode = 'sent without an answer'
    const before = second.asked.length
    const stop = new AbortController()
    const arrived = first.arrivedAt('+4799999944').length
    const outcome = send(stop.signal)
    await first.arrived(arrived + 1)
    stop.abort()
    expect(await outcome).toEqual({ gateway: 'first', is: 'unknown' })
    expect(second.asked).toHaveLength(before)
    await first.release()
  })

  test('the second is not asked about a number that the first refuses', async () => {
    first.mode = 'ported-recently'
    const before = second.asked.length
    expect(await send()).toEqual({ gateway: 'first', is: 'refused', why: 'ported-recently' })
    expect(second.asked).toHaveLength(before)
  })

  test('one that is down twice rests, is tried by one message, and comes back', async () => {
    first.mode = 'not now'
    await send()
    await send()
    const asked = first.asked.length
    expect(await send()).toMatchObject({ gateway: 'second' })
    expect(first.asked).toHaveLength(asked)

    now = at(30)
    expect(await send()).toMatchObject({ gateway: 'second' })
    expect(first.asked).toHaveLength(asked + 1)
    expect(await send()).toMatchObject({ gateway: 'second' })
    now = at(89)
    await send()
    expect(first.asked).toHaveLength(asked + 1)

    first.mode = 'ok'
    now = at(90)
    expect(await send()).toMatchObject({ gateway: 'first', is: 'sent' })
    expect(await send()).toMatchObject({ gateway: 'first', is: 'sent' })
  })

  test('others go past the one message that tries a rested gateway', async () => {
    first.mode = 'not now'
    await send()
    await send()
    now = at(30)
    first.mode = 'slow'
    const heard = first.asked.length
    const trying = send()
    await first.heard(heard + 1)
    expect(await send()).toMatchObject({ gateway: 'second', is: 'sent' })
    expect(first.asked).toHaveLength(heard + 1)
    await first.release()
    expect(await trying).toMatchObject({ gateway: 'first', is: 'sent' })
  })

  test('one that rests is still asked when the other is down', async () => {
    first.mode = 'not now'
    await send()
    await send()
    second.mode = 'not now'
    first.mode = 'ok'
    expect(await send()).toMatchObject({ gateway: 'first', is: 'sent' })
  })

  test('both down is down, and none at all cannot send', async () => {
    first.mode = 'not now'
    second.mode = 'too many'
    expect(await send()).toMatchObject({ gateway: 'second', is: 'down' })
    expect(await send(AbortSignal.abort())).toMatchObject({ is: 'down' })
    const none = openInOrder([], { now: () => now })
    expect(none).not.toHaveProperty('sendText')
    expect(both).not.toHaveProperty('call')
  })

  test('each reads its own reports, and is found by its name', () => {
    const body = JSON.stringify({ id: 'm1', state: 'delivered' })
    const headers = { 'content-type': 'application/json' }
    const came = (path: string) => both.readReport?.({ method: 'POST', path, headers, body })
    expect(came('/gateway/second')).toEqual([{ id: 'm1', state: 'delivered' }])
    expect(came('/gateway/third')).toBeUndefined()
    expect(both.find('second')?.name).toBe('second')
    expect(both.find('third')).toBeUndefined()
  })
})

describe('the health of a gateway', () => {
  const down: Outcome = { gateway: 'a', is: 'down', because: '' }
  const unknown: Outcome = { gateway: 'a', is: 'unknown' }
  const sent: Outcome = { gateway: 'a', is: 'sent' }

  test('makes it rest longer each time, and ten minutes at most', () => {
    let health: Health = healthy
    const rests = [down, down, unknown, down, down, down, down, down].map((outcome) => {
      health = afterwards(health, outcome, start)
      return health.restsUntil ? (health.restsUntil.getTime() - start.getTime()) / 1000 : 0
    })
    expect(rests).toEqual([0, 30, 60, 120, 240, 480, 600, 600])
    expect(afterwards(health, sent, start)).toEqual(healthy)
    const refused: Outcome = { gateway: 'a', is: 'refused', why: 'barred' }
    expect(afterwards(health, refused, start)).toEqual(healthy)
  })

  test('is good after a success, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(down, unknown, sent)), (outcomes) => {
        const health = outcomes.reduce(
          (before, outcome) => afterwards(atTrial(before, start), outcome, start),
          healthy,
        )
        expect(isUp(afterwards(health, sent, start), start)).toBe(true)
        expect(isUp(health, at(601))).toBe(true)
      }),
    )
  })
})

// Whoever does not know the secret address reports nothing; and whoever does says one of three
// words.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { connect } from './connector.ts'
import { openHttpCall } from '../http-call.ts'
import { demo } from './presets/demo.ts'

const gateway = connect(demo, {
  name: 'first',
  values: { base: 'https://sms.example', secret: 's' },
  reportAddress: 'https://logginn.fjordvik.example/gateway/first/k3y',
  http: openHttpCall({ internal: [] }),
  hmacSha1: () => '',
})
const read = (body: unknown, path = '/gateway/first/k3y') =>
  gateway.readReport?.({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('a report', () => {
  test('is read at the address that we gave, and at no other', () => {
    const good = { id: 'a-1', reference: 'r', state: 'delivered', at: '2026-11-23T08:00:00+01:00' }
    expect(read(good)).toEqual([{ ...good, at: new Date('2026-11-23T07:00:00Z') }])
    expect(read(good, '/gateway/first/k3y?more=1')).toHaveLength(1)
    for (const path of ['/gateway/first/k3', '/gateway/first/k3y/', '/gateway/first/K3Y', '', '/'])
      expect(read(good, path)).toBeUndefined()
  })

  test.each(['', 'not JSON', '1', 'null', '[', '"delivered"'])('that reads %j is none', (body) => {
    expect(read(body)).toBeUndefined()
  })

  test('of an unknown state, or about nothing, is no news', () => {
    expect(read({ id: 'a-1', state: 'number changed' })).toEqual([])
    expect(read({ id: 'a-1', state: ['delivered'] })).toEqual([])
    expect(read({ state: 'delivered' })).toEqual([])
    expect(read({ id: 'a-1', state: 'delivered', refused: 'barred' })).toEqual([
      { id: 'a-1', state: 'delivered' },
    ])
  })

  test('brings nothing further than its state, however it is forged', () => {
    const noise = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('<script>'), fc.jsonValue())
    const forged = fc.record({
      id: noise,
      reference: noise,
      state: fc.oneof(fc.constantFrom('failed', 'delivered', 'sent'), noise),
      refused: fc.oneof(fc.constantFrom('barred', '__proto__', 'constructor'), noise),
      at: noise,
      number: noise,
    })
    fc.assert(
      fc.property(forged, (body) => {
        for (const report of read(body) ?? []) {
          const { id = 'a', reference = 'r', state, why, at, ...more } = report
          expect(more).toEqual({})
          expect(['sent', 'delivered', 'failed']).toContain(state)
          expect([undefined, 'barred']).toContain(why)
          expect(id).toMatch(/^[\w-]{1,36}$/)
          expect(reference).not.toMatch(/[\p{Cc}\p{Cf}]/u)
          expect(reference.length).toBeLessThanOrEqual(1000)
          expect(at === undefined || at instanceof Date).toBe(true)
        }
      }),
    )
  })
})

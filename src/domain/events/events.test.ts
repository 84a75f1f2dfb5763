// Events: in the act's own transaction, of known kinds, and without anything that could be a
// secret.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { townTime } from '../../../test/town/moment.ts'
import { randomDigits, randomId, randomPlainCode, randomSecret } from '../../lib/random.ts'
import { statement } from '../../store/database.ts'
import { eventsAfter, eventValues } from '../../store/events.ts'
import { eventKinds } from './event-kinds.ts'
import { eventRow, recordEvent, recordEvents } from './events.ts'
import { inTransaction } from '../moment.ts'

const database = await townDatabase()
const time = townTime(database)

const all = statement<{ kind: string; person_id: string | null; data: Record<string, unknown> }>(
  'test-events',
  'select * from events order by id',
)
const addGroup = statement('test-group', 'insert into groups (id, name) values ($1, $1)')
const groups = statement<{ id: string }>('test-groups', 'select id from groups')

describe('recordEvent', () => {
  test('keeps who, what, when and where from', async () => {
    const moment = time.moment({ caseNumber: 'K-1' })
    await recordEvent(moment, 'password.changed', { person: 'kari', data: { because: 'first' } })
    expect((await all.rows(database)).at(-1)).toMatchObject({
      at: time.now,
      kind: 'password.changed',
      person_id: 'kari',
      address: '192.0.2.10',
      case_number: 'K-1',
      data: { because: 'first' },
    })
  })

  test('ATK-AUD-03: an act whose event cannot be written does not happen', async () => {
    await database.send(
      '',
      'alter table events add constraint broken check (kind = $$never$$) not valid',
      [],
    )
    const act = inTransaction(time.moment(), async (inside) => {
      await addGroup.count(inside.db, 'kjøpmenn')
      await recordEvent(inside, 'person.language-chosen', {
        person: 'kari',
        data: { language: 'nn' },
      })
    })
    await expect(act).rejects.toThrow(/broken/)
    await database.send('', 'alter table events drop constraint broken', [])
    expect(await groups.rows(database)).toEqual([])
  })

  test('an act that fails leaves no event', async () => {
    const before = (await all.rows(database)).length
    const act = inTransaction(time.moment(), async (inside) => {
      await recordEvent(inside, 'person.language-chosen', {
        person: 'kari',
        data: { language: 'nn' },
      })
      throw new Error('the act failed')
    })
    await expect(act).rejects.toThrow('the act failed')
    expect((await all.rows(database)).length).toBe(before)
  })

  test('several rows are folded into the statement of the act', async () => {
    const act = statement(
      'test-folded',
      `with made as (insert into groups (id, name) values ($1, $1) returning 1)
       ${eventsAfter('made', { first: 2, count: 2 })}`,
    )
    const rows = ['kari', 'ola'].map((person) =>
      eventRow(time.moment(), 'person.language-chosen', { person, data: { language: 'nn' } }),
    )
    await act.count(database, 'butikk', ...eventValues(rows))
    expect((await all.rows(database)).slice(-2).map((row) => row.person_id)).toEqual([
      'kari',
      'ola',
    ])
    await recordEvents(time.moment(), rows)
    expect((await all.rows(database)).slice(-4).map((row) => row.person_id)).toHaveLength(4)
  })
})

describe('what an event may hold', () => {
  test('no secret of ours fits where an id or a word is kept', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(randomSecret, () => `${randomSecret()}.${randomSecret()}`),
        (secret) => {
          const data = { session: secret(), acr: 'urn:portvakt:2fa', stays: false }
          expect(() => eventRow(time.moment(), 'session.started', { data })).toThrow()
          const failed = { factor: 'password', problem: secret() }
          expect(() => eventRow(time.moment(), 'proof.failed', { data: failed })).toThrow()
        },
      ),
      { numRuns: 100 },
    )
  })

  test('a fact that the kind does not know is refused, in every kind', () => {
    for (const [kind, { shape }] of Object.entries(eventKinds))
      for (const canary of ['password', 'code', 'token', 'answer', 'secret', 'named'])
        expect(shape.safeParse({ [canary]: 'Vinter2026!' }).error?.issues, kind).toContainEqual(
          expect.objectContaining({ code: 'unrecognized_keys', keys: [canary] }),
        )
  })

  test('our own ids, and words from a configuration, fit', () => {
    const words = ['utenfor-nett', 'urn:portvakt:phishing-resistant', 'kjøpmenn', 'e-post', 'oidc']
    for (const word of [...words, randomId(), randomPlainCode(8), randomDigits(6)])
      expect(() =>
        eventRow(time.moment(), 'session.ended', { data: { session: randomId(), because: word } }),
      ).not.toThrow()
  })

  test('ATK-AUD-04: what could break a line or turn the reading is written out, and cut', async () => {
    const nasty = 'a\r\nb\u001b[31mred\u202eevil\u2066x\u0000\ud800\u2028{"kind":"x"}'
    await recordEvent(time.moment(), 'person.state-changed', {
      data: { from: 'active', to: 'locked', because: nasty + 'x'.repeat(1_000_000) },
    })
    const because = String((await all.rows(database)).at(-1)?.data.because)
    expect(because).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(because).toContain('a\\u{000d}\\u{000a}b\\u{001b}[31mred\\u{202e}evil')
    expect(because.length).toBeLessThan(400)
  })

  test('any text at all can be written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (because) => {
        const data = { from: 'active', to: 'locked', because }
        await recordEvent(time.moment(), 'person.state-changed', { data })
      }),
      { numRuns: 100 },
    )
  })
})

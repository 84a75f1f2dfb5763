import { describe, expect, test } from 'vitest'
import { eventKinds } from '../src/domain/events/event-kinds.ts'
import { languages } from '../src/shapes/language.ts'
import { aboutNobody, sayEvent } from './event-sentences.ts'
import { isTextKey } from './index.ts'

const decided = {
  kind: 'signin.decided',
  actor: null,
  place: 'Butikkenes nettverk',
  count: 1,
  data: { outcome: 'let-in', rule: 'butikkene', proofs: [{ factor: 'password' }] },
}

describe('what has happened', () => {
  test('has a sentence for every kind that is about somebody, in every language', () => {
    const kinds = Object.keys(eventKinds).filter((kind) => !aboutNobody.includes(kind))
    for (const kind of kinds) {
      expect(isTextKey(`event.${kind}`), kind).toBe(true)
      for (const language of languages) {
        const said = sayEvent(language, { kind, actor: null, count: 1, data: {} })
        expect([kind, said.includes('{'), said === kind]).toEqual([kind, false, false])
      }
    }
    for (const kind of aboutNobody) expect(Object.keys(eventKinds)).toContain(kind)
  })

  test('says from where, with what and by which rule', () => {
    expect(sayEvent('nb', decided)).toBe(
      'Logget inn fra Butikkenes nettverk med passord (regel «butikkene»)',
    )
    expect(sayEvent('en', { ...decided, data: { ...decided.data, proofs: [] } })).toBe(
      'Signed in from Butikkenes nettverk with nothing (rule “butikkene”)',
    )
  })

  test('counts what was wrong in a row, and says until when one waits', () => {
    const failed = { kind: 'proof.failed', actor: null, place: '192.0.2.1', count: 3 }
    expect(sayEvent('nb', { ...failed, data: { factor: 'sms' } })).toBe(
      'Viste feil 3 ganger: kode på SMS, fra 192.0.2.1',
    )
    const waits = { kind: 'proof.held-back', actor: null, count: 1 }
    const until = '2027-03-01T09:57:00.000Z'
    expect(sayEvent('nb', { ...waits, data: { factor: 'sms', until } })).toContain('kl. 10.57')
    const rests = '9999-12-31T00:00:00.000Z'
    expect(sayEvent('nn', { ...waits, data: { factor: 'sms', until: rests } })).toContain(
      'nokon låser opp',
    )
  })
})

// A call gives the code after the right key and never before.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Script } from './gateway.ts'
import { speeches } from './speech.ts'

const script: Script = {
  language: 'nb',
  callback: 'https://logginn.fjordvik.example/call/k3y?a=1&b=2',
  key: '4',
  invites: 'Dette er <FJORD> & co. Trykk 4 for å høre koden.',
  says: 'Koden er 4, 8, 2, 9, 1, 3.',
}
const came = (type: string, body: string) => ({
  method: 'POST',
  path: '/call/k3y',
  headers: { 'content-type': type },
  body,
})

describe.each(['twiml', 'json'] as const)('in %s', (kind) => {
  const { hear, speak } = speeches[kind]
  const pressed = (key: string) =>
    kind === 'twiml'
      ? came('application/x-www-form-urlencoded', new URLSearchParams({ Digits: key }).toString())
      : came('application/json', JSON.stringify({ key }))
  const answered = kind === 'twiml' ? came('', 'CallStatus=in-progress') : came('', '{"call":"a"}')

  test('whoever answers is asked to press a key, and hears no code', () => {
    const heard = hear(answered)
    expect(heard).toEqual({})
    const { body } = speak(heard ?? {}, script)
    expect(body).not.toContain('4, 8, 2')
    expect(body).toContain('Trykk 4 for å høre koden.')
  })

  test('the right key brings the code twice, and nothing more to press', () => {
    const { body } = speak(hear(pressed('4')) ?? {}, script)
    expect(body.split('Koden er 4, 8, 2, 9, 1, 3.')).toHaveLength(3)
    expect(body).not.toContain('k3y')
  })

  test('anything else brings no code', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3 }), (key) => {
        fc.pre(key !== '4')
        expect(speak(hear(pressed(key)) ?? {}, script).body).not.toContain('4, 8, 2')
      }),
    )
    expect(speak({ key: '' }, { ...script, key: '' }).body).toContain('4, 8, 2')
    expect(speak({}, { ...script, key: '' }).body).not.toContain('4, 8, 2')
  })
})

test('TwiML is one document whatever the words are, and asks for one key', () => {
  const { type, body } = speeches.twiml.speak({}, script)
  expect(type).toBe('text/xml; charset=utf-8')
  expect(body).toContain('Dette er &lt;FJORD&gt; &amp; co.')
  expect(body).toContain('action="https://logginn.fjordvik.example/call/k3y?a=1&amp;b=2"')
  expect(body).toContain('numDigits="1"')
  expect(body).toContain('language="nb-NO"')
  expect(body).toMatch(/<\/Gather *><Hangup \/><\/Response>$/)
})

import { describe, expect, test } from 'vitest'
import { judgeClientData, type Question } from './client-data.ts'

const question: Question = {
  type: 'webauthn.get',
  challenge: 'c29tZXRoaW5nIHRoYXQgbm9ib2R5IGd1ZXNzZXM',
  origin: 'https://logginn.fjordvik.example',
}
const honest = { ...question, crossOrigin: false }

const judge = (said: unknown): unknown => judgeText(JSON.stringify(said))
const judgeText = (text: string): unknown => judgeClientData(Buffer.from(text), question)

describe('what the browser says of the page', () => {
  test('is right when it is our question, on our page', () => {
    expect(judge(honest)).toBeUndefined()
    expect(judge(question)).toBeUndefined()
  })

  test('may say more than we know, in any order', () => {
    const added = { androidPackageName: 'example', other: { type: 'x' }, ...honest }
    expect(judge(added)).toBeUndefined()
    expect(judgeText(`\n${JSON.stringify(honest, null, 2)}\t`)).toBeUndefined()
  })

  test('is refused for another question', () => {
    expect(judge({ ...honest, type: 'webauthn.create' })).toBe('other-type')
    expect(judge({ ...honest, type: 'payment.get' })).toBe('other-type')
    expect(judge({ ...honest, challenge: 'c29tZXRoaW5n' })).toBe('other-challenge')
    expect(judge({ ...honest, challenge: `${question.challenge}=` })).toBe('other-challenge')
    expect(judge({ ...honest, challenge: '' })).toBe('other-challenge')
  })

  test('is refused where the question itself can be guessed', () => {
    for (const challenge of ['', 'c29tZXRoaW5nIHNob3J0'])
      expect(
        judgeClientData(Buffer.from(JSON.stringify({ ...honest, challenge })), {
          ...question,
          challenge,
        }),
      ).toBe('other-challenge')
  })

  // ATK-WAN-03.
  test.each([
    'https://login.evil.example',
    'https://logginn.fjordvik.example.evil.example',
    'http://logginn.fjordvik.example',
    'https://logginn.fjordvik.example:443',
    'https://logginn.fjordvik.example:8443',
    'https://logginn.fjordvik.example/',
    'https://x.logginn.fjordvik.example',
    'https://fjordvik.example',
    'https://LOGGINN.fjordvik.example',
    'https://logginn.fjordvik.example.',
    'https://logginn.fjordv\u0456k.example',
    'android:apk-key-hash:c29tZXRoaW5n',
    'null',
    '',
  ])('is refused from %j', (origin) => {
    expect(judge({ ...honest, origin })).toBe('other-origin')
  })

  // ATK-WAN-12.
  test('is refused from a page inside another', () => {
    expect(judge({ ...honest, crossOrigin: true })).toBe('framed')
    const evil = 'https://evil.example'
    expect(judge({ ...honest, crossOrigin: true, topOrigin: evil })).toBe('framed')
    expect(judge({ ...honest, topOrigin: evil })).toBe('framed')
    expect(judge({ ...honest, topOrigin: question.origin })).toBe('framed')
    expect(judge({ ...honest, topOrigin: null })).toBe('framed')
  })

  // ATK-WAN-09.
  test('is refused when a name stands twice, however it is written', () => {
    const rest = JSON.stringify(honest).slice(1)
    expect(judgeText(`{"challenge":"x",${rest}`)).toBe('unreadable')
    expect(judgeText(`{"challenge" :"x",${rest}`)).toBe('unreadable')
    expect(judgeText(`{"\\u0063hallenge":"x",${rest}`)).toBe('unreadable')
    expect(judgeText(`{"origin":"https://evil.example",${rest}`)).toBe('unreadable')
    expect(judgeText(`{"crossOrigin":true,${rest}`)).toBe('unreadable')
    expect(judgeText(`{"more":[{"a":1,"b":{},"a":2}],${rest}`)).toBe('unreadable')
  })

  test('is read where one name stands in two objects, or inside a text', () => {
    expect(judge({ ...honest, more: [{ type: 1 }, { type: { type: 2 } }] })).toBeUndefined()
    expect(judge({ ...honest, more: '"type": "x", "type": {"\\"' })).toBeUndefined()
  })

  test.each([
    ['a byte order mark', `\ufeff${JSON.stringify(honest)}`],
    ['nothing', ''],
    ['no JSON', '{"type":"webauthn.get",}'],
    ['JSON and more', `${JSON.stringify(honest)}{}`],
    ['a list', '[]'],
    ['a text', '"webauthn.get"'],
    ['null', 'null'],
    ['a challenge that is no text', JSON.stringify({ ...honest, challenge: 1 })],
    ['an origin that is a list', JSON.stringify({ ...honest, origin: [question.origin] })],
    ['crossOrigin as a text', JSON.stringify({ ...honest, crossOrigin: 'true' })],
    ['no origin', JSON.stringify({ ...honest, origin: undefined })],
    ['a deep nest', `{"a":${'['.repeat(1900)}${']'.repeat(1900)}}`],
  ])('is refused as unreadable: %s', (_what, text) => {
    expect(judgeText(text)).toBe('unreadable')
  })

  test('is refused as unreadable when it is not UTF-8', () => {
    const bytes = Buffer.from(JSON.stringify({ ...honest, more: 'é' }), 'latin1')
    expect(judgeClientData(bytes, question)).toBe('unreadable')
  })
})

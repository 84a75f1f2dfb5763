// Holds what the page that adds a phone gives to copy, to hear and to look at, and how codes from
// our own app are told from those of another one.
import { describe, expect, test } from 'vitest'
import { inventedMethods } from '../../../../tools/invented/methods.ts'
import { inventedFrame } from '../../../../tools/invented/frame.ts'
import { wordsOf } from '../../../../test/words-on-page.ts'
import { drawPage } from '../../page.ts'

const named = (name: string): string => {
  const found = inventedMethods.find((one) => one.name === name)
  if (!found) throw new Error(`There is no invented page «${name}»`)
  return drawPage({ screen: found.screen, frame: inventedFrame('nb') }).html
}

describe('the page that adds a phone', () => {
  test('has a code to copy and an address, and says how long it works', () => {
    const html = named('add-phone')
    const copied = [...html.matchAll(/data-copies="([^"]+)"/g)].map(([, text]) => text)
    expect(new Set(copied)).toEqual(new Set(['7F2K-9MDQ', 'logginn.fjordvik.example/m']))
    expect(wordsOf(html)).toContain('Koden virker i ti minutter.')
  })

  test('has its code heard letter by letter', () => {
    expect(named('add-phone')).toMatch(/<code [^>]*aria-hidden="true">7F2K-9MDQ<\/code/)
    expect(wordsOf(named('add-phone'))).toContain('7 F 2 K, 9 M D Q')
  })

  test('shows how in four pictures, closed, while there is something to scan', () => {
    const [how = ''] = /<details class="far">[^]*?<\/details>/.exec(named('add-phone')) ?? []
    expect(how).toContain('Vis meg hvordan')
    expect(how.match(/<svg /g)).toHaveLength(4)
    expect(named('add-phone-found')).not.toContain('Vis meg hvordan')
  })
})

test('codes from our own app are told from those of another one', () => {
  expect(wordsOf(named('approve'))).toContain('Prøv en annen måte: Bruk kode fra appen')
  expect(wordsOf(named('add-phone'))).toContain(
    'velg «Kodeapp». Da skriver du en kode hver gang, og får ikke varsler.',
  )
  expect(wordsOf(named('scan-code'))).toContain('Med vår egen app, «Appen på mobilen»,')
})

test('«PC-en» is one word, and is not broken after its hyphen', () => {
  expect(named('add-phone')).toContain('<span class="whole">PC-en</span>')
})

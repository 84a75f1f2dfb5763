import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalDomain, canonicalLogin, foldName, lookOf } from './canonical-name.ts'

const holdsStill = (typed: string): boolean => {
  const once = canonicalLogin(typed)
  return once === undefined || canonicalLogin(once) === once
}

describe('a canonical name', () => {
  test('is its own canonical form, for every single code point (ATK-UNI-02)', () => {
    const moved: string[] = []
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const sign = String.fromCodePoint(point)
      const canonical = canonicalLogin(sign)
      if (canonical === undefined) continue
      if (!holdsStill(sign) || !holdsStill(`a${sign}b`)) moved.push(point.toString(16))
      const look = lookOf(canonical)
      if (lookOf(look) !== look) moved.push(`look ${point.toString(16)}`)
    }
    expect(moved).toEqual([])
  }, 30_000)

  test('is its own canonical form, for random strings (ATK-UNI-02)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 24 }), (typed) => holdsStill(typed)),
      { numRuns: 10_000 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 24 }), (typed) => {
        const look = lookOf(foldName(typed))
        return lookOf(look) === look && foldName(foldName(typed)) === foldName(typed)
      }),
      { numRuns: 10_000 },
    )
  }, 30_000)

  test.each([
    ['  Kari.Nordmann@Fjordvik.Example ', 'kari.nordmann@fjordvik.example'],
    ['ｋａｒｉ', 'kari'],
    ['KÅRE', 'kåre'],
    ['Ka\u030are', 'kåre'],
    ["Siri.O'Hara@fjordvik.example", "siri.o'hara@fjordvik.example"],
    ['x', 'x'],
    ['kari@blåbær.example', 'kari@xn--blbr-roah.example'],
  ])('of «%s» is «%s»', (typed, canonical) => {
    expect(canonicalLogin(typed)).toBe(canonical)
  })

  test.each([
    ['nothing', '   '],
    ['a zero-width joiner', 'admin\u200d'],
    ['a soft hyphen', 'ad\u00admin'],
    ['a sign that turns the writing', 'ad\u202emin'],
    ['a blank inside', 'kari nordmann'],
    ['a control sign', 'kari\u0000'],
    ['half a sign', 'kari\ud800'],
    ['a full-width at sign', 'kari＠fjordvik.example'],
    ['two at signs', 'kari@fjordvik@example'],
    ['no name before the at sign', '@fjordvik.example'],
    ['no domain after it', 'kari@'],
    ['an address nobody could have', `${'k'.repeat(300)}@fjordvik.example`],
  ])('cannot be made of %s', (_what, typed) => {
    expect(canonicalLogin(typed)).toBeUndefined()
  })

  test('keeps the letters of Norwegian and the Sámi languages apart from those they resemble', () => {
    const letters = [...'aáäåæbcčdđegǧǥhiïjkǩlmnŋoóöøõprsštŧuvzžʒǯ']
    expect(new Set(letters.map((sign) => canonicalLogin(sign))).size).toBe(letters.length)
    expect(new Set(letters.map(lookOf)).size).toBe(letters.length)
  })
})

describe('the look of a name', () => {
  test.each([
    ['аdmin', 'admin'],
    ['αdmin', 'admin'],
    ['o1a', 'ola'],
    ['ᴬdmin', 'admin'],
    ['ａｄｍｉｎ', 'admin'],
    ['İsak', 'isak'],
    ['ısak', 'isak'],
    ['оlа', 'ola'],
    ['nordmаnn', 'nordmann'],
  ])('of «%s» is that of «%s» (ATK-UNI-01)', (one, other) => {
    const a = canonicalLogin(one)
    const b = canonicalLogin(other)
    expect(a && b && lookOf(a) === lookOf(b)).toBe(true)
  })

  test('does not make a Cyrillic name find a Latin one', () => {
    expect(canonicalLogin('аdmin')).not.toBe(canonicalLogin('admin'))
    expect(canonicalLogin('İsak')).not.toBe(canonicalLogin('isak'))
  })

  test('lets «straße» and «strasse» be one name, so that only one can have it', () => {
    expect(canonicalLogin('straße')).toBe(canonicalLogin('strasse'))
  })
})

test('a domain of another script stands as punycode', () => {
  expect(canonicalDomain('fјordvik.example')).toBe('xn--fordvik-7og.example')
  expect(canonicalDomain('fjordvik..example')).toBeUndefined()
})

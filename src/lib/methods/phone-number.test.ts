import fc from 'fast-check'
import examples from 'libphonenumber-js/mobile/examples'
import { expect, test } from 'vitest'
import {
  callingCodeOf,
  canBeCalled,
  canGetText,
  formatPhone,
  isPhone,
  lastTwo,
  maskPhone,
  readExtension,
  readPhone,
} from './phone-number.ts'

test.each([
  '99999944',
  '999 99 944',
  '99 99 99 44',
  '+47 999 99 944',
  '+4799999944',
  '0047 99999944',
  '00 47 999 99 944',
  '4799999944',
  '(+47) 999-99-944',
  '+47 (0)999 99 944',
  '+47\u00a0999\u00a099\u00a0944',
  '+47 999\u201199\u2011944',
  '\u202a+47 999 99 944\u202c',
  ' 999.99.944\n',
  '999/99/944',
  'tel:+4799999944',
  '+47 999–99–944',
  '＋４７９９９９９９４４',
  '٩٩٩٩٩٩٤٤',
])('«%s» is one Norwegian mobile', (typed) => {
  expect(readPhone(typed)).toEqual({ e164: '+4799999944', country: 'NO', kind: 'mobile' })
})

test.each([
  ['', 'missing'],
  [' \u00a0\u200e', 'missing'],
  ['+', 'not-a-number'],
  ['-', 'not-a-number'],
  ['ring meg', 'not-a-number'],
  ['=99999944', 'not-a-number'],
  ['999 99 944 x12', 'not-a-number'],
  ['999 99 944, 12', 'not-a-number'],
  ['999 99 944 +47', 'not-a-number'],
  ['1-800-FLOWERS', 'not-a-number'],
  ['9'.repeat(101), 'not-a-number'],
  ['9', 'too-short'],
  ['110', 'too-short'],
  ['99999', 'too-short'],
  ['9999994', 'too-short'],
  ['+47 9999994', 'too-short'],
  ['999999944', 'too-long'],
  ['+47 999999944', 'too-long'],
  ['9'.repeat(40), 'too-long'],
  ['19999944', 'not-in-use'],
  ['+47 1234 5678', 'not-in-use'],
  ['+1 (555) 010-9999', 'not-in-use'],
  ['+0 1234567', 'unknown-country'],
  ['+999 1234567', 'unknown-country'],
  ['02800', 'special-number'],
  ['+47 02800', 'special-number'],
  ['800 12 345', 'special-number'],
  ['810 12 345', 'special-number'],
  ['829 12 345', 'special-number'],
  ['880 12 345', 'special-number'],
  ['+44 909 8790123', 'special-number'],
  ['+881 6 123 45678', 'special-number'],
])('«%s» is refused: %s', (typed, problem) => {
  expect(readPhone(typed)).toBe(problem)
})

test('the country that was chosen counts only where the number does not say another', () => {
  expect(readPhone('070 123 45 67', 'SE')).toMatchObject({ e164: '+46701234567', country: 'SE' })
  expect(readPhone('+47 999 99 944', 'SE')).toMatchObject({ e164: '+4799999944', country: 'NO' })
  expect(readPhone('0047 999 99 944', 'US')).toMatchObject({ e164: '+4799999944', country: 'NO' })
  expect(readPhone('011 47 999 99 944', 'US')).toMatchObject({ e164: '+4799999944' })
  for (const country of ['', 'no', 'XX', '__proto__'])
    expect(readPhone('999 99 944', country)).toBe('unknown-country')
})

test('a zero in parentheses is left out, except where it could be another number with it', () => {
  expect(readPhone('+46 (0)70-123 45 67')).toMatchObject({ e164: '+46701234567' })
  expect(readPhone('+39 (0)6 1234 5678')).toMatchObject({ e164: '+390612345678' })
  expect(readPhone('+39 (0)331 2345678')).toBe('not-a-number')
})

test('every invented number can get a text', () => {
  for (let last = 900; last < 1000; last++)
    expect(readPhone(`+47 999 99 ${last}`)).toEqual({
      e164: `+4799999${last}`,
      country: 'NO',
      kind: 'mobile',
    })
})

const mobiles = Object.entries<string>(examples)

test('a mobile of any country can get a text and be called', () => {
  expect(mobiles.length).toBeGreaterThan(200)
  for (const [country, national] of mobiles) {
    const read = readPhone(national, country)
    expect([country, isPhone(read) && canGetText(read.kind)]).toEqual([country, true])
    expect([country, isPhone(read) && canBeCalled(read.kind)]).toEqual([country, true])
    expect(isPhone(read) && readPhone(read.e164, 'NO')).toEqual(read)
  }
})

/** Numbers set aside for stories where a country has such, else the plainest of its capital. */
test.each([
  ['NO', '22 00 00 00'],
  ['SJ', '+47 79 02 12 34'],
  ['SE', '+46 8 465 004 00'],
  ['FI', '+358 9 123456'],
  ['IS', '+354 551 2345'],
  ['FO', '+298 201234'],
  ['GL', '+299 321234'],
  ['GB', '+44 20 7946 0123'],
  ['IE', '+353 1 234 5678'],
  ['DE', '+49 30 23125 123'],
  ['FR', '+33 1 99 00 12 34'],
  ['NL', '+31 20 123 4567'],
  ['PL', '+48 22 123 45 67'],
  ['CH', '+41 44 123 45 67'],
  ['AT', '+43 1 2345678'],
  ['ES', '+34 912 34 56 78'],
  ['PT', '+351 21 123 4567'],
  ['IT', '+39 06 1234 5678'],
  ['EE', '+372 612 3456'],
  ['LV', '+371 67 123456'],
  ['LT', '+370 5 212 3456'],
  ['RU', '+7 495 123 4567'],
  ['AU', '+61 2 5550 1234'],
  ['JP', '+81 3 1234 5678'],
  ['IN', '+91 11 2345 6789'],
  ['ZA', '+27 11 234 5678'],
  ['BR', '+55 11 2345 6789'],
])('a telephone on a wall in %s can be called and gets no text', (country, typed) => {
  const read = readPhone(typed)
  expect(read).toMatchObject({ country, kind: 'fixed' })
  expect(isPhone(read) && [canGetText(read.kind), canBeCalled(read.kind)]).toEqual([false, true])
})

test('where a number does not tell what it is, it can get a text', () => {
  for (const typed of ['+1 201 555 0123', '+45 33 12 34 56'])
    expect(readPhone(typed)).toMatchObject({ kind: 'either' })
  expect([canGetText('either'), canBeCalled('either')]).toEqual([true, true])
})

test('an office on the internet can be called and gets no text', () => {
  expect(readPhone('850 12 345')).toMatchObject({ kind: 'other' })
  expect([canGetText('other'), canBeCalled('other')]).toEqual([false, true])
})

test('whatever is typed is a number or a problem, and a number is read the same again', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[+0-9 ()-]{0,20}$/),
    fc.bigInt(0n, 10n ** 15n).map((number) => `+${number}`),
  )
  const country = fc.oneof(fc.constantFrom('NO', 'US', 'IT', 'BR', 'XX'), fc.string())
  fc.assert(
    fc.property(typed, country, (text, chosen) => {
      const read = readPhone(text, chosen)
      if (!isPhone(read)) return
      expect(read.e164).toMatch(/^\+[1-9]\d{4,14}$/)
      expect(readPhone(read.e164)).toEqual(read)
      expect(readPhone(formatPhone(read.e164))).toEqual(read)
    }),
  )
})

test.each([
  ['', ''],
  [' ', ''],
  ['1234', '1234'],
  ['12 34', '1234'],
  ['00000000', '00000000'],
  ['123456789', undefined],
  ['12a', undefined],
  ['#12', undefined],
  ['-1', undefined],
])('the extension «%s» is read as %s', (typed, extension) => {
  expect(readExtension(typed)).toBe(extension)
})

test.each([
  ['+4799999944', '+47 999 99 944', '+47 ••• •• •44'],
  ['+4722000011', '+47 22 00 00 11', '+47 •• •• •• 11'],
  ['+46701234567', '+46 70 123 45 67', '+46 •• ••• •• 67'],
  ['+12015550123', '+1 201 555 0123', '+1 ••• ••• ••23'],
  ['+33199001234', '+33 1 99 00 12 34', '+33 • •• •• •• 34'],
  ['+4799', '+47 99', '+47 99'],
])('%s is shown to its owner as %s and to others as %s', (e164, shown, masked) => {
  expect(formatPhone(e164)).toBe(shown)
  expect(maskPhone(e164)).toBe(masked)
  expect(lastTwo(e164)).toBe(e164.slice(-2))
})

test('a mask shows the country and two digits of any number', () => {
  for (const [country, national] of mobiles) {
    const read = readPhone(national, country)
    const e164 = isPhone(read) ? read.e164 : ''
    const [, code = '', ...rest] = /^(\+\d+) ([•\s\-()]*)(\d)(\D*)(\d)$/.exec(maskPhone(e164)) ?? []
    expect(e164.startsWith(code) && code.length).toBeGreaterThan(1)
    expect((rest[1] ?? '') + (rest[3] ?? '')).toBe(lastTwo(e164))
  }
})

test.each([
  ['+4799999944', '47'],
  ['+4779021234', '47'],
  ['+46701234567', '46'],
  ['+12015550123', '1'],
  ['+35412345', '354'],
  ['12', ''],
])('the calling code of %s is %s', (e164, code) => expect(callingCodeOf(e164)).toBe(code))

test('the mask of what is no number shows no more of it', () => {
  expect(maskPhone('12345678')).toBe('••••••78')
  expect(maskPhone('')).toBe('')
})

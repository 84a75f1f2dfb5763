import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeBase32 } from './base32.ts'
import { readSeeds } from './oath-seeds.ts'
import { codeAt, makeKey } from './totp.ts'

const key = Buffer.from('12345678901234567890')
const other = Buffer.from('09876543210987654321')
const [hex, otherHex] = [key.toString('hex'), other.toString('hex')]
const [base32, otherBase32] = [encodeBase32(key), encodeBase32(other)]
const usual = { hash: 'sha1', digits: 6, stepSeconds: 30 }

const problemsIn = (text: string) => readSeeds(text).bad.map(({ line, because }) => [line, because])

test('a list made for Microsoft Entra is read, and says whose the tokens are', () => {
  const list = [
    'upn,serial number,secret key,time interval,manufacturer,model',
    `kari.nordmann@fjordvik.example,1234567,${base32},60,Contoso,HardwareKey`,
    `,1234568,${otherBase32.toLowerCase()},30,Contoso,HardwareKey`,
  ].join('\r\n')
  expect(readSeeds(list)).toEqual({
    bad: [],
    seeds: [
      {
        line: 2,
        serial: '1234567',
        key,
        shape: { ...usual, stepSeconds: 60 },
        login: 'kari.nordmann@fjordvik.example',
      },
      { line: 3, serial: '1234568', key: other, shape: usual },
    ],
  })
})

test('a list that pskc2csv made is read', () => {
  const list = [
    'serial,secret,algorithm,response_length,time_interval',
    `0755225266,${hex},urn:ietf:params:xml:ns:keyprov:pskc:totp,8,60`,
  ].join('\n')
  expect(readSeeds(list)).toMatchObject({
    bad: [],
    seeds: [{ serial: '0755225266', key, shape: { hash: 'sha1', digits: 8, stepSeconds: 60 } }],
  })
})

test('lists without a header are read as other servers read them', () => {
  const list = [
    '# two tokens, and no more',
    `Token001, ${hex}`,
    `Token002, ${otherHex}, totp, 8, 60, sha256`,
  ].join('\n')
  expect(readSeeds(list)).toEqual({
    bad: [],
    seeds: [
      { line: 2, serial: 'Token001', key, shape: usual },
      {
        line: 3,
        serial: 'Token002',
        key: other,
        shape: { hash: 'sha256', digits: 8, stepSeconds: 60 },
      },
    ],
  })
})

test.each([
  ['blanks', `2600110001  ${hex.toUpperCase()}\n2600110002  ${otherHex.toUpperCase()}\n`],
  ['tabs', `2600110001\t${hex}\n2600110002\t${otherHex}`],
  [
    'semicolons',
    `serial no;seed (hex);period in seconds\n2600110001;0x${hex};30 s\n2600110002;${otherHex};`,
  ],
  ['quotes', `"SN","Secret Key (Base32)"\n"2600110001","${base32}"\n"2600110002","${otherBase32}"`],
  ['groups', `2600110001,${hex.replace(/(....)/g, '$1 ')}\n2600110002,${otherHex}`],
])('a list with %s is read', (_, list) => {
  const { seeds, bad } = readSeeds(`\ufeff${list}`)
  expect(bad).toEqual([])
  expect(seeds.map((seed) => [seed.serial, seed.key.toString(), seed.shape])).toEqual([
    ['2600110001', key.toString(), usual],
    ['2600110002', other.toString(), usual],
  ])
})

test('what the letter says counts where the list says nothing', () => {
  const letter = { hash: 'sha256', digits: 8, stepSeconds: 60 } as const
  const { seeds } = readSeeds(`1,${hex}\n2,${otherHex},totp,6,30,sha1`, letter)
  expect(seeds.map(({ shape }) => shape)).toEqual([letter, usual])
})

test('every line that cannot be used is named with its reason, and the others stand', () => {
  const short = hex.slice(0, 30)
  const list = [
    'serial;secret;type;digits;interval;hash;login',
    `1;${hex};TOTP;6;30;SHA1;kari`,
    `;${otherHex};;;;;`,
    `2.60011E+12;${otherHex};;;;;`,
    `=1+1;${otherHex};;;;;`,
    `1;${otherHex};;;;;`,
    `5;;;;;;`,
    `6;not a seed!;;;;;`,
    `7;${hex.slice(1)};;;;;`,
    `8;${short};;;;;`,
    `9;${hex.toUpperCase()};;;;;`,
    `10;${otherHex};HOTP;;;;`,
    `11;${otherHex};;5;;;`,
    `12;${otherHex};;;45;;`,
    `13;${otherHex};;;;SHA384;`,
    `14;${otherHex};;;;HmacSHA512;`,
  ].join('\n')
  const { seeds, bad } = readSeeds(list)
  expect(seeds.map(({ serial, login, shape }) => [serial, login, shape.hash])).toEqual([
    ['1', 'kari', 'sha1'],
    ['14', undefined, 'sha512'],
  ])
  expect(bad.map(({ line, because }) => [line, because])).toEqual([
    [3, 'serial-missing'],
    [4, 'serial-unreadable'],
    [5, 'serial-unreadable'],
    [6, 'serial-twice'],
    [7, 'seed-missing'],
    [8, 'seed-unreadable'],
    [9, 'seed-unreadable'],
    [10, 'seed-short'],
    [11, 'seed-twice'],
    [12, 'counter-based'],
    [13, 'unknown-digits'],
    [14, 'unknown-period'],
    [15, 'unknown-hash'],
  ])
})

test('tokens whose codes follow a button are refused, in either of the shapes Yubico has', () => {
  const list = [
    'LOGGING START,11.12.26 18:54',
    `OATH-HOTP,11.12.26 18:55,1,cccccccccccc,,${hex},,,0,0,0,6,0,0,0,0,0,0`,
    `508327,,0,${otherHex},,2026-12-12T08:41:07,`,
    `1,${otherHex},hotp,6`,
  ].join('\n')
  expect(problemsIn(list)).toEqual([1, 2, 3, 4].map((line) => [line, 'counter-based']))
})

const both = 'ABCDEF2345234567ABCDEF2345234567ABCDEF23'

test('a seed that could be read in two ways is read as the others of its list, or not at all', () => {
  expect(problemsIn(`1,${both}`)).toEqual([[1, 'seed-ambiguous']])
  expect(problemsIn(`1,${both}\n2,${hex}\n3,${otherBase32}`)).toEqual([[1, 'seed-ambiguous']])
  const lengthIn = (list: string) =>
    readSeeds(list).seeds.find(({ serial }) => serial === '1')?.key.length
  expect(lengthIn(`1,${both}\n2,${hex}\n3,`)).toBe(20)
  expect(lengthIn(`1,${both}\n2,${base32}`)).toBe(25)
  expect(lengthIn(`serial,secret (hex)\n1,${both}\n2,${base32}`)).toBe(20)
  expect(lengthIn(`serial,secret base32\n1,${both}`)).toBe(25)
})

test('a seed that is not written as the header says is not read at all', () => {
  expect(problemsIn(`serial,seed hex\n1,${base32}`)).toEqual([[2, 'seed-unreadable']])
})

test('the same serial number in small letters is the same token', () => {
  expect(problemsIn(`ab1,${hex}\nAB1,${otherHex}`)).toEqual([[2, 'serial-twice']])
})

test.each([
  ['', 1, 'empty'],
  ['\n\n', 1, 'empty'],
  ['serial,secret\n', 1, 'empty'],
  ['\ufeff<?xml version="1.0"?><KeyContainer/>', 1, 'xml'],
  ['serial,secret\n"1,2\n', 2, 'quote-not-closed'],
  ['serial,secret\n"1"x,2\n', 2, 'quote-astray'],
  ['serial,model\n1,c200', 2, 'seed-missing'],
])('of a file that is no list the first reason is told', (text, line, because) => {
  expect(readSeeds(text)).toEqual({ seeds: [], bad: [{ line, because }] })
})

test('no text makes it fail, and no reason repeats what stood there', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('hotp', '6', hex, base32, '"'),
  )
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 6 }), (rows) => {
      const { bad } = readSeeds(rows.map((row) => row.join(',')).join('\n'))
      for (const each of bad) expect(each).toEqual({ line: each.line, because: each.because })
    }),
  )
})

test('a list of a thousand gives a thousand tokens with the codes they show', () => {
  const keys = Array.from({ length: 1000 }, () => makeKey())
  const written = { hex: (each: Buffer) => each.toString('hex'), base32: encodeBase32 }
  for (const write of Object.values(written)) {
    const { seeds, bad } = readSeeds(keys.map((each, at) => `T${at},${write(each)}`).join('\n'))
    expect(bad).toEqual([])
    expect(seeds.map((each) => codeAt(each.key, 1))).toEqual(keys.map((each) => codeAt(each, 1)))
  }
})

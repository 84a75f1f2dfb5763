// What a scanned or pasted text is taken for.
import { expect, test } from 'vitest'
import { readHash, readScanned } from './read-scanned.ts'

const origin = 'https://logginn.fjordvik.example'

test.each([
  ['https://logginn.fjordvik.example/m/7F2K-9MDQ', { is: 'add', code: '7F2K9MDQ' }],
  ['https://logginn.fjordvik.example/app/?add=7F2K9MDQ', { is: 'add', code: '7F2K9MDQ' }],
  ['7f2k 9mdq', { is: 'add', code: '7F2K9MDQ' }],
  [`${origin}/app/#request-1.seen_1`, { is: 'approve', request: 'request-1', seen: 'seen_1' }],
  [`${origin}/app/#move=code-1.print_1`, { is: 'move', code: 'code-1', print: 'print_1' }],
  ['otpauth://totp/GitLab?secret=JBSWY3DPEHPK3PXP', { is: 'code-account' }],
  ['https://elsewhere.example/app/#request-1.seen_1', { is: 'foreign' }],
  ['https://elsewhere.example/menu', { is: 'foreign' }],
  ['javascript:alert(1)', { is: 'foreign' }],
  ['WIFI:S:Fjordvik;T:WPA;P:havregrøt;;', { is: 'foreign' }],
])('%s', (text, scanned) => {
  expect(readScanned(text, origin)).toMatchObject(scanned)
})

test('an address without anything after # leads nowhere', () => {
  expect(['', '#', '#request', '#a.b.c'].map(readHash)).toEqual(Array(4).fill(undefined))
})

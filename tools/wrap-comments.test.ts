import { expect, test } from 'vitest'
import { wrapComments } from './wrap-comments.ts'

const long = 'word '.repeat(24).trim()

test('what does not fit goes to the line below', () => {
  expect(wrapComments(`// ${long}\n// end\nconst a = 1\n`).split('\n')).toEqual([
    `// ${'word '.repeat(19).trim()}`,
    `// ${'word '.repeat(5)}end`,
    'const a = 1',
    '',
  ])
})

test('a list keeps its lines', () => {
  const wrapped = wrapComments(`-- ${long}\n-- - one\n`).split('\n')
  expect(wrapped.slice(1)).toEqual([`-- ${'word '.repeat(5).trim()}`, '-- - one', ''])
})

test('a long remark before a member gets lines of its own', () => {
  const wrapped = wrapComments(`  /** ${long} */\n  a: string\n`).split('\n')
  expect([wrapped[0], wrapped[3], wrapped[4]]).toEqual(['  /**', '   */', '  a: string'])
})

test('code and comments after code are left alone', () => {
  const code = `const a = '${long}' // ${long}\n`
  expect(wrapComments(code)).toBe(code)
})

test('a remark that goes on over several lines keeps its ends', () => {
  const wrapped = wrapComments(`/** ${long}\n * end. */\n`).split('\n')
  expect(wrapped).toEqual([
    '/**',
    ` * ${'word '.repeat(19).trim()}`,
    ` * ${'word '.repeat(5)}end. */`,
    '',
  ])
})

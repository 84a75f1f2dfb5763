// Every problem, refusal and event there is: somebody produces it, and at least one test has seen
// it.
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventKinds } from '../src/domain/events/event-kinds.ts'
import { problemCodes, refusalCodes } from '../src/shapes/problem.ts'

const root = new URL('../', import.meta.url).pathname
const read = (paths: readonly string[]): string =>
  paths.map((path) => readFileSync(root + path, 'utf8')).join('\n')

/** Where the codes are listed: standing there is not being used. */
const lists = new Set([
  'src/shapes/problem.ts',
  'src/domain/events/event-kinds.ts',
  'src/domain/refusal.ts',
  'test/codes.test.ts',
])
const all = globSync('{src,test}/**/*.ts', { cwd: root }).filter((path) => !lists.has(path))
const isTest = (path: string): boolean => path.startsWith('test/') || path.endsWith('.test.ts')
const source = read(all.filter((path) => !isTest(path)))
const tests = read(all.filter(isTest))

const codes: readonly string[] = [...problemCodes, ...refusalCodes, ...Object.keys(eventKinds)]

test('every code is produced somewhere', () => {
  expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([])
})

test('every code has been seen by a test', () => {
  expect(codes.filter((code) => !tests.includes(code))).toEqual([])
})

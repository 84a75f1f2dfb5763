// The rules of the house, held against the tree; and every rule held against a small planted sample
// that breaks it, so that a rule which has gone blind is found too. ARCHITECTURE.md says why each
// rule stands.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { circles, deadFiles, direction, sideways } from './tidy/floors.ts'
import { powers, powerTable } from './tidy/powers.ts'
import { tell, type Rule } from './tidy/rule.ts'
import * as shape from './tidy/shape.ts'
import { readSource } from './tidy/source.ts'
import { readTree, root } from './tidy/tree.ts'
import { idleWords, missingWords } from './tidy/words.ts'

type Files = Readonly<Record<string, string>>

interface Held {
  readonly name: string
  readonly rule: Rule
  /** Each sample breaks the rule once. */
  readonly broken: readonly Files[]
  /** Looks like a breach, and is none. */
  readonly sound: Files
}

const rules: readonly Held[] = [
  {
    name: 'a file imports from its own room or from a lower floor',
    rule: direction,
    broken: [
      { 'src/store/people.ts': "import type { A } from '../domain/people.ts'\n" },
      { 'src/domain/people.ts': "import { send } from '../outside/mail/mail.ts'\n" },
      { 'src/lib/clock.ts': "const at = new URL('../shapes/screen.ts', import.meta.url)\n" },
      { 'src/nowhere/people.ts': "import { a } from '../lib/clock.ts'\n" },
      { 'web/visit/visit.ts': "import { a } from '../../src/lib/clock.ts'\n" },
    ],
    sound: {
      'src/http/visit.ts': "// import { a } from '../main.ts'\nimport { a } from '../flows/a.ts'\n",
      'src/lib/clock.ts': "const text = `\nimport { a } from '../main.ts'\n`\n",
    },
  },
  {
    name: 'no plug-in knows its neighbour or the list it stands in',
    rule: sideways,
    broken: [
      { 'src/factors/sms/sms.ts': "import { a } from '../voice/voice.ts'\n" },
      { 'src/factors/sms/sms.ts': "import { factors } from '../index.ts'\n" },
    ],
    sound: {
      'src/factors/sms/sms.ts': "import { a } from './gateway.ts'\nimport b from '../factor.ts'\n",
    },
  },
  {
    name: 'no file imports itself in a circle',
    rule: circles,
    broken: [
      {
        'src/lib/a.ts': "import { b } from './b.ts'\n",
        'src/lib/b.ts': "import { c } from './c.ts'\n",
        'src/lib/c.ts': "import { a } from './a.ts'\n",
      },
    ],
    sound: {
      'src/lib/a.ts': "import { b } from './b.ts'\n",
      'src/lib/b.ts': "import type { A } from './a.ts'\nimport { type C } from './a.ts'\n",
    },
  },
  {
    name: 'every file is reached from a beginning',
    rule: deadFiles,
    broken: [{ 'src/main.ts': "import './lib/a.ts'\n", 'src/lib/a.ts': '', 'src/lib/b.ts': '' }],
    sound: {
      'src/main.ts': "import './lib/a.ts'\nconst b = await import('./lib/b.ts')\n",
      'src/commands/main.ts':
        "const worker = new Worker(new URL('../lib/c.ts', import.meta.url))\n",
      'src/lib/a.ts': '',
      'src/lib/b.ts': '',
      'src/lib/c.ts': '',
      'src/lib/c.test.ts': '',
    },
  },
  {
    name: 'a power is used only in its room',
    rule: powers,
    broken: [
      { 'src/domain/a.ts': 'const text = `select id, login\n  from people`\n' },
      { 'src/http/a.ts': "const text = 'update people set state = $1'\n" },
      { 'src/domain/a.ts': "import { statement } from '../store/database.ts'\n" },
      { 'src/http/a.ts': 'await house.db.send(name, text, [])\n' },
      { 'src/domain/a.ts': "import PgBoss from 'pg-boss'\n" },
      { 'src/factors/a.ts': 'const answer = await fetch(address)\n' },
      { 'src/http/a.ts': "import { connect } from 'node:net'\n" },
      { 'src/flows/a.ts': 'const name = request.headers.host\n' },
      { 'src/domain/a.ts': "const name = 'set-cookie'\n" },
      { 'src/pages/a.ts': "import { fastify } from 'fastify'\n" },
      { 'src/domain/a.ts': 'const now = new Date()\n' },
      { 'src/store/a.ts': "import { randomBytes } from 'node:crypto'\n" },
      { 'src/http/a.ts': 'const isTest = process.env.NODE_ENV\n' },
      { 'src/domain/a.ts': "const says = 'Koden har gått ut'\n" },
      { 'src/pages/a.ts': 'const part = `<p class="lead">Welcome back</p>`\n' },
      { 'src/http/a.ts': 'const part = `<a href="${link}">`\n' },
      { 'src/http/a.ts': "import Provider from 'oidc-provider'\n" },
      { 'src/protocols/oidc/a.ts': "import { a } from 'oidc-provider/lib/helpers/a.js'\n" },
      { 'src/factors/a.ts': "import * as client from 'openid-client'\n" },
      { 'src/outside/a.ts': "import xml from 'xml-crypto'\n" },
      { 'src/pages/a.ts': "import React from 'react'\n" },
    ],
    sound: {
      'src/domain/a.ts':
        "// select id from people, fetch(it), new Date()\nimport type { Db } from '../store/database.ts'\n" +
        "const at = new Date(0)\nconst one = 'choose one from the list'\nconst sign = 'ø'\nhouse.fetch(it)\n",
      'src/lib/ip-range.ts': "import { BlockList, isIP } from 'node:net'\n",
      'src/pages/a.ts': 'const part = `<p class="lead">${say(language, key)}</p>`\n',
      'src/store/a.test.ts': 'const now = new Date()\n',
    },
  },
  {
    name: 'a file has at most 400 lines',
    rule: shape.fileLength,
    broken: [{ 'src/lib/a.ts': 'a()\n'.repeat(401) }],
    sound: { 'src/lib/a.ts': 'a()\n'.repeat(400), 'docs/a.md': 'a\n'.repeat(900) },
  },
  {
    name: 'a line has at most 110 columns',
    rule: shape.lineLength,
    broken: [{ 'src/lib/a.ts': `// ${'a'.repeat(108)}\n` }],
    sound: {
      'src/lib/a.ts': `// ${'a'.repeat(107)}\n`,
      'texts/nb/a.ts': `a = '${'a'.repeat(200)}'\n`,
    },
  },
  {
    name: 'a folder holds at most 20 entries',
    rule: shape.fullness,
    broken: [Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`src/lib/a${at}.ts`, '']))],
    sound: Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`src/lib/a${at}.ts`, '']).concat([
        ['src/lib/a1.test.ts', ''],
      ]),
    ),
  },
  {
    name: 'a name says something',
    rule: shape.names,
    broken: [
      { 'src/lib/string-utils.ts': '' },
      { 'src/domain/data.ts': '' },
      { 'src/domain/index.ts': '' },
      { 'src/domain/aPerson.ts': '' },
      { 'src/domain/a.ts': 'export class PeopleManager {}\n' },
      { 'src/domain/a.ts': 'const onHandler = () => {}\n' },
    ],
    sound: {
      'src/factors/index.ts': 'const userinfo = 1\nconst text = "const helper"\n',
      'src/lib/leaked-passwords.test.ts': '',
    },
  },
  {
    name: 'a file opens with what it is',
    rule: shape.openingComment,
    broken: [{ 'src/lib/a.ts': "import { a } from './b.ts'\n// Late.\n" }],
    sound: { 'bin/a.js': '#!/usr/bin/env node\n// Starts it.\n', 'src/store/a.sql': '-- Rows.\n' },
  },
  {
    name: 'a comment leaves nothing to do',
    rule: shape.unfinished,
    broken: [
      { 'src/lib/a.ts': `// ${['TO', 'DO'].join('')}: later\n` },
      { 'src/lib/a.ts': '/* enough for now */\n' },
    ],
    sound: { 'src/lib/a.ts': "// Everything there is to do is done.\nconst a = 'for now'\n" },
  },
  {
    name: 'nothing is passed on and nothing goes without a name',
    rule: shape.exported,
    broken: [
      { 'src/lib/index.ts': "export { a } from './a.ts'\n" },
      { 'src/lib/a.ts': "export * from './b.ts'\n" },
      { 'src/lib/a.ts': 'export default 1\n' },
    ],
    sound: {
      'src/lib/a.ts': "export const a = 'from'\nexport type B = 'b'\n",
      'a.config.ts': 'export default 1\n',
    },
  },
  {
    name: 'no machine and no registry is mentioned',
    rule: shape.mentions,
    broken: [
      { 'docs/a.md': `cd ${['/ho', 'me'].join('')}/kari/portvakt\n` },
      { 'package-lock.json': `"resolved": "${['htt', 'p'].join('')}s://x"` },
    ],
    sound: { 'docs/a.md': 'See /etc/portvakt and src/network/work/order.ts\n' },
  },
  {
    name: 'a released migration is never changed',
    rule: shape.migrations,
    broken: [
      {
        'test/migrations.sum': `${'0'.repeat(64)}  src/store/migrations/0001-a.sql\n`,
        'src/store/migrations/0001-a.sql': '-- Rows.\n',
      },
    ],
    sound: { 'src/store/migrations/0001-a.sql': '-- Rows.\n' },
  },
  {
    name: 'whatever is said has words',
    rule: missingWords,
    broken: [
      {
        'texts/nb/screens.ts': "export const screens = {\n  'who.go': 'Neste steg',\n}\n",
        'src/pages/who.ts': "const go = say(language, 'who.went')\n",
      },
    ],
    sound: {
      'texts/nb/screens.ts': "export const screens = {\n  'who.go': 'Neste steg',\n}\n",
      'src/pages/who.ts': "const go = say(frame.language, 'who.go')\n",
    },
  },
  {
    name: 'whatever has words is said',
    rule: idleWords,
    broken: [{ 'texts/nb/screens.ts': "export const screens = {\n  'who.go': 'Neste steg',\n}\n" }],
    sound: {
      'texts/nb/screens.ts':
        "export const screens = {\n  'who.go': '',\n  'problem.busy': '',\n  'who.heading': '',\n}\n",
      'src/pages/who.ts':
        "say(a, 'who.go')\nsay(a, `problem.${code}`)\nsay(a, `${kind}.heading`)\n",
    },
  },
]

const planted = (files: Files) =>
  Object.entries(files).map(([path, text]) => readSource(path, text))

describe('the tree', () => {
  const tree = readTree()
  test.each(rules)('$name', ({ rule }) => {
    expect(rule(tree).map(tell)).toEqual([])
  })
})

describe('a rule that is broken speaks', () => {
  test.each(rules)('$name', ({ rule, broken, sound }) => {
    for (const files of broken) expect(rule(planted(files)), JSON.stringify(files)).toHaveLength(1)
    expect(rule(planted(sound)).map(tell)).toEqual([])
  })

  test('a power of every room is broken by some sample', () => {
    const held = rules.find(({ rule }) => rule === powers)?.broken ?? []
    const said = held.flatMap((files) => powers(planted(files)).map(({ says }) => says))
    for (const { power } of powerTable)
      expect(
        said.some((one) => one.startsWith(power)),
        power,
      ).toBe(true)
  })
})

/** What the linter must catch, each in a file of its own. */
const linted: Files = {
  'max-lines-per-function': `export function a() {\n${'  b()\n'.repeat(70)}}\n`,
  'max-params': 'export const a = (b: 1, c: 1, d: 1, e: 1, f: 1) => [b, c, d, e, f]\n',
  'no-cycle': "import { b } from './back.ts'\nexport const a = b\n",
  'no-default-export': 'export default 1\n',
  'no-explicit-any': 'export const a: any = 1\n',
  'consistent-type-assertions': 'export const a = (b: unknown) => b as string\n',
  'no-floating-promises': 'export const a = (b: Promise<void>) => {\n  b\n}\n',
  'no-misused-promises': 'export const a = (b: Promise<boolean>) => (b ? 1 : 2)\n',
  'await-thenable': 'export const a = async (b: number) => await b\n',
  'switch-exhaustiveness-check':
    "export function a(b: 'c' | 'd') {\n  switch (b) {\n    case 'c':\n      return 1\n  }\n  return 2\n}\n",
}

test('the linter catches what is left to it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-tidy-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true } }')
  writeFileSync(join(folder, 'back.ts'), "import { a } from './no-cycle.ts'\nexport const b = a\n")
  for (const [rule, text] of Object.entries(linted)) writeFileSync(join(folder, `${rule}.ts`), text)
  const linter = join(root, 'node_modules/oxlint/bin/oxlint')
  const asked = ['--type-aware', '-f', 'unix', '-c', join(root, '.oxlintrc.json'), folder]
  const { stdout } = spawnSync(process.execPath, [linter, ...asked], { encoding: 'utf8' })
  for (const rule of Object.keys(linted))
    expect(stdout).toMatch(new RegExp(`${rule}\\.ts:.*\\(${rule}\\)`))
})

// What it takes to add a factor: an object that satisfies the contract, and one line in the list.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openFactorStage } from './factor-stage.ts'
import { factorSuite, setUpSuite } from './factor-suite.ts'
import { isCode, isTest } from '../tidy/rule.ts'
import { readTree } from '../tidy/tree.ts'
import { isSameText } from '../../src/lib/digest.ts'
import type { Factor } from '../../src/factors/factor.ts'
import { factors } from '../../src/factors/index.ts'

/** A magic word, said together and said again: written here, as anybody would write one. */
const toy: Factor<{ word: string }> = {
  name: 'toy',
  fate: 'memory',
  canBeSetUp: true,
  first: false,
  single: true,
  proof: { kinds: ['knows'], amr: ['kba'], resistsPhishing: false },
  kept: z.strictObject({ word: z.string() }),
  prove: {
    wrong: { code: 'wrong-code', field: 'code' },
    missing: ({ code }) => (code ? undefined : { code: 'code-missing', field: 'code' }),
    screen: ({ around }) => ({ kind: 'enter-code', by: 'pass', ...around }),
    check: async ({ code = '' }, { method }) => {
      const isSame = isSameText(code, method?.kept.word ?? 'no word of anybody')
      return { is: isSame && method ? 'right' : 'wrong' }
    },
  },
  enrol: {
    wrong: { code: 'wrong-code', field: 'code' },
    missing: ({ code }) => (code ? undefined : { code: 'code-missing', field: 'code' }),
    screen: ({ around }) => ({ kind: 'enter-code', by: 'pass', ...around }),
    check: async ({ code = '' }) =>
      code.length < 4 ? { is: 'wrong' } : { is: 'right', keep: { word: code } },
  },
}

const stage = openFactorStage()

factorSuite(
  {
    factor: toy,
    keeps: async () => ({ mine: { word: 'simsalabim' }, another: { word: 'abrakadabra' } }),
    right: () => ({ code: 'simsalabim' }),
    wrong: [{ code: 'Simsalabim' }, { code: 'no word of anybody' }],
    empty: [{}, { code: '' }],
  },
  stage,
)
setUpSuite({ factor: toy, steps: [() => ({ code: 'hokus' })], wrong: { code: 'hok' } }, stage)

/** Who else knows one factor by its file, and why. Nobody is added without a reason. */
const knowing: Readonly<Record<string, string>> = {
  'src/flows/question.ts -> password': 'a factor may ask whether something is the password',
  'src/commands/seal.ts -> codes': 'a sheet of them is sealed beside the password',
  'src/commands/seal.ts -> password': 'what is sealed is a password',
  'src/flows/detours.ts -> password': 'it is the password that is forgotten or held back',
  'src/flows/steps/renew.ts -> password': 'a new password is a step of its own',
  'src/main/demo.ts -> password': 'the demo is loaded with people who have one',
  'src/http/letter.ts -> letter': 'a letter is opened by its address, and asked for by nobody',
  'src/flows/elsewhere/codes-on-phone.ts -> totp': 'a phone that approves shows codes as well',
  'src/flows/elsewhere/moving.ts -> push': 'an account that approves moves from phone to phone',
  'src/flows/imagine.ts -> letter': 'whoever is imagined at the first set-up has opened one',
}

const folderOf = (path: string): string | undefined => /^src\/factors\/([\w-]+)\//.exec(path)?.[1]

test('a factor is one folder and one line: nobody else knows it by its file', () => {
  const known = readTree()
    .filter((source) => isCode(source) && !isTest(source.path) && /^(src|web)\//.test(source.path))
    .flatMap(({ path, imports }) =>
      imports.flatMap(({ to = '' }) => {
        const name = folderOf(to)
        const isItself = name === folderOf(path)
        return name === undefined || isItself || path === 'src/factors/index.ts'
          ? []
          : [`${path} -> ${name}`]
      }),
    )
  expect(known.toSorted()).toEqual(Object.keys(knowing).toSorted())
})

test('every factor of the list stands in a folder of its own name, and the letter beside them', () => {
  const folders = new Set(readTree().flatMap(({ path }) => folderOf(path) ?? []))
  // Both are asked at another house, and share how.
  const named = factors.map(({ name }) => name).filter((name) => name !== 'elsewhere')
  expect([...folders].toSorted()).toEqual([...named, 'letter'].toSorted())
})

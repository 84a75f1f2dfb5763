// A difference is read by people: no brace, no bare true, and nothing left out.
import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { differences, type Plain } from './differences.ts'
import { readHouseFile } from './house-file.ts'
import { factors } from '../../factors/index.ts'

const examples = ['nano', 'demo'].map((name) => {
  const path = new URL(`../../../examples/${name}.toml`, import.meta.url)
  const read = readHouseFile(parse(readFileSync(path, 'utf8')), factors)
  if (read.is === 'wrong') throw new Error(read.faults.join())
  const file: Plain = JSON.parse(JSON.stringify(read.file))
  return { name, file }
})

const unreadable = /[{}[\]"]|true|false|null|undefined/

const without = (value: object, key: string): Plain =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))

/** Every value of the file, as it is and with that one changed, or taken away. */
function* changed(value: Plain): Generator<Plain> {
  if (Array.isArray(value)) {
    const list: readonly Plain[] = value
    for (const [at, part] of list.entries()) {
      for (const other of changed(part)) yield list.with(at, other)
    }
    if (list.length > 1) yield list.slice(1)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      if (key === 'id') continue
      if (JSON.stringify(part).length > 2) yield without(value, key)
      for (const other of changed(part)) yield { ...value, [key]: other }
    }
  } else if (typeof value === 'boolean') yield !value
  else if (typeof value === 'number') yield value + 1
  else yield `${String(value)}x`
}

describe.each(examples)('$name.toml', ({ file }) => {
  test('is told in words on an empty house, value by value', () => {
    const lines = differences({}, file)
    expect(lines).toContain('passwords.refusesNames: yes')
    expect(lines).toContain('applications «epost».oidc.secret: set')
    expect(lines.filter((line) => unreadable.test(line))).toEqual([])
    // What is left empty is no difference to an empty house.
    const bare = differences({}, Object.assign({}, file, { networks: [] }))
    expect(bare.join('\n')).not.toMatch(/^networks|\.words/m)
  })

  test('is told in words after any change, and both ways', () => {
    const all = [...changed(file)]
    expect(all.length).toBeGreaterThan(100)
    for (const other of all) {
      const lines = [...differences(file, other), ...differences(other, file)]
      expect(lines.length).toBeGreaterThan(0)
      expect(lines.filter((line) => unreadable.test(line))).toEqual([])
    }
  })
})

test('words in one language and in several are told alike', () => {
  expect(differences({ name: 'Hjelp' }, { name: { nb: 'Hjelp', en: 'Help' } })).toEqual([
    'name: nb «Hjelp», en «Help», was «Hjelp»',
  ])
})

test('a secret and a key are told by what they are, and never by what is in them', () => {
  const [old, fresh] = [{ kid: 'one', x: 'old' }, { kid: 'one', x: 'new' }, {}]
  const keys = (...list: Plain[]): Plain => ({ oidc: { keys: list } })
  expect(differences(keys(), keys(fresh, { d: 'private' }))).toEqual([
    'oidc.keys: «one», unnamed, was none',
  ])
  expect(differences(keys(old), keys(fresh))).toEqual(['oidc.keys: «one», was another'])
  const hashed = (secretHash?: string): Plain => ({ oidc: { secretHash } })
  expect(differences(hashed('a'), hashed('b'))).toEqual(['oidc.secret: another'])
  expect(differences(hashed('a'), hashed())).toEqual(['oidc.secret: no longer set'])
  expect(differences(hashed(), hashed('b'))).toEqual(['oidc.secret: set'])
})

test('what is nothing either way is no difference', () => {
  expect(differences({ a: [], b: {} }, { c: [], b: undefined })).toEqual([])
})

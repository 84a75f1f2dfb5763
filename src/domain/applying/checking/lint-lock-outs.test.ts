import { describe, expect, test } from 'vitest'
import { factors } from '../../../factors/index.ts'
import { housePart, readToml } from '../../../settings.ts'
import { ruleShape, type Rule } from '../../configuration/rule-shape.ts'
import { worldOf } from './circumstances.ts'
import { readHouseFile, type HouseFile } from '../house-file.ts'
import { lockHouse, lockOutFindings } from './lint-lock-outs.ts'
import { rightFindings } from './lint-rights.ts'

const today = '2027-03-01'
const accepts = ['password', 'passkey', 'totp', 'sms']
const rule = (id: string, need: object, more: object = {}): Rule =>
  ruleShape.parse({ id, need: { proofs: 2, accepts, methods: ['second'], ...need }, ...more })

function demoWith(rules: readonly Rule[], more: Partial<HouseFile> = {}): HouseFile {
  const read = readHouseFile(housePart(readToml('examples/demo.toml')), factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  return { ...read.file, rules: [...rules], ...more }
}
const placesOf = (...rules: readonly Rule[]): readonly string[] =>
  lockOutFindings(lockHouse(demoWith(rules), factors)).map(({ place }) => place)

describe('a rule is said to lock out', () => {
  const onlyApps = { accepts: ['password', 'totp'], methods: ['totp'] }

  test('when two proofs are asked for and nothing lets anybody begin', () => {
    expect(placesOf(rule('all', onlyApps))).toEqual(['rules «all».need'])
    expect(placesOf(rule('all', { ...onlyApps, firstByOneProof: true }))).toEqual([])
    // A number that was known beforehand is a proof by itself, where a telephone is wished for.
    expect(placesOf(rule('all', {}))).toEqual([])
    expect(placesOf(rule('all', { methods: ['totp'] }))).toEqual(['rules «all».need'])
    // What must be set up stops people as well, where it cannot be put off.
    expect(placesOf(rule('all', { ...onlyApps, proofs: 1 }))).toEqual(['rules «all».need'])
    const putOff = { times: 3 }
    expect(placesOf(rule('all', { ...onlyApps, proofs: 1, putOff }))).toEqual([])
  })

  test('and not where a passkey alone is taken for an app: it is one for anybody', () => {
    const passkey = { accepts: ['password', 'passkey'], firstByOneProof: true }
    expect(placesOf(rule('all', { ...passkey, methods: ['app'] }))).toEqual([])
    const neither = rule('all', { methods: ['app', 'second'], accepts: ['password', 'sms'] })
    expect(placesOf(neither)).toEqual(['rules «all».need.methods'])
  })

  test('unless another rule that is about the same people lets them begin', () => {
    const inside = (more: object) =>
      rule(
        'inside',
        { ...onlyApps, proofs: 1, firstByOneProof: true },
        { where: ['town'], ...more },
      )
    expect(placesOf(inside({}), rule('all', onlyApps))).toEqual([])
    expect(placesOf(inside({ whom: ['ledere'] }), rule('all', onlyApps))).toEqual([
      'rules «all».need',
    ])
    expect(placesOf(inside({ reportOnly: true }), rule('all', onlyApps))).toEqual([
      'rules «all».need',
    ])
    const leaders = rule('leaders', onlyApps, { whom: ['ledere', 'skole'] })
    expect(placesOf(inside({ whom: ['ledere'] }), leaders)).toEqual([])
  })

  test('when it resists phishing and nobody can have what does', () => {
    const resists = { resistsPhishing: true }
    const keys = { ...resists, methods: ['resists-phishing'] }
    expect(placesOf(rule('all', { ...resists, methods: ['totp'] }))).toEqual([
      'rules «all».need.methods',
      'rules «all».need',
    ])
    expect(placesOf(rule('all', keys))).toEqual(['rules «all».need'])
    expect(placesOf(rule('all', { ...keys, firstByOneProof: true }))).toEqual([])
    // «second» may be a telephone, and then it was in vain.
    expect(placesOf(rule('all', { ...resists, firstByOneProof: true }))).toEqual([
      'rules «all».need.methods',
    ])
  })

  test('when nobody is led to set up what is asked for, or it is not enough', () => {
    expect(placesOf(rule('all', { methods: [] }))).toEqual([
      'rules «all».need.methods',
      'rules «all».need',
    ])
    const useless = { methods: ['codes'], firstByOneProof: true }
    expect(placesOf(rule('all', useless))).toEqual(['rules «all».need.methods'])
    const led = rule('ahead', {}, { where: ['town'] })
    expect(placesOf(led, rule('all', { methods: [] }))).toEqual([])
  })

  test('by a wish that is asked of nobody', () => {
    const calls = rule('all', { accepts: [...accepts, 'voice'], methods: ['sms', 'voice'] })
    expect(placesOf(calls)).toEqual([])
    const file = demoWith([calls])
    const off = { ...file, phones: { ...file.phones, voice: false } }
    expect(lockOutFindings(lockHouse(off, factors)).map(({ says }) => says)).toEqual([
      expect.stringMatching(/^«voice» is asked of nobody/),
    ])
  })
})

describe('whoever holds a right is named', () => {
  const onlyApps = { accepts: ['password', 'totp'], methods: ['totp'] }
  const eased = { ...onlyApps, proofs: 1, firstByOneProof: true }
  const inside = rule('inside', eased, { where: ['town'] })
  const said = (rules: readonly Rule[], ...mays: readonly ('help' | 'administer')[]) => {
    const rights = mays.map((may) => ({ id: may, may, whom: ['ledere'] }))
    const file = demoWith(rules, { rights })
    return rightFindings(rights, worldOf(file, today), lockHouse(file, factors)).map(
      ({ place }) => place,
    )
  }

  test('when only a place would let them begin, for what a place eases is not theirs', () => {
    expect(said([inside, rule('all', onlyApps)], 'administer')).toEqual(['rights «administer»'])
    expect(said([inside, rule('all', onlyApps)])).toEqual([])
    expect(
      said([inside, rule('all', { ...onlyApps, firstByOneProof: true })], 'administer'),
    ).toEqual([])
    const phones = { accepts, methods: ['second'] }
    const reached = rule('inside', { ...eased, ...phones }, { where: ['town'] })
    expect(said([reached, rule('all', phones)], 'administer')).toEqual([])
    const others = { ...inside, whom: ['skole'] }
    expect(said([others, rule('all', onlyApps)], 'administer')).toEqual([])
  })

  test('when some help and nobody administers', () => {
    expect(said([rule('all', {})], 'help')).toEqual(['rights'])
    expect(said([rule('all', {})], 'help', 'administer')).toEqual([])
    expect(said([rule('all', {})])).toEqual([])
  })
})

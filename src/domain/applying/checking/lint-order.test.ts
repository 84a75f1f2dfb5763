// What is said of the order of rules, held against the Policy by brute force. The last day of a
// network or an exception lies before or after today, and a claim must hold on each day from today.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isInRange, readRange } from '../../../lib/ip-range.ts'
import type { NetworkRow } from '../../configuration/configuration-shape.ts'
import { ruleShape, type Rule } from '../../configuration/rule-shape.ts'
import { decide, reportedBy, type Circumstances, type RuleBook } from '../../policy/deciding.ts'
import { worldOf } from './circumstances.ts'
import { orderFindings } from './lint-order.ts'
import { overlapFindings } from './lint-overlaps.ts'

const today = '2027-03-01'
const networks: readonly NetworkRow[] = [
  { id: 'town', ranges: ['10.20.0.0/16', '2001:db8:20::/48'] },
  { id: 'offices', ranges: ['10.20.0.0/16'] },
  { id: 'doctors', ranges: ['10.20.30.0/24'] },
  { id: 'shops', ranges: ['10.40.0.0/16'], expires: '2027-05-01' },
]
const addresses = ['198.51.100.7', '10.20.1.1', '10.20.30.1', '10.40.1.1', '2001:db8:20::7']
const networksAt = (address: string): readonly string[] =>
  networks
    .filter(({ ranges }) =>
      ranges.some((written) => {
        const range = readRange(written)
        return range && isInRange(address, range)
      }),
    )
    .map(({ id }) => id)

const rule = (id: string, more: object = {}): Rule => ruleShape.parse({ id, need: {}, ...more })
const last = rule('last')
const worldWith = (rules: readonly Rule[]) =>
  worldOf({ rules: [...rules], networks: [...networks] }, today)
const bookOf = (rules: readonly Rule[]): RuleBook<Rule> => ({
  rules,
  networkEnds: new Map([['shops', '2027-05-01']]),
})

function* everywhere(): Generator<Circumstances> {
  const people = [undefined, ...[[], ['a'], ['b'], ['a', 'b']].flatMap(twice)]
  for (const person of people)
    for (const application of [undefined, 'mail', 'hours', 'other'])
      for (const address of addresses)
        for (const weekday of [1, 6, 7])
          for (const minute of [0, 420, 1000])
            for (const date of [today, '2027-05-01', '2027-05-02', '2028-01-01'])
              yield {
                errand: application === undefined ? {} : { application },
                ...(person && { person }),
                networks: networksAt(address),
                at: { date, weekday, minute },
              }
}
const twice = (groups: string[]) =>
  ['kari@fjordvik.example', 'ola@fjordvik.example'].map((login) => ({ groups, login }))
const all = [...everywhere()]

const some = <One>(...of: readonly One[]) =>
  fc.subarray([...of], { minLength: 1 }).filter((list) => list.length > 0)
const maybe = <One>(of: fc.Arbitrary<One>) => fc.option(of, { nil: undefined, freq: 2 })
const people = some('a', 'b', 'kari@fjordvik.example')
const places = some('town', 'offices', 'doctors', 'shops')
const applications = some('mail', 'hours')
const excepts = fc
  .record({
    whom: maybe(people),
    where: maybe(places),
    applications: maybe(applications),
    until: fc.constantFrom('2027-01-01', '2027-05-01', '2027-12-31'),
  })
  .filter(({ whom, where, applications: of }) => Boolean(whom ?? where ?? of))
const ruleArbitrary = fc.record({
  whom: maybe(people),
  where: maybe(places),
  outside: maybe(places),
  applications: maybe(applications),
  when: maybe(fc.constantFrom({ days: ['saturday', 'sunday'] }, { from: '07:00', until: '16:40' })),
  except: fc.oneof(
    { weight: 3, arbitrary: fc.array(excepts, { maxLength: 0 }) },
    { weight: 1, arbitrary: fc.array(excepts, { minLength: 1, maxLength: 2 }) },
  ),
  reportOnly: fc.oneof(
    { weight: 5, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
})
const rulesArbitrary = fc.array(ruleArbitrary, { minLength: 1, maxLength: 4 }).map((parts) => [
  ...parts.map((part, at) =>
    rule(`r${at}`, {
      ...part,
      except: part.except.map((one) => ({ ...one, owner: 'IKT' })),
    }),
  ),
  last,
])

/** The first day on which each rule decides, or is reported to have decided; by brute force. */
function firstDays(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const first = new Map<string, string>()
  const meet = (id: string, date: string): void => {
    const before = first.get(id)
    if (before === undefined || date < before) first.set(id, date)
  }
  const book = bookOf(rules)
  for (const one of all) {
    meet(decide(book, one).rule.id, one.at.date)
    const reported = reportedBy(book, one)
    if (reported) meet(reported.id, one.at.date)
  }
  return first
}

/** What is claimed of each rule: the day before which it is never asked, or that it never is. */
const claimsOn = (rules: readonly Rule[]): ReadonlyMap<string, string> =>
  new Map(
    orderFindings(worldWith(rules)).map(({ place, says }) => [
      place.slice('rules «'.length, -1),
      /before (\d{4}-\d\d-\d\d)/.exec(says)?.[1] ?? 'never',
    ]),
  )

describe('a rule that is said never to be asked', () => {
  test('never is, of random rules in all circumstances of a small town', () => {
    let claimed = 0
    fc.assert(
      fc.property(rulesArbitrary, (rules) => {
        const first = firstDays(rules)
        const claims = claimsOn(rules)
        claimed += claims.size
        for (const [id, claim] of claims) {
          const day = first.get(id)
          expect([id, day === undefined || (claim !== 'never' && day >= claim)]).toEqual([id, true])
        }
        // And the other way, where nobody is excepted for who they are: what is never asked is
        // told.
        if (rules.some(({ except }) => except.some(({ whom }) => whom))) return
        for (const { id } of rules)
          if (first.get(id) !== today) expect([id, claims.has(id)]).toEqual([id, true])
      }),
      { numRuns: 150 },
    )
    expect(claimed).toBeGreaterThan(20)
  }, 60_000)

  const saysOf = (...rules: readonly Rule[]): readonly string[] =>
    orderFindings(worldWith([...rules, last])).map(({ place, says }) => `${place}: ${says}`)

  test('stands below one that covers it: whom, where, for what and when', () => {
    const covered: readonly (readonly [object, object])[] = [
      [{ whom: ['a', 'b'] }, { whom: ['a'] }],
      [{ where: ['town'] }, { where: ['doctors'] }],
      [{ where: ['town'] }, { where: ['offices'] }],
      [{ where: ['town'] }, { where: ['town'], whom: ['a'] }],
      [{ outside: ['doctors'] }, { outside: ['town'] }],
      [{ applications: ['mail', 'hours'] }, { applications: ['hours'] }],
      [{ when: { from: '07:00', until: '16:00' } }, { when: { from: '08:00', until: '15:00' } }],
      [{ when: { days: ['saturday', 'sunday'] } }, { when: { days: ['sunday'] } }],
    ]
    for (const [upper, lower] of covered) {
      expect(saysOf(rule('upper', upper), rule('lower', lower))).toEqual([
        expect.stringMatching(
          /^rules «lower»: it is never asked: «upper» above it matches whenever/,
        ),
      ])
      expect(saysOf(rule('upper', lower), rule('lower', upper))).toEqual([])
    }
  })

  test('stands below several that together leave nothing over', () => {
    const [said] = saysOf(
      rule('inside', { where: ['town'] }),
      rule('beside', { where: ['shops'] }),
      rule('away', { outside: ['town'] }),
      rule('lower', { whom: ['a'] }),
    )
    expect(said).toContain('rules «lower»: it is never asked: «inside», «away» above it together')
  })

  test('leaves nothing over by itself, for good or until an exception ends', () => {
    expect(saysOf(rule('none', { where: ['doctors'], outside: ['town'] }))).toEqual([
      'rules «none»: it is never asked: every address in «where» lies in a network of «outside»',
    ])
    const except = [{ whom: ['a'], owner: 'IKT', until: '2027-12-31' }]
    expect(saysOf(rule('none', { whom: ['a'], except }))).toEqual([
      'rules «none»: it is never asked before 2028-01-01: its exceptions are about everybody whom ' +
        'it is about',
    ])
    // From the second of May the shops are trusted no more, and whoever is there is outside.
    expect(saysOf(rule('none', { where: ['shops'], outside: ['shops'] }))).toEqual([
      expect.stringContaining('never asked before 2027-05-02: every address'),
    ])
  })

  test('reports nothing where another above would have been reported', () => {
    const upper = rule('upper', { reportOnly: true })
    expect(saysOf(upper, rule('lower', { reportOnly: true }))).toEqual([
      expect.stringContaining(
        'rules «lower»: it reports nothing: «upper» above it matches everybody',
      ),
    ])
    expect(saysOf(upper, rule('lower', { whom: ['a'] }))).toEqual([])
  })

  test('is not said where somebody slips past by an exception', () => {
    const except = [{ whom: ['a'], owner: 'IKT', until: '2027-12-31' }]
    expect(saysOf(rule('upper', { except }), rule('lower', { whom: ['b'] }))).toEqual([])
    const mail = [{ applications: ['mail'], owner: 'IKT', until: '2027-12-31' }]
    expect(saysOf(rule('upper', { except: mail }), rule('lower', { whom: ['b'] }))).toEqual([])
  })
})

describe('two rules that overlap', () => {
  const two = { need: { proofs: 2, accepts: ['password', 'totp'] } }
  const overlaps = (...rules: readonly Rule[]) =>
    overlapFindings(worldWith([...rules, rule('rest', { need: { proofs: 3 } })]))

  test('are told once, with both names and circumstances in which it matters', () => {
    const upper = rule('office', { where: ['town'], applications: ['mail'] })
    const lower = rule('leaders', { whom: ['a'], ...two })
    expect(overlaps(upper, lower)).toEqual([
      {
        place: 'rules «office», «leaders»',
        says:
          'both are about whoever is «a», in «town», for «mail»: «office» stands first and decides, ' +
          'and they differ in proofs (1; 2), accepts (password; password totp)',
        standard: 'the order of rules',
      },
    ])
  })

  test('are not told where they ask for the same, never meet, or one is a case of the other', () => {
    const leaders = rule('leaders', { whom: ['a'], ...two })
    expect(overlaps(rule('office', { where: ['town'], ...two }), leaders)).toEqual([])
    const mail = rule('mail', { applications: ['mail'] })
    expect(overlaps(mail, rule('hours', { applications: ['hours'], ...two }))).toEqual([])
    const night = rule('night', { when: { from: '20:00', until: '06:00' } })
    const day = rule('day', { when: { from: '06:00', until: '20:00' }, ...two })
    expect(overlaps(night, day)).toEqual([])
    expect(
      overlaps(rule('doctors', { where: ['doctors'] }), rule('t', { where: ['town'], ...two })),
    ).toEqual([])
    expect(overlaps(rule('one', { whom: ['a'], where: ['town'] }), leaders)).toEqual([])
    expect(overlaps(rule('r', { where: ['town'], reportOnly: true }), leaders)).toEqual([])
  })

  test('are told of a special case that somebody is excepted from below', () => {
    const except = [{ whom: ['b'], owner: 'IKT', until: '2027-12-31' }]
    const upper = rule('one', { whom: ['a'], where: ['town'] })
    const [found] = overlaps(upper, rule('leaders', { whom: ['a'], except, ...two }))
    expect(found?.place).toBe('rules «one», «leaders»')
    const mail = [{ applications: ['mail'], owner: 'IKT', until: '2027-12-31' }]
    expect(overlaps(upper, rule('leaders', { whom: ['a'], except: mail, ...two }))).toHaveLength(1)
  })

  test('matter in the circumstances that are told, of random rules', () => {
    fc.assert(
      fc.property(rulesArbitrary, (rules) => {
        const asked = rules.map((one, at) => ({
          ...one,
          need: { ...one.need, stayDays: at + 1 },
        }))
        for (const { place } of overlapFindings(worldWith(asked))) {
          const [upper = '', lower = ''] = [...place.matchAll(/«(\w+)»/g)].map(([, id]) => id)
          const without = asked.filter(({ id }) => id !== upper)
          const isSeen = all.some(
            (one) =>
              decide(bookOf(asked), one).rule.id === upper &&
              decide(bookOf(without), one).rule.id === lower,
          )
          expect([place, isSeen]).toEqual([place, true])
        }
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

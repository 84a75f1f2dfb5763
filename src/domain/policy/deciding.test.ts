import { describe, expect, it } from 'vitest'
import { wallTime } from '../../lib/time/wall-clock.ts'
import {
  decide,
  passedBy,
  reportedBy,
  stricterOf,
  type Circumstances,
  type PolicyNeed,
  type PolicyRule,
  type RuleBook,
} from './deciding.ts'

const at = wallTime(new Date('2027-03-01T08:00:00Z'))
const need = (more: Partial<PolicyNeed> = {}): PolicyNeed => ({
  proofs: 2,
  resistsPhishing: false,
  accepts: ['password', 'sms', 'totp'],
  letterAlone: false,
  ...more,
})
const rule = (id: string, more: Partial<PolicyRule> = {}): PolicyRule => ({
  id,
  need: need(),
  ...more,
})
const office = rule('office', { where: ['network'], need: need({ proofs: 1 }) })
const doctors = rule('doctors', { where: ['doctors'] })
const last = rule('last')
const book = (rules: readonly PolicyRule[], more: Partial<RuleBook> = {}): RuleBook => ({
  rules: [...rules, last],
  ...more,
})
const asking = (more: Partial<Circumstances> = {}): Circumstances => ({ errand: {}, at, ...more })
const kari = { groups: ['staff'], login: 'kari.nordmann@fjordvik.example' }
const decidedBy = (rules: readonly PolicyRule[], more: Partial<Circumstances> = {}): string =>
  decide(book(rules), asking(more)).rule.id

describe('the first rule that nothing keeps from matching', () => {
  it('is the one about the place, and of two zones the one that stands first', () => {
    expect(decidedBy([doctors, office], { networks: ['network', 'doctors'] })).toBe('doctors')
    expect(decidedBy([doctors, office], { networks: ['network'] })).toBe('office')
    expect(decidedBy([doctors, office], { networks: [] })).toBe('last')
  })

  it('is about groups, and about people by their user names, once something was shown', () => {
    const staff = rule('staff', { whom: ['staff'] })
    const her = rule('her', { whom: [kari.login] })
    expect(decidedBy([staff], { person: kari })).toBe('staff')
    expect(decidedBy([her], { person: kari })).toBe('her')
    expect(decidedBy([her, staff], { person: { groups: [], login: 'ola' } })).toBe('last')
    expect(decidedBy([her, staff], { person: kari, isKnown: false })).toBe('last')
  })

  it('is about an application only where one is on its way', () => {
    const mail = rule('mail', { applications: ['mail'] })
    expect(decidedBy([mail], { errand: { application: 'mail' } })).toBe('mail')
    expect(decidedBy([mail], { errand: { application: 'hours' } })).toBe('last')
    expect(decidedBy([mail])).toBe('last')
  })

  it('holds outside of what it names, and inside of it another decides', () => {
    const away = rule('away', { outside: ['network'] })
    expect(decidedBy([away], { networks: [] })).toBe('away')
    expect(decidedBy([away], { networks: ['network'] })).toBe('last')
  })

  it('holds on its days and at its times, also past midnight', () => {
    const nights = rule('nights', { when: { days: ['friday'], from: '22:00', until: '06:00' } })
    const by = (time: string) => decidedBy([nights], { at: wallTime(new Date(time)) })
    expect(by('2027-03-05T21:30:00Z')).toBe('nights')
    expect(by('2027-03-06T04:59:00Z')).toBe('nights')
    expect(by('2027-03-06T05:00:00Z')).toBe('last')
    expect(by('2027-03-05T04:59:00Z')).toBe('last')
    const mornings = rule('mornings', { when: { from: '07:00', until: '12:00' } })
    expect(decidedBy([mornings], { at: wallTime(new Date('2027-03-05T06:00:00Z')) })).toBe(
      'mornings',
    )
    expect(decidedBy([mornings], { at: wallTime(new Date('2027-03-05T11:00:00Z')) })).toBe('last')
  })

  it('passes over whoever is excepted, by all that the exception names', () => {
    const except = [{ whom: ['staff'], where: ['doctors'], until: '2027-03-01' }]
    const eased = rule('eased', { except })
    expect(decidedBy([eased], { person: kari, networks: ['doctors'] })).toBe('last')
    expect(decidedBy([eased], { person: kari, networks: ['network'] })).toBe('eased')
    expect(decidedBy([eased], { networks: ['doctors'] })).toBe('eased')
  })
})

describe('what has ended eases nothing', () => {
  const tomorrow = wallTime(new Date('2027-03-02T08:00:00Z'))
  const inside = { networks: ['network'] }
  const proofs = (book: RuleBook, more: Partial<Circumstances>) => {
    const { rule, need, tightened } = decide(book, asking(more))
    return [rule.id, need.proofs, tightened]
  }

  it('is true of a rule from the day after its last', () => {
    const rules = book([{ ...office, expires: '2027-03-01' }])
    expect(proofs(rules, inside)).toEqual(['office', 1, undefined])
    expect(proofs(rules, { ...inside, at: tomorrow })).toEqual(['office', 2, 'rule-ended'])
  })

  it('leaves a rule that asks for more as strict as it was', () => {
    const strict = rule('strict', { expires: '2027-03-01', need: need({ proofs: 3 }) })
    expect(proofs(book([strict]), { at: tomorrow })).toEqual(['strict', 3, 'rule-ended'])
  })

  it('is true of a network: inside it counts for no less than outside', () => {
    const networkEnds = new Map([['network', '2027-03-01']])
    const rules = book([office], { networkEnds })
    expect(proofs(rules, inside)).toEqual(['office', 1, undefined])
    expect(proofs(rules, { ...inside, at: tomorrow })).toEqual(['office', 2, 'network-ended'])
    const away = book([rule('away', { outside: ['network'], need: need({ proofs: 3 }) })], {
      networkEnds,
    })
    expect(proofs(away, { ...inside, at: tomorrow })).toEqual(['away', 3, 'network-ended'])
  })

  it('is true of an exception: the rule is about them again, and eases nothing for them', () => {
    const except = [{ where: ['doctors'], until: '2027-03-01' }]
    const rules = book([{ ...office, except }])
    const there = { networks: ['network', 'doctors'] }
    expect(proofs(rules, there)).toEqual(['last', 2, undefined])
    expect(proofs(rules, { ...there, at: tomorrow })).toEqual(['office', 2, 'exception-ended'])
    expect(proofs(rules, { ...inside, at: tomorrow })).toEqual(['office', 1, undefined])
  })

  it('is true of the network that an exception, or a rule, keeps away from', () => {
    const networkEnds = new Map([['doctors', '2027-03-01']])
    const there = { networks: ['network', 'doctors'], at: tomorrow }
    const except = [{ where: ['doctors'], until: '2028-01-01' }]
    expect(proofs(book([{ ...office, except }], { networkEnds }), there)).toEqual([
      'office',
      2,
      'exception-ended',
    ])
    const outside = ['doctors']
    expect(proofs(book([{ ...office, outside }], { networkEnds }), there)).toEqual([
      'office',
      2,
      'network-ended',
    ])
  })
})

describe('whoever holds a right', () => {
  const rightHolders = new Set(['it'])
  const person = { groups: ['it'], login: 'samira@fjordvik.example' }

  it('is asked as if from nowhere as well, wherever they are', () => {
    const rules = book([office], { rightHolders })
    const at = { networks: ['network'], person }
    expect(decide(rules, asking(at))).toMatchObject({
      need: { proofs: 2 },
      tightened: 'right-held',
    })
    expect(decide(rules, asking({ ...at, person: kari })).need.proofs).toBe(1)
  })

  it('is not told from anybody else before something was shown', () => {
    const circumstances = { networks: ['network'], person, isKnown: false }
    expect(decide(book([office], { rightHolders }), asking(circumstances))).toEqual(
      decide(book([office], { rightHolders }), asking({ ...circumstances, person: kari })),
    )
  })

  it('meets what a stricter place asks for all the same', () => {
    const strict = rule('strict', { where: ['doctors'], need: need({ proofs: 3 }) })
    const rules = book([strict], { rightHolders })
    expect(decide(rules, asking({ networks: ['doctors'], person })).need.proofs).toBe(3)
  })
})

describe('the stricter of two needs', () => {
  it('asks for the most of both and grants the least', () => {
    const one = need({ proofs: 1, freshMinutes: 60, stayDays: 30, rememberDays: 7, putOff: {} })
    const other = need({ freshMinutes: 15, stayDays: 10, resistsPhishing: true })
    expect(stricterOf(one, other)).toMatchObject({
      proofs: 2,
      freshMinutes: 15,
      stayDays: 10,
      resistsPhishing: true,
      rememberDays: undefined,
      putOff: undefined,
    })
  })

  it('counts what both accept, and never so little that nobody could come in', () => {
    const question = need({ accepts: ['password', 'question'] })
    expect(stricterOf(question, need()).accepts).toEqual(['password', 'sms', 'totp'])
    const wide = need({ accepts: ['password', 'question', 'sms'] })
    expect(stricterOf(wide, need()).accepts).toEqual(['password', 'sms'])
  })
})

describe('what is told of the others', () => {
  it('names every rule above the one that decides, and why it does not', () => {
    const rules = [
      rule('reports', { reportOnly: true }),
      rule('staff', { whom: ['staff'] }),
      rule('mail', { applications: ['mail'] }),
      office,
      rule('away', { outside: ['home'] }),
      rule('nights', { when: { from: '22:00', until: '06:00' } }),
      rule('eased', { except: [{ where: ['home'], until: '2027-12-31' }] }),
    ]
    const passed = passedBy(book(rules), asking({ networks: ['home'] }))
    expect(passed.map(({ rule, miss }) => [rule.id, miss])).toEqual([
      ['reports', 'report-only'],
      ['staff', 'other-people'],
      ['mail', 'other-application'],
      ['office', 'other-place'],
      ['away', 'inside'],
      ['nights', 'other-time'],
      ['eased', 'excepted'],
    ])
  })

  it('says which rule would have decided, of those that only report', () => {
    const reports = rule('reports', { reportOnly: true, where: ['network'] })
    const rules = book([reports, office])
    expect(reportedBy(rules, asking({ networks: ['network'] }))?.id).toBe('reports')
    expect(reportedBy(rules, asking())).toBeUndefined()
    expect(reportedBy(book([office, reports]), asking({ networks: ['network'] }))).toBeUndefined()
    expect(decide(rules, asking({ networks: ['network'] })).rule.id).toBe('office')
  })
})

import { describe, expect, test } from 'vitest'
import { isTextKey } from '../../../texts/index.ts'
import { sayRule } from '../../../texts/rule-sentences.ts'
import { Dice, names, randomRule } from '../../../test/random-rules.ts'
import type { Language } from '../../shapes/language.ts'
import { factors } from '../../factors/index.ts'
import { wishClasses } from '../methods/wishes.ts'
import { ruleShape, type Rule } from '../configuration/rule-shape.ts'
import { nameIn, tellRule } from './told-rule.ts'

const spoken: readonly Language[] = ['nb', 'nn', 'en']
const count = 1000
const dice = new Dice(20_270_301)
const rules = Array.from({ length: count }, () => randomRule(dice))
const said = (rule: Rule, language: Language): string =>
  sayRule(language, tellRule(names, rule)).join(' ')

/** What decides, in one way of writing: of names any order means the same. */
function decisionOf(rule: Rule): string {
  const { id: _id, owner: _owner, reason: _reason, when, except, need, ...decides } = rule
  const sorted = (_key: string, value: unknown): unknown =>
    value instanceof Set ? [...value].toSorted() : value
  const set = (list: string | readonly string[] | undefined) => (list ? new Set(list) : list)
  return JSON.stringify(
    {
      ...decides,
      need: needOf(need),
      whom: set(rule.whom),
      where: set(rule.where),
      outside: set(rule.outside),
      applications: set(rule.applications),
      when: when && [set(when.days), when.from, when.until],
      except: except.map(({ whom, where, applications, until }) =>
        JSON.stringify([set(whom), set(where), set(applications), until], sorted),
      ),
    },
    sorted,
  )
}

/**
 * A question is no way back unless it counts, and a leader's word none where nobody asks for it.
 */
function needOf({ recover, leader, ...need }: Rule['need']): unknown {
  const { accepts, ...how } = recover
  const ways = [
    ...accepts.filter((name) => name !== 'question'),
    ...(how.questionCounts ? ['question'] : []),
  ]
  const asksLeader = [...need.whenLost, ...ways].includes('leader')
  return {
    ...need,
    recover: ways.length > 0 ? { ...how, ways } : how.questionCounts,
    ...(asksLeader && leader),
  }
}

/** Every name that the rule speaks of, wherever in it. */
function namesSpokenOf(rule: Rule): readonly string[] {
  const parts = [rule, ...rule.except]
  const whom = parts.flatMap((part) => (typeof part.whom === 'string' ? [] : (part.whom ?? [])))
  const where = parts.flatMap((part) => (typeof part.where === 'string' ? [] : (part.where ?? [])))
  return [
    ...whom.map((one) => nameIn(names.groups, one)),
    ...[...where, ...(rule.outside ?? [])].map((one) => nameIn(names.networks, one)),
    ...parts.flatMap(({ applications = [] }) =>
      applications.map((one) => nameIn(names.applications, one)),
    ),
  ]
}

type Recover = Rule['need']['recover']

const lessRecovery = (
  recover: Recover,
  rest: (recover: Recover) => Rule,
): readonly [unknown, () => Rule][] => {
  const [first] = recover.accepts
  const isWay = first !== undefined && first !== 'question'
  const hasWays = recover.questionCounts || recover.accepts.some((name) => name !== 'question')
  return [
    [isWay, () => rest({ ...recover, accepts: recover.accepts.slice(1) })],
    [hasWays && recover.asksQuestion, () => rest({ ...recover, asksQuestion: false })],
    [recover.questionCounts, () => rest({ ...recover, questionCounts: false })],
    [hasWays && recover.waitMinutes > 0, () => rest({ ...recover, waitMinutes: 0 })],
    [hasWays && recover.newNumberHours > 0, () => rest({ ...recover, newNumberHours: 0 })],
  ]
}

/** The same rule with one thing that it says left out, for each that it says. */
function without(rule: Rule): readonly Rule[] {
  const rest = (part: Partial<Rule>): Rule => ruleShape.parse({ ...rule, ...part })
  const { need } = rule
  const less: readonly [unknown, () => Rule][] = [
    [rule.whom !== 'everyone', () => rest({ whom: 'everyone' })],
    [rule.where !== 'anywhere', () => rest({ where: 'anywhere' })],
    [rule.outside, () => rest({ outside: undefined })],
    [rule.applications, () => rest({ applications: undefined })],
    [rule.when, () => rest({ when: undefined })],
    [rule.except.length > 0, () => rest({ except: rule.except.slice(1) })],
    [rule.reportOnly, () => rest({ reportOnly: false })],
    [rule.expires, () => rest({ expires: undefined })],
    [rule.owner, () => rest({ owner: undefined })],
    [rule.reason, () => rest({ reason: undefined })],
    [need.proofs > 1, () => rest({ need: { ...need, proofs: need.proofs - 1 } })],
    [need.accepts.length > 1, () => rest({ need: { ...need, accepts: need.accepts.slice(1) } })],
    [need.resistsPhishing, () => rest({ need: { ...need, resistsPhishing: false } })],
    [need.freshMinutes, () => rest({ need: { ...need, freshMinutes: undefined } })],
    [need.stayDays, () => rest({ need: { ...need, stayDays: undefined } })],
    [need.rememberDays, () => rest({ need: { ...need, rememberDays: undefined } })],
    [need.methods.length > 0, () => rest({ need: { ...need, methods: need.methods.slice(1) } })],
    [need.putOff, () => rest({ need: { ...need, putOff: undefined } })],
    [need.letterAlone, () => rest({ need: { ...need, letterAlone: false } })],
    [need.firstByOneProof, () => rest({ need: { ...need, firstByOneProof: false } })],
    [need.sharedFateAllowed, () => rest({ need: { ...need, sharedFateAllowed: false } })],
    [need.whenLost.length > 0, () => rest({ need: { ...need, whenLost: need.whenLost.slice(1) } })],
    ...lessRecovery(need.recover, (recover) => rest({ need: { ...need, recover } })),
  ]
  return less.flatMap(([isSaid, leave]) => (isSaid ? [leave()] : []))
}

describe(`of ${count} rules, the sentences`, () => {
  test.each(spoken)('in %s hold every name that the rule speaks of, and are whole', (language) => {
    for (const rule of rules) {
      const words = said(rule, language)
      for (const name of namesSpokenOf(rule)) expect(words).toContain(name)
      for (const sentence of sayRule(language, tellRule(names, rule))) {
        expect(sentence).toMatch(/^[\p{Lu}\p{Lt}].*[.!?…]$/u)
        expect(sentence).not.toMatch(/[{}]|undefined| {2}|,,/)
      }
    }
  })

  test.each(spoken)('in %s are others when anything is left out of the rule', (language) => {
    for (const rule of rules) {
      const words = said(rule, language)
      for (const less of without(rule)) expect(said(less, language)).not.toBe(words)
    }
  })

  test.each(spoken)('in %s are the same only where the same is decided', (language) => {
    const decided = new Map<string, string>()
    for (const rule of rules.flatMap((one) => [one, ...without(one)])) {
      const plain = ruleShape.parse({ ...rule, owner: undefined, reason: undefined })
      const words = said(plain, language)
      const decision = decisionOf(plain)
      expect(decided.get(words) ?? decision).toBe(decision)
      decided.set(words, decision)
    }
    expect(decided.size).toBeGreaterThan(count)
  })
})

test('each kind of proof and each class of methods has a name inside a sentence', () => {
  const all = [...factors.map(({ name }) => name), ...wishClasses]
  expect(all.filter((name) => !isTextKey(`kind.${name}`))).toEqual([])
})

test('two that are called the same are told with their short names', () => {
  expect(nameIn(names.groups, 'staff')).toBe('Ansatte')
  expect(nameIn(names.groups, 'twin')).toBe('Nødkontoer (twin)')
  expect(nameIn(names.networks, 'school')).toBe('school')
})

import { expect, test } from 'vitest'
import { passwordPolicyShape } from './password-policy.ts'
import { bytesMax, judgeByRules, namePartsOf, rulesOf } from './password-rules.ts'

const kari = { firstName: 'Kari', familyName: 'Nordmann', login: 'kari.no@fjordvik.example' }
const recommended = passwordPolicyShape.parse({})
const nano = passwordPolicyShape.parse({ minLength: 7, minLengthAlone: 7, needsDigit: true })
const none = passwordPolicyShape.parse({ refusesNames: false, refusesCommon: false })

test('fifteen signs where the password alone lets in, otherwise eight', () => {
  expect(rulesOf(recommended, kari, true)[0]).toEqual({ rule: 'length', min: 15 })
  expect(rulesOf(recommended, kari, false)[0]).toEqual({ rule: 'length', min: 8 })
})

test('classes are asked for only where the organisation asks for them', () => {
  const named = { rule: 'no-name', parts: ['kari', 'nordmann'] }
  expect(rulesOf(recommended, kari, false).slice(1)).toEqual([named, { rule: 'not-common' }])
  expect(rulesOf(nano, kari, true)).toEqual([
    { rule: 'length', min: 7 },
    { rule: 'digit' },
    named,
    { rule: 'not-common' },
  ])
  expect(rulesOf({ ...none, needsLetter: true }, kari, false)).toEqual([
    { rule: 'length', min: 8 },
    { rule: 'letter' },
  ])
})

test('names are taken part by part, folded, and only parts of three letters or more', () => {
  const named = {
    firstName: 'Bjørn-Åge',
    familyName: 'von Ødegård',
    login: 'bo.x@fjordvik.example',
  }
  expect(namePartsOf(named)).toEqual(['bjorn', 'age', 'von', 'odegard'])
  const bo = { firstName: 'Bo', familyName: 'Li', login: 'bo' }
  expect(rulesOf(recommended, bo, false).map(({ rule }) => rule)).toEqual(['length', 'not-common'])
})

test('the first demand that is broken is told, with the number it needs', () => {
  const rules = rulesOf(nano, kari, false)
  const told = (typed: string) => judgeByRules(rules, typed)
  expect(told('')).toEqual({ code: 'password-missing', field: 'password' })
  expect(told('lyng')).toMatchObject({ code: 'password-too-short', with: { min: 7, now: 4 } })
  expect(told('lyng og mose')).toMatchObject({ code: 'password-needs-digit' })
  expect(told('KÁRI og mose 2')).toMatchObject({ code: 'password-has-name' })
  expect(told('lyng og mose 2')).toBeUndefined()
  const lettered = rulesOf({ ...none, needsLetter: true }, kari, false)
  expect(judgeByRules(lettered, '1234 5678')).toMatchObject({ code: 'password-needs-letter' })
})

test('a password that is too long is refused with a reason, at the very byte, and never cut', () => {
  const rules = rulesOf(none, kari, false)
  expect(judgeByRules(rules, 'x'.repeat(bytesMax))).toBeUndefined()
  const told = judgeByRules(rules, 'x'.repeat(bytesMax + 1))
  expect(told).toMatchObject({ code: 'password-too-long', with: { max: 1024 } })
  expect(judgeByRules(rules, '🌲'.repeat(1024))).toBeUndefined()
  expect(judgeByRules(rules, 'å'.repeat(2049))).toMatchObject({ code: 'password-too-long' })
})

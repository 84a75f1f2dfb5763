import { describe, expect, test } from 'vitest'
import type { NetworkRow } from '../../configuration/configuration-shape.ts'
import { ruleShape, type Rule } from '../../configuration/rule-shape.ts'
import { endFindings } from './lint-ends.ts'

const today = '2027-03-01'
const last = ruleShape.parse({ id: 'last', need: { proofs: 2, accepts: ['password', 'totp'] } })
const rule = (id: string, more: object = {}): Rule =>
  ruleShape.parse({ id, need: { accepts: ['password', 'totp'] }, ...more })
const said = (rules: readonly Rule[], networks: readonly NetworkRow[] = []) =>
  endFindings({ rules: [...rules, last], networks: [...networks] }, today).map(
    ({ place, says }) => `${place}: ${says}`,
  )
const town = (expires: string): NetworkRow => ({ id: 'town', ranges: ['10.0.0.0/8'], expires })

describe('a rule that runs out', () => {
  test('is told for sixty days, with what changes and for whom', () => {
    const ending = (expires: string) => said([rule('office', { where: ['town'], expires })])
    expect(ending('2027-05-01')).toEqual([])
    expect(ending('2027-04-30')).toEqual([
      'rules «office».expires: this rule ends on 2027-04-30; from the next day it asks of ' +
        'everybody in «town» at least what «last» does: proofs (1; 2)',
    ])
    // The last day is a day like the others.
    expect(ending(today)).toEqual([expect.stringContaining('ends on 2027-03-01')])
    expect(ending('2027-02-28')).toEqual([
      expect.stringContaining(
        'ended on 2027-02-28 and eases nothing: it asks of everybody in «town»',
      ),
    ])
  })

  test('changes nothing where the last rule asks for no more', () => {
    const strict = rule('strict', { need: last.need, expires: '2027-03-02' })
    expect(said([strict])).toEqual([expect.stringContaining('nothing changes for anybody')])
    expect(said([rule('told', { expires: '2027-03-02', reportOnly: true })])).toEqual([])
  })
})

describe('an exception', () => {
  const excepting = (more: object) =>
    said([rule('office', { except: [{ whom: ['a'], owner: 'IKT', reason: 'Ferie', ...more }] })])

  test('is told when it has no reason', () => {
    expect(excepting({ until: '2028-01-01' })).toEqual([])
    expect(excepting({ until: '2028-01-01', reason: undefined })).toEqual([
      'rules «office».except[1]: an exception says why, or nobody dares to end it',
    ])
  })

  test('is told when it runs out, and when it has', () => {
    expect(excepting({ until: '2027-04-01', where: ['town'] })).toEqual([
      'rules «office».except[1].until: this exception ends on 2027-04-01; from the next day what ' +
        '«office» asks for is asked of «a» in «town» too, and at least what «last» does',
    ])
    expect(excepting({ until: '2027-02-28' })).toEqual([
      expect.stringContaining('ended on 2027-02-28 and excepts nobody'),
    ])
  })
})

test('a grace with a last day is told, where there is something to put off', () => {
  const put = (until: string, methods = ['second']) =>
    said([rule('office', { need: { accepts: ['password', 'totp'], methods, putOff: { until } } })])
  expect(put('2027-03-31')).toEqual([expect.stringContaining('can be put off until 2027-03-31')])
  expect(put('2027-02-01')).toEqual([expect.stringContaining('put off any more since 2027-02-01')])
  expect(put('2027-03-31', [])).toEqual([])
  expect(put('2027-12-31')).toEqual([])
})

test('a network that runs out is told with each rule that asks for less because of it', () => {
  const rules = [
    rule('inside', { where: ['town'] }),
    rule('away', { outside: ['town'] }),
    rule('spared', {
      except: [{ where: ['town'], owner: 'IKT', reason: 'x', until: '2028-01-01' }],
    }),
    rule('strict', { where: ['town'], need: last.need }),
    rule('told', { where: ['town'], reportOnly: true }),
  ]
  expect(said(rules, [town('2027-12-31')])).toEqual([])
  expect(said(rules, [town('2027-03-05')])).toEqual([
    'networks «town».expires: the day to look at it again is 2027-03-05; from the next day it eases ' +
      'nothing: «inside» asks for at least what «last» does there; «away» is about those inside ' +
      'too, and asks for at least what «last» does; «spared» excepts nobody there, and asks for at ' +
      'least what «last» does',
  ])
  expect(said([], [town('2027-02-28')])).toEqual([
    expect.stringContaining('was 2027-02-28, and it eases nothing: no rule asks for less'),
  ])
})

// The way back for whoever has forgotten the password: what weakens it is named.
import { expect, it } from 'vitest'
import { ruleShape } from '../../configuration/rule-shape.ts'
import { recoveryFindings } from './lint-recovery.ts'

const placesOf = (recover: object): readonly string[] =>
  recoveryFindings(
    ruleShape.parse({ id: 'alle', need: { accepts: ['password'], recover } }),
    'rules «alle»',
  ).map(({ place }) => place.replace('rules «alle».need.recover.', ''))

it("names a leader's word that counts at once, where a rule lets leaders vouch", () => {
  const placesIn = (need: object): readonly string[] =>
    recoveryFindings(
      ruleShape.parse({ id: 'alle', need: { leader: { waitMinutes: 0 }, ...need } }),
      '',
    ).map(({ place }) => place)
  expect(placesIn({ whenLost: ['leader'] })).toEqual(['.need.leader.waitMinutes'])
  expect(placesIn({ recover: { accepts: ['sms', 'leader'] } })).toEqual([
    '.need.leader.waitMinutes',
  ])
  expect(placesIn({})).toEqual([])
  expect(placesIn({ whenLost: ['leader'], leader: { waitMinutes: 1 } })).toEqual([])
})

it.each<[object, readonly string[]]>([
  [{}, []],
  [{ accepts: [] }, []],
  [{ accepts: ['passkey'] }, []],
  [{ accepts: ['sms', 'question'], questionCounts: true }, ['questionCounts']],
  [{ waitMinutes: 0 }, ['waitMinutes']],
  [{ accepts: ['totp', 'mail'], waitMinutes: 0 }, []],
  [{ accepts: ['mail'] }, ['accepts']],
  [{ accepts: ['sms', 'voice', 'question'] }, ['accepts']],
])('of %j it names %j', (recover, places) => {
  expect(placesOf(recover)).toEqual(places)
})

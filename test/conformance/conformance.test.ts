// Plays the plans, one test for each module that is offered. What docs/conformance.md says of a
// module holds because its test here is green.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openEar, type Ear } from '../attacks/ear.ts'
import { townDatabase } from '../town/database.ts'
import { applicationNamed, oidcTown, secret, type OidcTown } from '../town/oidc.ts'
import { highKeys } from './high.ts'
import { plans } from './plans.ts'
import { redirectOf, suiteFor } from './suite.ts'

const database = await townDatabase()
let town: OidcTown
let ear: Ear
beforeAll(async () => {
  ear = await openEar('localhost')
  const one = (id: string, more: object = {}) =>
    applicationNamed(id, {
      redirects: [redirectOf(id)],
      afterSignOut: [`https://${id}.fjordvik.example/bye`],
      ...more,
    })
  town = await oidcTown(database, [
    one('one', { secret, tellSignOut: ear.address }),
    one('two', { secret }),
    one('high', { profile: 'high', keys: highKeys }),
    one('other', { profile: 'high', keys: highKeys }),
  ])
  await town.addPerson({ id: 'kari', groups: ['skole'] })
  town.comesIn = 'kari'
})
afterAll(async () => {
  await town.close()
  await ear.close()
})
beforeEach(() => void town.faults.splice(0))

describe.each(plans)('$name', ({ modules, modes }) => {
  test.each(modules.flatMap(({ name, holds }) => (holds ? [{ name, holds }] : [])))(
    '$name',
    async ({ holds }) => {
      for (const mode of modes) await holds(suiteFor(town, mode, ear.heard))
      expect(town.faults).toEqual([])
    },
  )

  test('names each module once, with a verdict or a reason', () => {
    expect(new Set(modules.map(({ name }) => name)).size).toBe(modules.length)
    for (const { name, holds, left } of modules)
      expect([name, (holds === undefined) !== (left === undefined)]).toEqual([name, true])
  })
})

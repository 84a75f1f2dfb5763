// One function decides which rule it is. Whoever asks it sees a defect in it: the door, «Hva skjer
// hvis …?», and the sentences on what to expect.
import { expect } from 'vitest'
import { expectations } from '../../../src/domain/policy/expected.ts'
import { getPerson } from '../../../src/domain/people/people.ts'
import { foretell } from '../../../src/flows/foretelling.ts'
import { giveApp, methodsHouse, toSecond } from '../methods.ts'
import { attack, openRig } from '../rig.ts'
import { signIn, whoIsIn } from '../verbs.ts'

openRig()

const house = methodsHouse({
  before: [{ id: 'skole', whom: ['skole'], need: { proofs: 1 } }],
})

attack('ATK-NET-12b the rule of one group decides for nobody else', async (rig) => {
  await rig.town.apply(house)
  const teacher = await rig.colleague('ola', { groups: 'skole' })
  const theirs = rig.browser()
  await signIn(theirs, teacher)
  expect(await whoIsIn(theirs)).toBe(teacher.login)
  const alice = await rig.colleague('alice')
  await giveApp(rig, alice)
  await rig.attack({}, async () => {
    const browser = rig.browser()
    const asked = await toSecond(browser, alice)
    expect(asked.screen).toMatchObject({ kind: 'enter-code', by: 'totp' })
    expect(await whoIsIn(browser)).toBeUndefined()
  })
})

attack(
  'ATK-NET-12c what the door would do is told of nobody by the rule of others',
  async (rig) => {
    await rig.town.apply(house)
    const alice = await rig.colleague('alice')
    const teacher = await rig.colleague('ola', { groups: 'skole' })
    const ruleOf = async (name: string): Promise<unknown> => {
      const told = await foretell({ name }, rig.town.moment())
      return typeof told === 'string' ? told : [told.rule.id, told.need.proofs]
    }
    await rig.attack({}, async () => {
      expect(await ruleOf(alice.login)).toEqual(['alle', 2])
      expect(await ruleOf(teacher.login)).toEqual(['skole', 1])
    })
  },
)

attack('ATK-NET-12d nobody is promised what the rule of others gives', async (rig) => {
  await rig.town.apply(house)
  const alice = await rig.colleague('alice')
  const teacher = await rig.colleague('ola', { groups: 'skole' })
  const promised = async (id: string): Promise<unknown> => {
    const moment = rig.town.moment()
    return expectations(moment, await getPerson(moment, id)).expects.elsewhere
  }
  await rig.attack({}, async () => {
    expect(await promised(alice.id)).toBe('always')
    expect(await promised(teacher.id)).toBe('never')
  })
})

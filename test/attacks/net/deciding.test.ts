// One function decides which rule it is. Whoever asks it sees a defect in it: here the door.
import { expect } from 'vitest'
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

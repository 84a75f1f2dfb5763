import { expect, test } from 'vitest'
import { openFactorStage } from '../../test/factors/factor-stage.ts'
import type { Facts } from '../domain/facts.ts'
import { sealKept } from '../domain/methods/methods.ts'
import { password } from '../factors/password/password.ts'
import { question as securityQuestion } from '../factors/question/question.ts'
import { aboutOf, type Question } from './question.ts'

const stage = openFactorStage()

const facts: Facts = {
  flow: 'methods',
  errand: { protocol: 'portal', ref: '/', mayAsk: true },
  proofs: [],
  counting: [],
  methods: [],
  wishes: [],
  offers: [],
  channels: [],
  networks: [],
  familiar: false,
  accounts: [],
  need: {
    rule: 'everyone',
    proofs: 1,
    resistsPhishing: false,
    accepts: ['password'],
    letterAlone: false,
    sharedFateAllowed: false,
    firstByOneProof: false,
  },
}
const asking: Question = { does: 'enrol', choice: 'question', factor: securityQuestion }

test('whoever sets something up can ask whether it is the password, and learns no more of it', async () => {
  const { house } = stage.moment()
  const kept = { hash: await stage.lane.hash('Blåbær og lyng 2') }
  const sealed = sealKept(house, password, 'p', kept).toString('base64')
  const row = { id: 'p', factor: 'password', sealed, version: 1 }
  const about = aboutOf(asking, { facts, kept: [row] }, house)
  expect(await about.isPassword('Blåbær og lyng 2')).toBe(true)
  expect(await about.isPassword('blåbær og lyng 2')).toBe(false)
  stage.makeBusy(0)
  expect(await about.isPassword('Blåbær og lyng 2')).toBe('busy')
  stage.makeBusy(undefined)
  expect(JSON.stringify(about)).not.toContain(kept.hash)
})

test('nothing is the password of somebody who has none, and it costs nothing to say so', async () => {
  const { house } = stage.moment()
  const before = stage.work()
  const about = aboutOf(asking, { facts, kept: [] }, house)
  expect(await about.isPassword('')).toBe(false)
  expect(stage.work()).toBe(before)
})

import { expect, test } from 'vitest'
import { openFactorStage, today } from '../../../test/factors/factor-stage.ts'
import { aboutIn, answered, factorSuite } from '../../../test/factors/factor-suite.ts'
import { invented } from '../../../test/oracles/invented-numbers.ts'
import { connectionShape } from '../../domain/configuration/connection-shape.ts'
import type { OpenConnections } from '../../domain/moment.ts'
import { nationalHash } from '../../domain/people/national-numbers.ts'
import type { About } from '../factor.ts'
import { identity, type IdentityKept } from './identity.ts'

const connection = connectionShape.parse({
  id: 'fjordvik-id',
  name: { nb: 'Fjordvik-ID', en: 'Fjordvik ID' },
  use: 'identity',
  issuer: 'https://id.fjordvik.example',
  clientId: 'portvakt',
  levels: ['high'],
})

/** Another house that says it is whoever is named in place of a code; «away» does not answer. */
const connected: OpenConnections = {
  reaches: () => true,
  addressFor: async ({ state }) => `${connection.issuer}/authorize?state=${state}`,
  async hear({ query, state, nonce, verifier }) {
    const code = new URLSearchParams(query).get('code') ?? ''
    expect(new Set([state, nonce, verifier]).size).toBe(3)
    if (code === 'away') return { is: 'away' }
    return {
      is: 'said',
      claims: {
        issuer: connection.issuer,
        subject: 'somebody',
        level: code === 'weak' ? 'low' : 'high',
        methods: [],
        attributes: { pid: [code] },
      },
    }
  },
}
const stage = openFactorStage({ connections: [connection], connected })

const hash = (number: string): string => nationalHash(stage.moment().house, number) ?? ''
const cameBack = ({ ref, draw, open }: About<IdentityKept>, code: string) => ({
  came: new URLSearchParams({
    code,
    state: `${ref}.${draw(`state ${open?.round ?? 1}`).toString('base64url')}`,
  }).toString(),
})

factorSuite(
  {
    factor: identity,
    keeps: async () => ({
      mine: { hash: hash(invented(0)) },
      another: { hash: hash(invented(1)) },
    }),
    right: (about) => cameBack(about, invented(0)),
    wrong: [{ came: 'state=one.made-up&code=1' }, { came: `state=&code=${invented(0)}` }],
    empty: [{}, { came: '' }, { came: `code=${invented(0)}` }],
    replaced: 'identity-replaced',
  },
  stage,
)

const open = { facts: {}, madeAt: '', expiresAt: '2027-03-02T08:00:00Z', round: 1, sends: 0 }
const judged = (code: string, more: Partial<About<IdentityKept>> = {}) => {
  const about = aboutIn<IdentityKept>('one', { open, ...more })
  return identity.prove.check(answered(cameBack(about, code)), about, stage.moment())
}

test('what says nothing of anybody costs no try, and whatever was judged is used up', async () => {
  expect(await judged('away')).toEqual({
    is: 'busy',
    problem: { code: 'identity-away' },
    isSpent: true,
  })
  expect(await judged('weak')).toMatchObject({ is: 'wrong', because: 'level', isSpent: true })
  const wrong = { is: 'wrong', because: 'person', isSpent: true }
  expect(await judged(invented(1))).toEqual(wrong)
  const method = {
    id: 'known',
    factor: 'identity',
    ageSeconds: 0,
    kept: { hash: hash(invented(0)) },
  }
  expect(await judged(invented(1), { method })).toEqual(wrong)
  for (const number of ['', 'x', '00000000000']) expect(await judged(number)).toEqual(wrong)
})

test('turning back over there is told before anything is counted', () => {
  const about = aboutIn<IdentityKept>('one', { open })
  const missing = (error: string) =>
    identity.prove.missing(answered({ came: `state=s&error=${error}` }), about, stage.moment())
  expect(missing('access_denied')).toEqual({ code: 'identity-stopped' })
  expect(missing('server_error')).toEqual({ code: 'identity-failed' })
})

test('every press draws another state, and a house that does not answer is told of to all', async () => {
  const about = aboutIn<IdentityKept>('one')
  const ledAt = async (round: number): Promise<string | undefined> => {
    const asked = await identity.prove.ask?.(about, stage.moment(), { round })
    return asked && 'leads' in asked ? asked.leads : undefined
  }
  const [first, second] = [await ledAt(1), await ledAt(2)]
  expect(first).toMatch(/\?state=one\.[\w-]{43}$/)
  expect(second).not.toBe(first)
  const { connected: _none, ...house } = stage.moment(today).house
  const alone = { ...stage.moment(), house }
  expect(await identity.prove.ask?.(about, alone, { round: 1 })).toEqual({
    problem: { code: 'identity-away' },
    isForAll: true,
  })
})

test('its page speaks of the other house as people do, in their language', () => {
  const about = aboutIn<IdentityKept>('one')
  const page = identity.prove.screen(about, { ...stage.moment(), language: 'en' })
  expect(page).toEqual({ kind: 'identity', by: 'Fjordvik ID' })
})

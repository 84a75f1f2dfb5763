import { describe, expect, it } from 'vitest'
import { townDatabase } from '../../../../test/town/database.ts'
import { firstMorning, fjordvik, townHouse } from '../../../../test/town/house.ts'
import type { Facts, Proof } from '../../../domain/facts.ts'
import { countingProofs, needOf, type Asking } from '../../../domain/policy/policy.ts'
import { wallTime } from '../../../lib/time/wall-clock.ts'
import type { Why } from '../../../shapes/why.ts'
import { whyProve, whySetUp } from './why.ts'

const house = await townHouse(await townDatabase())

const two = { proofs: 2, accepts: ['password', 'totp', 'passkey'] }
const one = { ...two, proofs: 1 }
const networks = [
  { id: 'town', name: 'Kommunens nettverk', ranges: ['10.20.0.0/16'] },
  { id: 'doctors', name: 'Legekontoret', ranges: ['10.20.30.0/24'] },
]
const applications = [
  { id: 'mail', name: 'E-post', everyone: true },
  { id: 'desk', name: 'Fjordvik hjelp', everyone: true },
]
const inTown = { id: 'in-town', where: ['town'], need: one }
const last = { id: 'last', need: two }

const shown = (factor: string, at = firstMorning): Proof => ({
  factor,
  kinds: [factor === 'password' ? 'knows' : 'has'],
  amr: [],
  resistsPhishing: false,
  at,
})
const password = shown('password')

interface Asked {
  readonly networks?: readonly string[]
  readonly groups?: readonly string[]
  readonly proofs?: readonly Proof[]
  readonly flow?: Facts['flow']
  readonly errand?: Partial<Facts['errand']>
  readonly wishes?: Facts['wishes']
  readonly file?: object
}

async function factsBy(rules: readonly object[], asked: Asked): Promise<Facts> {
  await house.apply({ ...fjordvik, networks, applications, rules, ...asked.file })
  const { house: open, now } = house.at(firstMorning)
  const { proofs = [password], flow = 'sign-in', networks: standing = [], wishes = [] } = asked
  const errand = { protocol: 'oidc', ref: 'r', mayAsk: true, ...asked.errand }
  const asking: Asking = {
    flow,
    errand,
    isKnown: proofs.length > 0,
    networks: standing,
    at: wallTime(now),
    methods: [
      { id: 'p', factor: 'password', kinds: ['knows'], ageSeconds: 0 },
      { id: 't', factor: 'totp', kinds: ['has'], ageSeconds: 0 },
    ],
    person: {
      id: 'kari',
      login: 'kari.nordmann@fjordvik.example',
      firstName: 'Kari',
      familyName: 'Nordmann',
      organisation: 'fjordvik',
      state: 'active',
      groups: asked.groups ?? ['ansatte'],
    },
  }
  const need = needOf(open.configuration(), asking)
  const application = applications.find(({ id }) => id === errand.application)
  const { freshAfter } = errand
  return {
    ...asking,
    proofs,
    need,
    counting: countingProofs(proofs, now, { freshAfter, freshSeconds: need.freshSeconds }),
    networks: standing,
    wishes,
    offers: [],
    channels: [],
    familiar: false,
    accounts: [],
    ...(application && { application: { ...application, allowed: true } }),
  }
}

const whyBy = async (rules: readonly object[], asked: Asked = {}): Promise<Why | undefined> =>
  whyProve(await factsBy(rules, asked), house.at(firstMorning))

describe('«Hvorfor blir jeg spurt?»', () => {
  it('says nothing of anybody before a first proof', async () => {
    const staff = { id: 'staff', whom: ['ansatte'], need: two }
    expect(await whyBy([staff, last], { proofs: [] })).toBeUndefined()
  })

  it('is the rules, where nothing but they decides', async () => {
    expect(await whyBy([last])).toEqual({ because: 'rule' })
  })

  it('is that one is not where it would not have been asked', async () => {
    const away = { because: 'rule', away: ['Kommunens nettverk'] }
    expect(await whyBy([inTown, last])).toEqual(away)
    const outside = { id: 'away', outside: ['town'], need: two }
    expect(await whyBy([outside, { ...last, need: one }])).toEqual(away)
    const useless = [{ ...inTown, need: two }, last]
    expect(await whyBy(useless)).toEqual({ because: 'rule' })
  })

  it('is the zone one stands in, that asks where what is around it does not', async () => {
    const zone = { id: 'zone', where: ['doctors'], need: two }
    const there = { networks: ['town', 'doctors'] }
    expect(await whyBy([zone, inTown, last], there)).toEqual({
      because: 'rule',
      at: ['Legekontoret'],
      around: ['Kommunens nettverk'],
    })
    expect(await whyBy([zone, last], there)).toEqual({ because: 'rule', at: ['Legekontoret'] })
  })

  it('is the application and the group that the rule is about, and no other', async () => {
    const desk = { id: 'desk', whom: ['ansatte', 'skole'], applications: ['desk'], need: two }
    const rules = [desk, { ...last, need: one }]
    expect(await whyBy(rules, { errand: { application: 'desk' } })).toEqual({
      because: 'rule',
      application: 'Fjordvik hjelp',
      groups: ['Ansatte'],
    })
    expect(await whyBy([last], { errand: { application: 'mail' } })).toEqual({ because: 'rule' })
  })

  it('is the time, where a rule that eases does not hold now', async () => {
    const evenings = { id: 'e', when: { from: '18:00' }, need: one }
    expect(await whyBy([evenings, last])).toEqual({ because: 'rule', isTimed: true })
    const mornings = { id: 'm', when: { until: '12:00' }, need: two }
    expect(await whyBy([mornings, last])).toEqual({ because: 'rule', isTimed: true })
  })

  it('is that what eased has run out, or that one holds a right', async () => {
    const ended = { expires: '2027-02-28' }
    const inside = { networks: ['town'] }
    expect(await whyBy([{ ...inTown, ...ended }, last], inside)).toEqual({ because: 'rule-ended' })
    const [town] = networks
    const file = { networks: [{ ...town, ...ended }] }
    expect(await whyBy([inTown, last], { ...inside, file })).toEqual({
      because: 'network-ended',
      at: ['Kommunens nettverk'],
    })
    const except = [{ whom: ['ansatte'], owner: 'Drift', until: '2027-02-28' }]
    expect(await whyBy([{ ...inTown, except }, last], inside)).toEqual({
      because: 'exception-ended',
    })
    const rights = [{ id: 'help', may: 'help', whom: ['ansatte'] }]
    expect(await whyBy([inTown, last], { ...inside, file: { rights } })).toEqual({
      because: 'right-held',
    })
    // A rule that was as strict all along is asked as it always was.
    expect(await whyBy([{ id: 'old', ...ended, need: two }, last])).toEqual({ because: 'rule' })
  })

  it('is that the application wants more than the rules do', async () => {
    const errand = { application: 'mail', wants: 'urn:portvakt:2fa' as const }
    const rules = [{ ...last, need: one }]
    expect(await whyBy(rules, { errand })).toEqual({ because: 'wants', application: 'E-post' })
  })

  it('is that what was shown is too old, for the rule or for the application', async () => {
    const old = '2027-03-01T06:00:00Z'
    const proofs = [shown('password', old), shown('totp', old)]
    const fresh = { ...last, need: { ...two, freshMinutes: 60 } }
    expect(await whyBy([fresh], { proofs })).toEqual({ because: 'fresh' })
    const errand = { application: 'mail', freshAfter: firstMorning }
    expect(await whyBy([last], { proofs, errand })).toEqual({
      because: 'again',
      application: 'E-post',
    })
    // What was never shown is missing, however old the rest is.
    expect(await whyBy([fresh], { proofs: [shown('password', old)] })).toEqual({ because: 'rule' })
  })

  it('is that nothing shown would stand up to a copied page', async () => {
    const strict = { ...last, need: { ...two, resistsPhishing: true } }
    const proofs = [password, shown('totp')]
    expect(await whyBy([strict], { proofs })).toEqual({ because: 'rule', resists: true })
    expect(await whyBy([strict])).toEqual({ because: 'rule' })
  })

  it('is what one is about to do: set up, change, or begin', async () => {
    expect(await whyBy([{ ...last, need: one }])).toEqual({ because: 'set-up' })
    expect(await whyBy([last], { flow: 'methods' })).toEqual({ because: 'change' })
    expect(await whyBy([last], { flow: 'change-password' })).toEqual({ because: 'change' })
    expect(await whyBy([last], { flow: 'activate' })).toEqual({ because: 'first-set-up' })
  })
})

describe('why a method is set up', () => {
  const wishing = async (rules: readonly object[], asked: Asked) =>
    whySetUp(await factsBy(rules, asked), house.at(firstMorning))
  const wish = (name: string) => ({ wish: name, factors: [], state: 'missing' as const })
  const single = { wishes: [wish('second')] }

  it('is two ways in where two are wished for, and what the rule is about where one is', async () => {
    expect(await wishing([last], { wishes: [wish('app'), wish('phone')] })).toEqual({
      because: 'wish',
    })
    expect(await wishing([inTown, last], single)).toEqual({ because: 'rule' })
    const desk = { id: 'desk', whom: ['ansatte'], applications: ['desk'], need: two }
    const rules = [desk, { ...last, need: one }]
    expect(await wishing(rules, { ...single, errand: { application: 'desk' } })).toEqual({
      because: 'rule',
      application: 'Fjordvik hjelp',
      groups: ['Ansatte'],
    })
    expect(await wishing([{ ...last, need: one }], single)).toEqual({ because: 'wish' })
  })
})

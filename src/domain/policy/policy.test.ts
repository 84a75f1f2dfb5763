import { describe, expect, it } from 'vitest'
import { wallTime } from '../../lib/time/wall-clock.ts'
import { assuranceOf } from '../assurance.ts'
import type { Errand, Facts, Proof } from '../facts.ts'
import { countingProofs, isProven, lets, needOf, strengthOf, type Asking } from './policy.ts'
import type { PolicyRule } from './deciding.ts'

const at = '2027-03-01T08:00:00.000Z'
const password: Proof = {
  factor: 'password',
  kinds: ['knows'],
  amr: ['pwd'],
  resistsPhishing: false,
  at,
}
const question: Proof = {
  factor: 'question',
  kinds: ['knows'],
  amr: ['kba'],
  resistsPhishing: false,
  at,
}
const sms: Proof = { factor: 'sms', kinds: ['has'], amr: ['sms'], resistsPhishing: false, at }
const passkey: Proof = {
  factor: 'passkey',
  kinds: ['has', 'is'],
  amr: ['hwk'],
  resistsPhishing: true,
  at,
}
const letter: Proof = { factor: 'letter', kinds: ['has'], amr: [], resistsPhishing: false, at }
const pin: Proof = { factor: 'pin', kinds: ['knows'], amr: [], resistsPhishing: false, at }

const rule = (
  need: Partial<PolicyRule['need']> = {},
  more: Partial<PolicyRule> = {},
): PolicyRule => ({
  id: 'everyone',
  ...more,
  need: { proofs: 1, resistsPhishing: false, accepts: ['password'], letterAlone: false, ...need },
})
const needBy = (rules: readonly PolicyRule[], asking: Omit<Asking, 'at'>) =>
  needOf({ rules }, { ...asking, at: wallTime(new Date(at)) })
const errand: Errand = { protocol: 'portal', ref: '/', mayAsk: true }
const person = {
  id: 'kari',
  login: 'kari.nordmann@fjordvik.example',
  firstName: 'Kari',
  familyName: 'Nordmann',
  organisation: 'fjordvik',
  state: 'active' as const,
  groups: [],
}
const facts = (more: Partial<Facts> = {}): Facts => {
  const flow = more.flow ?? 'sign-in'
  return {
    flow,
    errand,
    proofs: more.counting ?? [],
    counting: [],
    methods: [],
    wishes: [],
    offers: [],
    channels: [],
    networks: [],
    familiar: false,
    accounts: [],
    person,
    need: needBy([rule()], { flow, errand: more.errand ?? errand, methods: [] }),
    ...more,
  }
}

describe('what a sign-in says about itself', () => {
  it('states one factor for a password, and two things one knows are never two', () => {
    expect(assuranceOf([password])).toEqual({ acr: 'urn:portvakt:1fa', amr: ['pwd'] })
    expect(assuranceOf([password, question]).acr).toBe('urn:portvakt:1fa+question')
    expect(assuranceOf([question]).acr).toBe('urn:portvakt:1fa')
  })

  it('states two factors for two kinds, and resistance to phishing only where it was shown', () => {
    expect(assuranceOf([password, sms])).toEqual({
      acr: 'urn:portvakt:2fa',
      amr: ['pwd', 'sms', 'mfa'],
    })
    expect(assuranceOf([passkey]).acr).toBe('urn:portvakt:phishing-resistant')
  })

  it('is not lifted by the letter and the PIN of a first set-up', () => {
    expect(assuranceOf([letter, pin, password])).toEqual({ acr: 'urn:portvakt:1fa', amr: ['pwd'] })
  })
})

describe('what the Policy asks for', () => {
  it('takes two legs before anything is set, unless a rule names the letter enough', () => {
    const activating = { flow: 'activate' as const, errand, methods: [] }
    expect(needBy([rule()], activating)).toMatchObject({
      proofs: 2,
      accepts: ['letter', 'sms', 'voice', 'pin', 'identity'],
      newPassword: 'first',
    })
    expect(needBy([rule({ letterAlone: true })], activating).proofs).toBe(1)
  })

  it('asks for two kinds when the application wants two factors', () => {
    const wanting = { ...errand, wants: 'urn:portvakt:2fa' as const }
    expect(needBy([rule()], { flow: 'sign-in', errand: wanting, methods: [] }).proofs).toBe(2)
  })

  it('asks for a new password when the old one has run out, and not before', () => {
    const asking = (ageSeconds: number) =>
      needBy([rule()], {
        flow: 'sign-in',
        errand,
        methods: [{ id: 'm', factor: 'password', ageSeconds }],
        passwordDays: 90,
      }).newPassword
    expect(asking(90 * 86_400)).toBeUndefined()
    expect(asking(90 * 86_400 + 1)).toBe('run-out')
  })

  it('takes the first rule that matches whom, where and for what', () => {
    const office = rule({}, { id: 'office', where: ['office'] })
    const desk = rule({ proofs: 2 }, { id: 'desk', whom: ['agents'], applications: ['help'] })
    const rules = [office, desk, rule()]
    const chosen = (more: Partial<Asking>) =>
      needBy(rules, { flow: 'sign-in', errand, methods: [], ...more }).rule
    expect(chosen({ networks: ['office'] })).toBe('office')
    const agent = { ...person, groups: ['agents'] }
    const help = { ...errand, application: 'help' }
    expect(chosen({ person: agent, errand: help })).toBe('desk')
    expect(chosen({ person: agent })).toBe('everyone')
    // Before anything is shown nobody is told apart by the groups they are in.
    expect(chosen({ person: agent, errand: help, isKnown: false })).toBe('everyone')
  })

  it('asks for the most an account can show before what protects it is changed', () => {
    const methods = [
      { id: 'p', factor: 'password', kinds: ['knows'] as const, ageSeconds: 1 },
      { id: 's', factor: 'sms', kinds: ['has'] as const, ageSeconds: 1 },
    ]
    const rules = [rule({ accepts: ['password', 'sms'] })]
    const proofs = (flow: 'sign-in' | 'methods' | 'change-password', has = methods) =>
      needBy(rules, { flow, errand, methods: has }).proofs
    expect(proofs('sign-in')).toBe(1)
    expect(proofs('methods')).toBe(2)
    expect(proofs('change-password')).toBe(2)
    expect(proofs('methods', methods.slice(0, 1))).toBe(1)
  })

  it('is never in force without a last rule', () => {
    expect(() => needBy([], { flow: 'sign-in', errand, methods: [] })).toThrow(/last rule/)
  })
})

describe('which proofs count', () => {
  const now = new Date('2027-03-01T08:10:00.000Z')

  it('leaves out what was shown before the errand asked for something fresh', () => {
    expect(countingProofs([password], now, { freshAfter: '2027-03-01T08:00:00.001Z' })).toEqual([])
    expect(countingProofs([password], now, { freshAfter: at })).toEqual([password])
  })

  it('leaves out what is older than the rule allows', () => {
    expect(countingProofs([password], now, { freshSeconds: 599 })).toEqual([])
    expect(countingProofs([password], now, { freshSeconds: 600 })).toEqual([password])
  })

  it('counts legs at the first set-up and kinds afterwards', () => {
    const { need } = facts()
    expect(strengthOf({ flow: 'activate', counting: [letter, sms], need })).toBe(2)
    expect(strengthOf({ flow: 'sign-in', counting: [password, question], need })).toBe(1)
  })

  it('counts a question beside a password only where a rule says so in as many words', () => {
    const need = { ...facts().need, accepts: ['password', 'question'] }
    expect(strengthOf({ flow: 'sign-in', counting: [password, question], need })).toBe(2)
    expect(strengthOf({ flow: 'sign-in', counting: [question], need })).toBe(1)
  })
})

describe('the door', () => {
  it('opens for who has shown enough', () => {
    expect(lets(facts({ counting: [password] }))).toBe(true)
  })

  it('stays shut for nobody, for nothing shown, and for an account that is not open', () => {
    const { person: _nobody, ...unknown } = facts({ counting: [password] })
    expect(lets(unknown)).toEqual({ because: 'not-enough-proven' })
    expect(lets(facts())).toEqual({ because: 'not-enough-proven' })
    for (const state of ['invited', 'locked', 'suspended', 'removed'] as const) {
      expect(lets(facts({ counting: [password], person: { ...person, state } }))).toEqual({
        because: 'account-not-open',
      })
    }
  })

  it('stays shut for an application that is somebody else’s', () => {
    const application = { id: 'hr', name: 'HR', allowed: false }
    expect(lets(facts({ counting: [password], application }))).toEqual({
      because: 'application-not-yours',
    })
  })

  it('stays shut while something the rule wants is missing, and opens where it may wait', () => {
    const wish = { wish: 'app', factors: ['totp'] }
    const wishing = (state: 'missing' | 'put-off' | 'done') =>
      lets(facts({ counting: [password], wishes: [{ ...wish, state }] }))
    expect(wishing('missing')).toEqual({ because: 'not-enough-proven' })
    expect(wishing('put-off')).toBe(true)
    expect(wishing('done')).toBe(true)
  })

  it('does not take a resistant proof for granted', () => {
    const accepts = ['password', 'sms', 'passkey']
    const need = { ...facts().need, accepts, proofs: 2, resistsPhishing: true }
    expect(isProven({ flow: 'sign-in', counting: [password, sms], need })).toBe(false)
    expect(isProven({ flow: 'sign-in', counting: [passkey], need })).toBe(true)
  })

  it('counts only what the rule accepts, however strong a session is by its own', () => {
    const need = { ...facts().need, accepts: ['password', 'totp'], proofs: 2 }
    const shown = (counting: readonly Proof[]) => isProven({ flow: 'sign-in', counting, need })
    expect(shown([password, sms])).toBe(false)
    expect(shown([password, { ...sms, factor: 'totp' }])).toBe(true)
    expect(shown([passkey])).toBe(false)
  })

  it('counts what was shown in place of a lost phone where the rule allows that', () => {
    const need = { ...facts().need, accepts: ['password', 'sms'], proofs: 2 }
    const codes: Proof = { ...sms, factor: 'codes' }
    const shown = (proof: Proof, whenLost: readonly string[]) =>
      isProven({ flow: 'sign-in', counting: [password, proof], need: { ...need, whenLost } })
    expect(shown({ ...codes, instead: true }, ['codes'])).toBe(true)
    expect(shown({ ...codes, instead: true }, ['pass'])).toBe(false)
    expect(shown(codes, ['codes'])).toBe(false)
  })
})

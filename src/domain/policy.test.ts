import { describe, expect, it } from 'vitest'
import { assuranceOf } from './assurance.ts'
import type { Errand, Facts, Proof } from './facts.ts'
import { countingProofs, isProven, lets, needOf, strengthOf, type PolicyRule } from './policy.ts'

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

const rule = (need: Partial<PolicyRule['need']> = {}): PolicyRule => ({
  id: 'everyone',
  need: { proofs: 1, resistsPhishing: false, accepts: ['password'], letterAlone: false, ...need },
})
const errand: Errand = { protocol: 'portal', ref: '/', mayAsk: true }
const person = {
  id: 'kari',
  login: 'kari.nordmann@fjordvik.example',
  firstName: 'Kari',
  familyName: 'Nordmann',
  organisation: 'fjordvik',
  state: 'active' as const,
  groups: [],
  knownPhone: false,
}
const facts = (more: Partial<Facts> = {}): Facts => {
  const flow = more.flow ?? 'sign-in'
  return {
    flow,
    errand,
    proofs: more.counting ?? [],
    counting: [],
    methods: [],
    networks: [],
    familiar: false,
    accounts: [],
    person,
    need: needOf([rule()], { flow, errand: more.errand ?? errand, methods: [] }),
    ...more,
  }
}

describe('what a sign-in says about itself', () => {
  it('states one factor for a password, and two things one knows are never two', () => {
    expect(assuranceOf([password])).toEqual({ acr: 'urn:portvakt:1fa', amr: ['pwd'] })
    expect(assuranceOf([password, question]).acr).toBe('urn:portvakt:1fa')
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
    expect(needOf([rule()], activating)).toMatchObject({
      proofs: 2,
      accepts: ['letter', 'pin'],
      newPassword: 'first',
    })
    expect(needOf([rule({ letterAlone: true })], activating).proofs).toBe(1)
  })

  it('asks for two kinds when the application wants two factors', () => {
    const wanting = { ...errand, wants: 'urn:portvakt:2fa' as const }
    expect(needOf([rule()], { flow: 'sign-in', errand: wanting, methods: [] }).proofs).toBe(2)
  })

  it('asks for a new password when the old one has run out, and not before', () => {
    const asking = (ageSeconds: number) =>
      needOf([rule()], {
        flow: 'sign-in',
        errand,
        methods: [{ id: 'm', factor: 'password', ageSeconds }],
        passwordDays: 90,
      }).newPassword
    expect(asking(90 * 86_400)).toBeUndefined()
    expect(asking(90 * 86_400 + 1)).toBe('run-out')
  })

  it('is never in force without a last rule', () => {
    expect(() => needOf([], { flow: 'sign-in', errand, methods: [] })).toThrow(/last rule/)
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
    expect(strengthOf({ flow: 'activate', counting: [letter, sms] })).toBe(2)
    expect(strengthOf({ flow: 'sign-in', counting: [password, question] })).toBe(1)
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

  it('does not take a resistant proof for granted', () => {
    const need = { ...facts().need, proofs: 2, resistsPhishing: true }
    expect(isProven({ flow: 'sign-in', counting: [password, sms], need })).toBe(false)
    expect(isProven({ flow: 'sign-in', counting: [passkey], need })).toBe(true)
  })
})

// Passkeys, questions, recovery codes and what asks once more, with invented values; and what the
// invented pages of the methods share.
import type { Problem } from '../../src/shapes/problem.ts'
import type { Frame } from '../../src/shapes/frame.ts'
import type { Around, Choice, Screen, Wizard } from '../../src/shapes/screen.ts'

export interface InventedMethod {
  readonly name: string
  readonly screen: Screen
  readonly problem?: Problem
  readonly frame?: Partial<Frame>
}

export const helped: Partial<Frame> = { may: ['help'] }
export const backed: Partial<Frame> = { may: ['back', 'help'] }

export const choices = {
  passkey: { choice: 'passkey', factor: 'passkey', isRecommended: true },
  totp: { choice: 'totp', factor: 'totp' },
  sms: { choice: 'sms', factor: 'sms', ending: '44' },
  voice: { choice: 'voice', factor: 'voice', ending: '44' },
  codes: { choice: 'codes', factor: 'codes' },
  question: { choice: 'question', factor: 'question' },
} satisfies Record<string, Choice>

export const alone: Wizard = {
  at: 1,
  of: 1,
  plan: [{ wish: 'second', state: 'now' }],
  application: 'Fjordvik hjelp',
  isFirst: true,
}

export const proving: Around = {
  others: [choices.totp, choices.passkey, choices.codes],
  why: { because: 'rule', application: 'Fjordvik hjelp', groups: ['Operatører'] },
}
const asked = JSON.stringify({
  challenge: 'pW8s0Qm1v7bKpW8s0Qm1v7bK',
  rpId: 'localhost',
  userVerification: 'required',
})

const questionNames = 'toy hiding-place dream book dish song smell journey game pride'.split(' ')

export const inventedKeys: readonly InventedMethod[] = [
  {
    name: 'passkey-set-up',
    screen: {
      kind: 'passkey',
      purpose: 'set-up',
      options: asked,
      wizard: {
        ...alone,
        plan: [{ wish: 'passkey', state: 'now' }],
      },
      others: [choices.totp, { choice: 'sms', factor: 'sms' }],
    },
    frame: backed,
  },
  {
    name: 'passkey-prove',
    screen: { kind: 'passkey', purpose: 'prove', options: asked, ...proving },
    frame: helped,
  },
  {
    name: 'question-set-up',
    screen: {
      kind: 'question',
      purpose: 'set-up',
      questions: questionNames,
      mayWriteOwn: true,
      minLength: 4,
      progress: { at: 3, of: 5 },
    },
    frame: backed,
  },
  {
    name: 'question-own',
    screen: {
      kind: 'question',
      purpose: 'set-up',
      questions: [],
      mayWriteOwn: true,
      own: 'Hva het båten til onkel Ola?',
      minLength: 4,
    },
    problem: { code: 'reply-too-short', field: 'reply', with: { min: 4 } },
    frame: backed,
  },
  {
    name: 'question-prove',
    screen: {
      kind: 'question',
      purpose: 'prove',
      questions: ['toy'],
      mayWriteOwn: false,
      minLength: 4,
      others: [choices.sms],
    },
    problem: { code: 'wrong-reply', field: 'reply', with: { triesLeft: 2 } },
    frame: helped,
  },
  {
    name: 'show-codes',
    screen: {
      kind: 'show-codes',
      account: 'kari.nordmann@fjordvik.example',
      codes: [
        'h7k2-9mqd-x4wp',
        'p3vt-k8rn-2c6j',
        'w9fx-4dhm-q7zb',
        't2nc-m5vk-8r3p',
        'j6qw-z9xd-h4ft',
        'b8mr-3kpc-v2n7',
        'x5zh-w7tj-9q4d',
        'c4fn-r2bv-k6mp',
        'd9jx-8hqt-3w5z',
        'n7vk-p4cm-f2rb',
      ],
    },
    frame: helped,
  },
  {
    name: 'who-passkey',
    screen: {
      kind: 'who',
      purpose: 'sign-in',
      application: 'E-post',
      domain: 'fjordvik.example',
      passkey: asked,
    },
    frame: helped,
  },
  {
    name: 'who-houses',
    screen: {
      kind: 'who',
      purpose: 'sign-in',
      application: 'Fjordvik hjelp',
      domain: 'fjordvik.example',
      houses: [
        { house: 'feide', name: 'Feide', isLast: true },
        { house: 'entra', name: 'Fjordvik fylkeskommune' },
      ],
    },
    frame: helped,
  },
  {
    name: 'who-set-up',
    screen: { kind: 'who', purpose: 'sign-in', toSetUp: true, domain: 'fjordvik.example' },
    frame: helped,
  },
  {
    name: 'confirm-freeze',
    screen: {
      kind: 'confirm',
      about: 'freeze',
      account: 'kari.nordmann@fjordvik.example',
      method: { factor: 'totp', name: 'Enpass på PC-en' },
      choices: ['freeze'],
      ways: [{ to: '/', word: 'start-page' }],
    },
    frame: { may: [] },
  },
  {
    name: 'confirm-remove-method',
    screen: {
      kind: 'confirm',
      about: 'remove-method',
      method: { factor: 'sms', ending: '44' },
      choices: ['remove'],
    },
    frame: { may: ['leave'] },
  },
  {
    name: 'confirm-consent',
    screen: {
      kind: 'confirm',
      about: 'consent',
      application: 'Turboka',
      account: 'kari.nordmann@fjordvik.example',
      knows: ['who', 'name', 'mail', 'later'],
      acts: ['Timelister'],
      choices: ['allow'],
    },
    frame: { may: ['another-account'] },
  },
]

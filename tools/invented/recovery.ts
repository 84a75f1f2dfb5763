// The pages of a way round, and the door it leads back to, with invented values.
import { backed, type InventedMethod } from './keys.ts'

const others = ['mail', 'totp', 'codes', 'passkey', 'token', 'voice', 'pass'].map((name) => ({
  choice: name,
  factor: name,
}))
const asked = {
  kind: 'enter-code',
  by: 'sms',
  digits: 6,
  canCall: true,
  isDiscreet: true,
  others,
} as const
const first = { progress: { at: 1, of: 3 } } as const
const sent = {
  at: '2026-11-21T09:42:00Z',
  expiresAt: '2026-11-21T09:47:00Z',
  secondsLeft: 290,
  secondsToAgain: 20,
} as const
const password = {
  kind: 'password',
  name: 'kari.nordmann@fjordvik.example',
  application: 'E-post',
  mayStay: true,
  stay: false,
  again: false,
} as const

const identity = { kind: 'identity', by: 'ID-porten', others } as const
const there = 'https://login.id.example/authorize?client_id=portvakt'

export const inventedRecovery: readonly InventedMethod[] = [
  {
    name: 'recover-begin',
    screen: { ...asked, ...first, turned: 'recover', sent: { state: 'unsent', channel: 'sms' } },
    frame: backed,
  },
  {
    name: 'recover-sent',
    screen: {
      ...asked,
      ...first,
      turned: 'recover',
      sent: { state: 'asked', channel: 'sms', ...sent },
    },
    frame: backed,
  },
  {
    name: 'recover-mail',
    screen: {
      kind: 'enter-code',
      by: 'mail',
      digits: 6,
      to: 'k•••@fjordvik.example',
      sent: { state: 'sent', channel: 'mail', ...sent },
      progress: { at: 2, of: 3 },
    },
    frame: backed,
  },
  {
    name: 'unlock-begin',
    screen: {
      ...asked,
      turned: 'unlock',
      sent: { state: 'unsent', channel: 'sms' },
    },
    frame: backed,
  },
  {
    name: 'identity-begin',
    screen: { ...identity, turned: 'recover', progress: { at: 1, of: 3 } },
    frame: backed,
  },
  {
    name: 'identity-wrong',
    screen: { ...identity, turned: 'recover', progress: { at: 1, of: 3 } },
    problem: { code: 'wrong-identity' },
    frame: backed,
  },
  {
    name: 'identity-lost',
    screen: { ...identity, others: others.slice(2, 4), why: { because: 'rule' } },
    frame: backed,
  },
  { name: 'identity-leaving', screen: { ...identity, to: there }, frame: backed },
  { name: 'identity-came', screen: { ...identity, came: true }, frame: backed },
  {
    name: 'recover-choose',
    screen: {
      kind: 'choose',
      purpose: 'prove',
      turned: 'recover',
      choices: [{ choice: 'sms', factor: 'sms' }, ...others],
      progress: { at: 1, of: 3 },
    },
    frame: backed,
  },
  {
    name: 'unlock-sent',
    screen: { ...asked, turned: 'unlock', sent: { state: 'asked', channel: 'sms', ...sent } },
    frame: backed,
  },
  {
    name: 'new-password-forgotten',
    screen: {
      kind: 'new-password',
      because: 'forgotten',
      account: 'kari.nordmann@fjordvik.example',
      rules: [{ rule: 'length', min: 8 }, { rule: 'not-common' }],
      repeat: false,
      progress: { at: 3, of: 3 },
    },
    frame: backed,
  },
  {
    name: 'password-was-open',
    screen: { ...password, came: 'was-open' },
    frame: { ...backed, may: ['back', 'turn-aside', 'help'] },
  },
  {
    name: 'password-recovered',
    screen: { ...password, came: 'recovered' },
    frame: { ...backed, may: ['back', 'turn-aside', 'help'] },
  },
  {
    name: 'password-unlocked',
    screen: { ...password, came: 'unlocked' },
    frame: { ...backed, may: ['back', 'turn-aside', 'help'] },
  },
  {
    name: 'lost-phone',
    screen: {
      kind: 'confirm',
      about: 'lost-phone',
      methods: [
        { factor: 'sms', label: '+47 ••• •• •44', ending: '44' },
        { factor: 'totp', name: 'Enpass' },
      ],
      choices: ['new-phone', 'phone-gone', 'phone-away'],
    },
    frame: backed,
  },
  {
    name: 'phone-blocked',
    screen: {
      kind: 'notice',
      about: 'phone-blocked',
      ways: [
        { to: '/visit/4hJk2mPq', word: 'have-code' },
        { to: '/', word: 'start-page' },
        { to: '/help', word: 'get-help' },
      ],
    },
  },
  {
    name: 'number-rests',
    screen: {
      kind: 'notice',
      about: 'number-rests',
      with: { ending: '44', until: 'kl. 10.42' },
      ways: [
        { to: '/', word: 'start-page' },
        { to: '/help', word: 'get-help' },
      ],
    },
    frame: { may: ['another-account', 'help'], caseNumber: 'F7-2031' },
  },
]

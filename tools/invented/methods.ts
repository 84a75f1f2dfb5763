// The pages of the methods with invented values, in the variants that people meet.
import { drawQr } from '../../src/lib/methods/qr.ts'
import type { Expectation } from '../../src/shapes/expected.ts'
import type { Country, Wizard } from '../../src/shapes/screen.ts'
import {
  alone,
  backed,
  choices,
  helped,
  inventedKeys,
  proving,
  type InventedMethod,
} from './keys.ts'
import { inventedApproving } from './approving.ts'
import { inventedHandOvers } from './hand-overs.ts'
import { inventedRecovery } from './recovery.ts'
import { inventedVouching } from './vouching.ts'

const expects: Expectation = {
  places: [
    { name: 'Kommunens nettverk', inside: [], asks: 'never' },
    { name: 'Legekontoret', inside: ['Kommunens nettverk'], asks: 'always' },
  ],
  elsewhere: 'always',
  also: { who: ['Legekontoret'], at: 'Kommunens nettverk' },
  by: 'code',
}

const begun: Wizard = {
  at: 1,
  of: 2,
  plan: [
    { wish: 'totp', state: 'now' },
    { wish: 'phone', state: 'left' },
  ],
  application: 'E-post',
  isFirst: true,
}
const first: Wizard = { ...begun, expects }
const second: Wizard = {
  ...begun,
  at: 2,
  plan: [
    { wish: 'totp', state: 'done' },
    { wish: 'phone', state: 'now' },
  ],
}
const begin = {
  kind: 'begin',
  firstName: 'Kari',
  account: 'kari.nordmann@fjordvik.example',
  begunBefore: false,
  expiresAt: '2027-02-19T10:00:00Z',
  pinDigits: 6,
  phone: { ending: '44', canCall: true },
  progress: { at: 1, of: 3 },
} as const

const sms = {
  kind: 'enter-code',
  by: 'sms',
  digits: 6,
  ending: '44',
  canCall: true,
  sent: {
    state: 'sent',
    channel: 'sms',
    at: '2026-11-21T09:42:00Z',
    expiresAt: '2026-11-21T09:44:00Z',
    secondsLeft: 107,
    secondsToAgain: 24,
  },
} as const

const countries: readonly Country[] = [
  { code: 'NO', calling: '47', name: 'Norge' },
  { code: 'DK', calling: '45', name: 'Danmark' },
  { code: 'PL', calling: '48', name: 'Polen' },
  { code: 'SE', calling: '46', name: 'Sverige' },
]

const phone = {
  kind: 'enter-phone',
  channel: 'sms',
  canCall: true,
  countries,
  country: 'NO',
  isBackup: false,
} as const

const key = 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP'
const address = [
  'otpauth://totp/Fjordvik%20kommune:kari.nordmann',
  `?secret=${key.replaceAll(' ', '')}&issuer=Fjordvik%20kommune`,
].join('')

const scan = {
  kind: 'scan-code',
  issuer: 'Fjordvik kommune',
  account: 'kari.nordmann',
  key,
  address,
  picture: drawQr(address),
  digits: 6,
  others: [choices.passkey, { choice: 'push', factor: 'push' }],
} as const

const summary = {
  kind: 'summary',
  firstName: 'Kari',
  methods: [
    { factor: 'totp', name: 'Enpass på PC-en', isDefault: true },
    { factor: 'sms', ending: '44', uses: ['sign-in', 'backup'] },
  ],
  receiptTo: 'kari.nordmann@fjordvik.example',
} as const

export const inventedMethods: readonly InventedMethod[] = [
  { name: 'begin-to-phone', screen: begin, frame: helped },
  {
    name: 'begin-to-phone-again',
    screen: { ...begin, begunBefore: true, pinDigits: undefined },
    problem: { code: 'landline' },
    frame: helped,
  },
  {
    name: 'enter-code-sms',
    screen: { ...sms, canCorrect: true, progress: { at: 1, of: 3 } },
    frame: helped,
  },
  {
    name: 'enter-code-sms-wrong',
    screen: {
      ...sms,
      ...proving,
      sent: { ...sms.sent, state: 'delivered', secondsToAgain: 0 },
      rememberDays: 30,
    },
    problem: { code: 'wrong-code', field: 'code', with: { triesLeft: 4 } },
    frame: helped,
  },
  {
    name: 'enter-code-sms-set-up',
    screen: { ...sms, canCorrect: true, wizard: second, putOff: { daysLeft: 7 } },
    frame: helped,
  },
  {
    name: 'enter-code-sms-unsent',
    screen: { ...sms, ...proving, sent: { state: 'unsent', channel: 'sms' } },
    frame: helped,
  },
  {
    name: 'enter-code-sms-failed',
    screen: { ...sms, ...proving, sent: { state: 'failed', channel: 'sms' } },
    frame: helped,
  },
  {
    name: 'enter-code-voice',
    screen: {
      ...sms,
      by: 'voice',
      sent: { ...sms.sent, channel: 'voice', isOften: true },
      others: [choices.totp],
    },
    frame: helped,
  },
  {
    name: 'enter-code-app',
    screen: {
      kind: 'enter-code',
      by: 'totp',
      digits: 6,
      name: 'Enpass på PC-en',
      ...proving,
      others: [choices.sms, choices.codes],
    },
    frame: helped,
  },
  {
    name: 'enter-code-token',
    screen: { kind: 'enter-code', by: 'token', digits: 6, others: [choices.sms] },
    frame: helped,
  },
  {
    name: 'enter-code-token-set-up',
    screen: { kind: 'enter-code', by: 'token', asksSerial: true },
    problem: { code: 'serial-missing', field: 'name' },
    frame: helped,
  },
  {
    name: 'enter-code-recovery',
    screen: { kind: 'enter-code', by: 'codes', others: [choices.sms] },
    problem: { code: 'wrong-recovery-code', field: 'code', with: { triesLeft: 4 } },
    frame: backed,
  },
  { name: 'enter-code-pass', screen: { kind: 'enter-code', by: 'pass', digits: 8 }, frame: backed },
  {
    name: 'choose-set-up',
    screen: {
      kind: 'choose',
      purpose: 'set-up',
      choices: [choices.passkey, choices.totp, choices.sms, choices.voice],
      name: 'kari.nordmann',
      wizard: alone,
      why: { because: 'rule', application: 'Fjordvik hjelp', groups: ['Operatører'] },
    },
    frame: { may: ['another-account', 'help'] },
  },
  {
    name: 'choose-prove',
    screen: {
      kind: 'choose',
      purpose: 'prove',
      choices: [
        { ...choices.totp, name: 'Enpass på PC-en' },
        choices.sms,
        choices.voice,
        { ...choices.codes, left: 7 },
      ],
    },
    frame: backed,
  },
  {
    name: 'enter-phone-known',
    screen: {
      ...phone,
      known: '44',
      wizard: second,
      putOff: { daysLeft: 7 },
      others: [choices.codes, { ...choices.passkey, isRecommended: false }],
    },
    frame: helped,
  },
  {
    name: 'enter-phone',
    screen: {
      ...phone,
      typed: '9999990',
      wizard: { ...second, application: 'E-post' },
      others: [choices.codes],
    },
    problem: { code: 'phone-too-short', field: 'phone', with: { country: 'Norge', digits: 8 } },
    frame: helped,
  },
  { name: 'enter-phone-replace', screen: { ...phone, replaces: '44' }, frame: backed },
  {
    name: 'enter-phone-voice',
    screen: { ...phone, channel: 'voice', extension: '', isBackup: true },
    frame: backed,
  },
  {
    name: 'scan-code',
    screen: { ...scan, wizard: first, putOff: { daysLeft: 7 } },
    frame: helped,
  },
  {
    name: 'scan-code-clock',
    screen: scan,
    problem: { code: 'clock-off', field: 'code', with: { minutes: 2, direction: 'slow' } },
    frame: backed,
  },
  {
    name: 'summary-two',
    screen: {
      ...summary,
      expects,
      sharedFate: true,
      more: ['passkey', 'question'],
      application: 'E-post',
    },
  },
  {
    name: 'summary-default',
    screen: {
      ...summary,
      more: ['passkey', 'codes'],
      defaults: [
        { choice: 'm1', factor: 'totp', isDefault: true },
        { choice: 'm2', factor: 'sms', ending: '44' },
      ],
    },
  },
  ...inventedHandOvers,
  ...inventedRecovery,
  ...inventedVouching,
  ...inventedApproving,
  ...inventedKeys,
]

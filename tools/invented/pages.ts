// Every kind of page with invented values: for the pictures in docs/screens and for the tests of
// what is drawn.
import { drawPage } from '../../src/pages/page.ts'
import type { Mail } from '../../src/pages/mail/mail-kinds.ts'
import { drawMail } from '../../src/pages/mail/mail.ts'
import { drawStart } from '../../src/pages/portal.ts'
import type { Problem } from '../../src/shapes/problem.ts'
import type { Frame } from '../../src/shapes/frame.ts'
import type { Notice } from '../../src/shapes/notice.ts'
import type { PasswordRule, Screen, Way } from '../../src/shapes/screen.ts'
import { inventedFrame, type Invented } from './frame.ts'
import { inventedMethods } from './methods.ts'
import { getApp, security } from './security.ts'

const rules: readonly PasswordRule[] = [
  { rule: 'length', min: 8 },
  { rule: 'digit' },
  { rule: 'no-name', parts: ['kari', 'nordmann', 'kari.nordmann'] },
  { rule: 'not-common' },
]

const caseNumber = 'F7-2031'
/** These are met before a visit, or after it: it has no number there. */
const outside: ReadonlySet<Screen['kind']> = new Set([
  'begin',
  'start-code',
  'confirm',
  'notice',
  'on-phone',
  'caller',
])

const page = (
  name: string,
  screen: Screen,
  more: { problem?: Problem; frame?: Partial<Frame> } = {},
): Invented => ({
  name,
  draw: (language, color) =>
    drawPage({
      screen,
      frame: {
        ...inventedFrame(language, color),
        ...(outside.has(screen.kind) ? {} : { caseNumber }),
        ...more.frame,
      },
      ...(more.problem && { problem: more.problem }),
    }),
})

const notice = (
  about: Notice,
  ways: readonly Way[],
  facts: Record<string, string> = {},
  frame: Partial<Frame> = {},
): Invented =>
  page(
    `notice-${about}`,
    { kind: 'notice', about, ways, with: facts },
    { frame: { may: [], ...frame } },
  )

const help: Way = { to: '/help', word: 'get-help' }
const signIn: Way = { to: '/', word: 'sign-in' }
const start: Way = { to: '/', word: 'start-page' }
const code: Way = { to: '/start', word: 'enter-start-code' }
const retry: Way = { to: '/visit/4hJk2mPq', word: 'try-again' }
const anew: Way = { to: 'https://timer.fjordvik.example/', word: 'begin-again' }
const stay: Way = { to: '/', word: 'stay-signed-in' }
const again: Way = { to: '/start/x/again', word: 'send-new-letter', post: true }

const turnedAway: Partial<Frame> = { may: ['another-account', 'help'], caseNumber }

const reachable: Frame['organisation'] = {
  ...inventedFrame('nb').organisation,
  support: {
    ...inventedFrame('nb').organisation.support,
    mail: 'brukerstotte@fjordvik.example',
  },
}

const begin = {
  kind: 'begin',
  firstName: 'Kari',
  account: 'kari.nordmann@fjordvik.example',
  begunBefore: false,
  expiresAt: '2027-02-19T10:00:00Z',
  progress: { at: 1, of: 3 },
} as const

const password = {
  kind: 'password',
  name: 'kari.nordmann',
  application: 'E-post',
  mayStay: true,
  stay: false,
  again: false,
} as const

const newPassword = {
  kind: 'new-password',
  because: 'first',
  account: 'kari.nordmann@fjordvik.example',
  rules,
  repeat: false,
  progress: { at: 2, of: 3 },
} as const

export const inventedPages: readonly Invented[] = [
  page('begin', { ...begin, pinDigits: 6 }, { frame: { may: ['help'] } }),
  page(
    'begin-letter-alone',
    { ...begin, pinDigits: undefined, password: { rules, repeat: false } },
    { frame: { may: ['help'] } },
  ),
  page('start-code', { kind: 'start-code' }, { frame: { may: ['help'] } }),
  page(
    'who',
    { kind: 'who', purpose: 'sign-in', application: 'E-post', domain: 'fjordvik.example' },
    { frame: { may: ['help'] } },
  ),
  page('choose-account', {
    kind: 'choose-account',
    application: 'E-post',
    accounts: [
      {
        person: 'p1',
        name: 'Kari Nordmann',
        login: 'kari.nordmann@fjordvik.example',
        isSignedIn: true,
        organisation: 'Fjordvik Handel',
      },
      {
        person: 'p3',
        name: 'Kari Nordmann',
        login: 'adm-kari@fjordvik.example',
        isSignedIn: false,
        organisation: 'Fjordvik kommune',
        isAdministrator: true,
      },
      {
        person: 'p2',
        name: 'Ola Nordmann',
        login: 'ola.nordmann@fjordvik.example',
        isSignedIn: false,
      },
    ],
  }),
  page('password', password),
  page('password-wrong', password, {
    problem: { code: 'wrong-name-or-password', field: 'password' },
  }),
  page(
    'password-again',
    { ...password, again: true, mayStay: false },
    { frame: { may: ['leave', 'help'] } },
  ),
  page(
    'enter-code',
    { kind: 'enter-code', by: 'pin', digits: 6, progress: { at: 1, of: 3 } },
    {
      problem: { code: 'wrong-code', field: 'code' },
      frame: { may: ['help'] },
    },
  ),
  page(
    'enter-code-expired',
    { kind: 'enter-code', by: 'pin', digits: 6, progress: { at: 1, of: 3 } },
    { problem: { code: 'code-expired', field: 'code' }, frame: { may: ['help'] } },
  ),
  page('new-password', newPassword, { frame: { may: ['help'] } }),
  page(
    'new-password-refused',
    { ...newPassword, because: 'run-out', repeat: true },
    {
      problem: { code: 'password-has-name', field: 'password' },
      frame: { may: ['help'] },
    },
  ),
  page('summary', {
    kind: 'summary',
    firstName: 'Kari',
    account: 'kari.nordmann@fjordvik.example',
    methods: [{ factor: 'password' }],
    receiptTo: 'kari.nordmann@fjordvik.example',
    progress: { at: 3, of: 3 },
  }),
  ...inventedMethods.map(({ name, screen, ...more }) => page(name, screen, more)),
  page(
    'confirm',
    { kind: 'confirm', about: 'sign-out', choices: ['here', 'everywhere'], ways: [stay] },
    { frame: { may: [] } },
  ),
  page(
    'confirm-for-application',
    { kind: 'confirm', about: 'sign-out', application: 'E-post', choices: ['here'], ways: [stay] },
    { frame: { may: [] } },
  ),
  notice('letter-expired', [again, help]),
  notice('letter-used', [signIn, help]),
  notice('letter-superseded', [again, help], { sentAt: '2026-11-21T08:15:00Z' }),
  notice('letter-unknown', [code, signIn, help]),
  notice('letter-sent', [help]),
  notice('password-changed', [start]),
  notice('signed-out', [signIn]),
  notice('signed-out-everywhere', [signIn]),
  notice('application-not-yours', [start, help], { application: 'Arkiv' }, turnedAway),
  notice('account-not-open', [help, start], {}, turnedAway),
  notice('not-enough-proven', [start, help], {}, turnedAway),
  notice('frozen', [help]),
  notice('freeze-unknown', [start, help]),
  notice('vouch-yes', [start]),
  notice('vouch-no', [start]),
  notice('vouch-over', [start]),
  notice('ready', [{ to: '/visit/4hJk2mPq', word: 'continue', post: true }]),
  notice('help', [start, code], {}, { organisation: reachable }),
  notice('refused-visit-ended', [start, help]),
  notice('refused-visit-expired', [anew, start, help], { application: 'Timelister' }),
  notice('refused-visit-elsewhere', [start, help]),
  notice('refused-visit-stopped', [{ to: '/', word: 'sign-in' }, help]),
  notice('refused-not-found', [start, help]),
  notice('refused-not-allowed', [start, help]),
  notice('refused-unknown-application', [start, help]),
  notice('refused-unavailable', [retry, start, help]),
  notice('refused-too-many-requests', [retry, start, help]),
  notice('fault', [retry, start, help], { number: 'B4-77K2' }, { caseNumber: 'B4-77K2' }),
  startPage('start-page', [
    { name: 'E-post', address: '/open/mail', about: 'Outlook' },
    { name: 'Fjordvik hjelp', address: '/open/help', about: 'Saker og spørsmål' },
    { name: 'Timeliste', address: '/open/hours' },
    { name: 'Lønn', address: '/open/pay' },
    { name: 'Reiseregning', address: '/open/travel' },
    { name: 'Arkiv', address: '/open/archive', about: 'Krever mobilen' },
  ]),
  startPage('start-page-empty', []),
  startPage('start-page-by-code', [], true),
  security,
  getApp,
]

function startPage(
  name: string,
  tiles: readonly { name: string; address: string; about?: string }[],
  usedCode = false,
): Invented {
  return {
    name,
    draw: (language, color) =>
      drawStart({
        frame: {
          ...inventedFrame(language, color),
          address: '/',
          may: [],
          signedInAs: 'kari.nordmann@fjordvik.example',
        },
        firstName: 'Kari',
        hour: 8,
        tiles,
        usedCode,
        lastSignIn: '2026-11-20T14:10:00Z',
        addresses: {
          signOut: '/sign-out',
          signOutEverywhere: '/sign-out',
          changePassword: '/password',
          security: '/security',
          getApp: '/security/app',
        },
      }),
  }
}

const kari = { firstName: 'Kari', login: 'kari.nordmann@fjordvik.example' }

const changed = {
  ...kari,
  factor: 'sms',
  label: '+47 ••• •• •44',
  at: '2026-11-21T09:42:00Z',
  freeze: 'Fz9k2Qm4T1',
} as const

const mail = (letter: Mail, variant = ''): Invented => ({
  name: `mail-${letter.kind}${variant}`,
  draw: (language, color) => {
    const { organisation } = inventedFrame(language, color)
    const address = new URL('https://logginn.fjordvik.example')
    return { html: drawMail(letter, { language, organisation, address }).html, csp: '' }
  },
})

export const inventedMails: readonly Invented[] = [
  mail({
    kind: 'welcome',
    facts: {
      ...kari,
      token: 'Zk3v9Qm4T1',
      code: 'K7QF-29MD',
      expiresAt: '2027-02-19T10:00:00Z',
      pinDigits: 6,
    },
  }),
  mail({
    kind: 'new-letter',
    facts: { ...kari, token: 'Zk3v9Qm4T1', expiresAt: '2027-02-19T10:00:00Z', pinDigits: 6 },
  }),
  mail({ kind: 'receipt', facts: { ...kari, methods: ['password'], at: '2026-11-21T09:42:00Z' } }),
  mail({ kind: 'methods-changed', facts: { ...changed, change: 'added' } }),
  mail({ kind: 'methods-changed', facts: { ...changed, change: 'number-changed' } }, '-number'),
  mail({ kind: 'methods-changed', facts: { ...changed, change: 'blocked' } }, '-blocked'),
  mail({
    kind: 'password-changed',
    facts: { ...kari, at: '2026-11-21T09:42:00Z', freeze: 'Fz9k2Qm4T1', wasForgotten: true },
  }),
  mail({ kind: 'phone-link', facts: { ...kari, code: '7F2K9MDQ', minutes: 10, caseNumber } }),
  mail({
    kind: 'recovery-code',
    facts: { ...kari, code: '482913', about: 'recover', minutes: 5, caseNumber },
  }),
  mail({
    kind: 'vouch-asked',
    facts: {
      ...kari,
      firstName: 'Ola',
      login: 'ola.nordmann@fjordvik.example',
      name: 'Kari Nordmann',
      account: kari.login,
      challenge: 'Zk3v9Qm4T1',
      minutes: 30,
      at: '2026-11-21T09:42:00Z',
      caseNumber,
    },
  }),
  mail({
    kind: 'vouched',
    facts: {
      ...kari,
      what: 'yes',
      leader: 'Ola Nordmann',
      at: '2026-11-21T09:42:00Z',
      from: '2026-11-21T10:12:00Z',
      freeze: 'Fz9k2Qm4T1',
      caseNumber,
    },
  }),
  mail({
    kind: 'alarm',
    facts: {
      ...kari,
      what: 'used',
      account: 'nodkonto@fjordvik.example',
      at: '2026-11-21T09:42:00Z',
      address: '192.0.2.10',
      caseNumber,
    },
  }),
]

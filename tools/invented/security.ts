// «Innlogging og sikkerhet» with invented values.
import { drawQr } from '../../src/lib/methods/qr.ts'
import { drawGetApp } from '../../src/pages/phone/get-app.ts'
import { drawSecurity, type OwnMethod, type SecurityPage } from '../../src/pages/security.ts'
import type { Expected } from '../../src/shapes/expected.ts'
import { inventedFrame, type Invented } from './frame.ts'

const ownMethods: readonly OwnMethod[] = [
  { id: 'm0', factor: 'password', mayRemove: false, addedAt: '2026-11-21T09:42:00Z' },
  {
    id: 'm1',
    factor: 'totp',
    name: 'Enpass på PC-en',
    isDefault: true,
    addedAt: '2026-11-21T09:42:00Z',
    usedAt: '2026-11-23T07:02:00Z',
    mayRemove: true,
    mayRename: true,
  },
  {
    id: 'm2',
    factor: 'sms',
    uses: ['sign-in', 'backup'],
    ending: '44',
    addedAt: '2026-11-21T09:44:00Z',
    mayRemove: true,
    mayReplace: true,
  },
  { id: 'm3', factor: 'codes', left: 8, addedAt: '2026-11-21T09:45:00Z', mayRemove: true },
]

const expects: Expected = {
  places: [
    { name: 'Kommunens nettverk', inside: [], asks: 'never' },
    { name: 'Legekontoret', inside: ['Kommunens nettverk'], asks: 'always' },
  ],
  elsewhere: 'always',
}

/** The page but for what stands around it. */
export const securityPage: Omit<SecurityPage, 'frame'> = {
  told: 'added',
  methods: ownMethods,
  add: ['passkey', 'question', 'totp'],
  defaults: [
    { choice: 'm1', factor: 'totp', name: 'Enpass på PC-en', isDefault: true },
    { choice: 'm2', factor: 'sms', ending: '44' },
  ],
  missing: ['passkey'],
  browsers: [
    {
      id: 'b0',
      browser: 'Firefox',
      system: 'Windows',
      since: '2026-11-02T07:10:00Z',
      usedAt: '2026-11-23T07:02:00Z',
      isThis: true,
    },
    { id: 'b1', since: '2026-11-20T07:10:00Z', usedAt: '2026-11-21T09:45:00Z', isThis: false },
  ],
  ended: [
    {
      id: 'e0',
      factor: 'sms',
      ending: '45',
      endedAt: '2026-11-22T18:04:00Z',
      isBlocked: true,
    },
  ],
  shared: [
    {
      id: 'turboka',
      name: 'Turboka',
      knows: ['who', 'name', 'mail'],
      acts: [],
      since: '2026-11-03T08:00:00Z',
    },
  ],
  expects,
  otherwise: [{ application: 'Fjordvik hjelp', places: [], elsewhere: 'always' }],
  addresses: {
    start: '/',
    signOut: '/sign-out',
    changePassword: '/password',
    add: '/security/add',
    getApp: '/security/app',
    rename: '/security/rename',
    replace: '/security/replace',
    remove: '/security/remove',
    makeDefault: '/security/default',
    restore: '/security/restore',
    forgetBrowser: '/security/browsers/forget',
    withdraw: '/security/applications/withdraw',
  },
}

export const security: Invented = {
  name: 'security',
  draw: (language, color) =>
    drawSecurity({
      ...securityPage,
      frame: {
        ...inventedFrame(language, color),
        address: '/security',
        may: [],
        signedInAs: 'kari.nordmann@fjordvik.example',
      },
    }),
}

const app = 'https://logginn.fjordvik.example/app/'

export const getApp: Invented = {
  name: 'get-app',
  draw: (language, color) =>
    drawGetApp({
      frame: {
        ...inventedFrame(language, color),
        address: '/security/app',
        may: [],
        signedInAs: 'kari.nordmann@fjordvik.example',
      },
      address: app,
      picture: drawQr(app),
      site: 'logginn.fjordvik.example/app',
      back: '/security',
    }),
}

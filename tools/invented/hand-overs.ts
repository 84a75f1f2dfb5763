// Setting up that goes on on a phone, with invented values: the page that waits and the phone's
// own.
import { drawQr } from '../../src/lib/methods/qr.ts'
import { backed, choices, helped, type InventedMethod } from './keys.ts'

const address = 'https://logginn.fjordvik.example/m/7F2K9MDQ'

const waiting = {
  kind: 'hand-over',
  state: 'waiting',
  secondsLeft: 285,
  address,
  picture: drawQr(address),
  site: 'logginn.fjordvik.example/m',
  code: '7F2K-9MDQ',
  pair: [0, 0],
  wizard: {
    at: 1,
    of: 2,
    plan: [
      { wish: 'app', state: 'now' },
      { wish: 'phone', state: 'left' },
    ],
    isFirst: true,
  },
  others: [choices.passkey, { choice: 'sms', factor: 'sms' }],
  putOff: { daysLeft: 7 },
} as const

const wait = { wait: '/visit/4hJk2mPq/wait?at=3.waiting' }

export const inventedHandOvers: readonly InventedMethod[] = [
  { name: 'hand-over', screen: waiting, frame: { ...helped, ...wait } },
  {
    name: 'hand-over-opened',
    screen: { ...waiting, state: 'opened', device: 'iphone' },
    problem: { code: 'phone-not-done' },
    frame: { ...helped, ...wait },
  },
  { name: 'hand-over-done', screen: { ...waiting, state: 'done' }, frame: { ...helped, ...wait } },
  { name: 'hand-over-over', screen: { ...waiting, state: 'over' }, frame: backed },
  {
    name: 'on-phone',
    screen: {
      kind: 'on-phone',
      of: { name: 'Kari Nordmann', account: 'kari.nordmann@fjordvik.example', pair: [0, 0] },
    },
    frame: helped,
  },
  { name: 'caller', screen: { kind: 'caller' }, frame: helped },
  {
    name: 'caller-code',
    screen: {
      kind: 'caller',
      of: { code: '7F2-K9M', pair: [0, 0], until: '2027-02-19T09:42:00.000Z', isUsed: false },
    },
    frame: helped,
  },
  {
    name: 'on-phone-code',
    screen: { kind: 'on-phone' },
    problem: { code: 'wrong-code', field: 'code' },
    frame: helped,
  },
]

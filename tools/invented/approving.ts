// The pages that wait for a phone, with invented values: one is added, or it approves.
import { drawQr } from '../../src/lib/methods/qr.ts'
import { backed, choices, helped, type InventedMethod } from './keys.ts'

const address = 'https://logginn.fjordvik.example/m/7F2K9MDQ'
const seen = 'https://logginn.fjordvik.example/app/#4hJk2mPqR8sT.Zm9yIHlvdXIgZXllcw'
const wait = { wait: '/visit/4hJk2mPq/wait?at=3.waiting' }

const adding = {
  kind: 'add-phone',
  state: 'waiting',
  secondsLeft: 585,
  wizard: {
    at: 1,
    of: 2,
    plan: [
      { wish: 'app', state: 'now' },
      { wish: 'phone', state: 'left' },
    ],
    isFirst: true,
  },
  others: [choices.passkey, { choice: 'totp', factor: 'totp' }],
  noSmartphone: 'say',
  putOff: { daysLeft: 7 },
} as const
const { putOff: _, ...noLonger } = adding
const reached = {
  address,
  here: address,
  picture: drawQr(address),
  site: 'logginn.fjordvik.example/m',
  code: '7F2K-9MDQ',
} as const

const approving = {
  kind: 'approve',
  phones: ['FJORD på iPhone'],
  state: 'waiting',
  others: [{ ...choices.totp, name: 'iPhone', isInOwnApp: true }, choices.passkey, choices.codes],
} as const
const stands = {
  number: '417826',
  address: seen,
  here: seen,
  picture: drawQr(seen),
  secondsLeft: 118,
}
const frame = { may: ['back', 'lost', 'help'] } as const

export const inventedApproving: readonly InventedMethod[] = [
  { name: 'add-phone', screen: { ...adding, ...reached }, frame: { ...helped, ...wait } },
  {
    name: 'add-phone-no-longer',
    screen: { ...noLonger, ...reached, putOffOver: { over: 'date', at: '2027-03-01T00:00:00Z' } },
    frame: { ...helped, ...wait },
  },
  {
    name: 'add-phone-mailed',
    screen: {
      ...adding,
      ...reached,
      mailedTo: 'k•••@fjordvik.example',
      noSmartphone: 'nothing',
    },
    frame: { ...helped, ...wait },
  },
  {
    name: 'add-phone-found',
    screen: { ...adding, came: 'found', device: 'ios', pair: [0, 0] },
    frame: { ...helped, ...wait },
  },
  {
    name: 'add-phone-number',
    screen: { ...adding, came: 'brought', device: 'ios', pair: [0, 0], number: '417826' },
    problem: { code: 'phone-not-done' },
    frame: { ...helped, ...wait },
  },
  {
    name: 'add-phone-wrong',
    screen: { ...adding, state: 'over', because: 'wrong-number' },
    frame: backed,
  },
  {
    name: 'approve',
    screen: { ...approving, ...stands, lateIn: 20 },
    frame: { ...frame, ...wait },
  },
  {
    name: 'approve-late',
    screen: { ...approving, ...stands, secondsLeft: 95, lateIn: 0 },
    frame: { ...frame, ...wait },
  },
  { name: 'approve-no', screen: { ...approving, state: 'no' }, frame },
  { name: 'approve-over', screen: { ...approving, state: 'over', because: 'unanswered' }, frame },
]

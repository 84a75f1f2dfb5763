// A leader who is asked for their word, with invented values: the page that asks, and the leader's
// own.
import { choices, helped, type InventedMethod } from './keys.ts'

const others = [choices.codes, { choice: 'pass', factor: 'pass' }]
const asking = { kind: 'ask-leader', name: 'Ola Nordmann', others } as const
const at = '2026-11-21T09:42:00Z'
const frame = { may: ['back', 'lost', 'help'] } as const
const wait = { ...frame, wait: '/visit/4hJk2mPq/wait?at=3.waiting' }

const asked = {
  kind: 'vouch',
  name: 'Kari Nordmann',
  firstName: 'Kari',
  account: 'kari.nordmann@fjordvik.example',
  at,
  pair: [0, 0],
  network: 'Rådhuset',
  browser: 'Firefox',
  system: 'Windows',
  isAgreed: false,
} as const
const leader = { ...helped, signedInAs: 'ola.nordmann@fjordvik.example' }

export const inventedVouching: readonly InventedMethod[] = [
  { name: 'ask-leader', screen: { ...asking, state: 'unasked' }, frame },
  {
    name: 'ask-leader-waiting',
    screen: { ...asking, state: 'waiting', number: '482913', pair: [0, 0], secondsLeft: 1790 },
    frame: wait,
  },
  {
    name: 'ask-leader-agreed',
    screen: { ...asking, state: 'agreed', countsFrom: '2026-11-21T10:12:00Z', secondsLeft: 1500 },
    problem: { code: 'not-vouched-yet' },
    frame: wait,
  },
  { name: 'ask-leader-done', screen: { ...asking, state: 'done' }, frame: wait },
  { name: 'ask-leader-no', screen: { ...asking, state: 'no' }, frame },
  { name: 'ask-leader-over', screen: { ...asking, state: 'over' }, frame },
  { name: 'vouch', screen: asked, frame: leader },
  {
    name: 'vouch-wrong',
    screen: asked,
    problem: { code: 'wrong-number', field: 'code', with: { triesLeft: 2 } },
    frame: leader,
  },
  { name: 'vouch-agreed', screen: { ...asked, isAgreed: true }, frame: leader },
]

// The table: a flow is a column, a question is a row. The page a newcomer reads first. The order of
// rows is the order of questions in every flow.
import type { FlowName } from '../domain/facts.ts'
import type { Flow } from './engine.ts'
import type { End, Step } from './step.ts'
import { consent } from './steps/consent.ts'
import { enrol } from './steps/enrol.ts'
import { handOver } from './steps/hand-over.ts'
import { identify } from './steps/identify.ts'
import { lost } from './steps/lost.ts'
import { prove } from './steps/prove.ts'
import { renew } from './steps/renew.ts'
import { summary } from './steps/summary.ts'

const rows: readonly (readonly [Step, ...FlowName[]])[] = [
  [identify, 'sign-in', 'activate', 'change-password', 'methods', 'recover', 'unlock'],
  [handOver, 'sign-in', 'activate', 'methods'],
  [lost, 'sign-in'],
  [prove, 'sign-in', 'activate', 'change-password', 'methods', 'recover', 'unlock'],
  [renew, 'sign-in', 'activate', 'change-password', 'recover'],
  [enrol, 'sign-in', 'activate', 'methods', 'hand-over'],
  [consent, 'sign-in'],
  [summary, 'sign-in', 'activate'],
]

const ends: Readonly<Record<FlowName, End>> = {
  'sign-in': 'come in',
  activate: 'come in',
  'change-password': 'back',
  methods: 'back',
  'hand-over': 'back',
  recover: 'door',
  unlock: 'door',
}

const column = (name: FlowName): Flow => ({
  steps: rows.filter(([, ...flows]) => flows.includes(name)).map(([step]) => step),
  end: ends[name],
})

export const flows: Readonly<Record<FlowName, Flow>> = {
  'sign-in': column('sign-in'),
  activate: column('activate'),
  'change-password': column('change-password'),
  methods: column('methods'),
  'hand-over': column('hand-over'),
  recover: column('recover'),
  unlock: column('unlock'),
}

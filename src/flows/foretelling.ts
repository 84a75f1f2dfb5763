// «Hva skjer hvis …?»: what the door would do with this person, here, now, on the way to this
// application. It walks a visit that is only imagined through the very table, facts and Policy of
// the real ones. Must never write, send or judge anything, or hold a rule of its own.
import { assuranceOf } from '../domain/assurance.ts'
import { findApplication } from '../domain/applications.ts'
import { networksOf } from '../domain/configuration/configuration.ts'
import type { Rule } from '../domain/configuration/rule-shape.ts'
import type { Acr, Errand, Facts, PersonFacts, Proof } from '../domain/facts.ts'
import type { Need } from '../domain/policy/need.ts'
import type { Moment } from '../domain/moment.ts'
import { passedBy, reportedBy, type Passed } from '../domain/policy/deciding.ts'
import { afterAnswer, imagineVisit, isImagined } from '../domain/visits/imagined-visits.ts'
import type { Visit } from '../domain/visits/visits.ts'
import { wallTime } from '../lib/time/wall-clock.ts'
import type { ProblemCode } from '../shapes/problem.ts'
import type { PutOff } from '../shapes/put-off.ts'
import type { Screen } from '../shapes/screen.ts'
import { factorNamed } from '../factors/index.ts'
import { targetOf } from './setting-up.ts'
import { imaginedProof } from './steps/prove.ts'
import { questionIn, screenOf, walkOf, type Walk } from './walk.ts'
import { knownNumber } from './ways.ts'

/** What is asked: whom, for what, where from, and by which browser. The Moment says when. */
export interface WhatIf {
  /** As it would be typed. */
  readonly name: string
  readonly application?: string
  /** Absent: from an address that lies in no network. */
  readonly address?: string
  readonly browser?: 'new' | 'known'
  /** What the application asks for by itself. */
  readonly wants?: Acr
}

/** One question that the person would meet. */
export interface ForetoldStep {
  readonly step: string
  readonly screen: Screen['kind']
  /** Absent where the person chooses, and where no method is asked about. */
  readonly factor?: string
  /** What the rule wishes for, while it is set up. */
  readonly wish?: string
  readonly mayPutOff?: PutOff
}

export type Ending =
  | { readonly is: 'comes-in'; readonly acr: Acr }
  /** `no-such-method`: asked for something that this person does not have. */
  | { readonly is: 'stopped'; readonly because: ProblemCode | 'no-such-method' }

export interface Foretold {
  readonly person: PersonFacts
  readonly application?: Facts['application']
  readonly networks: readonly string[]
  readonly rule: Rule
  readonly need: Need
  /** Every rule above the one that decides, and why it is not the one. */
  readonly passed: readonly Passed<Rule>[]
  /** The kinds that are shown on the way, and not set up there. */
  readonly shown: readonly string[]
  /** What would have decided, were it not told to report only. */
  readonly reported?: Rule
  readonly steps: readonly ForetoldStep[]
  readonly ends: Ending
}

export type Unforetold = 'nobody' | 'no-such-application'

export async function foretell(asked: WhatIf, present: Moment): Promise<Foretold | Unforetold> {
  const { application, browser, wants, name, address = '' } = asked
  if (application !== undefined && !findApplication(present, application))
    return 'no-such-application'
  const networks = networksOf(present.house.configuration(), address)
  const moment: Moment = { ...present, from: { address, networks } }
  const errand: Errand = {
    protocol: application === undefined ? 'portal' : 'oidc',
    ref: '/',
    mayAsk: true,
    ...(application !== undefined && { application }),
    ...(wants && { wants }),
  }
  const imagined = await imagineVisit(moment, { name, errand, isFamiliar: browser === 'known' })
  if (!imagined) return 'nobody'
  const { walk, steps, ends } = walkThrough(imagined.visit, imagined.named, moment)
  return told(walk, steps, ends, moment)
}

/** Twice as many as there are rows in the table, and more: past it a flow does not end. */
const stepsMax = 20

interface Walked {
  readonly walk: Walk
  readonly steps: readonly ForetoldStep[]
  readonly ends: Ending
}

function walkThrough(begins: Visit, named: Partial<Facts>, moment: Moment): Walked {
  const steps: ForetoldStep[] = []
  let visit = begins
  while (steps.length < stepsMax) {
    const walk = walkOf(moment, visit)
    if (!('ask' in walk.next)) return { walk, steps, ends: endOf(walk) }
    const { ask } = walk.next
    steps.push(stepOf(walk, moment))
    if (hasNoneOf(walk)) return { walk, steps, ends: { is: 'stopped', because: 'no-such-method' } }
    const taught = ask.name === 'identify' ? who(visit, named, moment) : ask.imagined(walk.facts)
    visit = afterAnswer(visit, walk.facts, taught, moment)
  }
  throw new Error('The flow «sign-in» does not end')
}

/**
 * The name is typed; but where that leads to no question, since nobody is asked for a password
 * here, whoever has something that says who they are shows it instead.
 */
function who(visit: Visit, named: Partial<Facts>, moment: Moment): Partial<Facts> {
  const typed: Visit = { ...visit, learned: { ...visit.learned, ...named } }
  const { next, facts } = walkOf(moment, typed)
  if ('ask' in next || !facts.person) return named
  const method = facts.methods.find(
    ({ factor }) => factorNamed(factor)?.recognise && facts.need.accepts.includes(factor),
  )
  const factor = factorNamed(method?.factor ?? '')
  if (!method || !factor) return named
  return { who: facts.person.id, proofs: [{ ...imaginedProof(factor), method: method.id }] }
}

const endOf = ({ next, facts }: Walk): Ending =>
  'turnedAway' in next
    ? { is: 'stopped', because: next.turnedAway }
    : { is: 'comes-in', acr: assuranceOf(facts.counting).acr }

/** What everybody is asked for first is asked of whoever has none as well. */
function hasNoneOf({ next, facts }: Walk): boolean {
  const question = questionIn(next, facts)
  if (typeof question !== 'object' || question.does !== 'prove') return false
  if (question.method?.id === knownNumber) return false
  return !facts.methods.some(({ factor }) => factor === question.factor.name)
}

function stepOf(walk: Walk, moment: Moment): ForetoldStep {
  const { next, facts } = walk
  const screen = screenOf(walk, moment)
  if (!screen || !('ask' in next)) throw new Error('A question was to be told where none stands')
  const question = questionIn(next, facts)
  const wish = next.ask.name === 'enrol' ? targetOf(facts)?.wish : undefined
  return {
    step: next.ask.name,
    screen: screen.kind,
    ...(typeof question === 'object' && { factor: question.factor.name }),
    ...(wish && { wish: wish.wish }),
    ...(wish?.mayPutOff && { mayPutOff: wish.mayPutOff }),
  }
}

function told(
  { facts }: Walk,
  steps: readonly ForetoldStep[],
  ends: Ending,
  { house, now }: Moment,
): Foretold {
  const { person, application, need, networks, errand, proofs } = facts
  const configuration = house.configuration()
  const rule = configuration.rules.find(({ id }) => id === need.rule)
  if (!person || !rule) throw new Error('A walk has ended without a person or without a rule')
  const circumstances = {
    errand,
    person,
    networks,
    isKnown: proofs.length > 0,
    at: wallTime(now),
  }
  const reported = reportedBy(configuration, circumstances)
  return {
    person,
    networks,
    rule,
    need,
    passed: passedBy(configuration, circumstances),
    shown: [...new Set(proofs.filter(isShown).map(({ factor }) => factor))],
    steps,
    ends,
    ...(application && { application }),
    ...(reported && { reported }),
  }
}

const isShown = ({ method }: Proof): boolean => method === undefined || !isImagined(method)

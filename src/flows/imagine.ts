// Walks an imagined person through a flow with the same engine that runs the real ones, and gives
// the questions they would meet, in order. So the steps counted on a page, the simulator and the
// printed guide can never disagree with the house.
import type { Errand, Facts, PersonFacts } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import { type Asking, isProven, lets, needOf, strengthOf } from '../domain/policy/policy.ts'
import { channelsOf, connectedTo } from '../domain/methods/offered.ts'
import { offersOf, wishesOf } from '../domain/visits/visit-facts.ts'
import { wallTime } from '../lib/time/wall-clock.ts'
import { letterProof } from '../factors/letter/letter.ts'
import { next } from './engine.ts'
import { flows } from './table.ts'
import type { Next, Step } from './step.ts'
import type { Progress } from '../shapes/screen.ts'

export interface Imagined {
  readonly steps: readonly { readonly step: Step; readonly facts: Facts }[]
  readonly ends: Next
}

/**
 * More questions than any flow has rows twice over: past it the flow does not end, and that is our
 * fault.
 */
const stepsMax = 20

export function imagine(facts: Facts): Imagined {
  const steps: { step: Step; facts: Facts }[] = []
  let known = facts
  while (steps.length < stepsMax) {
    const ends = next(flows[facts.flow], known, lets)
    if (!('ask' in ends)) return { steps, ends }
    steps.push({ step: ends.ask, facts: known })
    known = { ...known, ...ends.ask.imagined(known) }
  }
  throw new Error(`The flow «${facts.flow}» does not end`)
}

const imaginedPin = { id: 'imagined-pin', factor: 'pin', ageSeconds: 0 } as const

/**
 * «Steg 2 av 3», in activation: how many are left, of how many there were with nothing but the
 * letter in hand.
 */
export function progressOf(facts: Facts): Progress | undefined {
  if (facts.flow === 'recover') return progressBack(facts)
  if (facts.flow !== 'activate' || !facts.person) return undefined
  const letter = facts.proofs.filter((proof) => proof.factor === 'letter')
  const { renewed: _renewed, summarised: _summarised, enrolled: _enrolled, ...rest } = facts
  const beginning: Facts = {
    ...rest,
    proofs: letter,
    counting: letter,
    person: { ...facts.person, state: 'invited' },
    methods: [imaginedPin],
    // Nothing stood at the beginning: what is set up since was a step of its own.
    wishes: facts.wishes.map((wish) =>
      wish.state === 'done' ? { ...wish, state: 'missing' } : wish,
    ),
  }
  const of = imagine(beginning).steps.length
  return { at: of - imagine(facts).steps.length + 1, of }
}

/** Two proofs and a password; alike for everybody who has shown nothing yet. */
function progressBack(facts: Facts): Progress {
  const { need } = facts
  const of = need.proofs + (need.asksQuestion ? 1 : 0) + 1
  const asksLast = strengthOf(facts) >= need.proofs && !isProven(facts)
  return { at: isProven(facts) ? of : asksLast ? of - 1 : strengthOf(facts) + 1, of }
}

/** The same on the letter's own page, before there is a visit: its press gives the first answer. */
export function progressAtLetter(moment: Moment, person: PersonFacts): Progress | undefined {
  const errand: Errand = { protocol: 'portal', ref: '/', mayAsk: true }
  const letter = [letterProof(moment.now)]
  const { house } = moment
  const at = wallTime(moment.now)
  const asking: Asking = { flow: 'activate', errand, methods: [], person, isKnown: true, at }
  return progressOf({
    flow: 'activate',
    errand,
    who: person.id,
    person,
    proofs: letter,
    counting: letter,
    methods: [imaginedPin],
    need: needOf(house.configuration(), asking),
    wishes: wishesOf(asking, {}, moment),
    offers: offersOf(asking, moment),
    channels: channelsOf(house),
    ...connectedTo(moment),
    networks: [],
    familiar: false,
    accounts: [],
  })
}

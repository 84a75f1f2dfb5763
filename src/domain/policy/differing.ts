// What other rules would mean for somebody who came to the door: nothing else, more, less, or no
// way in. Nothing is judged here: the Policy says what is needed, and the engine walks the person
// through. Must never take what was shown then for what can be shown now.
import type { Facts, MethodFacts, Proof } from '../facts.ts'
import type { Difference, Need } from './need.ts'
import { channelsOf, connectedTo } from '../methods/offered.ts'
import type { Moment } from '../moment.ts'
import { offersOf, wishesOf } from '../visits/visit-facts.ts'
import { type Asking, needOf } from './policy.ts'

/** How the engine would lead an imagined person through (flows/imagine.ts). */
export type Imagining = (facts: Facts) => {
  readonly steps: readonly { readonly step: { readonly name: string } }[]
  readonly ends: object
}

/** What was asked for, and whether the door was opened. */
export interface Then {
  readonly cameIn: boolean
  readonly need: Pick<Need, 'proofs' | 'resistsPhishing'>
}

export interface Different {
  readonly means: Difference
  readonly need: Need
  /** Methods that have to be set up before anybody comes in. */
  readonly sets: number
}

export interface Comer extends Asking {
  readonly person: NonNullable<Asking['person']>
  /** What was shown that lasts: the letter, which nobody can be asked for. */
  readonly shown: readonly Proof[]
  /** What was wished for, and put off. */
  readonly putOff: readonly string[]
}

/** By the rules in force in the moment, from the first question on. */
export function differenceOf(
  then: Then,
  comer: Comer,
  moment: Moment,
  imagining: Imagining,
): Different {
  const facts = beginningOf(comer, moment)
  const { need } = facts
  const { steps, ends } = imagining(facts)
  const sets = steps.filter(({ step }) => step.name === 'enrol').length
  return { means: meaningOf(then, { need, sets, comesIn: 'end' in ends }), need, sets }
}

interface Now {
  readonly need: Need
  readonly sets: number
  readonly comesIn: boolean
}

function meaningOf(then: Then, { need, sets, comesIn }: Now): Difference {
  if (!comesIn) return then.cameIn ? 'stopped' : 'same'
  if (!then.cameIn) return 'less'
  const { proofs, resistsPhishing } = then.need
  if (need.proofs > proofs || (need.resistsPhishing && !resistsPhishing) || sets > 0) return 'more'
  return need.proofs < proofs || (resistsPhishing && !need.resistsPhishing) ? 'less' : 'same'
}

/** Where they stood when they came: named, with the letter in hand if that is how they came. */
function beginningOf(comer: Comer, moment: Moment): Facts {
  const { flow, errand, networks = [], shown, putOff } = comer
  const isFirst = flow === 'activate'
  const letter = isFirst ? shown.filter(({ factor }) => factor === 'letter') : []
  const person = { ...comer.person, state: isFirst ? ('invited' as const) : comer.person.state }
  const methods = isFirst ? [...comer.methods, theirPin] : comer.methods
  const asking = { ...comer, person, methods }
  return {
    flow,
    errand,
    person,
    who: person.id,
    methods,
    proofs: letter,
    counting: letter,
    networks,
    need: needOf(moment.house.configuration(), asking),
    wishes: wishesOf({ ...asking, isKnown: true }, {}, moment).map((one) =>
      one.state === 'missing' && one.mayPutOff && putOff.includes(one.wish)
        ? { ...one, state: 'put-off' as const }
        : one,
    ),
    offers: offersOf(asking, moment),
    channels: channelsOf(moment.house),
    ...connectedTo(moment),
    familiar: false,
    accounts: [],
  }
}

/** Spent by then, and given to everybody who needs one. */
const theirPin: MethodFacts = { id: 'pin', factor: 'pin', ageSeconds: 0 }

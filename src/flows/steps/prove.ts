// Show it: a password, a code, a passkey. Chooses which way is asked now and hands the judging to
// the exchange. The first question after a name is the same for everyone, known or not.
import { detours, type Facts, type Proof } from '../../domain/facts.ts'
import { isProven } from '../../domain/policy/policy.ts'
import type { Factor } from '../../factors/factor.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Around } from '../../shapes/screen.ts'
import { ask } from '../asking.ts'
import { judge } from '../exchange.ts'
import {
  exchangeOf,
  isDiscreet,
  offersToRemember,
  openOf,
  screenOf,
  type Question,
} from '../question.ts'
import { targetOf, wantsSetUp } from '../setting-up.ts'
import type { Asked, Step, Taken } from '../step.ts'
import { besides, choiceOf, knownNumber, provingWays } from '../ways.ts'
import { whyProve } from './telling/why.ts'
import type { Moment } from '../../domain/moment.ts'

export const prove: Step = {
  name: 'prove',
  needed: (facts) => (!isProven(facts) || lacksForSetUp(facts)) && provingWays(facts).length > 0,
  allowed: (facts) => provingWays(facts).length > 0,
  imagined(facts) {
    const [way] = provingWays(facts)
    if (!way) return {}
    const proven = withProof(facts, imaginedProof(way.factor))
    if (way.method?.id !== knownNumber) return proven
    const gained = { factor: way.factor.name, kept: '' }
    return { ...proven, gained: [...(facts.gained ?? []), gained] }
  },
  show(asked, moment) {
    const { facts } = asked
    if (facts.choosing) return chooseScreen(facts, moment)
    return screenOf(provingOrFault(facts), asked, moment, aroundOf(facts, moment))
  },
  take: takeAnswer,
  async arrive(asked, moment) {
    const { facts } = asked
    const question = provingQuestion(facts)
    // At the first set-up, and for whoever has shown nothing yet, nothing leaves the house before
    // somebody presses for it.
    const isPressed = facts.flow === 'activate' || isDiscreet(facts)
    if (question && isLedAtOnce(question, facts)) return ask(question, asked, moment)
    if (!question || facts.choosing || isPressed || waitsForPress(question)) return { learned: {} }
    return waitsToBeAsked(question, facts) ? ask(question, asked, moment) : { learned: {} }
  },
}

/**
 * One proof may let somebody in, and not bear the method that is missing: whoever has shown it is
 * asked for more, and not turned away.
 */
const lacksForSetUp = (facts: Facts): boolean =>
  facts.flow === 'sign-in' &&
  facts.counting.length > 0 &&
  wantsSetUp(facts) &&
  targetOf(facts) === undefined

export function provingQuestion(facts: Facts): Question | undefined {
  const [way] = provingWays(facts)
  return way && { ...way, does: 'prove' }
}

function provingOrFault(facts: Facts): Question {
  const question = provingQuestion(facts)
  if (!question) throw new Error('A proof was asked for where none is possible')
  return question
}

const waitsToBeAsked = (question: Question, facts: Facts): boolean =>
  exchangeOf(question).ask !== undefined && openOf(question, facts) === undefined

/** The press that named somebody, or the house itself, was the press. */
const isLedAtOnce = (question: Question, facts: Facts): boolean =>
  question.factor.arrives === true &&
  facts.who === undefined &&
  facts.proofs.length === 0 &&
  openOf(question, facts) === undefined

const waitsForPress = (question: Question): boolean => exchangeOf(question).isPressedFor === true

async function takeAnswer(answer: Answer, asked: Asked, moment: Moment): Promise<Taken> {
  const { facts } = asked
  const question = provingOrFault(facts)
  switch (answer.do) {
    case 'choose':
      return choose(answer, asked, moment)
    case 'send':
      return ask(question, asked, moment, { answer })
    case 'call':
      return ask(question, asked, moment, { answer, channel: 'voice' })
    case 'answer':
      if (facts.choosing) return { problem: { code: 'choice-missing' } }
      return waitsToBeAsked(question, facts)
        ? ask(question, asked, moment, { answer })
        : judge(question, answer, asked, moment)
    default:
      return { learned: {} }
  }
}

/** Choosing loses nothing: what was shown stays shown, and what waits at the end still waits. */
async function choose(answer: Answer, asked: Asked, moment: Moment): Promise<Taken> {
  const { facts } = asked
  const chosen = answer.choice ?? ''
  if (chosen === '') return { learned: { choosing: true } }
  const way = provingWays(facts).find(({ choice }) => choice === chosen)
  // Where a name has a house that it is at home in, everybody of that name has the same choice.
  const mayChoose = facts.proofs.length > 0 || isDiscreet(facts) || facts.elsewhere !== undefined
  if (!way || !mayChoose) return { problem: { code: 'choice-missing' } }
  const question: Question = { ...way, does: 'prove' }
  const learned = { chosen, choosing: false }
  if (!waitsToBeAsked(question, facts) || isDiscreet(facts) || waitsForPress(question))
    return { learned }
  const asks = await ask(question, asked, moment, { answer })
  return 'learned' in asks ? { ...asks, learned: { ...asks.learned, ...learned } } : asks
}

const chooseScreen = (facts: Facts, moment: Moment) => {
  const why = whyProve(facts, moment)
  const turned = turnedTo(facts)
  return {
    kind: 'choose' as const,
    purpose: 'prove' as const,
    choices: choicesOf(facts),
    ...(why && { why }),
    ...(turned && { turned }),
  }
}

/** Until something is shown, the pages say what the way round is about. */
const turnedTo = (facts: Facts) =>
  isDiscreet(facts) ? detours.find((detour) => detour === facts.flow) : undefined

const choicesOf = (facts: Facts) => provingWays(facts).map((way) => choiceOf(way, facts))

function aroundOf(facts: Facts, moment: Moment): Around {
  if (facts.proofs.length === 0 && !isDiscreet(facts) && !facts.elsewhere) return {}
  const turned = turnedTo(facts)
  const ways = provingWays(facts)
  const others = besides(ways[0], ways).map((way) => choiceOf(way, facts))
  const why = whyProve(facts, moment)
  const question = provingQuestion(facts)
  const seconds = facts.need.rememberSeconds
  const remembers = seconds !== undefined && question && offersToRemember(question, facts)
  return {
    ...(others.length > 0 && { others }),
    ...(why && { why }),
    ...(turned && { turned }),
    ...(remembers && { rememberDays: Math.round(seconds / 86_400) }),
  }
}

export const imaginedProof = (factor: Factor<unknown>): Proof => ({
  factor: factor.name,
  at: '2027-01-01T08:00:00.000Z',
  ...factor.proof,
})

export const withProof = (facts: Facts, proof: Proof): Pick<Facts, 'proofs' | 'counting'> => ({
  proofs: [...facts.proofs, proof],
  counting: [...facts.counting, proof],
})

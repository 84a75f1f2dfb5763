// Set up a method: «Metode 1 av 2». The recommended way first and the others one press away;
// nothing is in force before it is verified, and whoever leaves half-way leaves the old state. Must
// never be shown to somebody whose proofs do not bear what is added (flows/setting-up.ts).
import type { Facts, MethodFacts, WishFacts } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import { putOffWish } from '../../domain/methods/put-off.ts'
import { isAppWish, noSmartphone } from '../../domain/methods/wishes.ts'
import { maskPhone } from '../../lib/methods/phone-number.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Around, Wizard } from '../../shapes/screen.ts'
import { ask } from '../asking.ts'
import { judge } from '../exchange.ts'
import { beginHandOver, handedWays, onThePhone } from '../elsewhere/handing-over.ts'
import { expectation } from './telling/expecting.ts'
import { exchangeOf, keyOf, openOf, screenOf, type Question } from '../question.ts'
import { otherFor, otherNumber, targetOf, wantsSetUp, type Target } from '../setting-up.ts'
import type { Asked, Step, Taken } from '../step.ts'
import { besides, choiceOf, knownNumber, type Way } from '../ways.ts'
import { whySetUp } from './telling/why.ts'
import { imaginedProof, withProof } from './prove.ts'
import { smartphoneFor, withoutSmartphone } from './without-smartphone.ts'

export const enrol: Step = {
  name: 'enrol',
  needed: wantsSetUp,
  allowed: (facts) => facts.person?.state === 'active' && targetOf(facts) !== undefined,
  imagined: imaginedMethod,
  show(asked, moment) {
    const { facts } = asked
    const target = targetOrFault(facts)
    return isChoosing(facts, target)
      ? chooseScreen(facts, target, moment)
      : screenOf(questionOf(target), asked, moment, aroundOf(facts, target, moment))
  },
  take: takeAnswer,
  async arrive(asked, moment) {
    const question = enrolQuestion(asked.facts)
    if (typeof question !== 'object' || exchangeOf(question).asksAtOnce !== true)
      return { learned: {} }
    return openOf(question, asked.facts) ? { learned: {} } : ask(question, asked, moment)
  },
}

export function enrolQuestion(facts: Facts): Question | 'choose' | undefined {
  const target = targetOf(facts)
  if (!target) return undefined
  return isChoosing(facts, target) ? 'choose' : questionOf(target)
}

function targetOrFault(facts: Facts): Target {
  const target = targetOf(facts)
  if (!target) throw new Error('A method was to be set up where none may be')
  return target
}

function questionOf({ ways }: Target): Question {
  const [way] = ways
  if (!way) throw new Error('There is no way to set up what is wanted')
  return { ...way, does: 'enrol' }
}

const isChoosing = (facts: Facts, { ways, isOpen }: Target): boolean =>
  facts.choosing === true ||
  (isOpen && isMoreThanOne(ways) && !ways.some(({ choice }) => choice === facts.chosen))

/** A message to the number that is known, or a call to it: one page offers both. */
const isMoreThanOne = (ways: Target['ways']): boolean =>
  ways.length > 1 && ways.some(({ method }) => method?.id !== knownNumber)

async function takeAnswer(answer: Answer, asked: Asked, moment: Moment): Promise<Taken> {
  const { facts } = asked
  const target = targetOrFault(facts)
  if (answer.do === 'choose') return choose(answer, asked, moment)
  if (answer.do === 'put-off') return putOff(facts, target)
  if (isChoosing(facts, target)) return { problem: { code: 'choice-missing' } }
  const question = questionOf(target)
  switch (answer.do) {
    case 'send':
    case 'call': {
      const channel = answer.do === 'call' ? ('voice' as const) : undefined
      return canAsk(question, facts)
        ? ask(question, asked, moment, { answer, ...(channel && { channel }) })
        : judge(question, answer, asked, moment)
    }
    case 'correct':
      return {
        learned: {
          open: without(question, facts),
          chosen: question.method ? otherFor(question.factor) : question.choice,
        },
      }
    case 'answer':
      return openOf(question, facts) === undefined && canAsk(question, facts)
        ? ask(question, asked, moment, { answer })
        : judge(question, answer, asked, moment)
    default:
      return { learned: {} }
  }
}

/**
 * There is a number to send to, one that was known or one that was typed before; or nothing has to
 * be typed.
 */
const canAsk = (question: Question, facts: Facts): boolean =>
  exchangeOf(question).ask !== undefined &&
  (question.method !== undefined ||
    openOf(question, facts) !== undefined ||
    question.factor.arrives === true)

const without = (question: Question, { open = {} }: Facts) => {
  const { [keyOf(question)]: _corrected, ...others } = open
  return others
}

/** The press on a choice acts: where a number is known, it sends. */
async function choose(answer: Answer, asked: Asked, moment: Moment): Promise<Taken> {
  const { facts } = asked
  const typed = answer.choice ?? ''
  if (typed === '') return { learned: { choosing: true, handOver: '' } }
  const present = targetOf(facts)
  if (present && exchangeOf(questionOf(present)).alsoAskedBy?.includes(typed))
    return ask(questionOf(present), asked, moment, { answer })
  if (typed === noSmartphone) return withoutSmartphone(facts, present)
  if (typed === onThePhone && present) return beginHandOver(facts, standing(facts, present))
  const wanted = typed === otherNumber && present ? otherFor(questionOf(present).factor) : typed
  const so: Facts = { ...facts, chosen: wanted, choosing: false, handOver: '' }
  const target = targetOf(so)
  const [way] = target?.ways ?? []
  if (!target || way?.choice !== wanted) return { problem: { code: 'choice-missing' } }
  const learned = { chosen: wanted, choosing: false, handOver: '' }
  const question: Question = { ...way, does: 'enrol' }
  const isPressedToSend = present !== undefined && isChoosing(facts, present)
  if (!isPressedToSend || !canAsk(question, so) || openOf(question, so)) return { learned }
  const asks = await ask(question, { ...asked, facts: so }, moment, { answer })
  return 'learned' in asks ? { ...asks, learned: { ...asks.learned, ...learned } } : asks
}

function putOff(facts: Facts, { wish }: Target): Taken {
  const { person } = facts
  if (!wish?.mayPutOff || !person) return { learned: {} }
  return {
    learned: {
      putOff: [...(facts.putOff ?? []), wish.wish],
      chosen: '',
      choosing: false,
      handOver: '',
    },
    keep: async (inside) => {
      await putOffWish(inside, person, wish.wish)
      return []
    },
  }
}

/** What is asked about on the page: one way, or all that there is a choice of. */
const standing = (facts: Facts, target: Target): Target['ways'] =>
  isChoosing(facts, target) ? target.ways : target.ways.slice(0, 1)

const chooseScreen = (facts: Facts, target: Target, moment: Moment) => ({
  kind: 'choose' as const,
  purpose: 'set-up' as const,
  choices: target.ways.map((way, at) => ({
    ...choiceOf(way, way.method ? facts : undefined),
    ...(at === 0 && { isRecommended: true }),
  })),
  ...(facts.person && { name: facts.person.login }),
  ...aroundOf(facts, target, moment),
  others: [],
})

/** The same on the page that waits for a phone, which may have set up the last of it already. */
export function aroundSetUp(facts: Facts, moment: Moment): Around {
  const target = targetOf(facts)
  return target ? aroundOf(facts, target, moment) : {}
}

function aroundOf(facts: Facts, target: Target, moment: Moment): Around {
  const others = besides(target.ways[0], target.ways).map((way) =>
    choiceOf(way, way.method ? facts : undefined),
  )
  const wizard = wizardOf(facts, target, moment)
  const why = target.wish || facts.flow === 'methods' ? whySetUp(facts, moment) : undefined
  const { mayPutOff, putOffOver } = target.wish ?? {}
  const old = facts.methods.find(({ id }) => id === facts.replacing)
  const canHandOver = handedWays(facts, standing(facts, target)).length > 0
  return {
    ...(canHandOver && { canHandOver }),
    ...(old?.label && { replaces: old.label.slice(-2) }),
    ...(others.length > 0 && { others }),
    ...(wizard && { wizard }),
    ...smartphoneFor(facts, target),
    ...(mayPutOff && { putOff: mayPutOff }),
    ...(putOffOver && { putOffOver }),
    ...(why && { why }),
  }
}

/** Nothing chosen, sent or set up yet: what is told once is told here. */
const isAtBeginning = ({ enrolled = [], choosing, open = {}, ...facts }: Facts): boolean =>
  enrolled.length === 0 &&
  choosing !== true &&
  !facts.chosen &&
  !facts.adding &&
  Object.keys(open).length === 0

/** An app is what the organisation means; that a passkey does as well is told nobody beforehand. */
const expectedOf = ({ wish, factors }: WishFacts): readonly string[] =>
  isAppWish(wish) ? factors.filter((name) => name !== 'passkey') : factors

/** Counted with what stood before, so that nobody begins at «1 av 2» with one of the two done. */
function wizardOf(facts: Facts, target: Target, moment: Moment): Wizard | undefined {
  const { wish } = target
  if (!wish) return undefined
  const standing = facts.wishes.filter(({ state }) => state !== 'put-off')
  const at = standing.filter(({ state }) => state === 'done').length + 1
  const question = questionOf(target)
  // What the page asks for by itself as it opens is no press of anybody's.
  const byItself = exchangeOf(question).asksAtOnce === true
  const isFirst = isAtBeginning(byItself ? { ...facts, open: without(question, facts) } : facts)
  const factors = standing.flatMap(expectedOf)
  const expects = isFirst && at === 1 ? expectation(facts, factors, moment) : undefined
  return {
    at,
    of: standing.length,
    plan: standing.map((each) => ({
      wish: each.wish,
      state: each.state === 'done' ? 'done' : each.wish === wish.wish ? 'now' : 'left',
    })),
    isFirst,
    ...(expects && { expects }),
    ...(facts.application && { application: facts.application.name }),
  }
}

function imaginedMethod(facts: Facts): Partial<Facts> {
  const target = targetOf(facts)
  const [way] = target?.ways ?? []
  if (!way) return {}
  const { factor } = way
  const id = `imagined-${factor.name}-${facts.methods.length}`
  const { name, fate, proof } = factor
  return {
    adding: '',
    enrolled: [...(facts.enrolled ?? []), name],
    methods: [
      ...facts.methods,
      { id, factor: name, fate, kinds: proof.kinds, ageSeconds: 0, ...numberOf(way, facts) },
    ],
    wishes: facts.wishes.map((wish) =>
      wish.wish === target?.wish?.wish ? { ...wish, state: 'done' as const, by: id } : wish,
    ),
    ...(!factor.enrol?.showsNothing && withProof(facts, { ...imaginedProof(factor), method: id })),
  }
}

/**
 * The number that was known beforehand is taken from then on, as it is when it really is set up.
 */
const numberOf = ({ method }: Way, { person }: Facts): Pick<MethodFacts, 'label'> =>
  method?.id === knownNumber && person?.knownPhone !== undefined
    ? { label: maskPhone(person.knownPhone) }
    : {}

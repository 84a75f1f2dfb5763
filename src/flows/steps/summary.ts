// These are your methods, and you are ready; which one first? A page where the rule wanted two or
// more, where the person came to set things up, or where no application waits. Elsewhere the
// receipt is enough.
import type { Facts, MethodFacts } from '../../domain/facts.ts'
import { behindPassword } from '../../domain/methods/wishes.ts'
import { preferMethod } from '../../domain/methods/prefer.ts'
import { factorNamed } from '../../factors/index.ts'
import type { Choice } from '../../shapes/screen.ts'
import { expectation } from './telling/expecting.ts'
import { shownLine, usesOf } from '../method-lines.ts'
import type { Step } from '../step.ts'

export const summary: Step = {
  name: 'summary',
  needed: (facts) => facts.summarised !== true && isAPage(facts),
  allowed: (facts) => facts.person?.state === 'active' && facts.counting.length > 0,
  imagined: () => ({ summarised: true }),
  show({ facts, kept }, moment) {
    const { person, application } = facts
    const { house } = moment
    const ways = wasTold(facts) ? [] : confirming(facts)
    const expects = ways.length > 0 ? expectation(facts, ways, moment) : undefined
    const defaults = defaultsOf(facts)
    const behind = behindPassword(facts.methods, orderOf(facts))
    const first = behind.find(({ id }) =>
      defaults.some((each) => each.isDefault && each.choice === id),
    )
    const rows = kept.map(({ id, sealed }) => ({ id, kept: sealed }))
    return {
      kind: 'summary',
      firstName: person?.firstName ?? '',
      methods: facts.methods.filter(isOwn).map((method) => ({
        ...shownLine(method, { house, rows }),
        ...usesOf(method, behind, first),
        ...(method === first && { isDefault: true }),
      })),
      ...(person && { account: person.login, receiptTo: person.login }),
      ...(application && { application: application.name }),
      ...(hasSharedFate(facts) && { sharedFate: true }),
      ...(defaults.length > 1 && { defaults }),
      ...(expects && { expects }),
      more: facts.offers.filter((name) => !facts.methods.some(({ factor }) => factor === name)),
    }
  },
  async take(answer, { facts }) {
    const { person, offers } = facts
    // «Du kan også legge til …»: set up here, and then these are the methods.
    if (answer.do === 'choose')
      return offers.includes(answer.choice ?? '')
        ? { learned: { adding: answer.choice ?? '' } }
        : { problem: { code: 'choice-missing' } }
    if (answer.do !== 'answer') return { learned: {} }
    const chosen = defaultsOf(facts).find(({ choice }) => choice === answer.choice)
    if (!chosen || !person) return { learned: { summarised: true } }
    return {
      learned: { summarised: true },
      keep: async (inside) => {
        await preferMethod(inside, person.id, { id: chosen.choice, factor: chosen.factor })
        return []
      },
    }
  },
}

function isAPage({ flow, enrolled = [], wishes, application }: Facts): boolean {
  if (flow === 'activate') return true
  const added = enrolled.filter((factor) => factor !== 'password').length
  if (flow === 'methods' || added === 0) return false
  return added > 1 || wishes.length > 1 || application === undefined
}

/** The first page of the wizard tells it to whoever began with nothing. */
const wasTold = ({ flow, enrolled = [], wishes, methods }: Facts): boolean =>
  flow === 'sign-in' &&
  !enrolled.includes('password') &&
  wishes
    .filter(({ state }) => state === 'done')
    .every(({ by }) => methods.some(({ id, factor }) => id === by && enrolled.includes(factor)))

/**
 * What this person may confirm with, beside the password: what is asked first before the others.
 */
const confirming = (facts: Facts): readonly string[] => [
  ...defaultsOf(facts).flatMap(({ factor, isDefault }) => (isDefault === true ? [factor] : [])),
  ...facts.methods
    .map(({ factor }) => factor)
    .filter((factor) => factorNamed(factor)?.canBeSetUp === true),
]

/** What the helpdesk gave for today is no way to sign in from now on. */
const isOwn = ({ factor }: MethodFacts): boolean =>
  factor === 'password' || factorNamed(factor)?.canBeSetUp === true

/** What the first set-up takes is no way to sign in from then on: what is offered then is. */
const orderOf = ({ flow, offers, need }: Facts): readonly string[] =>
  flow === 'activate' ? offers : need.accepts

const defaultsOf = (facts: Facts): readonly Choice[] => {
  const { methods, person } = facts
  const present = behindPassword(methods, orderOf(facts))
  const first = present.find(({ id }) => id === person?.defaultMethod) ?? present[0]
  return present.map((method) => ({
    choice: method.id,
    ...shownLine(method),
    ...(method === first && { isDefault: true }),
  }))
}

/** Told, where a rule lets two on one phone be enough, and nothing lies in a drawer. */
const hasSharedFate = ({ methods, need }: Facts): boolean => {
  if (methods.some(({ fate, kinds = [] }) => fate === 'paper' && kinds.includes('has')))
    return false
  const fates = methods.flatMap(({ fate }) => (fate && fate !== 'memory' ? [fate] : []))
  return need.sharedFateAllowed && fates.some((fate, at) => fates.indexOf(fate) !== at)
}

// These are your methods, and you are ready; which one first? A page where the rule wanted two or
// more, where the person came to set things up, or where no application waits. Elsewhere the
// receipt is enough.
import type { Facts, MethodFacts } from '../../domain/facts.ts'
import { preferMethod } from '../../domain/prefer.ts'
import { factorNamed } from '../../factors/index.ts'
import type { Choice, MethodLine } from '../../shapes/screen.ts'
import { openKept } from '../../domain/methods.ts'
import type { House } from '../../domain/moment.ts'
import type { KeptMethod, Step } from '../step.ts'

export const summary: Step = {
  name: 'summary',
  needed: (facts) => facts.summarised !== true && isAPage(facts),
  allowed: (facts) => facts.person?.state === 'active' && facts.counting.length > 0,
  imagined: () => ({ summarised: true }),
  show({ facts, kept }, { house }) {
    const { person, application } = facts
    const defaults = defaultsOf(facts)
    return {
      kind: 'summary',
      firstName: person?.firstName ?? '',
      methods: facts.methods.map((method) => lineOf(method, facts, { kept, house })),
      ...(person && { account: person.login, receiptTo: person.login }),
      ...(application && { application: application.name }),
      ...(hasSharedFate(facts) && { sharedFate: true }),
      ...(defaults.length > 1 && { defaults }),
      more: facts.offers.filter((name) => !facts.methods.some(({ factor }) => factor === name)),
    }
  },
  async take(answer, { facts }) {
    const { person } = facts
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
  if (flow === 'methods' || enrolled.length === 0) return false
  return enrolled.length > 1 || wishes.length > 1 || application === undefined
}

/** What may go first at the next sign-in: whatever stands behind the password. */
const behindPassword = ({ methods, need }: Facts): readonly MethodFacts[] =>
  methods.filter(
    ({ factor, kinds = [] }) =>
      need.accepts.includes(factor) && kinds.some((kind) => kind !== 'knows'),
  )

function defaultsOf(facts: Facts): readonly Choice[] {
  const present = behindPassword(facts)
  const first = present.find(({ id }) => id === facts.person?.defaultMethod) ?? present[0]
  return present.map((method) => ({
    choice: method.id,
    ...shown(method),
    ...(method === first && { isDefault: true }),
  }))
}

const shown = ({ factor, name, label }: MethodFacts): MethodLine => {
  const ending = factorNamed(factor)?.channel && label?.slice(-2)
  return {
    factor,
    ...(name && { name }),
    ...(label && { label }),
    ...(ending && { ending }),
  }
}

interface Reading {
  readonly kept: readonly KeptMethod[]
  readonly house: House
}

/** A method as a person sees it among the others. */
export function lineOf(method: MethodFacts, facts: Facts, { kept, house }: Reading): MethodLine {
  const row = kept.find(({ id }) => id === method.id)
  const factor = factorNamed(method.factor)
  const left = factor?.left && row ? factor.left(openKept(house, factor, row)) : undefined
  const isDefault = defaultsOf(facts).find(({ choice }) => choice === method.id)?.isDefault
  return {
    ...shown(method),
    ...(left !== undefined && { left }),
    ...(isDefault && { isDefault }),
    ...(method.usedAt && { usedAt: method.usedAt }),
  }
}

/** Told, where a rule lets two on one phone be enough. */
const hasSharedFate = ({ methods, need }: Facts): boolean => {
  const fates = methods.flatMap(({ fate }) => (fate && fate !== 'memory' ? [fate] : []))
  return need.sharedFateAllowed && fates.some((fate, at) => fates.indexOf(fate) !== at)
}

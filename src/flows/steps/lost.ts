// «Hva har skjedd?»: the phone is new, gone, or forgotten at home. Asked of whoever has shown one
// thing already. Gone: it is blocked at once, every other session ends, and what a rule allows then
// is asked for in its place. Must never ask for less than the rule does.
import type { Facts, MethodFacts } from '../../domain/facts.ts'
import { blockMethods } from '../../domain/methods/blocking.ts'
import { factorNamed } from '../../factors/index.ts'
import { shownLine } from '../method-lines.ts'
import type { Step } from '../step.ts'

export const lost: Step = {
  name: 'lost',
  needed: (facts) => facts.lost === 'asked',
  allowed: (facts) => facts.person?.state === 'active' && facts.counting.length > 0,
  imagined: () => ({ lost: 'away' }),
  show: ({ facts }) => ({
    kind: 'confirm',
    about: 'lost-phone',
    methods: onPhone(facts).map((method) => shownLine(method)),
    choices: ['new-phone', ...(onPhone(facts).length > 0 ? ['phone-gone'] : []), 'phone-away'],
  }),
  async take(answer, { facts }) {
    switch (answer.choice) {
      case 'new-phone':
        // Shown once more with the old one, and then there is a new one to set up.
        return { learned: { lost: '', adding: 'any' } }
      case 'phone-away':
        return { learned: { lost: 'away', choosing: true } }
      case 'phone-gone':
        return block(facts)
      default:
        return { problem: { code: 'choice-missing' } }
    }
  },
}

function block(facts: Facts) {
  const { person, counting } = facts
  const by = counting.flatMap(({ method }) => method ?? [])
  const methods = onPhone(facts)
  if (!person || methods.length === 0) return { problem: { code: 'choice-missing' as const } }
  const present = facts.accounts.find((account) => account.person === person.id)
  return {
    learned: { lost: 'gone' as const, chosen: '', choosing: false },
    keep: (inside: Parameters<typeof blockMethods>[0]) =>
      blockMethods(inside, person, {
        methods,
        by,
        ...(present && { except: present.session }),
      }),
  }
}

/** What is lost together with a phone. */
const onPhone = ({ methods }: Pick<Facts, 'methods'>): readonly MethodFacts[] =>
  methods.filter(({ factor, fate }) => (fate ?? factorNamed(factor)?.fate) === 'phone')

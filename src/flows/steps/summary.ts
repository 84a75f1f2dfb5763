// These are your methods, and you are ready. A page only where the person came to set things up;
// elsewhere the receipt is enough.
import type { Step } from '../step.ts'

export const summary: Step = {
  name: 'summary',
  needed: (facts) =>
    facts.summarised !== true && (facts.flow === 'activate' || (facts.enrolled ?? []).length > 1),
  allowed: (facts) => facts.person?.state === 'active' && facts.counting.length > 0,
  imagined: () => ({ summarised: true }),
  show: (facts) => ({
    kind: 'summary',
    firstName: facts.person?.firstName ?? '',
    methods: facts.methods.map(({ factor, name }) => ({ factor, ...(name && { name }) })),
    ...(facts.person && { account: facts.person.login, receiptTo: facts.person.login }),
    ...(facts.application && { application: facts.application.name }),
  }),
  take: async () => ({ learned: { summarised: true } }),
}

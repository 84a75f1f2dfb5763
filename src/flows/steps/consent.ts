// May this application know …? Asked of whoever is about to come in, for an application that is
// somebody else's. A no leads back to it, and it hears that access was denied. Must never be shown
// before everything that the Policy asks for has been proven: it says who the person is.
import { giveConsent, knowledge, placesIn } from '../../domain/sessions/consents.ts'
import { findApplication } from '../../domain/applications.ts'
import { isProven } from '../../domain/policy/policy.ts'
import type { Step } from '../step.ts'

export const consent: Step = {
  name: 'consent',
  needed: (facts) =>
    facts.wouldKnow !== undefined &&
    facts.consented !== true &&
    // Whoever may not come in is told that, and is asked for nothing.
    isProven(facts) &&
    facts.person?.state === 'active' &&
    facts.application?.allowed === true,
  allowed: (facts) => isProven(facts) && facts.person?.state === 'active',
  imagined: () => ({ consented: true }),
  show({ facts }, moment) {
    const { wouldKnow: asks = [], application, person } = facts
    return {
      kind: 'confirm',
      about: 'consent',
      knows: knowledge.filter((each) => asks.includes(each)),
      acts: placesIn(asks, application && findApplication(moment, application.id)),
      choices: ['allow'],
      ...(application && { application: application.name }),
      ...(person && { account: person.login }),
    }
  },
  async take(answer, { facts }) {
    const { wouldKnow: knows = [], application, person } = facts
    if (answer.choice !== 'allow' || !person || !application)
      return { problem: { code: 'choice-missing' } }
    return {
      learned: { consented: true },
      keep: async (inside) => {
        await giveConsent(inside, person.id, { application: application.id, knows })
        return []
      },
    }
  },
}

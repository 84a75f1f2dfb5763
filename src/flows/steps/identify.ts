// Who are you? A typed name proves nothing and finds nobody here: the same next question follows
// for every name.
import type { Facts } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import { loginsFor } from '../../domain/people/logins.ts'
import { offersToRecognise, recognise } from '../recognising.ts'
import type { Step } from '../step.ts'
import { imaginedPerson } from '../imagined-person.ts'

const nameLengthMax = 256

export const identify: Step = {
  name: 'identify',
  needed: (facts) => facts.named === undefined && facts.who === undefined,
  allowed: () => true,
  imagined: () => ({
    named: imaginedPerson.login,
    logins: [imaginedPerson.login],
    person: imaginedPerson,
    methods: [{ id: 'imagined-password', factor: 'password', ageSeconds: 86_400 }],
  }),

  show: ({ facts }, moment) =>
    choosesAccount(facts) ? chooseScreen(facts) : whoScreen(facts, moment),

  async take(answer, asked, moment) {
    const { facts } = asked
    const recognised = await recognise(answer, asked, moment)
    if (recognised) return recognised
    if (answer.person !== undefined) {
      // Only accounts that this browser is signed in as stand in the list; an id from elsewhere is
      // nobody (ATK-FED-13).
      const account = facts.accounts.find((one) => one.person === answer.person)
      return account
        ? {
            learned: {
              who: account.person,
              session: account.session,
              proofs: account.proofs,
            },
          }
        : { problem: { code: 'name-missing', field: 'name' } }
    }
    const named = (answer.name ?? '').trim().slice(0, nameLengthMax)
    if (!named) return { problem: { code: 'name-missing', field: 'name' } }
    return {
      learned: { named, logins: loginsFor(moment.house.configuration(), named), proofs: [] },
    }
  },
}

const choosesAccount = (facts: Facts): boolean =>
  facts.errand.chooseAccount === true && facts.another !== true && facts.accounts.length > 0

const toApplication = (facts: Facts): { application?: string } =>
  facts.application ? { application: facts.application.name } : {}

const chooseScreen = (facts: Facts) => ({
  kind: 'choose-account' as const,
  ...toApplication(facts),
  accounts: facts.accounts.map(({ person, name, login }) => ({
    person,
    name,
    login,
    isSignedIn: true,
  })),
})

function whoScreen(facts: Facts, moment: Moment) {
  const domain = moment.house.configuration().organisations[0]?.domains[0]
  return {
    kind: 'who' as const,
    purpose: facts.flow === 'change-password' ? ('change-password' as const) : ('sign-in' as const),
    ...toApplication(facts),
    ...(facts.errand.hint && { typed: facts.errand.hint }),
    ...(domain && { domain }),
    ...(facts.errand.setsUp && { toSetUp: true }),
    ...offersToRecognise(facts, moment),
  }
}

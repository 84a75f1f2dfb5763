// Does a session suffice for this application, here and now? The same Policy and the same door as a
// visit: what a session proved once never stands for more than the facts say today.
import { wallTime } from '../../lib/time/wall-clock.ts'
import type { Errand, Facts } from '../facts.ts'
import { applicationFacts } from '../applications.ts'
import type { Moment } from '../moment.ts'
import { countingProofs, lets, needOf } from '../policy/policy.ts'
import type { SessionFacts } from './session-facts.ts'

export function judgeSession(
  session: SessionFacts,
  errand: Errand,
  moment: Moment,
): 'come in' | 'ask' {
  if (errand.chooseAccount) return 'ask'
  const configuration = moment.house.configuration()
  const { person, proofs } = session
  const need = needOf(configuration, {
    flow: 'sign-in',
    errand,
    person,
    networks: moment.from.networks,
    at: wallTime(moment.now),
    methods: [],
  })
  const { freshSeconds } = need
  const application = errand.application
    ? applicationFacts(configuration, errand.application, person)
    : undefined
  const facts: Facts = {
    flow: 'sign-in',
    errand,
    person,
    who: person.id,
    proofs,
    methods: [],
    wishes: [],
    offers: [],
    counting: countingProofs(proofs, moment.now, { freshAfter: errand.freshAfter, freshSeconds }),
    networks: moment.from.networks,
    channels: [],
    familiar: true,
    accounts: [],
    need,
    ...(application && { application }),
  }
  return lets(facts) === true ? 'come in' : 'ask'
}

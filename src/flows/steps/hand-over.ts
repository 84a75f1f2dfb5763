// It goes on on a phone, and this waits. Stands before what else is asked: what the phone has set
// up changes what is asked here, and must count before it does. Must never give more than the phone
// has shown, or hand over anew what could not be handed over now.
import { isProven } from '../../domain/policy/policy.ts'
import { handOverScreen, isHandedOver, takeFromPhone } from '../elsewhere/handing-over.ts'
import { targetOf } from '../setting-up.ts'
import type { Step } from '../step.ts'
import { aroundSetUp, enrol } from './enrol.ts'

export const handOver: Step = {
  name: 'hand-over',
  needed: isHandedOver,
  allowed: ({ person, proofs }) => person?.state === 'active' && proofs.length > 0,
  imagined: () => ({ handOver: '' }),
  show: ({ facts }, moment) => handOverScreen(facts, moment, aroundSetUp(facts, moment)),
  async take(answer, asked, moment) {
    const { facts } = asked
    // What the phone has done counts, whatever is pressed.
    const fromPhone = await takeFromPhone(facts, moment)
    if ('learned' in fromPhone || answer.do === 'answer') return fromPhone
    if (answer.do !== 'choose' && answer.do !== 'put-off') return { learned: {} }
    const isStanding = isProven(facts) && targetOf(facts) !== undefined
    return isStanding ? enrol.take(answer, asked, moment) : { learned: { handOver: '' } }
  },
}

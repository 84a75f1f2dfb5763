// The PIN: six digits given another way than the letter, and asked for after it. Together they are
// the two proofs without which nothing is set up. Must never be asked before a first proof.
import { pinDigits, pinKeeps, type PinKept } from '../../domain/people/pins.ts'
import { isSameText } from '../../lib/digest.ts'
import type { Factor } from '../factor.ts'
import { codeMissing, withoutBlanks } from '../typed-code.ts'

export const pin: Factor<PinKept> = {
  ...pinKeeps,
  fate: 'paper',
  first: false,
  canBeSetUp: false,
  spent: true,
  oneTime: true,
  bears: 'pin',
  // Handed over and used once: not `pin` of RFC 8176, which is a number that a person has chosen
  // and keeps.
  proof: { kinds: ['knows'], amr: ['otp'], resistsPhishing: false },
  prove: {
    wrong: { code: 'wrong-code', field: 'code' },
    missing: codeMissing,
    screen: (about) => ({
      kind: 'enter-code',
      by: 'pin',
      digits: pinDigits,
      ...(about.person && { firstName: about.person.firstName }),
    }),
    check: async (answer, { method }, moment) => {
      const typed = withoutBlanks(answer.code)
      // Compared in full for everybody, before anything is told of it.
      const isRight = isSameText(typed, method?.kept.pin ?? 'nobody has this one')
      if (!method) return { is: 'wrong' }
      if (Date.parse(method.kept.expiresAt) <= moment.now.getTime()) {
        return { is: 'expired', problem: { code: 'code-expired', field: 'code' } }
      }
      return { is: isRight ? 'right' : 'wrong' }
    },
  },
}

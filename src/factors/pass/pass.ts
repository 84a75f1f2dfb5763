// A pass: the code that the helpdesk or a leader gave (domain/methods/passes.ts), typed by the
// person. Each use takes one off what is kept. Must never be right when it has run out or been used
// up, and tells that only to whoever types the very code.
import { passKeeps, type PassKept } from '../../domain/methods/passes.ts'
import type { Moment } from '../../domain/moment.ts'
import { readPass } from '../../lib/methods/recovery-codes.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { About, Factor, Outcome } from '../factor.ts'
import { codeMissing } from '../typed-code.ts'

export const pass: Factor<PassKept> = {
  ...passKeeps,
  // Handed out by the house, and gone with the day: nothing of the person's own is lost with it.
  fate: 'house',
  canBeSetUp: false,
  first: false,
  oneTime: true,
  proof: { kinds: ['has'], amr: ['otp'], resistsPhishing: false },
  prove: {
    wrong: { code: 'wrong-code', field: 'code' },
    missing: codeMissing,
    screen: ({ around }) => ({ kind: 'enter-code', by: 'pass', ...around }),
    check: judge,
  },
}

async function judge(
  { code = '' }: Answer,
  { method }: About<PassKept>,
  { house, now }: Moment,
): Promise<Outcome<PassKept>> {
  const { passwords } = house
  const isRight = await passwords.verify(readPass(code) ?? '', method?.kept.hash ?? passwords.decoy)
  if (isRight === 'busy') return { is: 'busy' }
  if (!isRight || !method) return { is: 'wrong' }
  const { expiresAt, usesLeft } = method.kept
  if (usesLeft === 0) return { is: 'wrong', problem: { code: 'code-used', field: 'code' } }
  if (Date.parse(expiresAt) <= now.getTime())
    return { is: 'expired', problem: { code: 'sent-code-expired', field: 'code' } }
  return { is: 'right', keep: { ...method.kept, usesLeft: usesLeft - 1 } }
}

// The password: the one question that everybody meets first, whether or not the name belongs to
// somebody. Must never tell unknown, wrong and resting apart, neither by its answer nor by its work
//
import { z } from 'zod'
import type { Moment } from '../../domain/moment.ts'
import { isDated } from '../../lib/hashing/password-hash.ts'
import type { About, Factor, Outcome } from '../factor.ts'

const passwordKeptShape = z.strictObject({ hash: z.string().max(400) })
export type PasswordKept = z.output<typeof passwordKeptShape>

export const password: Factor<PasswordKept> = {
  name: 'password',
  fate: 'memory',
  first: true,
  canBeSetUp: false,
  proof: { kinds: ['knows'], amr: ['pwd'], resistsPhishing: false },
  kept: passwordKeptShape,
  prove: {
    wrong: { code: 'wrong-name-or-password', field: 'password' },
    missing: (answer) =>
      answer.password ? undefined : { code: 'password-missing', field: 'password' },
    screen: (about) => ({ kind: 'password', name: about.named, ...about.screen }),
    check: (answer, about, moment) => judge(answer.password ?? '', about, moment),
  },
}

async function judge(
  typed: string,
  about: About<PasswordKept>,
  moment: Moment,
): Promise<Outcome<PasswordKept>> {
  const { passwords } = moment.house
  const kept = about.method?.kept.hash ?? passwords.decoy
  const isRight = await passwords.verify(typed, kept)
  if (isRight === 'busy') return { is: 'busy' }
  if (!isRight || !about.method) return { is: 'wrong' }
  if (!isDated(kept)) return { is: 'right' }
  // The cost has risen since it was chosen. When there is no room for the work now, the next right
  // answer does it.
  const hash = await passwords.hash(typed)
  return hash === 'busy' ? { is: 'right' } : { is: 'right', keep: { hash } }
}

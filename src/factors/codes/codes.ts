// Recovery codes on paper: ten, each used once. They are drawn from the visit while they are shown,
// and stand nowhere before the press that says they are saved; after it only a slow hash of each
// does. Must never be shown again, or tell a used code from one that never was.
import { z } from 'zod'
import type { Moment } from '../../domain/moment.ts'
import { drawRecoveryCodes, partsOf, readRecoveryCode } from '../../lib/methods/recovery-codes.ts'
import { sayPlainCode } from '../../lib/random.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { About, Factor, Outcome } from '../factor.ts'
import { codeMissing } from '../typed-code.ts'

const codesMax = 10
const codesShape = z.strictObject({
  /** Those that are left. */
  codes: z
    .array(z.strictObject({ selector: z.string().length(3), hash: z.string().max(400) }))
    .max(codesMax),
})
export type CodesKept = z.output<typeof codesShape>
type Kept = CodesKept['codes'][number]

const wrong: Problem = { code: 'wrong-recovery-code', field: 'code' }

export const codes: Factor<CodesKept> = {
  name: 'codes',
  fate: 'paper',
  canBeSetUp: true,
  first: false,
  single: true,
  bears: 'codes',
  proof: { kinds: ['has'], amr: ['otp'], resistsPhishing: false },
  kept: codesShape,
  oneTime: true,
  left: (kept) => kept.codes.length,
  prove: {
    wrong,
    missing: codeMissing,
    screen: ({ around }) => ({ kind: 'enter-code', by: 'codes', ...around }),
    check: judge,
  },
  enrol: {
    wrong,
    showsNothing: true,
    // The press is the answer: nothing is typed.
    missing: () => undefined,
    screen: (about) => ({
      kind: 'show-codes',
      codes: drawn(about).map(sayPlainCode),
      account: about.person?.login ?? about.named,
      ...about.around,
    }),
    check: async (_answer, about, moment) => keepDrawn(about, moment),
  },
}

const drawn = ({ draw }: About<CodesKept>): readonly string[] =>
  drawRecoveryCodes((at) => draw(`codes ${at}`), codesMax)

/** One slow hash for everybody: the one that its first signs lead to, or one that nobody has. */
async function judge(
  { code = '' }: Answer,
  { method }: About<CodesKept>,
  { house }: Moment,
): Promise<Outcome<CodesKept>> {
  const read = readRecoveryCode(code)
  const { selector, rest } = partsOf(read ?? '')
  const kept = method?.kept.codes ?? []
  const found = kept.find((each) => each.selector === selector)
  const isRight = await house.passwords.verify(rest, found?.hash ?? house.passwords.decoy)
  if (isRight === 'busy') return { is: 'busy' }
  if (!isRight || !found) return { is: 'wrong' }
  return { is: 'right', keep: { codes: kept.filter((each) => each !== found) } }
}

/**
 * One after another, so that ten of them push nobody out of the queue; where it is full, nothing is
 * kept, and the same ten are on the page still. That they were read proves nothing.
 */
async function keepDrawn(about: About<CodesKept>, { house }: Moment): Promise<Outcome<CodesKept>> {
  const kept: Kept[] = []
  for (const { selector, rest } of drawn(about).map(partsOf)) {
    const hash = await house.passwords.hash(rest)
    if (hash === 'busy') return { is: 'busy' }
    kept.push({ selector, hash })
  }
  return { is: 'right', keep: { codes: kept } }
}

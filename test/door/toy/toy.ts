// A kind of proof that nobody needs: a word that two friends agreed on. It stands for every factor
// that is yet to come, and is all that one has to write.
import { z } from 'zod'
import { isSameText } from '../../../src/lib/digest.ts'
import type { Factor } from '../../../src/factors/factor.ts'
import { codeMissing } from '../../../src/factors/typed-code.ts'

const shape = z.strictObject({ word: z.string().max(100) })
type ToyKept = z.output<typeof shape>

const wrong = { code: 'wrong-code', field: 'code' } as const

export const toy: Factor<ToyKept> = {
  name: 'toy',
  fate: 'computer',
  canBeSetUp: true,
  first: false,
  proof: { kinds: ['has'], amr: ['otp'], resistsPhishing: false },
  kept: shape,
  prove: {
    wrong,
    missing: codeMissing,
    screen: ({ around }) => ({ kind: 'enter-code', by: 'pass', ...around }),
    check: async ({ code = '' }, { method }) => {
      const isRight = isSameText(code, method?.kept.word ?? 'nobody has this one')
      return { is: isRight && method ? 'right' : 'wrong' }
    },
  },
  enrol: {
    wrong,
    missing: codeMissing,
    screen: ({ around }) => ({ kind: 'enter-code', by: 'pass', ...around }),
    check: async ({ code: word = '' }) => ({ is: 'right', keep: { word } }),
  },
}

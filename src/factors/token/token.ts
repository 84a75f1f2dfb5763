// A code token: a small device that shows a code by the clock (RFC 6238), made of a seed that its
// vendor's file brought in. Whoever types its number and a code from it holds it. Must never tell
// whether a number is known before a code from that very token is right, or take a code twice.
import { findToken, tokenKeeps, type Token, type TokenKept } from '../../domain/methods/tokens.ts'
import type { Moment } from '../../domain/moment.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { findStep, stepAt, usedUntil, usualShape, type CodeShape } from '../../lib/methods/totp.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { About, Factor, Outcome } from '../factor.ts'
import { codeMissing, withoutBlanks } from '../typed-code.ts'

const wrong: Problem = { code: 'wrong-code', field: 'code' }

export const token: Factor<TokenKept> = {
  ...tokenKeeps,
  // It hangs with the keys: neither the phone nor the PC takes it along, and two tokens are lost
  // together. Of the fates there are, what belongs to the house is the nearest; a landline at the
  // same desk is the only neighbour it is mistaken for, and that errs on the safe side.
  fate: 'house',
  canBeSetUp: true,
  first: false,
  each: true,
  bears: 'digits',
  proof: { kinds: ['has'], amr: ['otp'], resistsPhishing: false },
  prove: {
    wrong,
    missing: codeMissing,
    screen: ({ method, around }) => ({
      kind: 'enter-code',
      by: 'token',
      digits: method?.kept.digits ?? usualShape.digits,
      ...(method?.name && { name: method.name }),
      ...around,
    }),
    check: async (answer, { method }, moment) => judge(answer, method?.kept, moment),
  },
  enrol: {
    wrong,
    missing: (answer) =>
      withoutBlanks(answer.name) === ''
        ? { code: 'serial-missing', field: 'name' }
        : codeMissing(answer),
    // How many digits it shows is not known before its number is, and is not told by it.
    screen: ({ around }) => ({ kind: 'enter-code', by: 'token', asksSerial: true, ...around }),
    check: judgeNew,
  },
}

/** The clock of a token is off by a step at most; the window moves along, and never widens. */
function judge(
  answer: Answer,
  kept: TokenKept | undefined,
  { now, house }: Moment,
): Outcome<TokenKept> {
  const shape: CodeShape = kept ?? usualShape
  const asItShows = (at: Date): Date => secondsAfter(at, (kept?.drift ?? 0) * shape.stepSeconds)
  const given = {
    key: kept && Buffer.from(kept.key, 'base64'),
    typed: withoutBlanks(answer.code),
    now: asItShows(now),
    shape,
  }
  const began = house.epochSince?.()
  const after = usedUntil(kept?.after, began && asItShows(began), shape)
  const step = findStep({ ...given, after })
  const usedStep = findStep(given)
  if (kept && step !== undefined) return { is: 'right', keep: usedAt(kept, step, now) }
  return usedStep === undefined
    ? { is: 'wrong' }
    : { is: 'wrong', problem: { code: 'code-used', field: 'code' } }
}

function usedAt(
  { key, digits, stepSeconds, hash }: Omit<TokenKept, 'after' | 'drift'>,
  step: number,
  now: Date,
): TokenKept {
  const shape = { digits, stepSeconds, hash }
  const drift = Math.max(-1, Math.min(1, step - stepAt(now, shape)))
  return { key, ...shape, after: step, ...(drift !== 0 && { drift }) }
}

async function judgeNew(
  answer: Answer,
  { mine }: About<TokenKept>,
  moment: Moment,
): Promise<Outcome<TokenKept>> {
  const found = await findToken(moment, answer.name ?? '')
  const { now } = moment
  const typed = withoutBlanks(answer.code)
  const shape = found?.shape ?? usualShape
  const step = findStep({ key: found?.key, typed, now, shape })
  if (!found || step === undefined) return { is: 'wrong' }
  const key = found.key.toString('base64')
  if (isTaken(found, key, mine))
    return { is: 'wrong', problem: { code: 'set-up-already', field: 'name' } }
  return {
    is: 'right',
    keep: usedAt({ key, ...shape }, step, now),
    handle: found.handle,
    label: found.ending,
  }
}

const isTaken = (found: Token, key: string, mine: About<TokenKept>['mine']): boolean =>
  found.isHeld || mine.some(({ kept }) => kept.key === key)

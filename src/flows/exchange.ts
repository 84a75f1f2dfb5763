// The exchange: what no factor may forget. The attempt is counted, and committed, before anything
// is compared; what is locked is not compared; unknown people cost the same work; a
// right answer is used on the condition that the method is still the one that was judged; each
// outcome leaves its event.
import { recordEvent } from '../domain/events/events.ts'
import type { Facts, Proof } from '../domain/facts.ts'
import { openKept, sealKept } from '../domain/methods.ts'
import type { Moment } from '../domain/moment.ts'
import {
  countClosely,
  takeBack,
  tellWaiting,
  type CountedClosely,
  type Try,
} from '../domain/throttles.ts'
import type { About, Factor } from '../factors/factor.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Screen } from '../shapes/screen.ts'
import { sayTime } from '../../texts/dates.ts'
import type { Asked, CountedAnswer, Taken } from './step.ts'

export const screenOf = (factor: Factor<unknown>, facts: Facts): Screen =>
  factor.prove.screen(aboutOf(facts, undefined))

export async function judge(
  factor: Factor<unknown>,
  answer: Answer,
  asked: Asked,
  moment: Moment,
): Promise<Taken> {
  const { facts } = asked
  const row = asked.kept.find((method) => method.factor === factor.name)
  const known = facts.methods.find((method) => method.id === row?.id)
  const method = row && known ? { ...known, kept: openKept(moment.house, factor, row) } : undefined
  const about = aboutOf(facts, method)
  const missing = factor.prove.missing(answer)
  if (missing) return { problem: missing }

  const once = await countOnce(triedBy(factor, facts, answer), asked, moment)
  const { tried, counted } = once
  if (counted.waitUntil) return heldBack(factor, facts, moment, counted)
  const outcome = await factor.prove.check(answer, about, moment)
  if (outcome.is === 'busy') {
    await takeBack(moment, tried)
    return { problem: { code: 'busy' } }
  }
  if (outcome.is === 'expired')
    return { problem: outcome.problem, judged: { ...once, tell: async () => {} } }
  if (outcome.is === 'wrong' || !row) {
    const tell = (now: Moment) => tellFailed(factor, facts, now, counted)
    return { problem: wrong(factor, facts, moment, counted), judged: { ...once, tell } }
  }
  const proof: Proof = {
    factor: factor.name,
    method: row.id,
    at: moment.now.toISOString(),
    ...factor.proof,
    ...outcome.proof,
  }
  return {
    learned: {
      proofs: [...facts.proofs, proof],
      ...(facts.need.staySeconds !== undefined && answer.stay === 'yes' && { stay: true }),
    },
    used: {
      method: row.id,
      version: row.version,
      ...(outcome.keep !== undefined && {
        kept: sealKept(moment.house, factor, row.id, outcome.keep),
      }),
    },
    counted: once,
  }
}

/**
 * An answer that is looked at again, since the ground has moved, costs one try. Where somebody else
 * turned out to be meant, it was no try at theirs.
 */
async function countOnce(tried: Try, asked: Asked, moment: Moment): Promise<CountedAnswer> {
  const before = asked.counted
  if (before && isSameTry(before.tried, tried)) return before
  if (before) await takeBack(moment, before.tried)
  return { tried, counted: await countClosely(moment, tried) }
}

const isSameTry = (one: Try, other: Try): boolean =>
  one.purpose === other.purpose && one.account === other.account && one.familiar === other.familiar

/** A name that nobody has counts by itself, in the same way and at the same cost. */
const triedBy = (factor: Factor<unknown>, facts: Facts, answer: Answer): Try => ({
  purpose: factor.name,
  account: facts.person?.id ?? facts.logins?.[0] ?? facts.named ?? '',
  familiar: facts.familiar,
  ...(factor.first && answer.password !== undefined && { secret: answer.password }),
})

async function tellFailed(
  factor: Factor<unknown>,
  facts: Facts,
  moment: Moment,
  counted: CountedClosely,
): Promise<void> {
  await recordEvent(moment, 'proof.failed', {
    ...(facts.person && { person: facts.person.id }),
    data: {
      factor: factor.name,
      problem: factor.prove.wrong.code,
      flow: facts.flow,
      familiar: facts.familiar,
      ...(facts.application && { application: facts.application.id }),
    },
  })
  await tellWaiting(moment, { factor: factor.name, person: facts.person?.id }, counted)
}

/**
 * A locked answer and a wrong one read alike: strangers learn nothing, and another proof tells the
 * truth.
 */
async function heldBack(
  factor: Factor<unknown>,
  facts: Facts,
  moment: Moment,
  counted: CountedClosely,
): Promise<Taken> {
  const { waitUntil, rests } = counted
  await tellWaiting(moment, { factor: factor.name, person: facts.person?.id }, counted)
  const until = rests ? undefined : waitUntil
  return { problem: isStranger(facts) ? factor.prove.wrong : tooMany(factor, moment, until) }
}

/** Whoever has shown nothing yet is not told that somebody waits, or how many tries are left. */
const isStranger = (facts: Facts): boolean => facts.counting.length === 0

function wrong(
  factor: Factor<unknown>,
  facts: Facts,
  moment: Moment,
  { nextWaits, rests, left }: CountedClosely,
): Problem {
  if (isStranger(facts) || factor.first) return factor.prove.wrong
  if (nextWaits) return tooMany(factor, moment, rests ? undefined : nextWaits)
  return left ? { ...factor.prove.wrong, with: { triesLeft: left } } : factor.prove.wrong
}

function tooMany(factor: Factor<unknown>, moment: Moment, wait: Date | undefined): Problem {
  const { field } = factor.prove.wrong
  const until = wait && sayTime(moment.language, wait.toISOString())
  return { code: 'too-many-tries', ...(field && { field }), ...(until && { with: { until } }) }
}

const aboutOf = (facts: Facts, method: About<unknown>['method']): About<unknown> => ({
  named: facts.named ?? facts.person?.login ?? '',
  ...(facts.person && { person: facts.person }),
  ...(method && { method }),
  screen: {
    // Whoever changes a password is not let in by it: there is nothing to stay in.
    mayStay: facts.need.staySeconds !== undefined && facts.flow !== 'change-password',
    stay: facts.stay === true,
    again: facts.who !== undefined,
    ...(facts.application && { application: facts.application.name }),
  },
})

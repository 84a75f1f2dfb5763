// The exchange: what no factor may forget. The attempt is counted, and committed, before anything
// is compared; what is locked is not compared; unknown people cost the same work; a
// right answer is used on the condition that the method is still the one that was judged; each
// outcome leaves its event.
import { recordEvent } from '../domain/events/events.ts'
import type { Facts, Proof } from '../domain/facts.ts'
import { openKept, sealKept } from '../domain/methods.ts'
import type { Moment } from '../domain/moment.ts'
import { countTry, takeBack, type Counted, type Try } from '../domain/throttles.ts'
import type { About, Factor } from '../factors/factor.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Screen } from '../shapes/screen.ts'
import { sayTime } from '../../texts/dates.ts'
import type { Asked, Taken } from './step.ts'

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

  const tried = triedBy(factor, facts, answer)
  const counted = await countTry(moment, tried)
  if (counted.waitUntil) return heldBack(factor, facts, moment, counted)
  const outcome = await factor.prove.check(answer, about, moment)
  if (outcome.is === 'busy') {
    await takeBack(moment, tried)
    return { problem: { code: 'busy' } }
  }
  if (outcome.is === 'expired') return { problem: outcome.problem }
  if (outcome.is === 'wrong' || !row) return failed(factor, facts, moment)
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
    tried,
  }
}

/** A name that nobody has counts by itself, in the same way and at the same cost. */
const triedBy = (factor: Factor<unknown>, facts: Facts, answer: Answer): Try => ({
  purpose: factor.name,
  account: facts.person?.id ?? facts.logins?.[0] ?? facts.named ?? '',
  familiar: facts.familiar,
  ...(factor.first && answer.password !== undefined && { secret: answer.password }),
})

/**
 * A locked answer and a wrong one read alike: strangers learn nothing, and another proof tells the
 * truth.
 */
async function failed(factor: Factor<unknown>, facts: Facts, moment: Moment): Promise<Taken> {
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
  return { problem: factor.prove.wrong }
}

async function heldBack(
  factor: Factor<unknown>,
  facts: Facts,
  moment: Moment,
  { waitUntil, rests }: Counted,
): Promise<Taken> {
  const person = facts.person && { person: facts.person.id }
  if (rests)
    await recordEvent(moment, 'method.rested', { ...person, data: { factor: factor.name } })
  else if (waitUntil) {
    const data = { factor: factor.name, by: 'throttle', until: waitUntil }
    await recordEvent(moment, 'proof.held-back', { ...person, data })
  }
  // Whoever has shown nothing yet is not told that somebody waits.
  if (facts.counting.length === 0) return { problem: factor.prove.wrong }
  const { field } = factor.prove.wrong
  const until = waitUntil && !rests && sayTime(moment.language, waitUntil.toISOString())
  return {
    problem: { code: 'too-many-tries', ...(field && { field }), ...(until && { with: { until } }) },
  }
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

// The exchange: what no factor may forget. The attempt is counted, and committed, before anything
// is compared; what is locked is not compared; unknown people cost the same work; a
// right answer is used on the condition that the method is still the one that was judged; each
// outcome leaves its event.
import { recordEvent } from '../domain/events/events.ts'
import type { Facts, Learned, Proof } from '../domain/facts.ts'
import { sealGained, sealKept } from '../domain/methods/methods.ts'
import type { Moment } from '../domain/moment.ts'
import { replaceMethod } from '../domain/methods/replacing.ts'
import { newMethodId, setUpMethod, tellChange, type NewMethod } from '../domain/methods/set-up.ts'
import { Refusal } from '../domain/refusal.ts'
import { placeOf } from '../domain/visits/known-places.ts'
import type { Try } from '../domain/throttles/counts.ts'
import { takeBack } from '../domain/throttles/forgiving.ts'
import { tellWaiting } from '../domain/throttles/telling.ts'
import { countTry, unlock, type Counted } from '../domain/throttles/throttles.ts'
import type { Factor, Gain } from '../factors/factor.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import { sayTime } from '../../texts/dates.ts'
import { open } from './asking.ts'
import { arrived } from './elsewhere/arriving.ts'
import { collect } from './elsewhere/collecting.ts'
import {
  aboutOf,
  exchangeOf,
  isDiscreet,
  keyOf,
  offersToRemember,
  openOf,
  type Question,
} from './question.ts'
import type { Asked, CountedAnswer, Taken } from './step.ts'
import { isDetour, knownNumber } from './ways.ts'

export async function judge(
  question: Question,
  answer: Answer,
  asked: Asked,
  moment: Moment,
): Promise<Taken> {
  const { facts } = asked
  const exchange = exchangeOf(question)
  const about = aboutOf(question, asked, moment.house)
  const missing = exchange.missing(answer, about, moment)
  if (missing) return { problem: missing }

  const once = await countOnce(triedBy(question, facts, answer), asked, moment)
  const { tried, counted } = once
  if (counted.waitUntil) return heldBack(question, facts, moment, counted)
  const outcome = await exchange.check(answer, about, moment)
  switch (outcome.is) {
    case 'busy':
      await takeBack(moment, tried)
      return {
        problem: outcome.problem ?? { code: 'busy' },
        ...(outcome.isSpent && runOut(question, facts)),
      }
    case 'unjudged':
      await takeBack(moment, tried)
      return outcome.problem ? { problem: outcome.problem } : { learned: {} }
    case 'expired':
      return {
        problem: outcome.problem,
        judged: { ...once, tell: async () => {} },
        ...runOut(question, facts),
      }
    case 'more': {
      const round = about.nextRound
      const opened = await open(question, asked, moment, { made: outcome.asked, round })
      return 'learned' in opened ? { ...opened, counted: once } : opened
    }
    case 'wrong': {
      const problem = outcome.problem ?? wrong(question, facts, moment, counted)
      const tell = (now: Moment) => tellFailed(question, facts, now, { counted, ...outcome })
      return {
        problem,
        judged: { ...once, tell },
        ...(outcome.isSpent && runOut(question, facts)),
      }
    }
    case 'right':
      if (outcome.arrives && question.does === 'prove')
        return arrivedBy(question, asked, moment, { gain: outcome, counted: once })
      return question.does === 'enrol'
        ? enrolled(question, asked, moment, { gain: outcome, counted: once })
        : proven(question, asked, moment, { gain: outcome, answer, counted: once })
  }
}

/** It has run out for good: no clock that is set back, here or on another node, revives it. */
function runOut(question: Question, facts: Facts): { readonly learned?: Partial<Learned> } {
  const open = openOf(question, facts)
  if (!open) return {}
  const ended = { ...open, expiresAt: open.madeAt }
  return { learned: { open: { ...facts.open, [keyOf(question)]: ended } } }
}

/** Another house has said who it is: who that is here is found, and what was drawn is used up. */
async function arrivedBy(
  question: Question,
  { facts }: Asked,
  moment: Moment,
  { gain, counted }: Right,
): Promise<Taken> {
  const { arrives } = gain
  if (!arrives) throw new Error('Somebody has arrived by no connection')
  const came = await arrived(
    {
      facts,
      came: arrives,
      counted,
      closed: closed(question, facts),
      proof: proofOf(question, moment, gain, undefined),
    },
    moment,
  )
  if (!('stopped' in came)) return came
  const { because, stopped: code } = came
  const { counted: count } = counted
  return {
    problem: { code },
    judged: {
      ...counted,
      tell: (now) => tellFailed(question, facts, now, { counted: count, because }),
    },
    ...runOut(question, facts),
  }
}

interface Right {
  readonly gain: Gain<unknown>
  readonly counted: CountedAnswer
}

function proven(
  question: Question,
  { facts, kept }: Asked,
  moment: Moment,
  { gain, answer, counted }: Right & { readonly answer: Answer },
): Taken {
  const { factor } = question
  const { method: shown } = aboutOf(question, { facts, kept }, moment.house)
  const id = gain.method ?? shown?.id
  const row = kept.find((each) => (id ? each.id === id : each.factor === factor.name))
  const isKnown = shown?.id === knownNumber
  // What another house, or somebody else, says is never a method: it stands for this visit alone.
  const isSaidElsewhere = isKnown && (factor.connects === true || factor.vouches === true)
  const isGained = isKnown && facts.flow === 'activate' && !isSaidElsewhere
  const isBeside = isSaidElsewhere || (isKnown && isDetour(facts))
  if (!row && !isGained && !isBeside) return { problem: exchangeOf(question).wrong }
  const isInstead = facts.lost === 'gone' || facts.lost === 'away'
  const askedAt = isDetour(facts) ? openOf(question, facts)?.madeAt : undefined
  const proof: Proof = {
    ...proofOf(question, moment, gain, row && !factor.spent ? row.id : undefined),
    ...(isInstead && { instead: true }),
    ...(askedAt !== undefined && { askedAt }),
    ...(!row && shown && isBeside && { place: placeOf(moment.house, shown.kept) }),
  }
  const learned: Partial<Learned> = {
    ...closed(question, facts),
    proofs: [...facts.proofs, proof],
    ...(facts.need.staySeconds !== undefined && answer.stay === 'yes' && { stay: true }),
    ...(offersToRemember(question, facts) && answer.remember === 'yes' && { remember: true }),
    ...(isGained && { gained: [...(facts.gained ?? []), gainedOf(question, facts, moment, gain)] }),
  }
  const { collects } = gain
  const keep = collects
    ? async (inside: Moment) => {
        await collect(collects, facts, inside)
        return []
      }
    : factor.left && toldOfUse(question, facts)
  if (collects && !row) return { learned, counted, ...(keep && { keep }) }
  if (!row || isGained) return { learned, counted }
  return {
    learned,
    used: {
      method: row.id,
      version: row.version,
      ...(gain.keep !== undefined && { kept: sealKept(moment.house, factor, row.id, gain.keep) }),
    },
    ...(keep && { keep }),
    counted,
  }
}

/** One that lay in a drawer for the day that the rest is gone: its owner hears that it was used. */
const toldOfUse =
  ({ factor }: Question, { person }: Facts) =>
  async (inside: Moment): Promise<readonly string[]> => {
    if (person) await tellChange(inside, person, { change: 'used', factor: factor.name })
    return []
  }

/** A right enrolment leaves a proof too: nobody is asked for a code between two methods. */
function enrolled(
  question: Question,
  { facts }: Asked,
  moment: Moment,
  { gain, counted }: Right,
): Taken {
  const { factor } = question
  const { person, counting } = facts
  if (!person) throw new Error('A method was set up for nobody')
  const id = newMethodId()
  const shows = factor.enrol?.showsNothing !== true
  return {
    learned: {
      ...closed(question, facts),
      enrolled: [...(facts.enrolled ?? []), factor.name],
      ...(shows && { proofs: [...facts.proofs, proofOf(question, moment, gain, id)] }),
    },
    keep: async (inside) => {
      const { label, fate, handle, name } = gain
      const made = {
        id,
        person,
        kept: gain.keep,
        because: facts.flow,
        isUsed: shows,
        by: counting.flatMap(({ method }) => method ?? []),
        ...(label && { label }),
        ...(fate && { fate }),
        ...(handle && { handle }),
        ...(name && { name }),
      }
      const ended = await keepMade(inside, factor, { made, facts })
      await gain.also?.(inside)
      if (gain.collects)
        await collect(gain.collects, facts, inside, { method: id, name: gain.name })
      // There is something new to guess: what was tried before holds nobody back.
      await unlock(moment, { ...triedFor(factor.name, factor.bears), account: person.id })
      return ended
    },
    counted,
  }
}

/** Beside what there is, or in the place of what the person wanted to replace. */
async function keepMade(
  inside: Moment,
  factor: Factor<unknown>,
  { made, facts }: { readonly made: NewMethod<unknown>; readonly facts: Facts },
): Promise<readonly string[]> {
  const { replacing, methods, session } = facts
  if (replacing === undefined) {
    await setUpMethod(inside, factor, made)
    return []
  }
  const old = methods.find((method) => method.id === replacing)
  if (!old) throw new Refusal('visit-ended')
  return replaceMethod(inside, factor, { made, old, ...(session && { except: session }) })
}

const gainedOf = (question: Question, facts: Facts, moment: Moment, gain: Gain<unknown>) => ({
  factor: question.factor.name,
  kept: sealGained(moment.house, question.factor, facts.visit?.ref ?? '', gain.keep),
  ...(gain.label && { label: gain.label }),
  ...(gain.fate && { fate: gain.fate }),
  ...(gain.handle && { handle: gain.handle }),
})

const proofOf = (
  { factor }: Question,
  moment: Moment,
  gain: Gain<unknown>,
  method: string | undefined,
): Proof => ({
  factor: factor.name,
  ...(method && { method }),
  at: moment.now.toISOString(),
  ...factor.proof,
  ...gain.proof,
})

/** The question is answered: what stood open for it, and the choice that led to it, are gone. */
function closed(question: Question, facts: Facts): Partial<Learned> {
  const { [keyOf(question)]: _answered, ...others } = facts.open ?? {}
  return {
    open: others,
    chosen: '',
    choosing: false,
    ...(question.does === 'enrol' && { adding: '' }),
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
  return { tried, counted: await countTry(moment, tried) }
}

const isSameTry = (one: Try, other: Try): boolean =>
  one.purpose === other.purpose && one.account === other.account && one.familiar === other.familiar

const triedFor = (purpose: string, bears: Try['bears']): Pick<Try, 'purpose' | 'bears'> => ({
  purpose,
  ...(bears && { bears }),
})

/**
 * What is set up has a count of its own: whoever mistypes there is not kept out later. So has what
 * is tried by whoever has shown nothing yet: with no more than a name nobody uses up what a sign-in
 * behind the password needs.
 */
function purposeOf(does: Question['does'], { name }: Question['factor'], facts: Facts): string {
  if (does === 'enrol') return `enrol ${name}`
  return isDiscreet(facts) ? `stranger ${name}` : name
}

const nameOf = ({ person, logins, named }: Facts): string | undefined =>
  person?.id ?? logins?.[0] ?? named

/** A name that nobody has counts by itself, in the same way and at the same cost. */
const triedBy = ({ factor, does }: Question, facts: Facts, answer: Answer): Try => ({
  ...triedFor(purposeOf(does, factor, facts), factor.bears),
  // What comes from another house is nobody's before it is judged: it counts for the visit alone.
  account: (factor.arrives ? facts.visit?.ref : nameOf(facts)) ?? '',
  familiar: facts.familiar,
  ...(factor.first && answer.password !== undefined && { secret: answer.password }),
})

async function tellFailed(
  question: Question,
  facts: Facts,
  moment: Moment,
  { counted, because }: { readonly counted: Counted; readonly because?: string },
): Promise<void> {
  const { factor } = question
  await recordEvent(moment, 'proof.failed', {
    ...(facts.person && { person: facts.person.id }),
    data: {
      factor: factor.name,
      problem: exchangeOf(question).wrong.code,
      flow: facts.flow,
      familiar: facts.familiar,
      ...(because !== undefined && { because }),
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
  question: Question,
  facts: Facts,
  moment: Moment,
  counted: Counted,
): Promise<Taken> {
  const { waitUntil, rests } = counted
  await tellWaiting(moment, { factor: question.factor.name, person: facts.person?.id }, counted)
  const until = rests ? undefined : waitUntil
  const { wrong: usual } = exchangeOf(question)
  return { problem: isStranger(facts) ? usual : tooMany(usual, moment, until) }
}

/** Whoever has shown nothing yet is not told that somebody waits, or how many tries are left. */
const isStranger = (facts: Facts): boolean => facts.counting.length === 0

function wrong(
  question: Question,
  facts: Facts,
  moment: Moment,
  { nextWaits, rests, left }: Counted,
): Problem {
  const { wrong: usual } = exchangeOf(question)
  if (isStranger(facts) || question.factor.first) return usual
  if (nextWaits) return tooMany(usual, moment, rests ? undefined : nextWaits)
  return left ? { ...usual, with: { triesLeft: left } } : usual
}

function tooMany({ field }: Problem, moment: Moment, wait: Date | undefined): Problem {
  const until = wait && sayTime(moment.language, wait.toISOString())
  return { code: 'too-many-tries', ...(field && { field }), ...(until && { with: { until } }) }
}

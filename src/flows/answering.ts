// One answer to the question a visit stands on. Everything is written on the condition that the
// visit is still the one that was read; where it is not, it is read again and shown as it is now.
import { assuranceOf } from '../domain/assurance.ts'
import { recordEvent } from '../domain/events/events.ts'
import { decidedFacts } from '../domain/events/signin-decided.ts'
import type { Facts, Learned } from '../domain/facts.ts'
import type { Moment } from '../domain/moment.ts'
import { comeInLoudly, isBehindGlass } from '../domain/people/break-glass.ts'
import { lets } from '../domain/policy/policy.ts'
import { withReport } from '../domain/policy/reporting.ts'
import { comeIn, type CameIn, type Renewed } from '../domain/sessions/sessions.ts'
import { forgiveSoon, takeBack } from '../domain/throttles/forgiving.ts'
import { factsOf } from '../domain/visits/visit-facts.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem, ProblemCode } from '../shapes/problem.ts'
import type { Used } from '../store/sessions.ts'
import { next } from './engine.ts'
import { afterTurn, atDoor, turning } from './detours.ts'
import { isHandedOver } from './elsewhere/handing-over.ts'
import { imagine } from './imagine.ts'
import { leave, save, slide } from './saving.ts'
import type { CountedAnswer, Judged, Keep, Taken } from './step.ts'
import { flows } from './table.ts'
import { keptIn, read, recalled, type Asker, type Walk } from './walk.ts'

export type Answered =
  | {
      readonly is: 'asks'
      readonly walk: Walk
      readonly problem?: Problem
      /** The answer is given at another house. */
      readonly leads?: string
    }
  | { readonly is: 'turned away'; readonly walk: Walk; readonly because: ProblemCode }
  | { readonly is: 'came in'; readonly walk: Walk; readonly session: CameIn }
  | { readonly is: 'back'; readonly walk: Walk; readonly session: Renewed | undefined }
  | { readonly is: 'left'; readonly walk: Walk }

export async function take(
  moment: Moment,
  ref: string,
  answer: Answer,
  asker: Asker,
): Promise<Answered> {
  const taking = { moment, asker }
  const drawn = recalled(moment, ref, versionOf(answer.question))
  if (!drawn) return answerAnew(await read(moment, ref, asker), answer, taking)
  const answered = await answerTo(drawn, answer, taking)
  if (!isOpenYet(answered)) return answered
  const walk = await read(moment, ref, asker).catch(async (fault: unknown) => {
    await settle(answered, moment)
    throw fault
  })
  // A refusal is told only of what is kept now: a password changed a moment ago, elsewhere, is
  // right already.
  if (answered.is === 'refused' && isSameGround(drawn, walk)) return told(walk, answered, taking)
  if (answer.question === walk.question)
    return answerAnew(walk, answer, { ...taking, counted: answered.counted })
  await settle(answered, moment)
  return answerAnew(walk, answer, taking)
}

/** Refused, and not yet said or written down; or the ground has moved, and it is read again. */
type OpenYet =
  | {
      readonly is: 'refused'
      readonly problem: Problem
      readonly counted: Judged | undefined
      readonly learned: Partial<Learned> | undefined
      readonly number: string
    }
  | { readonly is: 'moved'; readonly counted: CountedAnswer | undefined }

const isOpenYet = (answered: Answered | OpenYet): answered is OpenYet =>
  answered.is === 'refused' || answered.is === 'moved'

/**
 * Nobody looks at this answer again: what was wrong stays counted and leaves its event, and what
 * was right but came too late was no try.
 */
async function settle(open: OpenYet, moment: Moment): Promise<void> {
  if (open.is === 'refused') await open.counted?.tell({ ...moment, caseNumber: open.number })
  else if (open.counted) await takeBack(moment, open.counted.tried)
}

async function told(
  walk: Walk,
  refused: Extract<OpenYet, { is: 'refused' }>,
  { moment, asker }: Taking,
): Promise<Answered> {
  await settle(refused, moment)
  const { problem, learned } = refused
  if (!learned) {
    await slide(walk.visit, moment)
    return { is: 'asks', walk, problem }
  }
  const kept = { ...walk.visit.learned, ...learned }
  await save(walk, { learned: kept, asker, isAtEnd: false, ...nothingElse }, moment)
  return { is: 'asks', walk: await read(moment, walk.visit.ref, asker), problem }
}

/**
 * A second look where another tab was faster, or where the last thing missing was set just now. It
 * never loops.
 */
async function answerAnew(walk: Walk, answer: Answer, taking: Taking): Promise<Answered> {
  const answered = await answerTo(walk, answer, taking)
  if (!isOpenYet(answered)) return answered
  if (answered.is === 'refused') return told(walk, answered, taking)
  await settle(answered, taking.moment)
  return lookAgain(walk, taking)
}

async function lookAgain(walk: Walk, taking: Taking): Promise<Answered> {
  const { ref, caseNumber } = walk.visit
  const moment: Moment = { ...taking.moment, caseNumber }
  return standing(await read(moment, ref, taking.asker), { ...taking, moment })
}

interface Taking {
  readonly moment: Moment
  readonly asker: Asker
  readonly counted?: CountedAnswer | undefined
}

/**
 * Whatever happens by this answer carries the
 * number of the visit, which stands on the page for the helpdesk.
 */
async function answerTo(walk: Walk, answer: Answer, asked: Taking): Promise<Answered | OpenYet> {
  const moment: Moment = { ...asked.moment, caseNumber: walk.visit.caseNumber }
  const taking: Taking = { ...asked, moment }
  // Back and double submit are harmless: an answer to what is no longer asked shows what is.
  if (!isAWayOut(answer) && answer.question !== walk.question) return { is: 'asks', walk }
  if (answer.do === 'cancel' && walk.facts.application)
    return (await leave(walk, moment)) ? { is: 'left', walk } : { is: 'moved', counted: undefined }
  const taken = await takenFrom(walk, answer, taking)
  if (taken === 'nothing') return { is: 'asks', walk }
  if (taken === undefined) return standing(walk, taking)
  if ('problem' in taken) {
    const number = walk.visit.caseNumber
    const { problem, judged: counted, learned: kept } = taken
    return { is: 'refused', problem, counted, learned: kept, number }
  }
  return carryOut(walk, taken, taking)
}

const versionOf = (question: string): number =>
  Number(question.slice(question.lastIndexOf('.') + 1))

const isSameGround = (one: Walk, other: Walk): boolean =>
  one.question === other.question &&
  one.facts.person?.id === other.facts.person?.id &&
  JSON.stringify(one.visit.row.methods?.map(({ id, version }) => [id, version])) ===
    JSON.stringify(other.visit.row.methods?.map(({ id, version }) => [id, version]))

/** Back from another way, or from something that was to be added: to where one chose it. */
function backInside(facts: Facts): Partial<Learned> | undefined {
  const { adding = '', choosing, chosen = '', flow, lost } = facts
  if (lost === 'asked') return { lost: '' }
  if (isHandedOver(facts)) return { handOver: '' }
  // Whoever came to add something has nowhere to go back to inside.
  const cameToAdd = flow === 'methods' || flow === 'hand-over'
  const isAside = choosing === true || chosen !== '' || (adding !== '' && !cameToAdd)
  if (!isAside) return undefined
  return { choosing: false, chosen: '', ...(!cameToAdd && { adding: '' }) }
}

/** Whoever has shown one thing, and would be asked for what was on the phone. */
export const mayBeLost = ({ flow, counting, person, enrolled = [] }: Facts): boolean =>
  flow === 'sign-in' && counting.length > 0 && person !== undefined && enrolled.length === 0

/** These leave the question, whichever it is. */
const isAWayOut = ({ do: does }: Answer): boolean =>
  does === 'back' ||
  does === 'another-account' ||
  does === 'cancel' ||
  does === 'forgotten' ||
  does === 'lost' ||
  does === 'locked'

/**
 * Not who was named: one of the others in the list, where there are any. Not in the list: a name.
 */
const otherThan = ({ next: now }: Walk): Pick<Learned, 'another' | 'picks'> =>
  'ask' in now && now.ask.name === 'identify' ? { another: true } : { picks: true }

/** Undefined where nothing is asked any more. */
async function takenFrom(
  walk: Walk,
  answer: Answer,
  { moment, counted }: Taking,
): Promise<Taken | 'nothing' | undefined> {
  const aside = answer.do === 'back' ? backInside(walk.facts) : undefined
  if (aside) return { learned: aside }
  if (answer.do === 'lost')
    return mayBeLost(walk.facts) ? { learned: { lost: 'asked' } } : 'nothing'
  const turn = turning(answer, walk.facts)
  if (turn) return turn
  if (isAWayOut(answer))
    return walk.facts.letter || walk.visit.flow === 'hand-over'
      ? 'nothing'
      : answer.do === 'forgotten' || answer.do === 'locked'
        ? 'nothing'
        : { forget: 'who', ...(answer.do === 'another-account' && otherThan(walk)) }
  if (!('ask' in walk.next)) return undefined
  const asked = { facts: walk.facts, kept: keptIn(walk), ...(counted && { counted }) }
  return walk.next.ask.take(answer, asked, moment)
}

async function carryOut(
  walk: Walk,
  taken: Exclude<Taken, { problem: Problem }>,
  taking: Taking,
): Promise<Answered | OpenYet> {
  const { moment } = taking
  const learned = learnedFrom(walk, taken)
  const used = 'used' in taken ? taken.used : undefined
  const counted = 'counted' in taken ? taken.counted : undefined
  const keep = 'keep' in taken ? taken.keep : undefined
  const facts = factsOf(walk.visit, moment, learned)
  const isTurned = 'forget' in taken || 'detour' in taken
  const now = isTurned ? undefined : next(flows[facts.flow], facts, lets)
  if (now && 'end' in now && now.end === 'come in' && !keep) {
    const session = await letIn(moment, walk, facts, used)
    if (!session) return { is: 'moved', counted }
    if (counted) forgiveSoon(moment, counted.tried)
    return { is: 'came in', walk: { ...walk, facts, next: now }, session }
  }
  if (now && 'end' in now && now.end === 'door')
    return toTheDoor(walk, { learned, used, keep, counted, facts }, taking)
  const isAtEnd = now !== undefined && 'end' in now
  const saved = await save(walk, { learned, used, keep, isAtEnd, asker: taking.asker }, moment)
  if (!saved) return { is: 'moved', counted }
  if (counted) forgiveSoon(moment, counted.tried)
  // What is sent stands already, and nothing is open while the gateway is asked.
  const send = 'send' in taken ? taken.send : undefined
  if (send) await send.carryOut(moment)
  if (now && 'end' in now && now.end === 'back')
    return { is: 'back', walk: { ...walk, facts, next: now }, session: saved.session }
  // Somebody else is meant now, or what was kept has changed the person (a first password opens the
  // account): nothing is concluded from before.
  if (keep || isTurned || learned.who !== walk.visit.learned.who)
    return arrived(await lookAgain(walk, taking), taking)
  const visit = { ...walk.visit, learned, version: walk.visit.version + 1 }
  const then = { ...walk, visit, ...(now && { facts, next: now }) }
  const leads = 'leads' in taken ? taken.leads : undefined
  if (leads !== undefined) return { is: 'asks', walk: then, leads }
  return now && 'turnedAway' in now
    ? turnedAway(then, moment, now.turnedAway)
    : send
      ? { is: 'asks', walk: then }
      : arrived({ is: 'asks', walk: then }, taking)
}

function letIn(
  moment: Moment,
  { visit }: Walk,
  facts: Facts,
  used: Used | undefined,
): Promise<CameIn | undefined> {
  const come = (inside: Moment) => comeIn(inside, visit, reportedIn(facts, moment), used)
  return isBehindGlass(facts) && facts.person
    ? comeInLoudly(moment, facts.person, come)
    : come(moment)
}

interface Reached {
  readonly learned: Learned
  readonly facts: Facts
  readonly used?: Used | undefined
  readonly keep?: Keep | undefined
  readonly counted?: CountedAnswer | undefined
}

/** A detour has come to its end: nobody comes in by it, and what it led to is told at the door. */
async function toTheDoor(
  walk: Walk,
  { used, keep, counted, facts }: Reached,
  taking: Taking,
): Promise<Answered | OpenYet> {
  const { moment, asker } = taking
  const door = await atDoor(facts, moment)
  const both: Keep = async (inside) => [
    ...((await keep?.(inside)) ?? []),
    ...((await door.keep?.(inside)) ?? []),
  ]
  const { learned } = door
  const saved = await save(walk, { learned, used, keep: both, isAtEnd: false, asker }, moment)
  if (!saved) return { is: 'moved', counted }
  if (counted) forgiveSoon(moment, counted.tried)
  await door.after(moment)
  return lookAgain(walk, taking)
}

/** A press has opened this visit: its first question is asked by that press. */
export async function begin(moment: Moment, ref: string, asker: Asker): Promise<void> {
  const walk = await read(moment, ref, asker)
  await arrived({ is: 'asks', walk }, { moment, asker })
}

/** A press has led to this question: what it takes to ask it is made, and sent, once. */
async function arrived(answered: Answered, taking: Taking): Promise<Answered> {
  if (answered.is !== 'asks' || !('ask' in answered.walk.next)) return answered
  const { walk } = answered
  const { moment, asker } = taking
  const inside: Moment = { ...moment, caseNumber: walk.visit.caseNumber }
  const asked = { facts: walk.facts, kept: keptIn(walk) }
  const taken = await answered.walk.next.ask.arrive?.(asked, inside)
  // Where nobody answers whom one would be led to, that is the answer to the press.
  if (taken && 'problem' in taken && taken.problem.code === 'identity-away')
    return {
      is: 'asks',
      walk: await read(moment, walk.visit.ref, asker),
      problem: taken.problem,
    }
  // What cannot be sent now is told on the page, which has the other ways.
  if (!taken || 'problem' in taken || !('learned' in taken)) return answered
  if (Object.keys(taken.learned).length === 0) return answered
  const learned = { ...walk.visit.learned, ...taken.learned }
  const { keep } = taken
  const saved = await save(walk, { learned, asker, isAtEnd: false, used: undefined, keep }, inside)
  if (!saved) return lookAgain(walk, taking)
  if (taken.send) await taken.send.carryOut(inside)
  if (keep) return lookAgain(walk, taking)
  const facts = factsOf(walk.visit, inside, learned)
  const visit = { ...walk.visit, learned, version: walk.visit.version + 1 }
  const { leads } = taken
  return { is: 'asks', walk: { ...walk, visit, facts }, ...(leads !== undefined && { leads }) }
}

const nothingElse = { used: undefined, keep: undefined } as const

/** Another account, or back: the name, the proofs and the choice go; the errand stays. */
const learnedFrom = (walk: Walk, taken: Exclude<Taken, { problem: Problem }>): Learned =>
  'detour' in taken
    ? afterTurn(walk.visit.learned, taken)
    : 'forget' in taken
      ? {
          proofs: [],
          ...(taken.another && { another: true }),
          ...(taken.picks && { picks: true }),
        }
      : { ...walk.visit.learned, ...taken.learned }

async function standing(walk: Walk, taking: Taking): Promise<Answered> {
  const { moment } = taking
  if ('ask' in walk.next) return { is: 'asks', walk }
  if ('turnedAway' in walk.next) return turnedAway(walk, moment, walk.next.turnedAway)
  if (walk.next.end === 'door') {
    const { facts } = walk
    const led = await toTheDoor(walk, { learned: walk.visit.learned, facts }, taking)
    return isOpenYet(led) ? { is: 'asks', walk } : led
  }
  const session = await letIn(moment, walk, walk.facts, undefined)
  return session ? { is: 'came in', walk, session } : { is: 'asks', walk }
}

const reportedIn = (facts: Facts, moment: Moment, cameIn = true): Facts =>
  withReport(facts, moment, { cameIn, imagining: imagine })

async function turnedAway(walk: Walk, moment: Moment, because: ProblemCode): Promise<Answered> {
  // No rule opens an account, or an application to whom it is not for.
  const isAboutProofs = because === 'not-enough-proven'
  await recordEvent(moment, 'signin.decided', {
    ...(walk.facts.person && { person: walk.facts.person.id }),
    data: decidedFacts(isAboutProofs ? reportedIn(walk.facts, moment, false) : walk.facts, {
      outcome: 'turned-away',
      because,
      acr: assuranceOf(walk.facts.counting).acr,
      configuration: moment.house.configuration().version,
    }),
  })
  return { is: 'turned away', walk, because }
}

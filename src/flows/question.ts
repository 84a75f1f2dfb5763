// A question about one factor, and all that it is asked with: what is kept, what stands open, the
// bytes drawn for it. Must never change anything.
import type { Facts, Open } from '../domain/facts.ts'
import { requestSeconds } from '../domain/approving/requests.ts'
import type { Connection } from '../domain/configuration/connection-shape.ts'
import { linkKeeps } from '../domain/visits/arriving/links.ts'
import { connectionNamed, openConnections } from '../domain/visits/arriving/routing.ts'
import { domainOf } from '../domain/visits/arriving/said.ts'
import { openKept } from '../domain/methods/methods.ts'
import type { House, Moment } from '../domain/moment.ts'
import { freshFor } from '../domain/sessions/lasting.ts'
import { mayRemember } from '../domain/visits/browsers.ts'
import type { About, Exchange, Factor, Method, OpenQuestion } from '../factors/factor.ts'
import { password } from '../factors/password/password.ts'
import { keyedHash } from '../lib/digest.ts'
import type { Around, Screen } from '../shapes/screen.ts'
import type { Asked, KeptMethod } from './step.ts'
import { isDetour, knownNumber, type Way } from './ways.ts'

export interface Question extends Way {
  readonly does: 'prove' | 'enrol'
}

/** One question for each visit and method stands open: asking again takes the place of the last. */
export const keyOf = ({ does, factor, method }: Question): string =>
  `${does}.${factor.name}${method ? `.${method.id}` : ''}`

export const openOf = (question: Question, facts: Facts): Open | undefined =>
  facts.open?.[keyOf(question)]

/**
 * Turned aside, and nothing shown yet: the page may not tell whether there is anybody of that name,
 * or what they have (ATK-ENUM).
 */
export const isDiscreet = (facts: Pick<Facts, 'flow' | 'proofs'>): boolean =>
  isDetour(facts) && facts.proofs.length === 0

export const exchangeOf = ({ does, factor }: Question): Exchange<unknown> => {
  const exchange = factor[does]
  if (!exchange) throw new Error(`«${factor.name}» cannot be set up, and was asked to be`)
  return exchange
}

export const screenOf = (
  question: Question,
  asked: Asked,
  moment: Moment,
  around: Around = {},
): Screen => {
  const about = aboutOf(question, asked, moment.house, around)
  return exchangeOf(question).screen(about.isDiscreet ? blind(about) : about, moment)
}

/** The page of somebody who may not exist is drawn without a look at them. */
function blind({ person: _whom, method: _theirs, ...about }: About<unknown>): About<unknown> {
  return { ...about, mine: [] }
}

export function aboutOf(
  question: Question,
  { facts, kept }: Asked,
  house: House,
  around: Around = {},
): About<unknown> {
  const { factor } = question
  const mine = kept.flatMap((row) => openMethod(row, factor, facts, house) ?? [])
  const asked = question.does === 'enrol' ? knownOf(question, facts) : oneOf(question, facts, mine)
  const open = openOf(question, facts)
  return {
    named: facts.named ?? facts.person?.login ?? '',
    ref: facts.visit?.ref ?? 'imagined',
    ...(facts.person && { person: facts.person }),
    ...(asked && { method: asked }),
    mine,
    ...(open && { open: read(open, factor) }),
    draw: drawFor(
      house,
      drawnIn(question, facts),
      `${keyOf(question)} ${madeBefore(question, facts)}`,
    ),
    nextRound: nextRoundOf(open, facts),
    question: facts.visit?.version ?? 0,
    ...(facts.sent && { sent: facts.sent }),
    ...(facts.challenged && { challenge: facts.challenged }),
    isDiscreet: isDiscreet(facts),
    canCall: facts.channels.includes('voice') && facts.sent?.isPorted !== true,
    numberDigits: facts.need.numberDigits ?? 6,
    isPassword: async (typed) => {
      const row = kept.find((each) => each.factor === password.name)
      return row ? house.passwords.verify(typed, openKept(house, password, row).hash) : false
    },
    ...elsewhereIn(question, facts, mine, house),
    requestSeconds: facts.need.requestSeconds ?? requestSeconds,
    around,
    screen: {
      // Whoever changes a password is not let in by it: there is nothing to stay in.
      mayStay: facts.need.staySeconds !== undefined && facts.flow !== 'change-password',
      stay: facts.stay === true,
      again: facts.who !== undefined,
      ...(facts.application && { application: facts.application.name }),
      ...(facts.came && { came: facts.came }),
    },
  }
}

/** The house that is asked, and what is wanted of it; of linking, one that has no link yet. */
function elsewhereIn(
  { factor, does }: Question,
  facts: Facts,
  mine: readonly Method<unknown>[],
  house: House,
): Pick<About<unknown>, 'elsewhere'> {
  if (factor.arrives !== true) return {}
  const links = mine.map(({ kept }) => linkKeeps.kept.parse(kept))
  const isLinked = ({ id }: Connection): boolean =>
    links.some(({ connection }) => connection === id)
  const connection =
    does === 'enrol'
      ? openConnections({ house }).find((one) => !isLinked(one))
      : connectionNamed({ house }, facts.elsewhere?.connection)
  if (!connection) return {}
  const { errand, need } = facts
  const linked = links.find((link) => link.connection === connection.id)?.name
  const hint = does === 'enrol' ? undefined : (linked ?? facts.logins?.[0] ?? errand.hint)
  const isAtHome = hint?.includes('@') === true && connection.domains.includes(domainOf(hint))
  return {
    elsewhere: {
      connection,
      wantsTwo: need.proofs > 1,
      isAnew: does === 'enrol' || facts.proofs.some((proof) => proof.factor === factor.name),
      freshSeconds: freshFor(need, house.configuration().lives),
      ...(errand.freshAfter !== undefined && { freshAfter: errand.freshAfter }),
      ...(need.freshSeconds !== undefined && { ruleSeconds: need.freshSeconds }),
      ...(isAtHome && { hint }),
    },
  }
}

/**
 * The page of the second proof, and never of what lies in a drawer for the day that the rest is
 * gone.
 */
export const offersToRemember = ({ does, factor }: Question, facts: Facts): boolean =>
  does === 'prove' &&
  mayRemember(facts) &&
  factor.left === undefined &&
  factor.spent !== true &&
  factor.proof.kinds.some((kind) => kind !== 'knows')

/**
 * What is asked anew after the question was left must not draw what was drawn before: each asking
 * saves the visit, so that its version has passed every round.
 */
export const nextRoundOf = (open: Open | undefined, { visit }: Facts): number =>
  open ? open.round + 1 : (visit?.version ?? 0) + 1

const read = (open: Open, factor: Factor<unknown>): OpenQuestion<unknown> => ({
  ...open,
  facts: factor.open ? factor.open.parse(open.facts) : undefined,
})

function openMethod(
  row: KeptMethod,
  factor: Factor<unknown>,
  facts: Facts,
  house: House,
): Method<unknown> | undefined {
  const known = facts.methods.find(({ id }) => id === row.id)
  const isMine = row.factor === factor.name || factor.shares?.includes(row.factor)
  if (!known || !isMine) return undefined
  return { ...known, kept: openKept(house, factor, row) }
}

const oneOf = (
  question: Question,
  facts: Facts,
  mine: readonly Method<unknown>[],
): Method<unknown> | undefined =>
  question.method
    ? (knownOf(question, facts) ?? mine.find(isThat(question.method.id)))
    : (latestOf(question, mine) ??
      (isDetour(facts) ? knownOf(byKnown(question), facts) : undefined))

/** Of several, the one that was used last; of what two factors share, what is its own. */
function latestOf(
  { factor }: Question,
  mine: readonly Method<unknown>[],
): Method<unknown> | undefined {
  const own = mine.filter((method) => method.factor === factor.name)
  const at = ({ usedAt, addedAt = '' }: Method<unknown>): string => usedAt ?? addedAt
  return (own.length > 0 ? own : mine).toSorted((one, other) => at(other).localeCompare(at(one)))[0]
}

/** Nobody is told apart by having a number of their own or one that the organisation knows. */
const byKnown = (question: Question): Question => ({
  ...question,
  method: { id: knownNumber, factor: question.factor.name, ageSeconds: 0 },
})

const isThat =
  (id: string) =>
  (method: Method<unknown>): boolean =>
    method.id === id

function knownOf({ factor, method }: Question, { person }: Facts): Method<unknown> | undefined {
  const kept = method?.id === knownNumber && person ? factor.known?.(person) : undefined
  return method && kept !== undefined ? { ...method, kept } : undefined
}

/** What was set up in this visit is never drawn, and so never shown, again (ATK-ENR-14). */
const madeBefore = ({ factor }: Question, { enrolled = [] }: Facts): number =>
  enrolled.filter((name) => name === factor.name).length

/** What is shown elsewhere says who it is: whatever was typed before is no part of the question. */
const drawnIn = ({ factor, does }: Question, { visit, person }: Facts): Drawn => ({
  ref: visit?.ref ?? 'imagined',
  person: (factor.arrives === true && does === 'prove' ? undefined : person?.id) ?? '',
})

interface Drawn {
  readonly ref: string
  readonly person: string
}

/**
 * No two visits draw the same, and no two people in one: what is drawn needs no row, and nobody can
 * read it out of one.
 */
const drawFor =
  (house: House, { ref, person }: Drawn, question: string) =>
  (purpose: string): Buffer =>
    keyedHash(house.keys.keyFor('questions'), ref, person, question, purpose)

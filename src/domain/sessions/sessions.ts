// A Session: a browser that has come in. Opaque, hashed at rest, given a new secret at each proof
// alive only while the person is active, the epoch is the house's, and nothing has ended
// it. Every one begins with its events, or not at all.
import { browserKind } from '../../lib/names/browser-kind.ts'
import { secondsAfter, secondsBetween } from '../../lib/clock.ts'
import { sha256 } from '../../lib/digest.ts'
import { randomId, randomSecret } from '../../lib/random.ts'
import * as store from '../../store/sessions.ts'
import { assuranceOf } from '../assurance.ts'
import { recordEvent, eventRow } from '../events/events.ts'
import { detours, type AccountFacts, type Errand, type Facts, type Proof } from '../facts.ts'
import { inTransaction, type Moment } from '../moment.ts'
import { decidedFacts } from '../events/signin-decided.ts'
import { forgetBrowsers, remembersNow } from '../visits/browsers.ts'
import { visitCameIn } from '../visits/visit-flood.ts'
import type { Visit } from '../visits/visits.ts'

export interface CameIn {
  readonly session: string
  readonly person: string
  readonly secret: string
  readonly errand: Errand
  /** How long the cookie lasts; absent: until the browser closes. */
  readonly lifeSeconds?: number
}

export const secretHash = (secret: string): Buffer => sha256(`session ${secret}`)

/**
 * Lets the person in: session, browser, visit's end, the method's use and both events in one
 * statement. Undefined where something it rests on was changed meanwhile; then nothing was written.
 */
export async function comeIn(
  moment: Moment,
  visit: Visit,
  facts: Facts,
  used: store.Used | undefined,
): Promise<CameIn | undefined> {
  const { person } = facts
  if (!person || !moment.browser) throw new Error('Nobody can come in without a name and a browser')
  if (detours.some((detour) => detour === facts.flow))
    throw new Error('Whoever has turned aside comes in at the door alone')
  const configuration = moment.house.configuration()
  const before = facts.accounts.find((account) => account.person === person.id)
  const session = before?.session ?? randomId()
  const secret = randomSecret()
  const assurance = assuranceOf(facts.counting)
  const staySeconds = stayFor(facts, moment.now)
  const stays = staySeconds !== undefined
  const lifeSeconds = staySeconds ?? configuration.lives.sessionSeconds
  const expiresAt = secondsAfter(moment.now, lifeSeconds)
  const idleUntil = stays ? expiresAt : secondsAfter(moment.now, configuration.lives.idleSeconds)
  const remembers = remembersNow(facts, visit.row.created_at)
  const cameIn = await store.comeInWith(moment.db, {
    visit,
    person: person.id,
    browser: moment.browser,
    ...(used && { used }),
    methods: methodsShown(facts, used),
    session: {
      id: session,
      secretHash: secretHash(secret),
      epoch: moment.house.epoch(),
      proofs: facts.counting,
      ...assurance,
      networks: facts.networks,
      stays,
      idleUntil: idleUntil < expiresAt ? idleUntil : expiresAt,
      expiresAt,
      putOff: facts.putOff ?? [],
    },
    ...(remembers && { remembers: browserKind(moment.from.says ?? '') }),
    ...(facts.need.isSpared && visit.row.remembered_at && { spared: visit.row.remembered_at }),
    isListed: facts.need.staySeconds !== undefined,
    now: moment.now,
    events: eventsOf(moment, facts, {
      browser: moment.browser,
      session,
      stays,
      acr: assurance.acr,
      ...(before && { rotatedFrom: before.session }),
      remembers,
    }),
  })
  if (!cameIn) return undefined
  visitCameIn(moment)
  return { session, person: person.id, secret, errand: visit.errand, ...(stays && { lifeSeconds }) }
}

interface Begun {
  readonly browser: string
  readonly session: string
  readonly stays: boolean
  readonly acr: string
  readonly rotatedFrom?: string
  readonly remembers: boolean
}

function eventsOf(moment: Moment, facts: Facts, { remembers, ...begun }: Begun) {
  const { session, stays, acr, browser } = begun
  const person = facts.person?.id
  const configuration = moment.house.configuration().version
  const decision = { outcome: 'let-in', acr, session, stays, configuration } as const
  return [
    eventRow(moment, 'signin.decided', { person, data: decidedFacts(facts, decision) }),
    eventRow(moment, 'session.started', { person, data: begun }),
    ...(remembers
      ? [eventRow(moment, 'browser.remembered', { person, data: { browser, session } })]
      : []),
  ]
}

/**
 * Whoever only shows more than before has not taken back that they wished to stay, nor got longer
 * than was promised then.
 */
function stayFor({ need, stay, session, accounts }: Facts, now: Date): number | undefined {
  if (need.staySeconds === undefined) return undefined
  if (stay === true) return need.staySeconds
  const before = accounts.find((account) => account.session === session)?.staysUntil
  return before && Math.min(need.staySeconds, secondsBetween(now, before))
}

const methodsShown = ({ counting }: Facts, used: store.Used | undefined): readonly string[] => [
  ...new Set(counting.flatMap(({ method }) => (method && method !== used?.method ? [method] : []))),
]

/** The sessions of this browser that are alive, the present one first. */
export const findSessions = (
  moment: Moment,
  secrets: readonly Uint8Array[],
): Promise<store.SessionWithPerson[]> =>
  secrets.length === 0
    ? Promise.resolve([])
    : store.findSessions(moment.db, secrets, moment.now, moment.house.epoch())

/**
 * Notes that it is in use, and where: at most every five minutes, or when it has moved. A page that
 * is looked at costs no write.
 */
export async function touchSession(moment: Moment, session: store.SessionRow): Promise<void> {
  const { now } = moment
  const { networks } = moment.from
  const isRested = !session.stays && secondsBetween(session.seen_at, now) >= 300
  if (!isRested && isSameSet(session.networks, networks)) return
  const idleUntil = session.stays
    ? session.expires_at
    : secondsAfter(now, moment.house.configuration().lives.idleSeconds)
  await store.touchSession(moment.db, session.id, { now, idleUntil, networks })
}

/** The same places, in whatever order they are written. */
export const isSameSet = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each) => other.includes(each))

/** A session that goes on under a new secret. */
export interface Renewed {
  readonly person: string
  readonly secret: string
  readonly lifeSeconds?: number
}

/**
 * Something was proven anew in this session: whoever has copied its cookie is out. In the
 * caller's transaction.
 */
export async function renewSession(
  inside: Moment,
  { session, person, proofs: before }: AccountFacts,
  shown: readonly Proof[],
): Promise<Renewed | undefined> {
  const secret = randomSecret()
  const isNew = ({ factor, at }: Proof): boolean =>
    !shown.some((proof) => proof.factor === factor && proof.at >= at)
  const proofs = [...before.filter(isNew), ...shown]
  const row = await store.renewSession(inside.db, session, {
    secretHash: secretHash(secret),
    proofs,
    ...assuranceOf(proofs),
  })
  if (!row) return undefined
  const lifeSeconds = secondsBetween(inside.now, row.expires_at)
  return { person, secret, ...(row.stays && { lifeSeconds }) }
}

/** Who must hear that sessions have ended; called in the transaction that ends them. */
export type Listener = (sessions: readonly string[], inside: Moment) => Promise<void>

export function endSession(
  moment: Moment,
  session: { readonly id: string; readonly person_id: string },
  because: string,
  tell: Listener,
): Promise<void> {
  return inTransaction(moment, async (inside) => {
    await tell(await endSessionHere(inside, session, because), inside)
  })
}

/** In the caller's transaction. */
export async function endSessionHere(
  inside: Moment,
  { id, person_id: person }: { readonly id: string; readonly person_id: string },
  because: string,
): Promise<readonly string[]> {
  const ended = await store.endSessions(inside.db, [id], inside.now, because)
  await tellEnded(inside, person, ended, because)
  return ended
}

/**
 * Signs a person out everywhere, or everywhere else. Whoever presses for that, or has a new
 * password, wants no browser to be let in by less either. In the caller's transaction.
 */
export async function endSessionsOf(
  inside: Moment,
  person: string,
  end: { readonly because: string; readonly except?: string },
): Promise<readonly string[]> {
  const ended = await store.endSessionsOf(inside.db, person, { now: inside.now, ...end })
  await forgetBrowsers(inside, person, { because: end.because })
  await tellEnded(inside, person, ended, end.because)
  return ended
}

/** Signs out wherever a method that is gone let in. In the caller's transaction. */
export async function endSessionsBy(
  inside: Moment,
  person: string,
  end: { readonly method: string; readonly because: string; readonly except?: string },
): Promise<readonly string[]> {
  const ended = await store.endSessionsBy(inside.db, person, { now: inside.now, ...end })
  await tellEnded(inside, person, ended, end.because)
  return ended
}

async function tellEnded(
  inside: Moment,
  person: string,
  sessions: readonly string[],
  because: string,
): Promise<void> {
  for (const session of sessions) {
    await recordEvent(inside, 'session.ended', { person, data: { session, because } })
  }
}

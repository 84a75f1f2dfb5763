// A Visit: one walk through a flow. It keeps only what was learned in it, its errand, a version and
// an end; everything else in the facts is read or worked out anew at every request. An unreadable
// visit is a fresh start, never a crash.
import { z } from 'zod'
import { secondsAfter, secondsBetween } from '../../lib/clock.ts'
import { randomCaseNumber, randomId } from '../../lib/random.ts'
import { handOverStands } from '../../store/methods/hand-overs.ts'
import type { MethodRow } from '../../store/methods/methods.ts'
import { insertVisit, type NewVisit, readVisit, type VisitWithFacts } from '../../store/visits.ts'
import { applicationFacts } from '../applications.ts'
import type {
  AccountFacts,
  Errand,
  FactorTraits,
  Facts,
  Fate,
  FlowName,
  Gained,
  Kind,
  Learned,
  MethodFacts,
  Open,
  Proof,
  WishFacts,
} from '../facts.ts'
import { fates, flowNames } from '../facts.ts'
import type { House, Moment } from '../moment.ts'
import { personFacts } from '../people/person-facts.ts'
import { type Asking, countingProofs, needOf, ruleFor } from '../policy.ts'
import { openKept } from '../methods/methods.ts'
import { channelsOf, offeredFactors } from '../methods/offered.ts'
import { wishFacts } from '../methods/wishes.ts'
import { Refusal } from '../refusal.ts'
import { remember } from './recent.ts'
import { countVisit } from './visit-flood.ts'

/**
 * Sixty minutes, sliding: long enough to find the phone, short enough to be forgotten on a shared
 * PC.
 */
const lifeSeconds = 3600

export const proofShape: z.ZodType<Proof> = z.object({
  factor: z.string(),
  method: z.string().exactOptional(),
  kinds: z.array(z.enum(['knows', 'has', 'is'])),
  amr: z.array(z.string()),
  resistsPhishing: z.boolean(),
  at: z.string(),
  by: z.string().exactOptional(),
})
export const proofsShape = z.array(proofShape)

const openShape: z.ZodType<Open> = z.object({
  facts: z.unknown(),
  madeAt: z.string(),
  expiresAt: z.string(),
  round: z.number(),
  sending: z.string().exactOptional(),
  channel: z.enum(['sms', 'voice']).exactOptional(),
  sentAt: z.string().exactOptional(),
  sends: z.number(),
})

const gainedShape: z.ZodType<Gained> = z.object({
  factor: z.string(),
  label: z.string().exactOptional(),
  fate: z.enum(fates).exactOptional(),
  handle: z.string().exactOptional(),
  kept: z.string(),
})

export const learnedShape = z.object({
  named: z.string().exactOptional(),
  logins: z.array(z.string()).exactOptional(),
  who: z.string().exactOptional(),
  proofs: proofsShape,
  session: z.string().exactOptional(),
  another: z.boolean().exactOptional(),
  chosen: z.string().exactOptional(),
  choosing: z.boolean().exactOptional(),
  open: z.record(z.string(), openShape).exactOptional(),
  gained: z.array(gainedShape).exactOptional(),
  putOff: z.array(z.string()).exactOptional(),
  adding: z.string().exactOptional(),
  only: z.array(z.string()).exactOptional(),
  handOver: z.string().exactOptional(),
  stay: z.boolean().exactOptional(),
  letter: z.string().exactOptional(),
  renewed: z.boolean().exactOptional(),
  enrolled: z.array(z.string()).exactOptional(),
  summarised: z.boolean().exactOptional(),
})

export const errandShape = z.object({
  protocol: z.string(),
  ref: z.string(),
  application: z.string().exactOptional(),
  freshAfter: z.string().exactOptional(),
  wants: z
    .enum([
      'urn:portvakt:1fa',
      'urn:portvakt:1fa+question',
      'urn:portvakt:2fa',
      'urn:portvakt:phishing-resistant',
    ])
    .exactOptional(),
  hint: z.string().exactOptional(),
  mayAsk: z.boolean(),
  chooseAccount: z.boolean().exactOptional(),
  setsUp: z.boolean().exactOptional(),
})

export interface Visit {
  readonly ref: string
  readonly flow: FlowName
  readonly errand: Errand
  readonly learned: Learned
  readonly version: number
  readonly caseNumber: string
  readonly expiresAt: Date
  readonly row: VisitWithFacts
}

export interface VisitToOpen {
  readonly ref?: string
  readonly flow: FlowName
  readonly errand: Errand
  readonly waiting?: unknown
  readonly learned?: Learned
}

/**
 * Opens a visit for the browser of this moment; the only thing written is one row in an unlogged
 * table.
 */
export async function openVisit(moment: Moment, visit: VisitToOpen): Promise<string> {
  countVisit(moment)
  const opened: NewVisit = {
    ref: visit.ref ?? randomId(),
    browser: moment.browser ?? '',
    flow: visit.flow,
    errand: visit.errand,
    waiting: visit.waiting,
    learned: visit.learned ?? { proofs: [] },
    epoch: moment.house.epoch(),
    caseNumber: moment.caseNumber ?? randomCaseNumber(),
    now: moment.now,
    until: secondsAfter(moment.now, lifeSeconds),
  }
  await insertVisit(moment.db, opened)
  // Nobody is named yet, so there is nothing about anybody that the next page would have to read.
  if (!visit.learned) remember(moment.house, rowOf(opened), { now: moment.now, isFresh: true })
  return opened.ref
}

const rowOf = (opened: NewVisit): VisitWithFacts => ({
  ref: opened.ref,
  browser_id: opened.browser,
  flow: opened.flow,
  errand: opened.errand,
  learned: opened.learned,
  version: 1,
  epoch: opened.epoch,
  case_number: opened.caseNumber,
  created_at: opened.now,
  expires_at: opened.until,
  ended_at: null,
  familiar: false,
  person: null,
  methods: null,
  sessions: null,
})

export const visitUntil = (now: Date): Date => secondsAfter(now, lifeSeconds)

/** Refuses a visit of another browser, an ended or an old one. */
export async function findVisit(
  moment: Moment,
  ref: string,
  sessions: readonly Uint8Array[],
): Promise<Visit> {
  const row = await readVisit(moment.db, { ref, sessions, now: moment.now })
  if (!row || !(await stillStands(row, moment))) throw new Refusal('visit-ended')
  return visitFrom(row, moment)
}

/** What was handed over lives no longer than the visit that waits for it. */
const stillStands = async (
  { flow, ref }: VisitWithFacts,
  { db, now, house }: Moment,
): Promise<boolean> =>
  flow !== 'hand-over' || (await handOverStands(db, { by: ref, now, epoch: house.epoch() }))

export function visitFrom(row: VisitWithFacts, moment: Moment): Visit {
  if (row.browser_id !== moment.browser) throw new Refusal('visit-elsewhere')
  if (row.ended_at || row.epoch !== moment.house.epoch()) throw new Refusal('visit-ended')
  const learned = learnedShape.safeParse(row.learned)
  const errand = errandShape.safeParse(row.errand)
  const flow = flowNames.find((name) => name === row.flow)
  if (!learned.success || !errand.success || !flow) throw new Refusal('visit-ended')
  if (row.expires_at <= moment.now)
    throw new Refusal('visit-expired', { application: errand.data.application })
  return {
    ref: row.ref,
    flow,
    errand: errand.data,
    learned: learned.data,
    version: row.version,
    caseNumber: row.case_number,
    expiresAt: row.expires_at,
    row,
  }
}

/** Signed out here or anywhere, it bears nothing any more, not even the page that stands open. */
function refuseWithoutSession({ session }: Learned, accounts: readonly AccountFacts[]): void {
  if (session !== undefined && !accounts.some((account) => account.session === session))
    throw new Refusal('visit-ended')
}

/** The facts of a visit as they are now. */
export function factsOf(visit: Visit, moment: Moment, learned: Learned = visit.learned): Facts {
  const configuration = moment.house.configuration()
  const accounts = accountFacts(visit.row.sessions ?? [])
  refuseWithoutSession(learned, accounts)
  const isNamed = learned.who !== undefined || learned.named !== undefined
  const person = isNamed && visit.row.person ? personFacts(visit.row.person) : undefined
  const methods = person ? methodFacts(visit.row.methods ?? [], moment) : []
  const asking: Asking = {
    flow: visit.flow,
    errand: visit.errand,
    networks: moment.from.networks,
    isKnown: learned.proofs.length > 0,
    methods,
    ...(person && { person }),
    ...(configuration.passwords.lifeDays !== undefined && {
      passwordDays: configuration.passwords.lifeDays,
    }),
  }
  const need = needOf(configuration.rules, asking)
  const application = visit.errand.application
    ? applicationFacts(configuration, visit.errand.application, person)
    : undefined
  return {
    ...learned,
    flow: visit.flow,
    errand: visit.errand,
    visit: { ref: visit.ref, version: visit.version },
    methods,
    wishes: wishesOf(asking, learned, moment),
    offers: offersOf(asking, moment),
    counting: countingProofs(standing(learned.proofs, visit.row.methods ?? []), moment.now, {
      freshAfter: visit.errand.freshAfter,
      freshSeconds: need.freshSeconds,
    }),
    networks: moment.from.networks,
    channels: channelsOf(moment.house),
    familiar: visit.row.familiar,
    accounts,
    need,
    ...(person && { person }),
    ...(application && { application }),
  }
}

/**
 * What was shown of a method that is gone, or was replaced, shows nothing any more: whoever proved
 * the old password must not stand at the door with it after it was changed (ATK-PWD-12).
 */
const standing = (proofs: readonly Proof[], rows: readonly MethodRow[]): readonly Proof[] =>
  proofs.filter(({ factor, method, at }) =>
    method === undefined
      ? factor !== 'password' ||
        !rows.some((row) => row.factor === factor && Date.parse(row.created_at) > Date.parse(at))
      : rows.some((row) => row.id === method),
  )

const accountFacts = (sessions: NonNullable<VisitWithFacts['sessions']>): readonly AccountFacts[] =>
  sessions.map((session) => ({
    session: session.id,
    position: session.position,
    person: session.person_id,
    login: session.login,
    name: `${session.given_name} ${session.family_name}`,
    proofs: proofsShape.parse(session.proofs),
  }))

/** What is used up is no method any more: it counts for nothing, and is wished for anew. */
export const methodFacts = (
  rows: readonly MethodRow[],
  { house, now }: Pick<Moment, 'house' | 'now'>,
): readonly MethodFacts[] =>
  rows.flatMap((row) => {
    const traits = house.factors.find(({ name }) => name === row.factor)
    if (traits && isUsedUp(traits, row, house)) return []
    return {
      id: row.id,
      factor: row.factor,
      ageSeconds: secondsBetween(new Date(row.created_at), now),
      ...(traits && { fate: ownFate(row) ?? traits.fate, kinds: lastingKinds(traits) }),
      ...(row.name && { name: row.name }),
      ...(row.label && { label: row.label }),
      addedAt: row.created_at,
      ...(row.used_at && { usedAt: row.used_at }),
    }
  })

function isUsedUp({ name, kept, left }: FactorTraits, row: MethodRow, house: House): boolean {
  if (!kept || !left) return false
  return left(openKept(house, { name, kept }, { id: row.id, sealed: row.kept })) === 0
}

export const offersOf = (asking: Asking, { house }: Moment): readonly string[] =>
  offeredFactors(house, ruleFor(house.configuration().rules, asking).need).map(({ name }) => name)

/** A pass that helpdesk gave is no way that the person has: it is used up and gone. */
const lastingKinds = ({ name, canBeSetUp, proof }: FactorTraits): readonly Kind[] =>
  canBeSetUp || name === 'password' ? proof.kinds : []

const ownFate = ({ fate }: MethodRow): Fate | undefined => fates.find((each) => each === fate)

/** Before anything is proven nobody is told apart by what they have. */
export function wishesOf(
  asking: Asking,
  learned: Pick<Learned, 'putOff'>,
  moment: Moment,
): readonly WishFacts[] {
  const { person, methods, isKnown } = asking
  const { flow } = asking
  if (!person || !isKnown || flow === 'change-password' || flow === 'hand-over') return []
  const { house, now } = moment
  const { need } = ruleFor(house.configuration().rules, asking)
  return wishFacts({
    wishes: need.methods,
    sharedFateAllowed: need.sharedFateAllowed,
    grace: need.putOff,
    known: house.factors,
    offered: offeredFactors(house, need),
    methods,
    putOff: person.putOff ?? {},
    putOffNow: learned.putOff ?? [],
    now,
  })
}

// The web face of every flow: one address per visit. GET draws the question that stands, and
// changes nothing; POST takes an answer and leads on. Must never decide anything: it asks
// flows/answering.ts.
import type { FastifyInstance, FastifyReply } from 'fastify'
import { findApplication } from '../domain/applications.ts'
import type { Errand, Facts, Learned } from '../domain/facts.ts'
import { freshSeconds } from '../domain/methods/own-methods.ts'
import { chooseLanguage } from '../domain/people/people.ts'
import { judgeSession, stepUp } from '../domain/sessions/judge.ts'
import { factsOfSession } from '../domain/sessions/session-facts.ts'
import type { CameIn, Renewed } from '../domain/sessions/sessions.ts'
import { Refusal } from '../domain/refusal.ts'
import { accountsHere } from '../domain/visits/known-accounts.ts'
import { proofsShape } from '../domain/visits/learned.ts'
import { openVisit, type VisitToOpen } from '../domain/visits/visits.ts'
import { begin, mayBeLost, take, type Answered } from '../flows/answering.ts'
import { look, screenOf, withSent, type Walk } from '../flows/walk.ts'
import { secondsAfter } from '../lib/clock.ts'
import { remembering } from '../lib/remembering.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Frame, Typed } from '../shapes/frame.ts'
import type { Notice } from '../shapes/notice.ts'
import type { Screen, Way } from '../shapes/screen.ts'
import { sayTime } from '../../texts/dates.ts'
import type { SessionWithPerson } from '../store/sessions.ts'
import { goTo, show } from './draw.ts'
import { waitAddress } from './waiting/pages.ts'
import { answerOf, askerOf, hereAt, type Door, type Here } from './here.ts'

export function openVisits(server: FastifyInstance, door: Door): void {
  server.get<{ Params: { ref: string } }>('/visit/:ref', async (request, reply) => {
    const here = hereAt(door, request, reply)
    const { ref } = request.params
    return draw(here, reply, await look(here.moment, ref, askerOf(here, ref)))
  })
  server.post<{ Params: { ref: string } }>('/visit/:ref', async (request, reply) => {
    const here = hereAt(door, request, reply)
    const answer = answerOf(here, request)
    return lead(here, reply, await answered(here, request.params.ref, answer), answer)
  })
  server.post<{ Params: { ref: string } }>('/visit/:ref/leave', async (request, reply) => {
    const here = { ...hereAt(door, request, reply), path: `/visit/${request.params.ref}` }
    const answer = { ...answerOf(here, request), do: 'cancel' } as const
    return lead(here, reply, await answered(here, request.params.ref, answer), answer)
  })
}

/**
 * A browser comes back from another house. Looking at that address changes nothing: the page that
 * is drawn posts what it came with, as the answer to the question of its visit.
 */
export function openComingBack(server: FastifyInstance, door: Door): void {
  server.get<{ Params: { id: string } }>('/connections/:id/callback', async (request, reply) => {
    const came = (request.raw.url ?? '').split('?', 2)[1] ?? ''
    const ref = (new URLSearchParams(came).get('state') ?? '').split('.', 1)[0] ?? ''
    const { id } = request.params
    const { connections } = door.house.configuration()
    if (ref === '' || !connections.some((connection) => connection.id === id))
      throw new Refusal('not-found')
    const here = { ...hereAt(door, request, reply), path: `/visit/${ref}` }
    const walk = await look(here.moment, ref, askerOf(here, ref))
    const screen = screenOf(walk, here.moment)
    if (screen?.kind !== 'identity') return goTo(here, reply, here.path)
    const frame = around(here, walk)
    return show(here, reply, {
      ...frame,
      screen: { ...screen, came: true },
      carries: { ...frame.carries, came, house: id },
    })
  })
}

/** The browser goes on by itself: a form that leads there would be held to its own policy. */
function leadElsewhere(here: Here, reply: FastifyReply, walk: Walk, to: string): FastifyReply {
  const screen = screenOf(walk, here.moment)
  if (screen?.kind !== 'identity') throw new Error('Led elsewhere by a question that leads nowhere')
  if (here.wantsJson) return goTo(here, reply, to)
  void reply.header('refresh', `0; url=${to}`)
  return show(here, reply, { ...around(here, walk), screen: { ...screen, to } })
}

/**
 * Where the visit was swept since, or went with a database that has crashed (visits are kept
 * cheaply), the page still knew where the person was going.
 */
const answered = (here: Here, ref: string, answer: Answer): Promise<Answered> =>
  take(here.moment, ref, answer, askerOf(here)).catch((fault: unknown) => {
    if (!(fault instanceof Refusal) || fault.code !== 'visit-ended') throw fault
    throw new Refusal(fault.code, { cause: fault, application: answer.application })
  })

/** Where the answer may end: Chromium holds a form to its policy through every redirect. */
function returnOrigins(here: Here, facts: Facts): readonly string[] {
  const application = facts.application && findApplication(here.moment, facts.application.id)
  const addresses = application?.oidc?.redirects ?? []
  return [...new Set(addresses.map(originOf))].filter((origin) => origin !== 'null')
}

const originOf = remembering(1000, (address: string) => URL.parse(address)?.origin ?? 'null')

/** Opens a visit and leads there. */
export async function beginVisit(
  here: Here,
  reply: FastifyReply,
  visit: VisitToOpen,
): Promise<FastifyReply> {
  return goTo(here, reply, `/visit/${await openVisit(here.moment, visit)}`)
}

/**
 * Before a page of whoever is in is shown: what they have shown is judged anew, here and now. True
 * where it does not suffice: they have been answered, and go on from there to where they were
 * going. Not the answer itself, since whoever waits for a reply that is sent is given nothing.
 */
export async function stepUpFirst(
  here: Here,
  reply: FastifyReply,
  session: SessionWithPerson,
  errand: Errand,
): Promise<boolean> {
  const facts = factsOfSession(session)
  if (judgeSession(facts, errand, here.moment) === 'come in') return false
  const learned = stepUp(facts, errand, here.moment)
  await beginVisit(here, reply, { flow: 'sign-in', errand, ...(learned && { learned }) })
  return true
}

/** The most that somebody has is shown once more, and then they are where they were going. */
export async function showMore(
  here: Here,
  reply: FastifyReply,
  to: {
    readonly session: SessionWithPerson
    readonly ref: string
    readonly adding?: Pick<Learned, 'adding' | 'replacing'>
  },
): Promise<FastifyReply> {
  const ref = await openVisit(here.moment, {
    flow: 'methods',
    errand: {
      protocol: 'portal',
      ref: to.ref,
      mayAsk: true,
      freshAfter: secondsAfter(here.moment.now, -freshSeconds).toISOString(),
    },
    learned: {
      who: to.session.person_id,
      session: to.session.id,
      proofs: proofsShape.parse(to.session.proofs),
      ...to.adding,
    },
  })
  if (to.adding) await begin(here.moment, ref, askerOf(here))
  return goTo(here, reply, `/visit/${ref}`)
}

/** What stands around every page of a visit. */
const around = (here: Here, { facts, visit, ...walk }: Walk) => ({
  leadsTo: returnOrigins(here, facts),
  look: facts.named ?? facts.person?.login ?? facts.errand.domain,
  caseNumber: visit.caseNumber,
  carries: facts.application && { application: facts.application.id },
  question: walk.question,
})

async function draw(
  here: Here,
  reply: FastifyReply,
  stands: Walk,
  refused?: { readonly problem: Problem; readonly answer: Answer },
): Promise<FastifyReply> {
  const walk = await withSent(stands, here.moment)
  const screen = screenOf(walk, here.moment)
  const frame = around(here, walk)
  if (screen) {
    return show(here, reply, {
      ...frame,
      wait: waitAddress(here, walk),
      screen,
      ...(refused && { problem: refused.problem, typed: typedIn(refused.answer) }),
      may: [...waysOut(walk, screen), 'help'],
    })
  }
  if ('turnedAway' in walk.next) return turnAway(here, reply, walk, walk.next.turnedAway)
  // Nothing more is asked, and a GET lets nobody in: the press does.
  return show(here, reply, {
    ...frame,
    screen: {
      kind: 'notice',
      about: 'ready',
      ways: [{ to: here.path, word: 'continue', post: true }],
    },
  })
}

/** What a page that says no gives back: never a password, a code or a reply. */
const typedIn = ({ name, country, phone, extension, about, remember }: Answer): Typed => ({
  ...(name !== undefined && { name }),
  ...(country !== undefined && { country }),
  ...(phone !== undefined && { phone }),
  ...(extension !== undefined && { extension }),
  ...(about !== undefined && { about }),
  ...(remember !== undefined && { remember }),
})

/** A name that was typed may be taken back; whoever is in already has nothing to take back. */
type WayOut = Exclude<Frame['may'][number], 'help'>

const waysOut = (walk: Walk, screen: Screen): readonly WayOut[] => [
  ...waysBack(walk, screen),
  ...(walk.facts.need.canRecover === true &&
  walk.facts.flow === 'sign-in' &&
  // What is forgotten there is another house's to give anew.
  !(screen.kind === 'identity' && screen.signsIn)
    ? (['turn-aside'] as const)
    : []),
  ...(mayBeLost(walk.facts) ? (['lost'] as const) : []),
]

function waysBack({ facts }: Walk, screen: Screen): readonly WayOut[] {
  if (screen.kind === 'choose-account') return ['another-account']
  // What was handed over is about one person, whoever is signed in on the phone.
  if (facts.flow === 'hand-over') return []
  if (isIn(facts)) {
    if (facts.flow !== 'sign-in') return ['leave']
    return [isOnWayToStart(facts) ? 'sign-out' : 'leave', 'another-account']
  }
  const isLed = facts.house !== undefined || facts.named !== undefined
  const mayForget = isLed || (facts.who !== undefined && !facts.letter)
  if (mayForget) return ['back', 'another-account']
  return facts.another === true && accountsHere(facts).length > 0 ? ['back'] : []
}

const isIn = ({ accounts, person }: Facts): boolean =>
  accounts.some((account) => account.person === person?.id)

/** There is no page behind this one to leave to: whoever does not go on here goes out. */
const isOnWayToStart = ({ errand }: Facts): boolean =>
  errand.protocol === 'portal' && errand.ref === '/'

export function lead(
  here: Here,
  reply: FastifyReply,
  answered: Answered,
  answer: Answer,
): Promise<FastifyReply> | FastifyReply {
  tellVersion(here, reply, answered)
  switch (answered.is) {
    case 'asks':
      if (answered.leads !== undefined)
        return leadElsewhere(here, reply, answered.walk, answered.leads)
      return answered.problem
        ? draw(here, reply, answered.walk, { problem: answered.problem, answer })
        : goTo(here, reply, here.path)
    case 'turned away':
      return goTo(here, reply, here.path)
    case 'back':
      if (answered.session) giveSession(here, reply, answered.walk, answered.session)
      return goTo(here, reply, answered.walk.visit.errand.ref)
    case 'left':
      return goBack(here, reply, answered.walk)
    case 'came in':
      return comeIn(here, reply, answered.walk, answered.session)
  }
}

/** To the application that waits, which hears that nobody came in. */
async function goBack(here: Here, reply: FastifyReply, { visit }: Walk): Promise<FastifyReply> {
  const waiting = here.door.protocols.find((one) => one.name === visit.errand.protocol)
  return goTo(here, reply, waiting ? await waiting.refuse(visit.errand, here.moment) : '/')
}

/** Tells the browser how far it has come, so that no server draws it an older page. */
function tellVersion(here: Here, reply: FastifyReply, { is, walk }: Answered): void {
  const { ref, version } = walk.visit
  const isEnded = is === 'came in' || is === 'back' || is === 'left'
  void reply.header('set-cookie', here.door.cookies.forVersion(ref, version + (isEnded ? 1 : 0)))
}

/** The secret this session had before is dead; the other accounts of this browser stay. */
function giveSession(here: Here, reply: FastifyReply, walk: Walk, session: Renewed): void {
  const others = walk.facts.accounts
    .filter((account) => account.person !== session.person)
    .flatMap((account) => here.jar.secrets[account.position] ?? [])
  const secrets = [session.secret, ...others]
  for (const cookie of here.door.cookies.forSessions(secrets, session.lifeSeconds)) {
    void reply.header('set-cookie', cookie)
  }
}

async function comeIn(
  here: Here,
  reply: FastifyReply,
  walk: Walk,
  session: CameIn,
): Promise<FastifyReply> {
  giveSession(here, reply, walk, session)
  const cameBy = walk.facts.counting.find(({ factor }) => factor === 'elsewhere')?.by
  if (cameBy !== undefined && cameBy !== here.jar.cameBy)
    void reply.header('set-cookie', here.door.cookies.forCameBy(cameBy))
  // Chosen on the way in, by a menu: written down by the press that comes in, and never by a page
  // that is only looked at.
  const { language } = here.jar
  if (language && language !== walk.facts.person?.language) {
    await chooseLanguage(here.moment, session.person, language)
  }
  const standing = { id: session.session, proven_at: here.moment.now }
  const waiting = here.door.protocols.find((one) => one.name === session.errand.protocol)
  return goTo(
    here,
    reply,
    waiting ? await waiting.resume(session.errand, standing, here.moment) : startOf(walk),
  )
}

/** Whoever came to set things up and has done so is led to the start page. */
const startOf = ({ visit, facts }: Walk): string =>
  (facts.enrolled ?? []).length > 0 ? '/' : visit.errand.ref

const notices: Readonly<Partial<Record<string, Notice>>> = {
  'account-not-open': 'account-not-open',
  'application-not-yours': 'application-not-yours',
  'password-elsewhere': 'password-elsewhere',
}

const restingWords = ({ numbers, until }: NonNullable<Facts['resting']>, { moment }: Here) => ({
  ending: numbers[0]?.slice(-2) ?? '',
  until: sayTime(moment.language, until),
})

/** What was lost is blocked, and a code from the helpdesk would bring them on. */
const isWithoutPhone = ({ person, need }: Facts): boolean =>
  person?.hasLostPhone === true && need.accepts.includes('pass')

function toldOf(
  because: string,
  { isBlocked, rests }: { readonly isBlocked: boolean; readonly rests: boolean },
): Notice {
  if (isBlocked) return 'phone-blocked'
  return rests ? 'number-rests' : (notices[because] ?? 'not-enough-proven')
}

function turnAway(here: Here, reply: FastifyReply, walk: Walk, because: string): FastifyReply {
  const start: Way =
    isIn(walk.facts) && isOnWayToStart(walk.facts)
      ? { to: '/sign-out', word: 'sign-out' }
      : { to: '/', word: 'start-page' }
  const help: Way = { to: '/help', word: 'get-help' }
  // An account that is not open is opened by a person, and by nothing that stands on a page.
  const ways = because === 'account-not-open' ? [help, start] : [start, help]
  if (walk.facts.application)
    ways.splice(1, 0, { to: `${here.path}/leave`, word: 'back-to-application', post: true })
  const { application } = walk.facts
  const rests = because === 'not-enough-proven' ? walk.facts.resting : undefined
  const isBlocked = because === 'not-enough-proven' && isWithoutPhone(walk.facts)
  // The code that somebody gives them is asked for where they stand: nothing begins anew.
  if (isBlocked) ways.unshift({ to: here.path, word: 'have-code' })
  return show(here, reply, {
    ...around(here, walk),
    status: 403,
    screen: {
      kind: 'notice',
      about: toldOf(because, { isBlocked, rests: rests !== undefined }),
      ways,
      with: {
        ...(application && { application: application.name }),
        ...(rests && restingWords(rests, here)),
      },
    },
    may: ['another-account', 'help'],
  })
}

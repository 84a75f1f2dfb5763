// «Innlogging og sikkerhet», and the short address that always leads there: a person's own methods,
// to add, name, remove and put first. What has been shown too long ago is shown once more, in a
// visit like every other. Must never change anything by a page that is looked at.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Learned, MethodFacts } from '../domain/facts.ts'
import { findApplication } from '../domain/applications.ts'
import { consentsOf, knowledge, placesIn, withdrawConsent } from '../domain/sessions/consents.ts'
import { endedMethods, restoreMethod } from '../domain/methods/ended.ts'
import { isPassOver, passKeeps } from '../domain/methods/passes.ts'
import { openKept } from '../domain/methods/methods.ts'
import {
  makeDefault,
  mayRemove,
  ownMethods,
  removeMethod,
  renameMethod,
  type OwnMethods,
} from '../domain/methods/own-methods.ts'
import { Refusal } from '../domain/refusal.ts'
import { findSessions } from '../domain/sessions/sessions.ts'
import { forgetBrowsersNow, rememberedBrowsers } from '../domain/visits/browsers.ts'
import { proofsShape } from '../domain/visits/learned.ts'
import { factors } from '../factors/index.ts'
import { shownLine, usesOf } from '../flows/method-lines.ts'
import { behindPassword } from '../domain/methods/wishes.ts'
import { expectations } from '../domain/policy/expected.ts'
import { drawQr } from '../lib/methods/qr.ts'
import type { OwnBrowser } from '../pages/browsers.ts'
import type { Shared } from '../pages/screens/consent.ts'
import type { EndedLine } from '../pages/ended-methods.ts'
import type { Answer } from '../shapes/answer.ts'
import type { Problem } from '../shapes/problem.ts'
import type { SessionWithPerson } from '../store/sessions.ts'
import { goTo, show, showGetApp, showSecurity } from './draw.ts'
import { answerOf, hereAt, tellProtocols, type Door, type Here } from './here.ts'
import { appAt } from './phone/app-links.ts'
import { beginVisit, showMore, stepUpFirst } from './visit.ts'

const page = '/security'

/** Somebody who is in, with what they have. */
interface Own extends OwnMethods {
  readonly here: Here
  readonly reply: FastifyReply
  readonly session: SessionWithPerson
}

export function openSecurity(server: FastifyInstance, door: Door): void {
  server.get('/oppsett', async (request, reply) => goTo(hereAt(door, request, reply), reply, page))
  server.get<{ Querystring: { done?: string } }>(page, (request, reply) => {
    const done = toldBy(request.query.done)
    const does = async (own: Own): Promise<FastifyReply> =>
      own.wishes.some(({ state }) => state === 'missing')
        ? setUpMissing(own)
        : draw(own, { ...(done && { done }) })
    // What has just been done is told afterwards too, where it is why more is asked.
    return ownOr(door, request, reply, { does, ...(done && { ref: `${page}?done=${done}` }) })
  })
  server.get(`${page}/app`, (request, reply) =>
    ownOr(door, request, reply, { does: async (own) => getApp(own), ref: `${page}/app` }),
  )
  const act = (address: string, does: (own: Own, answer: Answer) => Promise<FastifyReply>) =>
    server.post(`${page}/${address}`, (request, reply) =>
      ownOr(door, request, reply, { does: async (own) => does(own, answerOf(own.here, request)) }),
    )
  act('add', add)
  act('rename', rename)
  act('replace', replace)
  act('default', putFirst)
  act('remove', async (own, answer) => confirmRemoval(own, answer.method ?? ''))
  act('remove/confirmed', remove)
  act('restore', restore)
  act('browsers/forget', forgetBrowser)
  act('applications/withdraw', withdraw)
  server.get<{ Params: { method: string } }>(`${page}/remove/:method`, (request, reply) =>
    ownOr(door, request, reply, {
      does: async (own) => confirmRemoval(own, request.params.method),
    }),
  )
}

interface Doing {
  readonly does: (own: Own) => Promise<FastifyReply>
  /** Where whoever has to show more goes on. */
  readonly ref?: string
}

/** For whoever is in, and has shown what this place asks for; everybody else signs in first. */
async function ownOr(
  door: Door,
  request: FastifyRequest,
  reply: FastifyReply,
  { does, ref = page }: Doing,
): Promise<FastifyReply> {
  const here = hereAt(door, request, reply)
  const [session] = await findSessions(here.moment, here.jar.hashes)
  if (!session) return signIn(here, reply)
  if (await stepUpFirst(here, reply, session, { ...errand, ref })) return reply
  return does({ here, reply, session, ...(await ownMethods(here.moment, session)) })
}

const errand = { protocol: 'portal', ref: page, mayAsk: true, setsUp: true } as const

/** The first page says what it is about, and what to have at hand (S3.1). */
const signIn = (here: Here, reply: FastifyReply): Promise<FastifyReply> =>
  beginVisit(here, reply, { flow: 'sign-in', errand })

const proofsOf = ({ session }: Own) => proofsShape.parse(session.proofs)

/** What a rule wants and was put off is set up here, in the wizard. */
const setUpMissing = (own: Own): Promise<FastifyReply> =>
  beginVisit(own.here, own.reply, {
    flow: 'sign-in',
    errand,
    learned: { who: own.person.id, session: own.session.id, proofs: proofsOf(own) },
  })

const freshVisit = (
  { here, reply, session }: Own,
  ref: string,
  adding: Pick<Learned, 'adding' | 'replacing'> = {},
): Promise<FastifyReply> => showMore(here, reply, { session, ref, adding })

function add(own: Own, answer: Answer): Promise<FastifyReply> {
  const { choice = 'any' } = answer
  if (choice !== 'any' && !own.offers.includes(choice)) throw new Refusal('bad-request')
  return freshVisit(own, `${page}?done=added`, { adding: choice })
}

/** Where it can approve it is added at once; anywhere else it still shows codes. */
function getApp(own: Own): FastifyReply | Promise<FastifyReply> {
  if (own.offers.includes('push')) return freshVisit(own, `${page}?done=added`, { adding: 'push' })
  const { house } = own.here.moment
  const { login } = own.person
  const address = new URL(appAt(house, { organisation: login }), house.address).href
  return showGetApp(own.here, own.reply, {
    login,
    address,
    picture: drawQr(address),
    site: `${house.address.host}/app`,
    back: page,
  })
}

const methodIn = (own: Own, id: string | undefined): MethodFacts | undefined =>
  own.methods.find((method) => method.id === id)

/** Another number in its place: shown to be in their hand, and then the old one is none. */
async function replace(own: Own, { method: id }: Answer): Promise<FastifyReply> {
  const method = methodIn(own, id)
  if (!method || !mayReplace(own, method)) return draw(own, { problem: { code: 'gone-already' } })
  const { id: replacing, factor: adding } = method
  return freshVisit(own, `${page}?done=number-changed`, { adding, replacing })
}

const mayReplace = ({ offers }: Own, { factor }: MethodFacts): boolean =>
  (factor === 'sms' || factor === 'voice') && offers.includes(factor)

async function rename(own: Own, { method: id, name }: Answer): Promise<FastifyReply> {
  const method = methodIn(own, id)
  if (!method) return draw(own, { problem: { code: 'gone-already' } })
  const typed = name?.trim().slice(0, 60) ?? ''
  if (typed === '') return draw(own, { problem: { code: 'name-missing' } })
  await renameMethod(own.here.moment, own.person.id, { method, name: typed })
  return goTo(own.here, own.reply, `${page}?done=renamed`)
}

async function putFirst(own: Own, { choice }: Answer): Promise<FastifyReply> {
  const method = behindPassword(own.methods, own.accepts).find(({ id }) => id === choice)
  if (!method) return draw(own, { problem: { code: 'gone-already' } })
  if (!own.isFresh) return freshVisit(own, page)
  await makeDefault(own.here.moment, own.person.id, method)
  return goTo(own.here, own.reply, `${page}?done=default-changed`)
}

/** Asked once more, by whoever has just shown the most that the account has. */
async function confirmRemoval(own: Own, id: string): Promise<FastifyReply> {
  const method = methodIn(own, id)
  if (!method) return draw(own, { problem: { code: 'gone-already' } })
  if (!mayRemove(own.here.moment, own, method))
    return draw(own, { problem: { code: 'too-few-methods' } })
  if (!own.isFresh) return freshVisit(own, `${page}/remove/${method.id}`)
  return show({ ...own.here, path: `${page}/remove/confirmed` }, own.reply, {
    look: own.person.login,
    question: 'remove',
    signedInAs: own.person.login,
    carries: { method: method.id },
    screen: {
      kind: 'confirm',
      about: 'remove-method',
      method: shownLine(method),
      choices: ['remove'],
      ways: [{ to: page, word: 'back' }],
    },
  })
}

async function remove(own: Own, { method: id }: Answer): Promise<FastifyReply> {
  const method = methodIn(own, id)
  if (!method) return draw(own, { problem: { code: 'gone-already' } })
  if (!own.isFresh || !mayRemove(own.here.moment, own, method))
    return confirmRemoval(own, method.id)
  const { here, session } = own
  const tell = tellProtocols(here.door)
  const isGone = await removeMethod(here.moment, own.person, { method, session, tell })
  return goTo(here, own.reply, isGone ? `${page}?done=removed` : page)
}

/** By whoever has just shown the most that the account has: it is as good as adding one. */
async function restore(own: Own, { method = '' }: Answer): Promise<FastifyReply> {
  const { here, reply, person } = own
  if (!own.isFresh) return freshVisit(own, page)
  const shown = proofsOf(own).flatMap((proof) => proof.method ?? [])
  const isBack = await restoreMethod(here.moment, person, method, { shown })
  if (!isBack) return draw(own, { problem: { code: 'not-restorable' } })
  return goTo(here, reply, `${page}?done=restored`)
}

const ownEnded = async ({ here, person }: Own): Promise<readonly EndedLine[]> =>
  (await endedMethods(here.moment, person.id)).map(
    ({ id, factor, name, label, ended_at: at, ended_because: because }) => ({
      ...shownLine({ id, factor, ageSeconds: 0, ...(name && { name }), ...(label && { label }) }),
      id,
      endedAt: at.toISOString(),
      isBlocked: because === 'lost',
    }),
  )

/** One press: whoever takes ease away from their own account has nothing to show for it first. */
async function forgetBrowser(own: Own, { browser, choice }: Answer): Promise<FastifyReply> {
  const { here, reply, person } = own
  if (choice !== 'all' && browser === undefined) throw new Refusal('bad-request')
  const because = 'asked'
  const one = choice === 'all' ? undefined : browser
  await forgetBrowsersNow(here.moment, person.id, { because, ...(one && { browser: one }) })
  return goTo(here, reply, `${page}?done=${one ? 'browser-forgotten' : 'browsers-forgotten'}`)
}

async function ownBrowsers({ here, person }: Own): Promise<readonly OwnBrowser[]> {
  const rows = await rememberedBrowsers(here.moment, person.id)
  return rows.map(({ browser_id: id, browser, system, remembered_at: since, seen_at: used }) => ({
    id,
    ...(browser && { browser }),
    ...(system && { system }),
    since: since.toISOString(),
    usedAt: used.toISOString(),
    isThis: id === here.moment.browser,
  }))
}

/** One press: whoever shares less has nothing to show for it first. */
async function withdraw(own: Own, { application = '' }: Answer): Promise<FastifyReply> {
  const { here, reply, person } = own
  const isGone = await withdrawConsent(here.moment, person.id, application)
  return goTo(here, reply, isGone ? `${page}?done=consent-withdrawn` : page)
}

/** Also of an application that is no longer written down: what was said of it stands. */
async function ownShared({ here, person }: Own): Promise<readonly Shared[]> {
  const { moment } = here
  const rows = await consentsOf(moment, person.id)
  return rows.map(({ application: id, knows, given_at: since }) => ({
    id,
    name: findApplication(moment, id)?.name ?? id,
    knows: knowledge.filter((each) => knows.includes(each)),
    acts: placesIn(knows, findApplication(moment, id)),
    since: since.toISOString(),
  }))
}

const justDone = [
  'added',
  'removed',
  'restored',
  'renamed',
  'number-changed',
  'default-changed',
  'browser-forgotten',
  'browsers-forgotten',
  'consent-withdrawn',
] as const

type Done = (typeof justDone)[number]

const toldBy = (done: string | undefined): Done | undefined =>
  justDone.find((each) => each === done)

interface Telling {
  readonly done?: Done
  readonly problem?: Problem
}

async function draw(own: Own, { done: told, problem }: Telling): Promise<FastifyReply> {
  const { here, reply, person } = own
  const leading = behindPassword(own.methods, own.accepts)
  const first = leading.find(({ id }) => id === person.defaultMethod) ?? leading[0]
  const signal = told === 'removed' ? signalOf(own) : undefined
  return showSecurity(here, reply, {
    login: person.login,
    methods: own.methods
      .filter((method) => isShown(own, method))
      .map((method) => ({
        ...shownLine(method, { house: here.moment.house, rows: own.rows }),
        ...usesOf(method, leading, first),
        ...(method === first && leading.length > 1 && { isDefault: true }),
        id: method.id,
        mayRemove: mayRemove(here.moment, own, method),
        mayReplace: mayReplace(own, method),
        mayRename: ['totp', 'passkey', 'push'].includes(method.factor),
      })),
    add: own.offers,
    browsers: await ownBrowsers(own),
    ended: await ownEnded(own),
    shared: await ownShared(own),
    defaults: (leading.length > 1 ? leading : []).map((method) => ({
      choice: method.id,
      ...shownLine(method),
    })),
    ...expectations(here.moment, person),
    missing: own.wishes.flatMap(({ wish, state }) => (state === 'missing' ? [wish] : [])),
    ...(told && { told }),
    ...(signal !== undefined && { signal }),
    ...(problem && { problem }),
  })
}

/**
 * What opened the first set-up is none, and a pass that is used up or has run out is none either.
 */
function isShown({ rows, here }: Own, { id, factor }: MethodFacts): boolean {
  const row = rows.find((each) => each.id === id)
  if (factor !== passKeeps.name || !row) return factor !== 'pin'
  const { house, now } = here.moment
  return !isPassOver(openKept(house, passKeeps, { id, sealed: row.kept }), now)
}

/** The keeper of the passkeys is told which are left, so that it offers no dead one. */
function signalOf({ person, rows, here }: Own): string | undefined {
  const { house } = here.moment
  return factors.flatMap((factor) => {
    const mine = rows.filter((row) => row.factor === factor.name)
    const kept = mine.map(({ id, kept: sealed }) => openKept(house, factor, { id, sealed }))
    return factor.signal?.(kept, person, house) ?? []
  })[0]
}

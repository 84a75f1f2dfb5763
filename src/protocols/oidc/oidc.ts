// OpenID Connect: the door of this protocol. oidc-provider has the protocol; we have the session,
// the policy and the rows. A new provider is made whenever keys or applications change, and
// requests under way end with the one they began with.
import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Provider, type KoaContextWithOIDC } from 'oidc-provider'
import type { House, Moment } from '../../domain/moment.ts'
import { Refusal } from '../../domain/refusal.ts'
import { openSigningKeys } from '../../domain/signing/signing-keys.ts'
import type { Judge } from '../../domain/sessions/session-facts.ts'
import type { HttpCall } from '../../outside/http-call.ts'
import { sweepProvider } from '../../store/provider/provider.ts'
import { Unavailable } from '../../store/database.ts'
import type { Protocol } from '../protocol.ts'
import {
  addLogoutCalls,
  fetchThrough,
  tellApplication,
  type LogoutTry,
  type Told,
} from './back-channel.ts'
import { compareByHash, countWrongSignature, tellWhenToReturn } from './client-secrets.ts'
import { configurationFor } from './configuration.ts'
import { flush, takeAwayForNow } from './flush.ts'
import { drawOn, type OidcPages, unavailable } from './pages.ts'
import { openReadyBytes, readyPaths, type ReadyBytes } from './ready-bytes.ts'
import { isForBrowsers, readyAnswer, readyRequest } from './request.ts'
import { withWork, Work } from './work.ts'

export interface OidcNeeds {
  readonly house: House
  /**
   * The moment of a request: the clock, the place to write, the browser (its cookie set on the
   * answer where it is new).
   */
  momentOf(request: IncomingMessage, response: ServerResponse): Moment
  /** What the browser's present session cookie says. */
  secretOf(request: IncomingMessage): string | undefined
  readonly judge: Judge
  readonly pages: OidcPages
  readonly call: HttpCall
  /** Ends a session of ours; whoever must know is told in the same transaction. */
  endSession(
    moment: Moment,
    session: { readonly id: string; readonly person_id: string },
  ): Promise<void>
  /** A fault of ours, for the log. */
  fault(cause: unknown): void
}

export interface Oidc {
  readonly protocol: Protocol
  isOurs(path: string): boolean
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Answers at once what stands ready; false where nothing does. */
  ready(request: IncomingMessage, response: ServerResponse): boolean
  /** Reads keys and applications anew: after `apply`, after a key was turned or retired. */
  refresh(moment: Moment): Promise<void>
  /** One try at telling an application of an ended session; `later` asks for another. */
  tell(call: LogoutTry, moment: Moment): Promise<Told>
  /** Removes what is past. */
  sweep(moment: Moment): Promise<number>
}

interface Present {
  readonly provider: Provider
  readonly ready: ReadyBytes
  readonly answer: ReturnType<Provider['callback']>
}

export async function openOidc(needs: OidcNeeds, moment: Moment): Promise<Oidc> {
  const { house } = needs
  let present = await makePresent(needs, moment)
  // The session cookie of the house is the only one there is, and the visit's row says how it
  // ended, so nothing but the address is needed.
  const backThrough = ({ ref }: { readonly ref: string }) =>
    new URL(`${authorize}/${encodeURIComponent(ref)}`, house.address).href
  const wantsToHear = (id: string) =>
    house.configuration().applications.some((each) => each.id === id && each.oidc?.tellSignOut)

  return {
    protocol: {
      name: 'oidc',
      resume: async (errand) => backThrough(errand),
      refuse: async (errand) => backThrough(errand),
      ended: (sessions, inside) => addLogoutCalls(inside.db, sessions, wantsToHear),
    },
    isOurs: (path) => path.startsWith('/oidc/') || readyPaths.has(path),
    answer: async (request, response) => {
      const path = pathOf(request)
      const secret = isForBrowsers(path) ? needs.secretOf(request) : undefined
      readyRequest(request, { address: house.address, secret })
      await present.answer(request, response)
    },
    // The same for everybody, wherever they come from and whoever they say they are: nothing of the
    // request but its address and its Host is looked at.
    ready: (request, response) =>
      request.headers.host === house.address.host && present.ready.answer(request, response),
    refresh: async (now) => {
      present = await makePresent(needs, now)
    },
    tell: (call, now) => tellApplication(present.provider, now, call),
    sweep: (now) => sweepProvider(now.db, now.now),
  }
}

const authorize = '/oidc/authorize'

const pathOf = (request: IncomingMessage): string => (request.url ?? '/').split('?', 1)[0] ?? '/'

async function makePresent(needs: OidcNeeds, moment: Moment): Promise<Present> {
  const { house } = needs
  const { applications } = house.configuration()
  const byId = new Map(applications.map((application) => [application.id, application]))
  const provider = new Provider(house.address.origin, {
    ...configurationFor({
      house,
      nonceKey: house.keys.keyFor('oidc-proof-nonce'),
      applications,
      application: (id) => byId.get(id),
      keys: await openSigningKeys(moment),
      judge: needs.judge,
      pages: needs.pages,
      fetch: fetchThrough(needs.call),
    }),
  })
  // Whoever stands before us has had every forwarded header taken away and ours put in.
  provider.proxy = true
  const ready = openReadyBytes()
  provider.use((ctx, next) => serve(ctx, next, { needs, ready }))
  compareByHash(provider)
  provider.on('server_error', (ctx, fault) => {
    needs.fault(fault)
    if (fault instanceof Unavailable && ctx.status === 500) takeAwayForNow(ctx)
  })
  const heard: EventEmitter = provider
  heard.on('error', (fault: unknown) => needs.fault(fault))
  return { provider, ready, answer: provider.callback() }
}

interface Serving {
  readonly needs: OidcNeeds
  readonly ready: ReadyBytes
}

type Context = Parameters<Parameters<Provider['use']>[0]>[0]

/** Only the library's own addresses have this; anything else under /oidc/ is not found. */
const isServed = (ctx: object): ctx is KoaContextWithOIDC => 'oidc' in ctx

async function serve(
  ctx: Context,
  next: () => Promise<unknown>,
  { needs, ready }: Serving,
): Promise<void> {
  const work = new Work(() => needs.momentOf(ctx.req, ctx.res), askedFor(ctx))
  await withWork(work, async () => {
    await next()
    if (readyPaths.has(ctx.path) && ctx.status === 200) {
      ready.keep(ctx.path, ctx.response.get('content-type'), ctx.body)
      return
    }
    if (!isServed(ctx)) return
    leaveAtOnce(ctx)
    try {
      await countWrongSignature(ctx, work)
      tellWhenToReturn(ctx, work)
      await flush(work, ctx, needs)
    } catch (fault) {
      // What could not be written was not given: the answer that stood ready is taken away.
      if (!(fault instanceof Refusal)) needs.fault(fault)
      const wasLeading = ctx.response.get('location') !== ''
      takeAwayForNow(ctx)
      // What a redirect carries is no page: a person reads why, and asks once more.
      if (wasLeading) drawOn(ctx, needs.pages.refused(work.moment, unavailable(ctx)))
    }
    readyAnswer(ctx.res, { path: ctx.path, address: needs.house.address })
  })
}

function askedFor(ctx: Context): { ref?: string; client?: string } {
  const client = ctx.query['client_id']
  if (ctx.path === authorize) return typeof client === 'string' ? { client } : {}
  return ctx.path.startsWith(`${authorize}/`) ? { ref: ctx.path.slice(authorize.length + 1) } : {}
}

/**
 * Signing out where nobody is signed in asks nothing and changes nothing: the person goes straight
 * on.
 */
function leaveAtOnce(ctx: KoaContextWithOIDC): void {
  const { session, route } = ctx.oidc
  if (route !== 'end_session' || ctx.status !== 200 || !session || session.accountId) return
  const state = Object(session.state ?? {})
  const to = URL.parse(String(state.postLogoutRedirectUri ?? '')) ?? undefined
  if (to && typeof state.state === 'string') to.searchParams.set('state', state.state)
  ctx.status = 303
  ctx.redirect(to?.href ?? ctx.oidc.urlFor('end_session_success'))
}

// The one question at each authorization: does this session suffice, here, for this? The Policy
// answers; the library only asks. Whatever it asks by itself (about installed applications, about
// consent) is taken out: those are ours to decide. Whoever suffices is asked by us what somebody
// else's application may know, and never what our own may.
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { isCovered } from '../../domain/sessions/consents.ts'
import { isFor, type Application } from '../../domain/applications.ts'
import type { Errand } from '../../domain/facts.ts'
import type { House } from '../../domain/moment.ts'
import type { Judge } from '../../domain/sessions/session-facts.ts'
import { foldName } from '../../lib/names/canonical-name.ts'
import { asksOf, domainAsked, errandFrom, parameter, subjectAsked } from './errand.ts'
import { subjectFor } from './subjects.ts'
import { currentWork, sessionFacts, type LiveSession, type Work } from './work.ts'

const { Check, Prompt } = interactionPolicy

/**
 * A visit that ended and did not suffice may be followed by another; more than that would be a
 * ring.
 */
const roundsMax = 3

export interface DoorAsks {
  readonly house: House
  readonly judge: Judge
  application(id: string): Application | undefined
}

export function policyFor(asks: DoorAsks): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy.clear()
  const check = new Check('house', 'the person must come to the door', 'login_required', (ctx) =>
    mustAsk(ctx, asks),
  )
  policy.add(new Prompt({ name: 'login', requestable: true }, check))
  policy.add(new Prompt({ name: 'select_account', requestable: true }))
  const consent = new Check('asked', 'the person must say yes', 'consent_required', (ctx) =>
    mustConsent(ctx, asks),
  )
  policy.add(new Prompt({ name: 'consent', requestable: true }, consent))
  // Each comes with a check of its own that asks whenever its name is said: ours has answered that
  // already.
  for (const prompt of policy) prompt.checks.remove(`${prompt.name}_prompt`)
  return policy
}

async function mustAsk(ctx: KoaContextWithOIDC, asks: DoorAsks): Promise<boolean> {
  const work = currentWork()
  const back = work.visit?.cameIn ? work.visit : undefined
  const errand = work.visit?.errand ?? errandFrom(ctx, work.moment.now, applicationOf(ctx, asks))
  work.wasAsked = errand.mayAsk
  const live = sessionOf(ctx, work)
  if (!live) return true
  const application =
    errand.application === undefined ? undefined : asks.application(errand.application)
  if (!application || !isFor(application, live.person)) {
    // Somebody else in this browser may be meant; who came to the door for it and is not meant is
    // told so.
    if (errand.mayAsk && !back && errand.chooseAccount) return true
    throw notForYou(errand.mayAsk)
  }
  work.isMeant = isMeant(ctx, live, {
    errand,
    subject: subjectFor(asks.house, application, live.row.person_id),
  })
  if (!work.isMeant) {
    if (back && (ctx.oidc.entities.IdTokenHint ?? subjectAsked(ctx)) !== undefined)
      throw new errors.LoginRequired('another person came in')
    if (!back) return true
  }
  if (errand.chooseAccount && !back) return true
  // Which account is meant has been answered by the visit that came back.
  const { chooseAccount: _answered, ...rest } = errand
  work.suffices = asks.judge(sessionFacts(live), rest, work.moment) === 'come in'
  if (work.suffices) return false
  if (back && roundOf(work) >= roundsMax) throw new errors.LoginRequired('not enough was proven')
  return true
}

const applicationOf = (ctx: KoaContextWithOIDC, asks: DoorAsks): Application | undefined =>
  ctx.oidc.client && asks.application(ctx.oidc.client.clientId)

/** Once for each person and application, and once more where more is asked for than was given. */
async function mustConsent(ctx: KoaContextWithOIDC, asks: DoorAsks): Promise<boolean> {
  const work = currentWork()
  const application = applicationOf(ctx, asks)
  const wanted = asksOf(ctx, application)
  const live = sessionOf(ctx, work)
  if (!wanted || !application || !live) return false
  const back = work.visit?.cameIn === true
  const given = await work.consentTo(application.id, live.row.person_id)
  if (isCovered(wanted, given ?? []) && (back || !ctx.oidc.prompts.has('consent'))) return false
  if (back && roundOf(work) >= roundsMax) throw new errors.ConsentRequired('nobody said yes')
  return true
}

const sessionOf = (ctx: KoaContextWithOIDC, work: Work): LiveSession | undefined => {
  const id = ctx.oidc.session?.uid
  return ctx.oidc.session?.accountId === undefined || id === undefined
    ? undefined
    : work.sessions.get(id)
}

export const roundOf = (work: Work): number => {
  const round = work.visit?.waiting['round']
  return typeof round === 'number' ? round : 0
}

/** Is it this person the application speaks of? Never answered with somebody else in silence. */
function isMeant(
  ctx: KoaContextWithOIDC,
  live: LiveSession,
  { errand, subject }: { readonly errand: Errand; readonly subject: string },
): boolean {
  const hinted = ctx.oidc.entities.IdTokenHint?.payload['sub']
  if (hinted !== undefined) return hinted === subject
  const named = subjectAsked(ctx)
  if (named !== undefined) return named === subject
  const { login, mail } = live.person
  const domain = domainAsked(ctx) ?? errand.domain
  if (domain !== undefined && !login.endsWith(`@${domain}`)) return false
  const hint = parameter(ctx, 'login_hint') ?? errand.hint
  if (hint === undefined || hint.startsWith('@')) return true
  const said = foldName(hint.trim())
  // The domain may be left out where a person types a name, and so here.
  return (
    said === login || said === login.split('@', 1)[0] || (mail !== null && said === foldName(mail))
  )
}

/**
 * Told on a page of ours, since the application cannot help; silently asked, the application hears
 * it (ATK-OIDC-17).
 */
function notForYou(mayAsk: boolean): errors.OIDCProviderError {
  const refusal = new errors.AccessDenied('this application is not for this person')
  return Object.assign(refusal, mayAsk && { allow_redirect: false, status: 403, statusCode: 403 })
}

// Signing in to an application: what it asked is read, judged, and answered by a form; or a Visit
// is opened, and its end comes back here. A request is answered once, and what is told is written
// down before it leaves.
import { eventRow } from '../../domain/events/events.ts'
import { errandShape } from '../../domain/visits/learned.ts'
import { openVisit } from '../../domain/visits/visits.ts'
import { secretHash } from '../../domain/sessions/sessions.ts'
import { Refusal } from '../../domain/refusal.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { sha256 } from '../../lib/digest.ts'
import { randomId } from '../../lib/random.ts'
import { statuses } from '../../lib/saml/names.ts'
import * as store from '../../store/provider/saml.ts'
import { contextFor } from './contexts.ts'
import { decide, errandOf, type Codes } from './door.ts'
import { nameFor, pairwiseName, sessionIndexFor } from './naming.ts'
import { addressesOf, type Partner } from './present.ts'

import { readMessage, type Came } from './reading/message.ts'
import { askedShape, signOnAsked, type SignOnAsked } from './reading/sign-on-asked.ts'
import { logoutAsked } from './reading/logout-asked.ts'
import { SamlRefused } from './refused.ts'
import type { Serving } from './saml.ts'
import type { Answer } from './sending.ts'
import { attributesFor } from './writing/attributes.ts'
import { writeRefusal, writeResponse, type Envelope } from './writing/answer.ts'

/** A form comes from another site, without the browser's cookies: it is collected by a look. */
const collectedSeconds = 300
/** Longer than any visit that could still answer it. */
const rememberedSeconds = 24 * 3600

export const momentId = (what: 'request' | 'form' | 'leaving', ...of: readonly string[]): Buffer =>
  sha256(`saml ${what} ${of.join(' ')}`)

/** Read and judged here; the browser comes for it with its cookies. */
export async function keepForm(
  serving: Serving,
  place: 'sso' | 'slo',
  came: Came,
): Promise<Answer> {
  const { moment } = serving
  const payload =
    place === 'sso' ? await readSignOn(serving, came) : await readLogout(serving, came)
  const handle = randomId()
  await store.keepMoment(moment.db, {
    id: momentId('form', handle),
    payload,
    until: secondsAfter(moment.now, collectedSeconds),
  })
  const at = place === 'sso' ? `/saml/sso/form.${handle}` : `/saml/out/form.${handle}`
  return { is: 'to', address: new URL(at, moment.house.address).href }
}

async function readSignOn(serving: Serving, came: Came): Promise<SignOnAsked> {
  const { partner, message } = await readFrom(serving, came, 'AuthnRequest')
  if (partner.saml.requireSignedRequests && !message.isSigned) throw new SamlRefused('signature')
  return signOnAsked(
    message,
    { application: partner.application.id, saml: partner.saml },
    came.relayState,
  )
}

export async function readLogout(serving: Serving, came: Came) {
  const { partner, message } = await readFrom(serving, came, 'LogoutRequest')
  return logoutAsked(message, partner.application.id, came.relayState)
}

async function readFrom(
  { moment, partners }: Serving,
  came: Came,
  name: 'AuthnRequest' | 'LogoutRequest',
) {
  const { signOn: ssoAddress, logout } = addressesOf(moment.house.address)
  const message = await readMessage(came, name, {
    now: moment.now,
    keysOf: (issuer) => partners.byName(issuer)?.keys,
    destination: name === 'AuthnRequest' ? ssoAddress : logout,
  })
  const partner = partners.byName(message.issuer)
  if (!partner) throw new SamlRefused('unknown-application')
  return { partner, message }
}

export async function signOn(serving: Serving, came: Came): Promise<Answer> {
  return answerAsked(serving, { asked: await readSignOn(serving, came) })
}

/** The tile of an application that wants it so. */
export async function beginFromStartPage(serving: Serving, id: string): Promise<Answer> {
  const partner = serving.partners.byId(id)
  const to = partner?.saml.assertionConsumers[0]?.address
  if (!partner?.saml.fromStartPage || to === undefined) throw new Refusal('not-found')
  const asked = askedShape.parse({
    application: id,
    to,
    isFresh: false,
    isPassive: false,
    contexts: [],
    comparison: 'exact',
  })
  return answerAsked(serving, { asked })
}

/** From a visit that has ended, or for what a form has brought. */
export async function comeBack(serving: Serving, ref: string): Promise<Answer> {
  const { moment } = serving
  const at = { now: moment.now, epoch: moment.house.epoch() }
  if (ref.startsWith('form.')) {
    const id = momentId('form', ref.slice('form.'.length))
    const kept = askedShape.safeParse(await store.lookAtMoment(moment.db, id, moment.now))
    if (!kept.success) throw new Refusal('visit-ended')
    return answerAsked(serving, { asked: kept.data })
  }
  const row = await store.findSamlVisit(moment.db, ref, at)
  const asked = askedShape.safeParse(row?.waiting)
  const errand = errandShape.safeParse(row?.errand)
  if (!row || !asked.success || !errand.success) throw new Refusal('visit-ended')
  if (row.browser_id !== moment.browser) throw new Refusal('visit-elsewhere')
  return answerAsked(serving, {
    asked: asked.data,
    back: { ref, errand: errand.data, how: row.ended_how },
  })
}

interface ToAnswer {
  readonly asked: SignOnAsked
  readonly back?: {
    readonly ref: string
    readonly errand: ReturnType<typeof errandShape.parse>
    readonly how: string | null
  }
}

async function answerAsked(serving: Serving, { asked, back }: ToAnswer): Promise<Answer> {
  const { moment, needs, partners, secret } = serving
  const partner = partners.byId(asked.application)
  // What was registered when it asked may be gone by now.
  if (!partner?.saml.assertionConsumers.some(({ address }) => address === asked.to))
    throw new Refusal('unknown-application')
  if (back?.how === 'left')
    return refuse(serving, { partner, asked }, [statuses.responder, statuses.authnFailed])
  const session =
    secret === undefined
      ? undefined
      : await store.findSamlSession(moment.db, secretHash(secret), {
          now: moment.now,
          epoch: moment.house.epoch(),
        })
  const errand = back?.errand ?? errandOf(asked, moment.now)
  const isBack = back?.how === 'come in'
  const decision = decide(moment, { partner, asked, errand, session, isBack, judge: needs.judge })
  switch (decision.is) {
    case 'told':
      return tell(serving, { partner, asked, session: decision.session, visit: back?.ref })
    case 'refused':
      return refuse(serving, { partner, asked }, decision.codes)
    case 'not yours':
      return {
        is: 'page',
        status: 403,
        ...needs.pages.refused(moment, { code: 'application-not-yours' }),
      }
    case 'asks': {
      const ref = randomId()
      await openVisit(moment, {
        ref,
        flow: 'sign-in',
        errand: { ...errand, ref },
        ...(decision.learned && { learned: decision.learned }),
        waiting: { ...asked, round: asked.round + 1 },
      })
      return { is: 'to', address: new URL(`/visit/${ref}`, moment.house.address).href }
    }
  }
}

interface ToTell {
  readonly partner: Partner
  readonly asked: SignOnAsked
  readonly session: store.SamlSession
  readonly visit?: string | undefined
}

async function tell(serving: Serving, { partner, asked, session, visit }: ToTell): Promise<Answer> {
  const { moment } = serving
  const { saml, application } = partner
  const of = { session: session.id, person: session.person_id, ...session }
  const called = nameFor(moment, saml, { of, asked: asked.nameFormat })
  if (!called)
    return refuse(serving, { partner, asked }, [statuses.requester, statuses.invalidNameFormat])
  const context = contextFor(asked, session)
  const lives = moment.house.configuration().lives
  const isTold = await store.tellOfPerson(moment.db, {
    request: momentId('request', saml.entityId, asked.request ?? randomId()),
    rememberUntil: secondsAfter(moment.now, rememberedSeconds),
    session: session.id,
    application: application.id,
    called,
    idleUntil: session.stays ? session.expires_at : secondsAfter(moment.now, lives.idleSeconds),
    networks: moment.from.networks,
    ...(visit !== undefined && { visit }),
    now: moment.now,
    event: eventRow(moment, 'assertion.issued', {
      person: session.person_id,
      data: { application: application.id, session: session.id, context },
    }),
  })
  if (!isTold) throw new Refusal('visit-ended', { application: application.id })
  const text = writeResponse(envelopeOf(serving, asked), {
    audience: saml.entityId,
    nameId: called,
    sessionIndex: sessionIndexFor(moment, saml.entityId, session.id),
    provenAt: session.proven_at,
    until: session.expires_at,
    context,
    attributes: attributesFor(saml, toldOf(serving, partner, session)),
    encryptTo: saml.encryptTo,
  })
  return post(serving, { asked, name: application.name, text })
}

function toldOf({ moment }: Serving, { saml }: Partner, session: store.SamlSession) {
  const organisation = moment.house
    .configuration()
    .organisations.find(({ id }) => id === session.organisation_id)
  const pairwise = pairwiseName(moment, saml.entityId, session.person_id)
  return {
    ...session,
    organisationName: organisation?.name ?? '',
    pairwiseId: `${pairwise}@${organisation?.domains[0] ?? ''}`,
  }
}

const envelopeOf = ({ moment, own }: Serving, { to, request }: SignOnAsked): Envelope => ({
  issuer: addressesOf(moment.house.address).entityId,
  to,
  inResponseTo: request,
  now: moment.now,
  signer: own.signer,
})

interface Refusing {
  readonly partner: Partner
  readonly asked: SignOnAsked
}

/** The application hears why, in its own words; nothing is told of anybody. */
const refuse = (serving: Serving, { partner, asked }: Refusing, codes: Codes): Answer =>
  post(serving, {
    asked,
    name: partner.application.name,
    text: writeRefusal(envelopeOf(serving, asked), codes),
  })

interface Posting {
  readonly asked: Pick<SignOnAsked, 'to' | 'relayState'>
  readonly name: string
  readonly text: string
}

function post({ needs, moment }: Serving, { asked, name, text }: Posting): Answer {
  const page = needs.pages.handOn(moment, {
    address: asked.to,
    name,
    fields: {
      SAMLResponse: Buffer.from(text).toString('base64'),
      ...(asked.relayState !== undefined && { RelayState: asked.relayState }),
    },
  })
  return { is: 'page', status: 200, ...page }
}

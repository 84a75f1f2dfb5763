// The one question at each sign-in: does this session suffice, here, for this? The Policy answers.
// Must never tell anything of a person that the application is not for, however it was asked.
import { isFor } from '../../domain/applications.ts'
import type { Errand, Learned } from '../../domain/facts.ts'
import type { Moment } from '../../domain/moment.ts'
import { stepUp } from '../../domain/sessions/judge.ts'
import { factsOfSession, type Judge } from '../../domain/sessions/session-facts.ts'
import { foldName } from '../../lib/names/canonical-name.ts'
import { statuses } from '../../lib/saml/names.ts'
import type { SamlSession } from '../../store/provider/saml.ts'
import { pairwiseName } from './naming.ts'
import type { Partner } from './present.ts'
import { wantsOf } from './contexts.ts'
import { notGiven, type SignOnAsked } from './reading/sign-on-asked.ts'

/** A visit that ended and did not suffice may be followed by another; more would be a ring. */
const roundsMax = 3

export type Codes = readonly [string, ...string[]]

export type Decision =
  | { readonly is: 'told'; readonly session: SamlSession }
  | { readonly is: 'asks'; readonly learned?: Learned }
  /** Told to the application. */
  | { readonly is: 'refused'; readonly codes: Codes }
  /** Told to the person: the application cannot help. */
  | { readonly is: 'not yours' }

export interface ToDecide {
  readonly partner: Partner
  readonly asked: SignOnAsked
  readonly errand: Errand
  readonly session: SamlSession | undefined
  /** Somebody has come back from a visit, let in. */
  readonly isBack: boolean
  readonly judge: Judge
}

const failed = (code: string): Decision => ({
  is: 'refused',
  codes: [statuses.responder, code],
})

export function decide(moment: Moment, to: ToDecide): Decision {
  const { asked, errand, session, isBack, partner } = to
  if (asked.nameFormat === notGiven)
    return { is: 'refused', codes: [statuses.requester, statuses.invalidNameFormat] }
  if (wantsOf(asked) === 'unknown') return failed(statuses.noAuthnContext)
  if (!session) return ask(errand)
  if (!isFor(partner.application, session))
    return errand.mayAsk ? { is: 'not yours' } : failed(statuses.requestDenied)
  if (!isMeant(moment, partner, asked.subject, session))
    return isBack ? failed(statuses.authnFailed) : ask(errand)
  const facts = factsOfSession(session)
  if (to.judge(facts, errand, moment) === 'come in') return { is: 'told', session }
  if (isBack && asked.round >= roundsMax) return failed(statuses.noAuthnContext)
  return ask(errand, stepUp(facts, errand, moment))
}

const ask = ({ mayAsk }: Errand, learned?: Learned): Decision =>
  mayAsk ? { is: 'asks', ...(learned && { learned }) } : failed(statuses.noPassive)

/** Is it this person the application speaks of? Never answered with somebody else in silence. */
function isMeant(
  moment: Moment,
  { saml }: Partner,
  subject: string | undefined,
  { person_id: person, login, mail }: SamlSession,
): boolean {
  if (subject === undefined) return true
  const said = foldName(subject.trim())
  return (
    said === login ||
    said === login.split('@', 1)[0] ||
    (mail !== null && said === foldName(mail)) ||
    subject === pairwiseName(moment, saml.entityId, person)
  )
}

/** What a request asks of the house: the wall where this protocol's words end. */
export function errandOf(asked: SignOnAsked, now: Date): Errand {
  const wants = wantsOf(asked)
  return {
    protocol: 'saml',
    ref: '',
    application: asked.application,
    mayAsk: !asked.isPassive,
    ...(asked.isFresh && { freshAfter: now.toISOString() }),
    ...(wants && wants !== 'unknown' && { wants }),
    // A name that we have made says nothing to whoever is asked for theirs.
    ...(asked.subject?.includes('@') && { hint: asked.subject }),
  }
}

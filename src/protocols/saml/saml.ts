// SAML 2.0: the door of this protocol. Requests come by redirect or by form, each becomes an Errand
// and a Visit where one is needed, and what is told leaves as a form. Must never lead anywhere that
// the configuration does not name.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { House, Moment } from '../../domain/moment.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Judge } from '../../domain/sessions/session-facts.ts'
import type { Listener } from '../../domain/sessions/sessions.ts'
import { sweepSaml } from '../../store/provider/saml.ts'
import { Unavailable } from '../../store/database.ts'
import type { Protocol } from '../protocol.ts'
import { fieldsIn, readFields } from './form.ts'
import { cameWith } from './reading/message.ts'
import type { SamlPages } from './pages.ts'
import { addressesOf, openOwn, partnersOf, type Own, type Partners } from './present.ts'
import { SamlRefused } from './refused.ts'
import { sendPage, sendTo, type Answer } from './sending.ts'
import { beginFromStartPage, comeBack, keepForm, signOn } from './sign-on.ts'
import { beginLeaving, goOnLeaving, heardLeft, logout } from './sign-out.ts'

export interface SamlNeeds {
  readonly house: House
  readonly judge: Judge
  readonly pages: SamlPages
  /** The moment of a request, with the browser (its cookie set on the answer where it is new). */
  momentOf(request: IncomingMessage, response: ServerResponse): Moment
  /** What the browser's present session cookie says. */
  secretOf(request: IncomingMessage): string | undefined
  /** Whoever must know that a session has ended, in the same transaction. */
  readonly tell: Listener
  report(fault: unknown): void
}

export interface Saml {
  readonly protocol: Protocol
  isOurs(path: string): boolean
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  refresh(moment: Moment): Promise<void>
  sweep(moment: Moment): Promise<number>
}

/** What one request is served with. */
export interface Serving {
  readonly needs: SamlNeeds
  readonly moment: Moment
  readonly partners: Partners
  readonly own: Own
  /** Of the browser's present session. */
  readonly secret: string | undefined
}

export function openSaml(needs: SamlNeeds, moment: Moment): Saml {
  let partners = partnersOf(moment)
  let own: Promise<Own> | undefined
  // Made when the first application asks: most houses have none that speaks this.
  const ours = async (now: Moment): Promise<Own> => {
    own ??= openOwn(now)
    try {
      return await own
    } catch (fault) {
      own = undefined
      throw fault
    }
  }
  const toldAt = new Map<string, number>()
  /** Once a minute for each reason: whoever sends nonsense shall not fill the log. */
  const tellRefused = ({ because }: SamlRefused, { now }: Moment): void => {
    if (now.getTime() - (toldAt.get(because) ?? 0) < 60_000) return
    toldAt.set(because, now.getTime())
    needs.report(`SAML: a message was refused (${because})`)
  }
  const backThrough = (ref: string) =>
    new URL(`${addressesOf(needs.house.address).signOn}/${encodeURIComponent(ref)}`).href
  return {
    protocol: {
      name: 'saml',
      resume: async ({ ref }) => backThrough(ref),
      refuse: async ({ ref }) => backThrough(ref),
      // Nobody here can be told without the browser; `leaving` leads it round.
      ended: async () => {},
      leaving: (sessions, now) => beginLeaving(now, sessions, partners),
    },
    isOurs: (path) => path.startsWith('/saml/'),
    async answer(request, response) {
      const now = needs.momentOf(request, response)
      const { pages, house } = needs
      if (house.address.protocol === 'https:')
        response.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains')
      try {
        const secret = needs.secretOf(request)
        const serving = { needs, moment: now, partners, own: await ours(now), secret }
        await send(response, await route(serving, request))
      } catch (fault) {
        const code = codeOf(fault)
        if (!code) needs.report(fault)
        if (fault instanceof SamlRefused) tellRefused(fault, now)
        const refusal = new Refusal(code ?? 'unavailable')
        const again = code === 'unavailable' && request.method === 'GET' ? request.url : undefined
        await send(response, {
          is: 'page',
          status: refusal.status,
          ...pages.refused(now, { code: refusal.code, ...(again && { again }) }),
        })
      }
    },
    async refresh(now) {
      partners = partnersOf(now)
      if (own) own = openOwn(now)
      await own
    },
    sweep: (now) => sweepSaml(now.db, now.now),
  }
}

function codeOf(fault: unknown): Refusal['code'] | undefined {
  if (fault instanceof Refusal) return fault.code
  if (fault instanceof Unavailable) return 'unavailable'
  if (!(fault instanceof SamlRefused)) return undefined
  return fault.because === 'unknown-application' ? 'unknown-application' : 'bad-request'
}

const send = async (response: ServerResponse, answer: Answer): Promise<void> =>
  answer.is === 'page' ? sendPage(response, answer) : sendTo(response, answer)

async function route(serving: Serving, request: IncomingMessage): Promise<Answer> {
  const [path = '', query = ''] = (request.url ?? '/').split('?', 2)
  const [, , place = '', at] = path.split('/')
  const { method = 'GET' } = request
  if (place === 'metadata' && at === undefined && isLook(method)) return metadata(serving, request)
  if (method === 'GET') return byGet(serving, { place, at, query })
  if (method !== 'POST' || at !== undefined) throw new Refusal('not-found')
  const came = cameWith(await readFields(request))
  if (!came) throw new Refusal('bad-request')
  if (place === 'sso' && came.name === 'SAMLRequest') return keepForm(serving, 'sso', came)
  if (place !== 'slo') throw new Refusal('not-found')
  return came.name === 'SAMLRequest' ? keepForm(serving, 'slo', came) : heardLeft(serving, came)
}

interface Asked {
  readonly place: string
  readonly at: string | undefined
  readonly query: string
}

async function byGet(serving: Serving, { place, at, query }: Asked): Promise<Answer> {
  if (at !== undefined) {
    if (place === 'sso') return comeBack(serving, at)
    if (place === 'start') return beginFromStartPage(serving, at)
    if (place === 'out') return goOnLeaving(serving, at)
    throw new Refusal('not-found')
  }
  const came = cameWith(fieldsIn(query), query)
  if (!came || (place !== 'sso' && place !== 'slo')) throw new Refusal('not-found')
  if (place === 'slo')
    return came.name === 'SAMLRequest' ? logout(serving, came) : heardLeft(serving, came)
  if (came.name !== 'SAMLRequest') throw new Refusal('bad-request')
  return signOn(serving, came)
}

const isLook = (method: string): boolean => method === 'GET' || method === 'HEAD'

function metadata({ own }: Serving, { headers, method }: IncomingMessage): Answer {
  const isKnown = headers['if-none-match'] === own.etag
  return {
    is: 'page',
    status: isKnown ? 304 : 200,
    html: isKnown || method === 'HEAD' ? '' : own.metadata,
    csp: "default-src 'none'",
    type: 'application/samlmetadata+xml',
    etag: own.etag,
  }
}

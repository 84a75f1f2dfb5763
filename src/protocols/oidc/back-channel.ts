// Telling applications that a session has ended. Never called from within a request: a job is laid
// beside the end itself, and each try mints a fresh token, for a day. What could not be told is an
// Event that somebody sees (ATK-SES-15).
import type { Provider } from 'oidc-provider'
import { decodeJwt } from 'jose'
import { recordEvent } from '../../domain/events/events.ts'
import type { Moment } from '../../domain/moment.ts'
import { CallFailed, type HttpCall } from '../../outside/http-call.ts'
import type { Db } from '../../store/database.ts'
import { addJobs } from '../../store/jobs.ts'
import { authorizationsOf, findSessionOwner } from '../../store/provider/provider.ts'
import { sidFor } from './grants.ts'
import { currentWork, isInRequest } from './work.ts'

export const logoutQueue = 'logouts'

/** A job holds ids and nothing else: which session, and which application shall hear of it. */
export const logoutCall = (session: string, application: string): string =>
  `${session} ${application}`

/**
 * Every application that these sessions were given to and that wants to be told. In the caller's
 * transaction.
 */
export async function addLogoutCalls(
  db: Db,
  sessions: readonly string[],
  wants: (application: string) => boolean,
): Promise<void> {
  if (sessions.length === 0) return
  const rows = await authorizationsOf(db, sessions)
  const calls = rows.flatMap(({ session_id: session, applications }) =>
    applications.filter(wants).map((application) => logoutCall(session, application)),
  )
  if (calls.length > 0) await addJobs(db, logoutQueue, calls)
}

/**
 * What the library calls `fetch`. A logout call inside a request is only noted and answered; from a
 * job it goes out for real, like every other call, through the guarded way out.
 */
export const fetchThrough =
  (call: HttpCall) =>
  async (input: string | URL | Request, options?: RequestInit): Promise<Response> => {
    const address = input instanceof Request ? input.url : String(input)
    const form = options?.body instanceof URLSearchParams ? options.body : undefined
    const token = form?.get('logout_token') ?? null
    if (token !== null && isInRequest()) {
      const { aud } = decodeJwt(token)
      if (typeof aud === 'string') currentWork().toTell.push(aud)
      return new Response(null, { status: 200 })
    }
    const called = await call(address, {
      method: options?.method ?? 'GET',
      headers: Object.fromEntries(new Headers(options?.headers)),
      ...(form && { body: form.toString() }),
    })
    const hasBody = called.status !== 204 && called.status !== 304
    return new Response(hasBody ? new Uint8Array(called.body) : null, {
      status: called.status,
      headers: called.headers,
    })
  }

/** `later` is for the queue to try again; `never` needs somebody to change a setting first. */
export type Told = 'told' | 'later' | 'never'

export interface LogoutTry {
  readonly about: string
  /** Counted from 0. */
  readonly tries: number
}

export async function tellApplication(
  provider: Provider,
  moment: Moment,
  { about, tries }: LogoutTry,
): Promise<Told> {
  const [session = '', application = ''] = about.split(' ')
  const person = await findSessionOwner(moment.db, session)
  const client = await provider.Client.find(application)
  const tell = client && 'backchannelLogout' in client ? client.backchannelLogout : undefined
  if (!person || !client?.backchannelLogoutUri || typeof tell !== 'function') return 'never'
  const facts = { application, session, tries: tries + 1 }
  try {
    await tell.call(client, person, sidFor(moment, session, application))
    await recordEvent(moment, 'logout.told', { person, data: facts })
    return 'told'
  } catch (fault) {
    const because = fault instanceof Error ? fault.message : 'unknown'
    await recordEvent(moment, 'logout.failed', { person, data: { ...facts, because } })
    return fault instanceof CallFailed && fault.why === 'refused' ? 'never' : 'later'
  }
}

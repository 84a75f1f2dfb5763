// The door for OpenID Connect: its requests see the same browser, language and moment as every
// other, its pages are drawn by this house, and its question to the Policy is the same one.
import { isForBrowsers } from '../protocols/oidc/request.ts'
import { judgeSession } from '../domain/sessions/judge.ts'
import type { Moment } from '../domain/moment.ts'
import { endSession } from '../domain/sessions/sessions.ts'
import type { HttpCall } from '../outside/http-call.ts'
import { openOidc, type Oidc } from '../protocols/oidc/oidc.ts'
import { hereOf, momentOf, tellProtocols, type Door } from './here.ts'
import { oidcPages } from './oidc-pages.ts'

export interface OidcDoorParts {
  readonly call: HttpCall
  readonly moment: Moment
  readonly report: (fault: unknown) => void
}

export const openOidcDoor = (door: Door, parts: OidcDoorParts): Promise<Oidc> =>
  openOidc(
    {
      house: door.house,
      judge: judgeSession,
      pages: oidcPages,
      momentOf: (request, response) =>
        isForBrowsers(request.url ?? '')
          ? hereOf(door, request, (cookie) => response.appendHeader('set-cookie', cookie)).moment
          : momentOf(door, request),
      secretOf: (request) => door.cookies.read(request.headers.cookie).secrets[0],
      call: parts.call,
      endSession: (moment, session) =>
        endSession(moment, session, 'signed-out', tellProtocols(door)),
      fault: parts.report,
    },
    parts.moment,
  )

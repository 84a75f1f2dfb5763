// The door for SAML: its requests see the same browser, language and moment as every other, its
// pages are drawn by this house, and its question to the Policy is the same one.
import type { IncomingMessage } from 'node:http'
import { lookIn, organisationOf } from '../../domain/configuration/configuration.ts'
import type { Moment } from '../../domain/moment.ts'
import { judgeSession } from '../../domain/sessions/judge.ts'
import { drawToApplication } from '../../pages/screens/elsewhere/to-application.ts'
import type { SamlPages } from '../../protocols/saml/pages.ts'
import { openSaml, type Saml } from '../../protocols/saml/saml.ts'
import type { Frame } from '../../shapes/frame.ts'
import { hereOf, momentOf, tellProtocols, type Door } from '../here.ts'
import { oidcPages } from '../oidc-pages.ts'

export interface SamlDoorParts {
  readonly moment: Moment
  readonly report: (fault: unknown) => void
}

export const openSamlDoor = (door: Door, { moment, report }: SamlDoorParts): Saml =>
  openSaml(
    {
      house: door.house,
      judge: judgeSession,
      pages,
      momentOf: (request, response) =>
        isByBrowser(request)
          ? hereOf(door, request, (cookie) => response.appendHeader('set-cookie', cookie)).moment
          : momentOf(door, request),
      secretOf: (request) => door.cookies.read(request.headers.cookie).secrets[0],
      tell: tellProtocols(door),
      report,
    },
    moment,
  )

/**
 * What another site has posted comes without the browser's cookies, and metadata is anybody's: here
 * a browser must not be taken for a new one.
 */
const isByBrowser = ({ method, url }: IncomingMessage): boolean =>
  method === 'GET' && !(url ?? '').startsWith('/saml/metadata')

const pages: SamlPages = {
  refused: (moment, told) => oidcPages.refused(moment, { ...told, status: 0 }),
  handOn: (moment, to) => drawToApplication({ frame: frameOf(moment), ...to }),
  leadOn: (moment, to) => drawToApplication({ frame: frameOf(moment), ...to }),
}

function frameOf({ house, language }: Moment): Frame {
  const organisation = organisationOf(house.configuration())
  return {
    language,
    languages: organisation.languages,
    organisation: lookIn(organisation, language),
    address: '/',
    may: [],
  }
}

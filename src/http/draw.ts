// Sends a Screen: as a page to a browser, as JSON to whoever asks for it. The one place where a
// screen gets its frame and its headers.
import type { FastifyReply } from 'fastify'
import { tileOf, type Application } from '../domain/applications.ts'
import { lookIn, organisationOf } from '../domain/configuration/configuration.ts'
import { drawPage, type DrawnPage } from '../pages/page.ts'
import { drawGetApp, type GetAppPage } from '../pages/phone/get-app.ts'
import { drawStart } from '../pages/portal.ts'
import { drawSecurity, type SecurityPage } from '../pages/security.ts'
import { languages } from '../shapes/language.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Frame, Page, Typed } from '../shapes/frame.ts'
import type { Screen } from '../shapes/screen.ts'
import type { SessionWithPerson } from '../store/sessions.ts'
import { wallTime } from '../lib/time/wall-clock.ts'
import { formToken, type Here } from './here.ts'

export interface Showing {
  readonly screen: Screen
  readonly problem?: Problem | undefined
  readonly typed?: Typed | undefined
  readonly status?: number
  /** The question that a posted answer is to; absent on pages that only tell. */
  readonly question?: string
  /** A name or a domain: whose look it has (S0.14). */
  readonly look?: string | undefined
  /** What comes back with the answer, unseen. */
  readonly carries?: Readonly<Record<string, string>> | undefined
  readonly may?: Frame['may']
  readonly caseNumber?: string | undefined
  /** Where the page hears news of what it waits for. */
  readonly wait?: string | undefined
  readonly signedInAs?: string | undefined
  /** Where else a form on this page may lead (content security policy `form-action`). */
  readonly leadsTo?: readonly string[]
}

export function show(here: Here, reply: FastifyReply, showing: Showing): FastifyReply {
  const page: Page = {
    screen: showing.screen,
    frame: frameOf(here, showing),
    ...(showing.problem && { problem: showing.problem }),
    ...(showing.typed && { typed: showing.typed }),
  }
  void reply
    .code(showing.status ?? (showing.problem ? 422 : 200))
    .header('cache-control', 'no-store')
    .header('vary', 'accept, accept-language, cookie')
  if (here.wantsJson) {
    return reply.send({
      screen: page.screen,
      problem: page.problem,
      form: page.frame.form,
      caseNumber: page.frame.caseNumber,
    })
  }
  return sendPage(reply, drawPage(page, { leadsTo: showing.leadsTo ?? [] }))
}

const sendPage = (reply: FastifyReply, { html, csp }: DrawnPage): FastifyReply =>
  reply.header('content-security-policy', csp).type('text/html; charset=utf-8').send(html)

export interface Starting {
  readonly session: SessionWithPerson
  readonly lastAt: Date | undefined
  readonly applications: readonly Application[]
  readonly usedCode: boolean
}

/** The start page of whoever is signed in. */
export function showStart(here: Here, reply: FastifyReply, start: Starting): FastifyReply {
  const { session } = start
  const tiles = start.applications.flatMap((application) => {
    const { name, note } = application
    const address = tileOf(application)
    return address ? [{ name, address, ...(note && { about: note }) }] : []
  })
  void reply.header('cache-control', 'no-store').header('vary', 'accept, accept-language, cookie')
  if (here.wantsJson) return reply.send({ person: { login: session.login }, tiles })
  const page = drawStart({
    frame: frameOf(here, {
      look: session.login,
      question: 'start',
      signedInAs: session.login,
    }),
    firstName: session.given_name,
    hour: Math.floor(wallTime(here.moment.now).minute / 60),
    tiles,
    usedCode: start.usedCode,
    ...(start.lastAt && { lastSignIn: start.lastAt.toISOString() }),
    addresses: {
      signOut: '/sign-out',
      signOutEverywhere: '/sign-out/everywhere',
      changePassword: '/password',
      security: '/security',
      getApp: '/security/app',
    },
  })
  return sendPage(reply, page)
}

export type OwnMethods = Omit<SecurityPage, 'frame' | 'addresses'> & { readonly login: string }

/** «Innlogging og sikkerhet». */
export function showSecurity(here: Here, reply: FastifyReply, own: OwnMethods): FastifyReply {
  const { login, ...page } = own
  void reply
    .code(page.problem ? 422 : 200)
    .header('cache-control', 'no-store')
    .header('vary', 'accept, accept-language, cookie')
  const frame = frameOf(here, { look: login, question: 'security', signedInAs: login })
  if (here.wantsJson) return reply.send({ ...page, form: frame.form })
  const at = '/security'
  return sendPage(
    reply,
    drawSecurity({
      ...page,
      frame,
      addresses: {
        start: '/',
        signOut: '/sign-out',
        changePassword: '/password',
        getApp: `${at}/app`,
        add: `${at}/add`,
        rename: `${at}/rename`,
        replace: `${at}/replace`,
        remove: `${at}/remove`,
        makeDefault: `${at}/default`,
        restore: `${at}/restore`,
        forgetBrowser: `${at}/browsers/forget`,
        withdraw: `${at}/applications/withdraw`,
      },
    }),
  )
}

/** «Få mobilappen», for whoever cannot add a phone here. */
export function showGetApp(
  here: Here,
  reply: FastifyReply,
  { login, ...app }: Omit<GetAppPage, 'frame'> & { readonly login: string },
): FastifyReply {
  void reply.header('cache-control', 'no-store').header('vary', 'accept, accept-language, cookie')
  if (here.wantsJson) return reply.send({ app: { address: app.address, site: app.site } })
  const frame = frameOf(here, { look: login, signedInAs: login })
  return sendPage(reply, drawGetApp({ ...app, frame }))
}

function frameOf(here: Here, showing: Omit<Showing, 'screen'>): Frame {
  const { language, house } = here.moment
  const organisation = organisationOf(house.configuration(), showing.look)
  return {
    language,
    languages: languages.filter((each) => organisation.languages.includes(each)),
    organisation: lookIn(organisation, language),
    address: here.path,
    may: showing.may ?? [],
    ...(showing.caseNumber && { caseNumber: showing.caseNumber }),
    ...(showing.wait && { wait: showing.wait }),
    ...(showing.signedInAs && { signedInAs: showing.signedInAs }),
    ...(showing.question !== undefined && {
      form: {
        action: here.path,
        token: formToken(here),
        question: showing.question,
        ...(showing.carries && { fields: showing.carries }),
      },
    }),
  }
}

/** On to the next page: 303, so that no browser ever posts a password twice (ATK-OIDC-19). */
export function goTo(here: Here, reply: FastifyReply, to: string): FastifyReply {
  void reply.header('cache-control', 'no-store')
  return here.wantsJson ? reply.send({ to }) : reply.redirect(to, 303)
}

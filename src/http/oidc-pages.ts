// The pages that the OpenID Connect library would draw, drawn by this house: same frame, same
// words, same policy.
import { lookIn, organisationOf } from '../domain/configuration/configuration.ts'
import { findApplication } from '../domain/applications.ts'
import type { Moment } from '../domain/moment.ts'
import { drawPage } from '../pages/page.ts'
import type { OidcPages } from '../protocols/oidc/pages.ts'
import type { Frame } from '../shapes/frame.ts'
import type { Screen } from '../shapes/screen.ts'

export const oidcPages: OidcPages = {
  refused: (moment, { code, back, again }) =>
    draw(moment, {
      kind: 'notice',
      about: `refused-${code}`,
      ways: [
        ...(again === undefined ? [] : [{ to: again, word: 'try-again' } as const]),
        { to: '/', word: 'start-page' },
        ...(back === undefined ? [] : [{ to: back, word: 'back-to-application' } as const]),
        { to: '/help', word: 'get-help' },
      ],
    }),
  signOut: (moment, { action, xsrf, application, leadsTo }) => {
    const name = application && findApplication(moment, application)?.name
    const screen: Screen = {
      kind: 'confirm',
      about: 'sign-out',
      choices: ['here'],
      ways: [{ to: '/', word: 'stay-signed-in' }],
      ...(name && { application: name }),
    }
    return draw(moment, screen, {
      form: { action, token: '', question: '', fields: { xsrf, logout: 'yes' } },
      leadsTo: leadsTo === undefined ? [] : [leadsTo],
    })
  },
  signedOut: (moment) =>
    draw(moment, { kind: 'notice', about: 'signed-out', ways: [{ to: '/', word: 'sign-in' }] }),
}

interface Posting {
  readonly form: NonNullable<Frame['form']>
  readonly leadsTo: readonly string[]
}

function draw(moment: Moment, screen: Screen, posting?: Posting) {
  const organisation = organisationOf(moment.house.configuration())
  const { language } = moment
  const frame: Frame = {
    language,
    languages: organisation.languages,
    organisation: lookIn(organisation, language),
    address: '/',
    may: [],
    ...(posting && { form: posting.form }),
  }
  return drawPage({ screen, frame }, { leadsTo: posting?.leadsTo ?? [] })
}

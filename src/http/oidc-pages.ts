// The pages that the OpenID Connect library would draw, drawn by this house: same frame, same words, same policy.
import { lookIn, organisationOf } from '../domain/configuration.ts'
import { findApplication } from '../domain/applications.ts'
import type { Moment } from '../domain/moment.ts'
import { drawPage } from '../pages/page.ts'
import type { OidcPages } from '../protocols/oidc/pages.ts'
import type { Frame, Screen } from '../shapes/screen.ts'

export const oidcPages: OidcPages = {
  refused: (moment, { code }) =>
    draw(moment, {
      kind: 'notice',
      about: `refused-${code}`,
      ways: [
        { to: '/', word: 'start-page' },
        { to: '/help', word: 'get-help' },
      ],
    }),
  signOut: (moment, { action, xsrf, application }) => {
    const name = application && findApplication(moment, application)?.name
    return draw(
      moment,
      { kind: 'confirm', about: 'sign-out', choices: ['here'], ...(name && { application: name }) },
      { action, token: '', question: '', fields: { xsrf, logout: 'yes' } },
    )
  },
  signedOut: (moment) =>
    draw(moment, { kind: 'notice', about: 'signed-out', ways: [{ to: '/', word: 'sign-in' }] }),
}

function draw(moment: Moment, screen: Screen, form?: Frame['form']) {
  const organisation = organisationOf(moment.house.configuration())
  const { language } = moment
  return drawPage({
    screen,
    frame: {
      language,
      languages: organisation.languages,
      organisation: lookIn(organisation, language),
      address: '/',
      may: [],
      ...(form && { form }),
    },
  })
}

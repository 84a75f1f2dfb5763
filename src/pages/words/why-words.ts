// «Hvorfor blir jeg spurt?»: what asks, where one is, what the message looks like, and what to do
// if it was somebody else. Names come with the screen; must never say more than it holds.
import { html, safeAddress, type Markup, type Part } from '../../lib/html.ts'
import type { Around, Sent } from '../../shapes/screen.ts'
import type { Why } from '../../shapes/why.ts'
import { sayEither, sayList } from '../../../texts/lists.ts'
import { supportOf, type Drawing } from '../drawing.ts'
import { spokenBest, type Purpose } from '../method-words.ts'
import { unfold } from '../parts.ts'

/** A page about something that was sent says what it looks like. */
export interface Asked {
  readonly sent?: Sent
}

export function whyAsked(
  { why, sent }: Around & Asked,
  purpose: Purpose,
  drawing: Drawing,
): Markup | undefined {
  if (why === undefined) return undefined
  const { organisation } = drawing.frame
  const { service, why: own, links } = organisation
  const isOwnDoing = why.because === 'first-set-up' || purpose === 'set-up'
  return unfold(
    drawing.say('around.why'),
    html`${own !== undefined && html`${own} `}${where(why, drawing)} ${because(why, drawing)}
    ${sent?.channel === 'sms' && drawing.say('why.message', { service })}
    ${sent?.channel === 'voice' && drawing.say('why.call', { service })}
    ${
      links.help !== undefined &&
      html`<a href="${safeAddress(links.help)}">${drawing.say('around.learn')}</a>`
    }
    ${!isOwnDoing && drawing.say('why.not-you', { support: supportOf(drawing) })}`,
  )
}

/** Where and when one is, as far as it has to do with it. */
function where(why: Why, drawing: Drawing): Part {
  if (why.because !== 'rule') return undefined
  const { at, around, away, isTimed } = why
  const { language } = drawing.frame
  const networks = at && sayList(language, at)
  return [
    networks !== undefined &&
      (around
        ? drawing.say('why.zone', { networks, around: sayList(language, around) })
        : drawing.say('why.at', { networks })),
    away && drawing.say('why.away', { networks: sayEither(language, away) }),
    isTimed === true && html` ${drawing.say('why.timed')}`,
  ]
}

function because(why: Why, drawing: Drawing): Part {
  const { language, organisation: house } = drawing.frame
  const { application, resists } = why
  const organisation = house.name
  const groups = why.groups && sayEither(language, why.groups)
  if (why.because !== 'rule') {
    const networks = why.at && sayList(language, why.at)
    return spokenBest(drawing, `why.${why.because}`, {
      organisation,
      ...(application !== undefined && { application }),
      ...(networks !== undefined && { networks }),
    })
  }
  return [
    ruleWords(drawing, { organisation, application, groups }),
    resists === true && html` ${drawing.say('why.resists')}`,
  ]
}

interface About {
  readonly organisation: string
  readonly application: string | undefined
  readonly groups: string | undefined
}

function ruleWords(drawing: Drawing, { organisation, application, groups }: About): Markup {
  if (application === undefined)
    return groups === undefined
      ? drawing.say('why.rule', { organisation })
      : drawing.say('why.rule-groups', { organisation, groups })
  return groups === undefined
    ? drawing.say('why.application', { application })
    : drawing.say('why.application-groups', { application, groups })
}

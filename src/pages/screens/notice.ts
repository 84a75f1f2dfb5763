// Something is told, and there is always a way on.
import { html, safeAddress, type Markup } from '../../lib/html.ts'
import type { Screen, Way } from '../../shapes/screen.ts'
import { sayBest } from '../../../texts/index.ts'
import { sayDayAndTime } from '../../../texts/dates.ts'
import { inLanguage, supportOf, type Drawing, type Drawn } from '../drawing.ts'
import { accountWay, acts, ties, top, withWays } from '../parts.ts'

type Shown = Extract<Screen, { kind: 'notice' }>

export function drawNotice(screen: Shown, drawing: Drawing): Drawn {
  const heading = spoken(screen, drawing, `notice.${screen.about}`, 'notice.fault')
  const text = spoken(screen, drawing, `notice.${screen.about}.text`, 'notice.fault.text')
  const lead = html`<p class="lead">${mark(drawing, text)}</p>`
  return {
    title: heading?.text ?? '',
    body: withWays(
      drawing,
      html`<section class="card">
        ${top(drawing, mark(drawing, heading), { focus: true, lead })}
        ${acts(
          screen.ways.map((way, at) => drawWay(way, at, drawing)),
          accountWay(drawing),
        )}
      </section>`,
    ),
  }
}

type Spoken = ReturnType<typeof sayBest>

/** A notice nobody has words for is still a page: the general one. */
function spoken(screen: Shown, drawing: Drawing, key: string, general: string): Spoken {
  const { language } = drawing.frame
  const sentAt = screen.with?.['sentAt']
  const values = {
    support: supportOf(drawing),
    ...screen.with,
    ...(typeof sentAt === 'string' && { sentAt: sayDayAndTime(language, sentAt) }),
  }
  return sayBest(language, key, values) ?? sayBest(language, general, values)
}

const mark = (drawing: Drawing, words: Spoken): Markup =>
  words === undefined ? html`` : inLanguage(drawing.frame.language, words.language, words.text)

function drawWay(way: Way, at: number, drawing: Drawing): Markup {
  const words = drawing.say(`way.${way.word}`)
  const look = html`class="ds-button"${at > 0 && html` data-variant="secondary"`}`
  return way.post === true
    ? html`<form method="post" action="${safeAddress(way.to)}">
        ${ties(drawing)}<button ${look}>${words}</button>
      </form>`
    : html`<a ${look} href="${safeAddress(way.to)}">${words}</a>`
}

// Something is told, and there is always a way on.
import { html, safeAddress, type Markup } from '../../lib/html.ts'
import type { Screen, Way } from '../../shapes/screen.ts'
import { sayBest } from '../../../texts/index.ts'
import { sayDayAndTime } from '../../../texts/dates.ts'
import { inLanguage, supportOf, type Drawing, type Drawn } from '../drawing.ts'
import { accountWay, acts, more, ties, top, withWays } from '../parts.ts'

type Shown = Extract<Screen, { kind: 'notice' }>

export function drawNotice(screen: Shown, drawing: Drawing): Drawn {
  const heading = spoken(screen, drawing, `notice.${screen.about}`, 'notice.fault')
  const text = spoken(screen, drawing, `notice.${screen.about}.text`, 'notice.fault.text')
  const lead = html`<p class="lead">${mark(drawing, text)}</p>`
  const people = screen.about === 'help' ? contacts(drawing) : []
  const waysAs = (look: (at: number) => Look): readonly Markup[] =>
    screen.ways.map((way, at) => drawWay(way, look(at), drawing))
  return {
    title: heading?.text ?? '',
    body: withWays(
      drawing,
      html`<section class="card">
        ${top(drawing, mark(drawing, heading), { focus: true, lead })}
        ${
          people.length > 0
            ? html`${acts(people)}${more(acts(waysAs(() => 'link')))}`
            : acts(
                waysAs((at) => lookOf(screen, at)),
                accountWay(drawing),
              )
        }
      </section>`,
    ),
  }
}

type Spoken = ReturnType<typeof sayBest>

/** Dates and numbers are not torn apart at the end of a line. */
const whole = (text: string): string => text.replaceAll(' ', '\u00A0').replaceAll('-', '\u2011')

/** A notice nobody has words for is still a page: the general one. */
function spoken(screen: Shown, drawing: Drawing, key: string, general: string): Spoken {
  const { language } = drawing.frame
  const { sentAt, number } = screen.with ?? {}
  const values = {
    support: supportOf(drawing),
    ...screen.with,
    ...(typeof sentAt === 'string' && { sentAt: whole(sayDayAndTime(language, sentAt)) }),
    ...(number !== undefined && { number: whole(String(number)) }),
  }
  return sayBest(language, key, values) ?? sayBest(language, general, values)
}

const mark = (drawing: Drawing, words: Spoken): Markup =>
  words === undefined ? html`` : inLanguage(drawing.frame.language, words.language, words.text)

type Look = 'first' | 'second' | 'link'

/** What has to be done first is in the mailbox: no press here may look like it. */
const elsewhere: ReadonlySet<string> = new Set(['letter-sent', 'letter-superseded'])

/** One button is the way on. Help is there for whoever needs it, and never competes with it. */
function lookOf({ about, ways }: Shown, at: number): Look {
  if (at > 0 && ways[at]?.word === 'get-help') return 'link'
  return at > 0 || elsewhere.has(about) ? 'second' : 'first'
}

const looks: Readonly<Record<Look, Markup>> = {
  first: html`class="ds-button"`,
  second: html`class="ds-button" data-variant="secondary"`,
  link: html`class="ds-link"`,
}

/** Whoever came for help calls or writes, with one press on a phone. */
function contacts(drawing: Drawing): readonly Markup[] {
  const { name, phone, mail } = drawing.frame.organisation.support
  const ways: readonly (readonly [string | undefined, Markup])[] = [
    [phone && `tel:${phone.replaceAll(/[^+\d]/g, '')}`, drawing.say('way.call', { name })],
    [mail && `mailto:${mail}`, drawing.say('way.write', { name })],
  ]
  return ways
    .flatMap(([to, words]) => (to ? [{ to, words }] : []))
    .map(
      ({ to, words }, at) =>
        html`<a ${looks[at > 0 ? 'second' : 'first']} href="${safeAddress(to)}">${words}</a>`,
    )
}

function drawWay(way: Way, as: Look, drawing: Drawing): Markup {
  const words = drawing.say(`way.${way.word}`)
  const look = looks[as]
  return way.post === true
    ? html`<form method="post" action="${safeAddress(way.to)}">
        ${ties(drawing)}<button ${look}>${words}</button>
      </form>`
    : html`<a ${look} href="${safeAddress(way.to)}">${words}</a>`
}

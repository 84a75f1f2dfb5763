// When one will be asked, in words: a sentence or two where it is told once, and a list of places
// where it can be looked up. Must never promise more than the facts hold: «vanligvis».
import { html, type Markup, type Part } from '../../lib/html.ts'
import type { Asks, Expectation, Expected, PlaceAsks } from '../../shapes/expected.ts'
import { sayEither, sayList } from '../../../texts/lists.ts'
import type { Drawing } from '../drawing.ts'
import { spokenBest } from '../method-words.ts'

/** «På Kommunens nettverk blir du vanligvis ikke spurt. Hjemme og på reise …» */
export function expectedWords(expects: Expectation, drawing: Drawing): Part {
  const { places, elsewhere, also, by, application } = expects
  const { language } = drawing.frame
  const to = application === undefined ? {} : { application }
  const said = (key: string, more = {}): Part => [
    spokenBest(drawing, `expect.${key}`, { ...to, ...more }),
    ' ',
  ]
  const namesOf = (asks: Asks) => sayEither(language, outermost(places, asks))
  if (elsewhere === 'never') {
    const isAsking = places.some(({ asks }) => asks !== 'never')
    if (!isAsking) return said('nowhere')
    return said('asking', { networks: sayEither(language, placesThatAsk(places)) })
  }
  const isFree = places.some(({ asks }) => asks === 'never')
  if (!isFree && !also)
    return elsewhere === 'always'
      ? [said('everywhere'), said(`then-${by}`)]
      : [said('at-times'), said(`then-${by}`)]
  return [
    isFree && said('free', { networks: namesOf('never') }),
    also && said('also', { who: sayList(language, also.who), at: also.at }),
    said(elsewhere === 'always' ? `away-${by}` : 'away-at-times'),
  ]
}

/** A zone whose surroundings are alike is not named beside them. */
const outermost = (places: readonly PlaceAsks[], asks: Asks): readonly string[] =>
  places
    .filter((place) => place.asks === asks)
    .filter(({ inside }) => !places.some((one) => one.asks === asks && inside.includes(one.name)))
    .map(({ name }) => name)

const placesThatAsk = (places: readonly PlaceAsks[]): readonly string[] => [
  ...outermost(places, 'always'),
  ...outermost(places, 'at-times'),
]

/** Each place that differs from what is around it, and what holds elsewhere. */
export function expectedRows({ places, elsewhere }: Expected, drawing: Drawing): Markup {
  const named = places.filter((place) => isOther(place, places, elsewhere))
  return html`<dl class="when">
    ${named.map((place) => row(placeName(place, drawing), place.asks, drawing))}
    ${row(
      drawing.say(named.length > 0 ? 'expect.other-places' : 'expect.all-places'),
      elsewhere,
      drawing,
    )}
  </dl>`
}

const isOther = (
  { inside, asks }: PlaceAsks,
  places: readonly PlaceAsks[],
  elsewhere: Asks,
): boolean => {
  const around = places.filter(({ name }) => inside.includes(name))
  return around.length === 0 ? asks !== elsewhere : around.some((one) => one.asks !== asks)
}

const placeName = ({ name: networks, inside }: PlaceAsks, drawing: Drawing): Markup =>
  inside.length === 0
    ? drawing.say('expect.place', { networks })
    : drawing.say('expect.place-inside', {
        networks,
        around: sayList(drawing.frame.language, inside),
      })

const row = (place: Markup, asks: Asks, drawing: Drawing): Markup =>
  html`<div>
    <dt>${place}</dt>
    <dd>${drawing.say(`expect.is-${asks}`)}</dd>
  </div>`

// What each screen is given to draw with: words in the right language, the frame, and the problem
// beside the right field. Must never know a person beyond what the screen says.
import type { ArgumentsOf, TextKey } from '../../texts/catalogue.ts'
import { html, type Markup } from '../lib/html.ts'
import type { Language } from '../shapes/language.ts'
import type { Problem } from '../shapes/problem.ts'
import type { Frame, Typed } from '../shapes/frame.ts'
import type { Progress } from '../shapes/screen.ts'
import { languageOf, say, sayProblem } from '../../texts/index.ts'

export interface Drawing {
  readonly frame: Frame
  readonly problem: Problem | undefined
  readonly typed: Typed
  /** Words as markup; marked with their own language where they had to be borrowed from Bokmål. */
  say<Key extends TextKey>(key: Key, ...values: ArgumentsOf<Key>): Markup
  /** The same as plain text, for titles and attributes. */
  plain<Key extends TextKey>(key: Key, ...values: ArgumentsOf<Key>): string
}

/** A screen, drawn: the words of the title, and what stands in the card. */
export interface Drawn {
  readonly title: string
  readonly body: Markup
}

export const inLanguage = (page: Language, spoken: Language, text: string): Markup =>
  page === spoken ? whole(text) : html`<span lang="${spoken}">${whole(text)}</span>`

/** «PC-en» is one word: on a narrow page it would be broken after its hyphen. */
const whole = (text: string): Markup =>
  html`${text
    .split(/(PC-\p{L}+)/u)
    .map((piece, at) => (at % 2 === 1 ? html`<span class="whole">${piece}</span>` : piece))}`

export const drawingOf = (frame: Frame, problem?: Problem, typed: Typed = {}): Drawing => ({
  frame,
  problem,
  typed,
  say: (key, ...values) =>
    inLanguage(
      frame.language,
      languageOf(frame.language, key),
      say(frame.language, key, ...values),
    ),
  plain: (key, ...values) => say(frame.language, key, ...values),
})

export const problemWords = ({ frame, problem }: Drawing): Markup | undefined => {
  if (problem === undefined) return undefined
  const { text, language } = sayProblem(frame.language, problem)
  return inLanguage(frame.language, language, text)
}

/** Whom to turn to, in a sentence: «Brukerstøtte (+47 999 99 900)». */
export const supportOf = ({ frame }: Drawing): string => {
  const { name, phone, mail } = frame.organisation.support
  // A number that is broken over two lines is read wrong.
  const way = phone?.replaceAll(' ', '\u00a0') ?? mail
  return way === undefined ? name : `${name} (${way})`
}

export const stepLine = (drawing: Drawing, progress: Progress | undefined): Markup | undefined =>
  progress === undefined
    ? undefined
    : html`<p class="step">${drawing.say('frame.step', { at: progress.at, of: progress.of })}</p>`

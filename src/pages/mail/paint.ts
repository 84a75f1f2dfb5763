// The colours of a mail: written on each element, since some mail programs read nothing else, and
// once more in a small style for whoever has chosen a dark screen. Both are steps of the same scale
// as the pages.
import { makeSteps, neutral, type Mode } from '../../lib/color/color-scheme.ts'
import { isHexColor } from '../../lib/color/contrast.ts'
import { html, type Markup } from '../../lib/html.ts'

type Painted = 'page' | 'card' | 'ink' | 'soft' | 'link' | 'button' | 'press'
type Colours = Readonly<Record<Painted, Readonly<Record<string, string>>>>

export interface Paint {
  /** The class and the style of an element; `more` is what is not colour. */
  as(painted: Painted, more?: string): Markup
  /** The same ground as an attribute: Outlook on Windows reads it there and nowhere else. */
  ground(painted: 'page' | 'card' | 'button'): Markup
  /** For the head. Without it the mail is light, and whole. */
  readonly dark: Markup
}

export function paintWith(color: string): Paint {
  const brand = isHexColor(color) ? color : '#0b5d4f'
  const light = coloursOf(brand, 'light')
  return {
    as: (painted, more = '') =>
      html`class="${painted}" style="${written(light[painted])}${more && `;${more}`}"`,
    ground: (painted) => html`bgcolor="${light[painted]['background']}"`,
    dark: darkStyle(coloursOf(brand, 'dark')),
  }
}

function coloursOf(brand: string, mode: Mode): Colours {
  const own = makeSteps(brand, mode)
  const grey = makeSteps(neutral, mode)
  return {
    page: { background: grey['background-default'] },
    card: {
      background: grey['surface-default'],
      border: `1px solid ${grey['border-subtle']}`,
      'border-top': `4px solid ${own['base-default']}`,
    },
    ink: { color: grey['text-default'] },
    soft: { color: grey['text-subtle'] },
    link: { color: own['text-subtle'] },
    button: { background: own['base-default'] },
    press: { color: own['base-contrast-default'], border: `1.5px solid ${own['base-border']}` },
  }
}

const written = (colours: Colours[Painted], insisting = ''): string =>
  Object.entries(colours)
    .map(([property, value]) => `${property}:${value}${insisting}`)
    .join(';')

/** What stands on an element is stronger than a style, unless the style insists. */
function darkStyle(dark: Colours): Markup {
  const rules = Object.entries(dark).map(
    ([painted, colours]) => `.${painted}{${written(colours, '!important')}}`,
  )
  return html`<style>
    :root{color-scheme:light dark;supported-color-schemes:light dark}
    @media (prefers-color-scheme:dark){${rules.join('')}}
  </style>`
}

// The escaping template: whatever is put into a page is text, unless it was made here. The only way
// to make markup.
const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)

/** Markup that was made by the template. Nothing else is trusted. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

export type Part = Markup | string | number | false | undefined | null | readonly Part[]

export function html(fixed: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const pieces = tightened(fixed)
  let text = pieces[0] ?? ''
  for (const [at, part] of parts.entries()) text += draw(part) + (pieces[at + 1] ?? '')
  return new Markup(text)
}

const tight = new WeakMap<TemplateStringsArray, readonly string[]>()

/** The layout of our source is nobody's business: blanks in a row are one blank. */
function tightened(fixed: TemplateStringsArray): readonly string[] {
  let found = tight.get(fixed)
  if (found === undefined) {
    found = fixed.map((part) => part.replace(/\s+/g, ' '))
    tight.set(fixed, found)
  }
  return found
}

function draw(part: Part): string {
  if (part === undefined || part === null || part === false) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  return part.map(draw).join('')
}

/**
 * The same page with letters beyond Latin-1 written as numbers: text of one byte a letter is put
 * together and sent in half the time, and one dash in the title would make it two.
 */
export const inOneByte = (text: string): Markup =>
  new Markup(text.replace(/[^\0-\u00FF]/gu, (letter) => `&#${letter.codePointAt(0)};`))

export const nothing: Markup = new Markup('')

/**
 * An address that may stand in a page: our own paths, the web, mail and telephone. Never
 * `javascript:` or `data:`.
 */
export const safeAddress = (address: string): string =>
  // oxlint-disable-next-line no-control-regex -- browsers drop control characters before they read
  // the scheme
  /^(?:\/(?![/\\])|#|\?|https?:\/\/|mailto:|tel:)/i.test(address) &&
  !/[\u0000-\u001F\\]/.test(address)
    ? address
    : '/'

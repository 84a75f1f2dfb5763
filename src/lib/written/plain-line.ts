// One line of text that is safe to keep and to read: cut to a length, and every sign that could
// break a log line, a terminal or the reading direction written out as what it is (ATK-AUD-04).
// Never used for what must come back as it was typed.

// Controls, formats (what turns the reading direction or cannot be seen), line and paragraph
// separators.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

const written = (sign: string): string =>
  `\\u{${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`

/**
 * Cut first, so that a megabyte costs no more than a line. Half a surrogate pair is mended, since
 * PostgreSQL refuses it.
 */
export function plainLine(text: string, lengthMax: number): string {
  const cut = text.length > lengthMax ? `${text.slice(0, lengthMax - 1)}…` : text
  return cut.toWellFormed().replace(unseen, written)
}

// What a drawn page says, without its markup: for tests that look for sentences.

/** What is read, with blanks in a row as one. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<(style|script|title)>[^]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('\u00A0', ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,:])/g, '$1')

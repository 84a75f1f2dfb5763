// Letters with case and accents folded away, to find a name or a word in a password. Must never be
// used to compare secrets, or to find whom a person meant (lib/canonical-name).
const letters: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ŋ: 'n',
  ŧ: 't',
  ß: 'ss',
  þ: 'th',
}

/** Case and accents folded away: Bjørn, BJORN and bjórn are one. */
export const foldLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\0-\x7f]/gu, (sign) => letters[sign] ?? sign)

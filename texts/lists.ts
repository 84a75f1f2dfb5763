// Several names in one sentence: «A, B og C», «A, B eller C». Northern Sámi follows Bokmål, since
// the sentences around its lists do.
import type { Language } from '../src/shapes/language.ts'

const locale: Readonly<Record<Language, string>> = { nb: 'nb', nn: 'nn', se: 'nb', en: 'en-GB' }
const formats = new Map<string, Intl.ListFormat>()

function join(
  language: Language,
  type: 'conjunction' | 'disjunction',
  names: readonly string[],
): string {
  const key = `${language} ${type}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.ListFormat(locale[language], { type })
    formats.set(key, format)
  }
  return format.format(names)
}

/** «A, B og C» */
export const sayList = (language: Language, names: readonly string[]): string =>
  join(language, 'conjunction', names)

/** «A, B eller C» */
export const sayEither = (language: Language, names: readonly string[]): string =>
  join(language, 'disjunction', names)

// The words of the house: `say(language, key, arguments)`. The list of languages is written here,
// by name. Texts are plain text; whoever draws them escapes them.
import { formatIcu, icuArguments, type IcuArguments } from '../src/lib/written/icu.ts'
import type { Language } from '../src/shapes/language.ts'
import type { Problem } from '../src/shapes/problem.ts'
import type { ArgumentsOf, Complete, TextKey } from './catalogue.ts'
import * as en from './en/all.ts'
import * as nb from './nb/all.ts'
import * as nn from './nn/all.ts'
import * as se from './se/all.ts'

/** Each language in its own words: whoever looks for theirs finds it. */
export const languageNames: Readonly<Record<Language, string>> = {
  nb: 'Bokmål',
  nn: 'Nynorsk',
  se: 'Davvisámegiella',
  en: 'English',
}

const catalogue: Readonly<Record<Language, Partial<Complete>>> & {
  readonly nb: Complete
  readonly nn: Complete
  readonly en: Complete
} = { nb: nb.all, nn: nn.all, se: se.all, en: en.all }

/**
 * The language a text is really in: Northern Sámi falls back to Bokmål, and the page must say so
 * to screen readers.
 */
export const languageOf = (language: Language, key: TextKey): Language =>
  catalogue[language][key] === undefined ? 'nb' : language

const textOf = (language: Language, key: TextKey): string =>
  catalogue[language][key] ?? catalogue.nb[key]

export function say<Key extends TextKey>(
  language: Language,
  key: Key,
  ...values: ArgumentsOf<Key>
): string {
  const text = textOf(language, key)
  return formatIcu(languageOf(language, key), text, values[0] ?? {})
}

export const isTextKey = (key: string): key is TextKey => Object.hasOwn(catalogue.nb, key)

/**
 * `key.with` when everything its words need is there, else `key`: a page is never drawn with a
 * hole in it.
 */
export function sayBest(
  language: Language,
  key: string,
  values: IcuArguments = {},
): { readonly text: string; readonly language: Language } | undefined {
  for (const candidate of [`${key}.with`, key]) {
    if (!isTextKey(candidate)) continue
    const text = textOf(language, candidate)
    if (icuArguments(text).some((name) => values[name] === undefined)) continue
    const spoken = languageOf(language, candidate)
    return { text: formatIcu(spoken, text, values), language: spoken }
  }
  return undefined
}

export const sayProblem = (
  language: Language,
  problem: Problem,
): { readonly text: string; readonly language: Language } =>
  sayBest(language, `problem.${problem.code}`, problem.with) ?? {
    text: say(language, `problem.${problem.code}`),
    language: languageOf(language, `problem.${problem.code}`),
  }

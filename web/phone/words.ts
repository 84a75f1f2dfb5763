// The words of the app, one language at a time: `say(key, values)`. They come from texts/, and only
// the app's own are sent to the phone.
import { sayDate as sayDay, sayTime } from '../../texts/dates.ts'
import type { app } from '../../texts/nb/phone/app.ts'
import type { Language } from '../../src/shapes/language.ts'
import { isLanguage, languages } from '../../src/shapes/language.ts'
import { readChoice, writeChoice } from './protocol/kept.ts'
import type { Pair } from './protocol/spoken.ts'

export type AppKey = keyof typeof app
type Values = Readonly<Record<string, string | number>>
type Texts = Readonly<Record<string, string>>

export interface Words {
  readonly language: Language
  say(key: AppKey, values?: Values): string
  /** «blå elg»: the same two stand on the PC. */
  pair(pair: Pair): string
  time(at: number): string
  /** «i dag kl. 10.12»; the day, where it is another. */
  used(at: number): string
}

const bokmaal = async (): Promise<Texts> => ({
  ...(await import('../../texts/nb/phone/app.ts')).app,
  ...(await import('../../texts/nb/phone/pair.ts')).pair,
})

const loading: Readonly<Record<Language, () => Promise<Texts>>> = {
  nb: bokmaal,
  nn: async () => ({
    ...(await import('../../texts/nn/phone/app.ts')).app,
    ...(await import('../../texts/nn/phone/pair.ts')).pair,
  }),
  en: async () => ({
    ...(await import('../../texts/en/phone/app.ts')).app,
    ...(await import('../../texts/en/phone/pair.ts')).pair,
  }),
  // What Northern Sámi lacks is said in Bokmål.
  se: async () => ({ ...(await bokmaal()), ...(await import('../../texts/se/phone/app.ts')).app }),
}

export async function wordsIn(language: Language): Promise<Words> {
  const texts = await loading[language]()
  const say: Words['say'] = (key, values = {}) =>
    (texts[key] ?? key).replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      String(values[name] ?? whole),
    )
  const one = (list: string, at: number): string => texts[list]?.split('|')[at] ?? ''
  return {
    language,
    say,
    pair: ([colour, animal]) => `${one('pair.colours', colour)} ${one('pair.animals', animal)}`,
    time: (at) => sayTime(language, new Date(at * 1000)),
    used: (at) => {
      const then = new Date(at * 1000)
      const day = sayDay(language, then)
      const when = { day, time: sayTime(language, then) }
      return say(day === sayDay(language, new Date()) ? 'app.me.used-today' : 'app.me.used', when)
    },
  }
}

/** What was chosen, else the first that the browser asks for. `no` is Bokmål. */
export async function languageHere(): Promise<Language> {
  const chosen = await readChoice<string>('language').catch(() => undefined)
  const asked = navigator.languages.map((tag) => tag.split('-', 1)[0] ?? '')
  const found = [chosen ?? '', ...asked]
    .map((tag) => (tag === 'no' ? 'nb' : tag))
    .find((tag) => isLanguage(tag))
  return found !== undefined && isLanguage(found) ? found : languages[0]
}

export const chooseLanguage = (language: Language): Promise<unknown> =>
  writeChoice('language', language)

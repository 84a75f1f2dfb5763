// Dates and times as people read them: «19. februar 2027», «kl. 10.42». Northern Sámi follows
// Bokmål, since the sentences around its dates do. The time zone is the house's own; a person reads
// the clock on the wall.
import type { Language } from '../src/shapes/language.ts'

const zone = 'Europe/Oslo'
const locale: Readonly<Record<Language, string>> = { nb: 'nb', nn: 'nn', se: 'nb', en: 'en-GB' }
const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, kind: 'date' | 'day' | 'time', at: string | Date): string {
  const key = `${language} ${kind}`
  let found = formats.get(key)
  if (found === undefined) {
    found = new Intl.DateTimeFormat(locale[language], {
      timeZone: zone,
      ...(kind === 'time'
        ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
        : { day: 'numeric', month: 'long' }),
      ...(kind === 'date' ? { year: 'numeric' } : {}),
    })
    formats.set(key, found)
  }
  return found.format(new Date(at))
}

/** «19. februar 2027» */
export const sayDate = (language: Language, at: string | Date): string =>
  format(language, 'date', at)

/** «kl. 10.42»; English says 10:42 and puts its own «at» where it wants one. */
export const sayTime = (language: Language, at: string | Date): string =>
  sayClock(language, format(language, 'time', at))

/** «21. november kl. 09.15» */
export const sayDayAndTime = (language: Language, at: string | Date): string =>
  `${format(language, 'day', at)}${language === 'en' ? ' at ' : ' '}${sayTime(language, at)}`

/** A time of the day as rules have it, «07:30», in the same words. */
export const sayClock = (language: Language, written: string): string =>
  language === 'en' ? written : `kl. ${written.replace(':', '.')}`

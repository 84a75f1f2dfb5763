// From where and when something was asked, in one line: «Edge på Windows · Fjordvik · kl. 10.44».
import type { Place } from '../protocol/spoken.ts'
import type { Words } from '../words.ts'

const browserOn = (words: Words, { browser, system }: Place): string | undefined => {
  if (browser === undefined || system === undefined) return browser ?? system
  return words.say('app.browser-on', { browser, system })
}

/** «kl. 10.44» is not torn apart at the end of a line. */
const whole = (time: string): string => time.replaceAll(' ', '\u00a0')

export const placeLine = (words: Words, place: Place, isTimed = true): string =>
  [browserOn(words, place), place.network, isTimed ? whole(words.time(place.at)) : undefined]
    .filter((part) => part !== undefined && part !== '')
    .join('\u00a0· ')

// Each language in its own words. texts/index.ts has the same, and every text of the house with it:
// too much to send to a phone.
import type { Language } from '../../../src/shapes/language.ts'

export const languageNames: Readonly<Record<Language, string>> = {
  nb: 'Bokmål',
  nn: 'Nynorsk',
  se: 'Davvisámegiella',
  en: 'English',
}

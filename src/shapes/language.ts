// The languages of the house. Bokmål first: it is what is drawn when nothing else was chosen
// (S0.1).
export const languages = ['nb', 'nn', 'se', 'en'] as const
export type Language = (typeof languages)[number]
export const isLanguage = (tag: string): tag is Language =>
  languages.some((language) => language === tag)

// The language of the app, on this phone: the four of the house, each in its own words.
import type { ReactNode } from 'react'
import { languages, type Language } from '../../../src/shapes/language.ts'
import { set, useApp } from '../state.ts'
import { chooseLanguage, wordsIn } from '../words.ts'

/** texts/index.ts has the same, and every text of the house with it: too much for a phone. */
const languageNames: Readonly<Record<Language, string>> = {
  nb: 'Bokmål',
  nn: 'Nynorsk',
  se: 'Davvisámegiella',
  en: 'English',
}

export function Languages(): ReactNode {
  const { words } = useApp()
  const choose = async (language: Language) => {
    await chooseLanguage(language)
    document.documentElement.lang = language
    set({ words: await wordsIn(language) })
  }
  return (
    <nav className="tongues in-app" aria-label={words.say('app.me.language')}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          className="ds-link"
          lang={language}
          aria-current={language === words.language ? 'true' : undefined}
          onClick={() => void choose(language)}
        >
          {languageNames[language]}
        </button>
      ))}
    </nav>
  )
}

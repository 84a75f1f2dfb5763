// What stands around an invented page, and what one is.
import type { DrawnPage } from '../../src/pages/page.ts'
import type { Language } from '../../src/shapes/language.ts'
import type { Frame } from '../../src/shapes/frame.ts'

export interface Invented {
  readonly name: string
  draw(language: Language, color?: string): DrawnPage
}

export const inventedFrame = (language: Language, color = '#0b5d4f'): Frame => ({
  language,
  languages: ['nb', 'nn', 'se', 'en'],
  organisation: {
    id: 'fjordvik',
    name: 'Fjordvik kommune',
    service: 'Fjordvik',
    color,
    support: { name: 'Brukerstøtte', phone: '+47 999 99 900', hours: 'kl. 8–16' },
    links: {
      privacy: 'https://fjordvik.example/personvern',
      accessibility: 'https://fjordvik.example/uu',
    },
  },
  form: { action: '/visit/4hJk2mPq', token: 'pW8s0Qm1v7bK', question: 'prove' },
  address: '/visit/4hJk2mPq',
  may: ['back', 'another-account', 'help'],
})

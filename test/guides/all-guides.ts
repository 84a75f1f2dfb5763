// The guides by the names that `npm run guide` takes.
import { demoWithoutApp, guide } from './first-guide.ts'
import { byEnpass, bySms } from './one-method.ts'
import type { Scene } from './scene.ts'
import { alstahaug, kommune, kommuneByCodeApp, kommuneFromOutside } from './two-methods.ts'

export const guides: Readonly<Record<string, () => Scene>> = {
  demo: () => guide('demo'),
  nano: () => guide('nano'),
  'demo-without-app': () => demoWithoutApp(),
  kommune: () => kommune(),
  'kommune-code-app': () => kommuneByCodeApp(),
  'kommune-outside': () => kommuneFromOutside(),
  alstahaug: () => alstahaug(),
  'ntnu-enpass': () => byEnpass(),
  'ntnu-sms': () => bySms(),
}

/** In which a phone is added: the others cost the same whatever phone lies beside. */
export const guidesWithApp: readonly string[] = ['demo', 'nano', 'kommune', 'alstahaug']

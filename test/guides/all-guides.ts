// The guides by the names that `npm run guide` takes.
import { guide } from './first-guide.ts'
import { byEnpass, bySms } from './one-method.ts'
import type { Scene } from './scene.ts'
import { alstahaug, kommune, kommuneFromOutside } from './two-methods.ts'

export const guides: Readonly<Record<string, () => Scene>> = {
  demo: () => guide('demo'),
  nano: () => guide('nano'),
  kommune: () => kommune(),
  'kommune-outside': () => kommuneFromOutside(),
  alstahaug: () => alstahaug(),
  'ntnu-enpass': () => byEnpass(),
  'ntnu-sms': () => bySms(),
}

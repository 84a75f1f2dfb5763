// The guides and their variants by the names that `npm run guide` takes, and what each may cost:
// as its storyboard says, beside each kind of phone. Must be the one place that says so: the tests
// and the command both read it here.
import type { Counted } from '../town/browser/count.ts'
import { hasFeide } from '../saml/feide/feide.ts'
import type { PhoneKind } from '../town/browser/phone-kinds.ts'
import { demoWithRepeat, demoWithoutApp, guide } from './first-guide.ts'
import { byEnpass, byFeideAndEnpass, byFeideAndSms, bySms } from './one-method.ts'
import type { Scene } from './scene.ts'
import {
  alstahaug,
  kommune,
  kommuneByCodeApp,
  kommuneFromOutside,
  kommuneFromTheDoctors,
} from './two-methods.ts'
import { demoByLetter, demoByStartCode, kommuneWithoutNumber } from './without-number.ts'

export interface Guide {
  readonly scene: () => Scene
  /** The first is an iPhone with its Share button in sight. */
  readonly costs: Readonly<Partial<Record<PhoneKind, Counted>>>
  /** What nobody here wrote and it cannot be played without. */
  readonly needs?: { readonly is: string; readonly isHere: boolean }
}

const feide = {
  is: 'SimpleSAMLphp (Debian: simplesamlphp, php8.2-cli, php8.2-sqlite3 and others)',
  isHere: hasFeide,
}

const cost = (screens: number, clicks: number, typed: number): Counted => ({
  screens,
  clicks,
  typed,
})

/** The same whatever phone lies beside. */
const alike = (...counts: Parameters<typeof cost>): Guide['costs'] => ({ iphone: cost(...counts) })

/**
 * In which a phone is added. Android has no page before the app, and nothing to put on the Home
 * Screen first; Safari as delivered since iOS 26 hides two of the presses behind two more.
 */
const withApp = (screens: number, clicks: number, typed: number): Guide['costs'] => ({
  iphone: cost(screens, clicks, typed),
  android: cost(screens - 1, clicks - 4, typed),
  'iphone-26': cost(screens, clicks + 2, typed),
})

export const guides: Readonly<Record<string, Guide>> = {
  demo: { scene: () => guide('demo'), costs: withApp(10, 15, 20) },
  // Its question is answered as it is offered.
  nano: { scene: () => guide('nano'), costs: withApp(11, 16, 28) },
  kommune: { scene: () => kommune(), costs: withApp(10, 15, 33) },
  alstahaug: { scene: () => alstahaug(), costs: withApp(10, 15, 33) },
  'ntnu-enpass': { scene: () => byFeideAndEnpass(), costs: alike(6, 11, 33), needs: feide },
  'ntnu-sms': { scene: () => byFeideAndSms(), costs: alike(5, 4, 31), needs: feide },
  'ntnu-enpass-password': { scene: () => byEnpass(), costs: alike(6, 11, 33) },
  'ntnu-sms-password': { scene: () => bySms(), costs: alike(5, 4, 31) },
  'demo-repeat': { scene: demoWithRepeat, costs: withApp(10, 15, 32) },
  // The mail is opened on the phone: one press more than its storyboard has on an iPhone, from the
  // app on the Home Screen back to the browser.
  'demo-on-phone': {
    scene: () => guide('demo', { look: { size: 'phone' } }),
    costs: { iphone: cost(8, 16, 12), android: cost(7, 11, 12), 'iphone-26': cost(8, 18, 12) },
  },
  'demo-letter': { scene: demoByLetter, costs: withApp(10, 15, 28) },
  // Of six digits, where its storyboard has a code of eight signs.
  'demo-start-code': { scene: demoByStartCode, costs: withApp(11, 16, 34) },
  'demo-without-app': { scene: () => demoWithoutApp(), costs: alike(6, 5, 18) },
  'kommune-without-number': { scene: kommuneWithoutNumber, costs: withApp(10, 15, 41) },
  'kommune-outside': { scene: () => kommuneFromOutside(), costs: withApp(10, 15, 33) },
  'kommune-doctors': { scene: kommuneFromTheDoctors, costs: withApp(10, 15, 33) },
  'kommune-code-app': { scene: () => kommuneByCodeApp(), costs: alike(9, 9, 37) },
}

export function guideNamed(name: string): Guide {
  const found = guides[name]
  if (!found) throw new Error(`No guide is called ${name}`)
  return found
}

/** In which of the three it is more than its storyboard says. */
export const over = (counted: Counted, bar: Counted): readonly (keyof Counted)[] =>
  (['screens', 'clicks', 'typed'] as const).filter((what) => counted[what] > bar[what])

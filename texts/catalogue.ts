// What may be said: keys and arguments, worked out by TypeScript from the Bokmål texts. A branch of
// a plural always has a blank or a # in it; that is how a branch is told from an argument here.
import type { app } from './nb/phone/app.ts'
import type { around } from './nb/around.ts'
import type { codes } from './nb/codes.ts'
import type { factors } from './nb/factors.ts'
import type { handOver } from './nb/hand-over.ts'
import type { helping } from './nb/helping.ts'
import type { mail } from './nb/mail.ts'
import type { messages } from './nb/messages.ts'
import type { methodProblems } from './nb/method-problems.ts'
import type { methods } from './nb/methods.ts'
import type { notices } from './nb/notices.ts'
import type { phoneApp } from './nb/phone-app.ts'
import type { pair } from './nb/phone/pair.ts'
import type { portal } from './nb/portal.ts'
import type { problems } from './nb/problems.ts'
import type { recovery } from './nb/recovery.ts'
import type { rules } from './nb/rules.ts'
import type { screens } from './nb/screens.ts'
import type { whatIf } from './nb/what-if.ts'
import type { why } from './nb/why.ts'

export type Bokmaal = typeof app &
  typeof around &
  typeof codes &
  typeof factors &
  typeof handOver &
  typeof helping &
  typeof mail &
  typeof messages &
  typeof methodProblems &
  typeof methods &
  typeof notices &
  typeof phoneApp &
  typeof pair &
  typeof portal &
  typeof problems &
  typeof recovery &
  typeof rules &
  typeof screens &
  typeof whatIf &
  typeof why

export type TextKey = keyof Bokmaal
/** A whole language: a key that is missing is a type error. */
export type Complete = Readonly<Record<TextKey, string>>

type Head<Text> = Text extends `${infer Name},${string}` ? UpToBrace<Name> : UpToBrace<Text>
type UpToBrace<Text> = Text extends `${infer Name}}${string}` ? Name : Text
type Clean<Name> = Name extends '' | `${string} ${string}` | `${string}#${string}` ? never : Name
type Names<Text> = Text extends `${string}{${infer Rest}` ? Clean<Head<Rest>> | Names<Rest> : never

export type ArgumentName<Key extends TextKey> = Names<Bokmaal[Key]> & string
export type ArgumentsOf<Key extends TextKey> = [ArgumentName<Key>] extends [never]
  ? []
  : [Readonly<Record<ArgumentName<Key>, string | number>>]

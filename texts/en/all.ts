// English, all files together. A new file of texts is one line here, in every language.
import { app } from './phone/app.ts'
import { around } from './around.ts'
import { codes } from './codes.ts'
import { factors } from './factors.ts'
import { handOver } from './hand-over.ts'
import { helping } from './helping.ts'
import { mail } from './mail.ts'
import { messages } from './messages.ts'
import { methodProblems } from './method-problems.ts'
import { methods } from './methods.ts'
import { notices } from './notices.ts'
import { phoneApp } from './phone-app.ts'
import { pair } from './phone/pair.ts'
import { portal } from './portal.ts'
import { problems } from './problems.ts'
import { recovery } from './recovery.ts'
import { rules } from './rules.ts'
import { screens } from './screens.ts'
import { whatIf } from './what-if.ts'
import { why } from './why.ts'

export const all = {
  ...app,
  ...around,
  ...codes,
  ...factors,
  ...handOver,
  ...helping,
  ...mail,
  ...messages,
  ...methodProblems,
  ...methods,
  ...notices,
  ...phoneApp,
  ...pair,
  ...portal,
  ...problems,
  ...recovery,
  ...rules,
  ...screens,
  ...whatIf,
  ...why,
}

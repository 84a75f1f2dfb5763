// Northern Sámi, all files together. A new file of texts is one line here, in every language.
import { factors } from './factors.ts'
import { frame } from './frame.ts'
import { mail } from './mail.ts'
import { methodProblems } from './method-problems.ts'
import { notices } from './notices.ts'
import { portal } from './portal.ts'
import { problems } from './problems.ts'
import { screens } from './screens.ts'

export const all = {
  ...frame,
  ...screens,
  ...problems,
  ...methodProblems,
  ...notices,
  ...factors,
  ...portal,
  ...mail,
}

// The list of factors that can be asked for. A new one is a folder, and a line here. The letter is
// not among them: it is recognised when it is opened, and leaves its proof by itself.
import type { Factor } from './factor.ts'
import { codes } from './codes/codes.ts'
import { elsewhere } from './identity/elsewhere.ts'
import { identity } from './identity/identity.ts'
import { leader } from './leader/leader.ts'
import { mail } from './mail/mail.ts'
import { pass } from './pass/pass.ts'
import { passkey } from './passkey/passkey.ts'
import { password } from './password/password.ts'
import { pin } from './pin/pin.ts'
import { push } from './push/push.ts'
import { question } from './question/question.ts'
import { sms } from './sms/sms.ts'
import { token } from './token/token.ts'
import { totp } from './totp/totp.ts'
import { voice } from './voice/voice.ts'

/** What a method keeps is read with its own factor's shape before it is handed over. */
export const factors: readonly Factor<unknown>[] = [
  password,
  pin,
  passkey,
  push,
  totp,
  sms,
  voice,
  token,
  question,
  codes,
  mail,
  identity,
  elsewhere,
  pass,
  leader,
]

export const factorNamed = (name: string): Factor<unknown> | undefined =>
  factors.find((factor) => factor.name === name)

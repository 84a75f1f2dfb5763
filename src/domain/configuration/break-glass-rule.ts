// The rule of the accounts behind glass. It stands above every other and cannot be written, so that
// no file, network or gateway can lock the last way in: the sealed password, and a code from the
// sheet beside it.
import { ruleShape, type Rule } from './rule-shape.ts'

export const breakGlassId = 'break-glass'

export const breakGlassRule = (logins: readonly string[]): Rule =>
  ruleShape.parse({
    id: breakGlassId,
    whom: logins,
    need: {
      proofs: 2,
      accepts: ['password', 'codes'],
      freshMinutes: 60,
      whenLost: [],
      // Nobody gets in there by a telephone or a mail.
      recover: { accepts: [] },
    },
  })

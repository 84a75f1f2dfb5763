// A code from an app, by the clock (RFC 6238). A code works once: the last step that was used is
// kept with the key. While a key is being set up it is drawn from the visit, so that it stays the
// same through reload, wrong codes and half an hour of installing, and stands nowhere before it is
// verified. Must never say at sign-in by how much a clock is off.
import { z } from 'zod'
import type { Moment } from '../../domain/moment.ts'
import { organisationOf } from '../../domain/configuration/configuration.ts'
import { encodeBase32, inGroupsOfFour } from '../../lib/methods/base32.ts'
import { drawQr } from '../../lib/methods/qr.ts'
import { randomBlock } from '../../lib/random.ts'
import { findDrift, findStep, otpauthAddress, usedUntil } from '../../lib/methods/totp.ts'
import type { Answer } from '../../shapes/answer.ts'
import type { Problem } from '../../shapes/problem.ts'
import type { Screen } from '../../shapes/screen.ts'
import type { About, Factor, Outcome } from '../factor.ts'
import { codeMissing, withoutBlanks } from '../typed-code.ts'

const totpKeptShape = z.strictObject({
  /** Base64 of its bytes. */
  key: z.string().max(64),
  /** The last step that was used. */
  after: z.number().int().nonnegative(),
})
export type TotpKept = z.output<typeof totpKeptShape>

const digits = 6
/** 160 bits; 80 are 16 signs, as Feide takes them. */
const keyBytes = 20
const shortKeyBytes = 10

export const totp: Factor<TotpKept> = {
  name: 'totp',
  fate: 'phone',
  canBeSetUp: true,
  first: false,
  each: true,
  onPhone: true,
  bears: 'digits',
  proof: { kinds: ['has'], amr: ['otp'], resistsPhishing: false },
  kept: totpKeptShape,
  prove: {
    wrong: { code: 'wrong-app-code', field: 'code' },
    missing: codeMissing,
    screen: ({ method, around }) => ({
      kind: 'enter-code',
      by: 'totp',
      digits,
      ...(method?.name && { name: method.name }),
      ...around,
    }),
    check: async (answer, { method }, moment) => judge(answer, method?.kept, moment),
  },
  enrol: {
    wrong: { code: 'wrong-app-code', field: 'code' },
    missing: codeMissing,
    screen: scanScreen,
    check: async (answer, about, moment) => judgeNew(answer, about, moment),
  },
}

function judge(
  answer: Answer,
  kept: TotpKept | undefined,
  { now, house }: Moment,
): Outcome<TotpKept> {
  const key = kept && Buffer.from(kept.key, 'base64')
  const typed = withoutBlanks(answer.code)
  const after = usedUntil(kept?.after, house.epochSince?.())
  const step = findStep({ key, typed, now, after })
  const usedStep = findStep({ key, typed, now, after: undefined })
  if (kept && step !== undefined) return { is: 'right', keep: { ...kept, after: step } }
  return usedStep === undefined
    ? { is: 'wrong' }
    : { is: 'wrong', problem: { code: 'code-used', field: 'code' } }
}

/** Of a phone that gets its key by itself: nobody reads it off a page. */
export const freshTotp = (): TotpKept => ({
  key: Buffer.from(randomBlock()).subarray(0, keyBytes).toString('base64'),
  after: 0,
})

const newKey = (about: About<TotpKept>, { house }: Moment): Buffer =>
  about.draw('key').subarray(0, house.configuration().codeApps.shortKeys ? shortKeyBytes : keyBytes)

function judgeNew(answer: Answer, about: About<TotpKept>, moment: Moment): Outcome<TotpKept> {
  const key = newKey(about, moment)
  const kept = key.toString('base64')
  // One key under two names is one method (ATK-ENR-10).
  if (about.mine.some((method) => method.kept.key === kept))
    return { is: 'wrong', problem: { code: 'set-up-already', field: 'code' } }
  const typed = withoutBlanks(answer.code)
  const step = findStep({ key, typed, now: moment.now, after: undefined })
  if (step === undefined) return { is: 'wrong', ...clockOff(key, typed, moment) }
  const name = answer.name?.trim().slice(0, 60)
  return { is: 'right', keep: { key: kept, after: step }, ...(name && { name }) }
}

/** Only here: at sign-in it would tell a stranger how near a guess was. */
function clockOff(key: Buffer, typed: string, { now }: Moment): { readonly problem?: Problem } {
  const seconds = findDrift({ key, typed, now })
  if (seconds === undefined) return {}
  const minutes = Math.max(1, Math.round(Math.abs(seconds) / 60))
  const direction = seconds < 0 ? 'slow' : 'fast'
  return { problem: { code: 'clock-off', field: 'code', with: { minutes, direction } } }
}

function scanScreen(about: About<TotpKept>, moment: Moment): Screen {
  const key = newKey(about, moment)
  const account = about.person?.login ?? about.named
  const { name: issuer } = organisationOf(moment.house.configuration(), about.person?.organisation)
  const address = otpauthAddress({ issuer, account, key })
  return {
    kind: 'scan-code',
    issuer,
    account,
    key: inGroupsOfFour(encodeBase32(key)),
    address,
    picture: drawQr(address),
    digits,
    ...about.around,
  }
}

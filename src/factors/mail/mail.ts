// A code by mail, to an address that the organisation has known for a day or more. It stands in for
// a forgotten password beside something else, and takes a lock away; it never lets anybody in (NIST
// SP 800-63B 3.1.3.1). Must never be sent to an address that was typed.
import { z } from 'zod'
import { digitsFrom } from '../../lib/digest.ts'
import { maskMail } from '../../lib/names/mask-mail.ts'
import type { Sent } from '../../shapes/screen.ts'
import type { About, Factor } from '../factor.ts'
import { codeMissing, judgeSent, withoutBlanks } from '../typed-code.ts'

/** Nobody sets it up, and no row holds it: it is what is known of a person's addresses. */
const addressShape = z.strictObject({ address: z.string().max(320) })
export type MailKept = z.output<typeof addressShape>

const codeDigits = 6

export const mail: Factor<MailKept> = {
  name: 'mail',
  fate: 'house',
  canBeSetUp: false,
  first: false,
  recovers: true,
  bears: 'digits',
  proof: { kinds: ['has'], amr: [], resistsPhishing: false },
  kept: addressShape,
  known: ({ knownMail }) => (knownMail === undefined ? undefined : { address: knownMail }),
  prove: {
    wrong: { code: 'wrong-code', field: 'code' },
    async ask(about, moment, { round }) {
      const { method } = about
      if (!method) return { problem: { code: 'no-mail' } }
      const { address: to } = method.kept
      return {
        facts: {},
        lifeSeconds: moment.house.configuration().lives.codeSeconds,
        send: { channel: 'mail', to, code: codeOf(about, to, round) },
      }
    },
    screen: (about) => ({
      kind: 'enter-code',
      by: 'mail',
      digits: codeDigits,
      sent: sentOf(about),
      ...(about.isDiscreet && { isDiscreet: true }),
      ...(about.method && { to: maskMail(about.method.kept.address) }),
      ...about.around,
    }),
    missing: codeMissing,
    async check(answer, about, moment) {
      const { address } = about.method?.kept ?? { address: 'nobody has this one' }
      const typed = withoutBlanks(answer.code)
      const code = (round: number): string => codeOf(about, address, round)
      const judged = judgeSent(typed, about.open, code, moment)
      return judged.is === 'right' && !about.method ? { is: 'wrong' } : judged
    },
  },
}

const codeOf = ({ draw }: About<MailKept>, to: string, round: number): string =>
  digitsFrom(draw(`mail ${to} ${round}`), codeDigits)

const sentOf = ({ open }: About<MailKept>): Sent =>
  open
    ? {
        state: 'sent',
        channel: 'mail',
        expiresAt: open.expiresAt,
        ...(open.sentAt && { at: open.sentAt }),
      }
    : { state: 'unsent', channel: 'mail' }

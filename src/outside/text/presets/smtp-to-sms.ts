// A mail to the number at a domain, for an organisation whose gateway takes mail. It knows only
// that the mail was taken; there are no reports.
import { plainLine } from '../../../lib/written/plain-line.ts'
import type { Channel, Receipt } from '../../channel.ts'
import type { Gateway, Outcome, TextMessage } from '../gateway.ts'
import { inTime } from '../in-time.ts'

export interface MailGateway {
  readonly name: string
  /** The right side of every address: `4799999944@sms.fjordvik.example`. */
  readonly domain: string
  readonly from: string
  readonly send: Channel['send']
}

export function openMailGateway({ name, domain, from, send }: MailGateway): Gateway {
  return {
    name,
    async sendText({ id, to, text, sender }: TextMessage, signal: AbortSignal): Promise<Outcome> {
      if (!/^\+[1-9]\d{6,14}$/.test(to)) throw new Error('A gateway was given no number')
      if (signal.aborted) return { gateway: name, is: 'down', because: 'No time was left to ask' }
      // `und`: the words are the caller's, and in whatever language.
      const letter = {
        id,
        language: 'und',
        from: { name: sender, address: from },
        subject: '',
        text,
      }
      const receipt = await inTime(send(letter, `${to.slice(1)}@${domain}`), signal)
      return { gateway: name, ...outcomeOf(receipt) }
    },
  }
}

/** It said no with a number of its own, or was never reached. Otherwise it may have taken it. */
const surelyNot = /^E\w+ [45]\d\d |^EDNS |^ETLS |\bECONNREFUSED\b/

function outcomeOf(receipt: Receipt | undefined) {
  if (receipt?.is === 'sent') {
    const { reference } = receipt
    return { is: 'sent', ...(reference && { reference }) } as const
  }
  if (receipt?.is === 'never') return { is: 'refused', why: 'other' } as const
  if (receipt && surelyNot.test(receipt.why))
    return { is: 'down', because: plainLine(receipt.why, 200) } as const
  return { is: 'unknown' } as const
}

// 46elks. Messages only: its calls play sound files, and what it has of text-to-speech is a trial
// in English that keeps what it has read, so it must never be given a code to read.
import type { Description } from '../connector.ts'

export const elks: Description = {
  number: 'plus',
  base: 'https://api.46elks.com',
  text: {
    method: 'POST',
    address: '{base}/a1/sms',
    basic: true,
    form: {
      from: '{sender}',
      to: '{to}',
      message: '{text}',
      // They tell their own id in a field called id.
      whendelivered: '{report}?our={id}',
    },
    sent: { status: [200], at: 'id' },
    reference: { at: 'id' },
    price: { at: 'cost', parts: 10_000 },
  },
  reports: {
    in: 'fields',
    id: 'our',
    reference: 'id',
    state: 'status',
    sent: ['sent'],
    delivered: ['delivered'],
    failed: ['failed'],
    at: 'delivered',
  },
}

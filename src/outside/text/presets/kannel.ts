// Kannel's `sendsms`, for an organisation that runs its own gateway. It takes the password in the
// address and nothing else, so it belongs on a network of one's own, listed among the internal
// ones.
import type { Description } from '../connector.ts'

export const kannel: Description = {
  number: 'plus',
  text: {
    method: 'GET',
    address: '{base}/cgi-bin/sendsms',
    query: {
      username: '{user}',
      password: '{secret}',
      from: '{sender}',
      to: '{to}',
      text: '{text}',
      charset: 'UTF-8',
      coding: '{coding}',
      // Delivered, not delivered, taken by the operator, not taken.
      'dlr-mask': '27',
      'dlr-url': '{report}?our={id}&type=%d',
      validity: '10',
    },
    sent: { status: [202], text: '^[03]: ' },
  },
  reports: {
    in: 'fields',
    id: 'our',
    state: 'type',
    sent: ['8'],
    delivered: ['1'],
    failed: ['2', '16'],
  },
}

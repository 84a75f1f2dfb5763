// Sveve, «SendMessage», as JSON in a POST so that the password stands in no address. Sveve sets up
// our address for reports on the account.
import type { Description } from '../connector.ts'

export const sveve: Description = {
  number: 'digits',
  base: 'https://sveve.no',
  text: {
    method: 'POST',
    address: '{base}/SMS/SendMessage',
    json: {
      user: '{user}',
      passwd: '{secret}',
      to: '{to}',
      msg: '{text}',
      from: '{sender}',
      ref: '{id}',
      f: 'json',
    },
    sent: { status: [200], at: 'response.msgOkCount', is: [1] },
    reference: { at: 'response.ids.0' },
    failures: [
      // About the whole request: wrong password, no more SMS on the account.
      { when: { at: 'response.fatalError' }, means: 'down' },
      { when: { at: 'response.errors.0' }, means: 'other' },
    ],
  },
  reports: {
    in: 'fields',
    id: 'ref',
    reference: 'id',
    state: 'status',
    delivered: ['true'],
    failed: ['false'],
  },
}

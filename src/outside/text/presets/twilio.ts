// Twilio, messages and calls. The user is the Account SID and the secret is the Auth Token, since
// that is what it signs its reports with.
import type { Description } from '../connector.ts'
import type { Question } from '../question.ts'

const made: Pick<Question, 'sent' | 'reference' | 'price' | 'failures'> = {
  sent: { status: [200, 201], at: 'sid' },
  reference: { at: 'sid' },
  price: { at: 'price' },
  failures: [
    { when: { at: 'code', is: [21_211, 21_217] }, means: 'unknown-number' },
    { when: { at: 'code', is: [21_614] }, means: 'not-a-mobile' },
    { when: { at: 'code', is: [21_610] }, means: 'barred' },
  ],
}

export const twilio: Description = {
  number: 'plus',
  base: 'https://api.twilio.com',
  text: {
    method: 'POST',
    address: '{base}/2010-04-01/Accounts/{user}/Messages.json',
    basic: true,
    form: {
      To: '{to}',
      From: '{sender}',
      Body: '{text}',
      StatusCallback: '{report}?our={id}',
      // Ten minutes: a code that comes when the phone is switched on next day helps nobody.
      ValidityPeriod: '600',
    },
    ...made,
  },
  call: {
    method: 'POST',
    address: '{base}/2010-04-01/Accounts/{user}/Calls.json',
    basic: true,
    form: {
      To: '{to}',
      From: '{callsFrom}',
      Url: '{callback}',
      // Each w waits half a second for the switchboard.
      SendDigits: 'wwww{extension}',
      TimeLimit: '120',
    },
    ...made,
  },
  speech: 'twiml',
  reports: {
    in: 'fields',
    id: 'our',
    reference: 'MessageSid',
    state: 'MessageStatus',
    sent: ['sent'],
    delivered: ['delivered', 'read'],
    failed: ['failed', 'undelivered', 'canceled'],
    cause: 'ErrorCode',
    why: {
      '21610': 'barred',
      '30004': 'barred',
      '30005': 'unknown-number',
      '30006': 'not-a-mobile',
    },
    signed: 'twilio',
  },
}

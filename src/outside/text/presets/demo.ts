// The demo's phone (examples/phone), whose API is also one that a small adapter of an
// organisation's own can speak.
import type { Description } from '../connector.ts'
import type { Question } from '../question.ts'

const signIn = { authorization: 'Bearer {secret}' }
const answered: Pick<Question, 'sent' | 'reference' | 'price' | 'failures'> = {
  sent: { status: [201] },
  reference: { at: 'reference' },
  price: { at: 'price' },
  failures: [
    { when: { at: 'refused', is: ['not-a-mobile'] }, means: 'not-a-mobile' },
    { when: { at: 'refused', is: ['barred'] }, means: 'barred' },
    { when: { at: 'refused', is: ['ported-recently'] }, means: 'ported-recently' },
    { when: { at: 'refused', is: ['unknown-number'] }, means: 'unknown-number' },
    { when: { at: 'refused' }, means: 'other' },
  ],
}

export const demo: Description = {
  number: 'plus',
  text: {
    method: 'POST',
    address: '{base}/messages',
    headers: signIn,
    json: { id: '{id}', to: '{to}', text: '{text}', sender: '{sender}', report: '{report}' },
    ...answered,
  },
  call: {
    method: 'POST',
    address: '{base}/calls',
    headers: signIn,
    json: {
      id: '{id}',
      to: '{to}',
      extension: '{extension}',
      from: '{callsFrom}',
      language: '{language}',
      callback: '{callback}',
    },
    ...answered,
  },
  speech: 'json',
  reports: {
    in: 'json',
    id: 'id',
    reference: 'reference',
    state: 'state',
    sent: ['sent'],
    delivered: ['delivered'],
    failed: ['failed'],
    cause: 'refused',
    why: {
      'not-a-mobile': 'not-a-mobile',
      barred: 'barred',
      'ported-recently': 'ported-recently',
      'unknown-number': 'unknown-number',
      other: 'other',
    },
    at: 'at',
  },
}

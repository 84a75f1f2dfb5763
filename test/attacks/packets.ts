// Answers as bytes that can be held back, for many that shall arrive in the same moment.
import type { Packet } from '../town/one-packet.ts'
import type { Visitor } from '../town/visitor.ts'
import type { Rig } from './rig.ts'

/** The form that was just seen, answered, as bytes that can be held back. */
export function answering(rig: Rig, browser: Visitor, fields: Record<string, string>): Packet {
  const { form } = browser.last
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
  return {
    method: 'POST',
    target: form?.action ?? '',
    headers: [
      ['accept', 'application/json'],
      ['origin', rig.origin],
      ['cookie', cookie],
      ['content-type', 'application/x-www-form-urlencoded'],
    ],
    body: new URLSearchParams({
      token: form?.token ?? '',
      question: form?.question ?? '',
      ...fields,
    }).toString(),
  }
}

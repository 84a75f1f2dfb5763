// Answers as bytes that can be held back, for many that shall arrive in the same moment.
import type { Packet } from '../town/wire/one-packet.ts'
import type { Visitor } from '../town/visitor.ts'
import type { Rig } from './rig.ts'

export const urlencoded = 'application/x-www-form-urlencoded'

interface Written {
  readonly target: string
  readonly type: string
  readonly body: string
}

/** This very body in this browser's name, also one that no form of ours would send. */
export const written = (rig: Rig, browser: Visitor, { target, type, body }: Written): Packet => ({
  method: 'POST',
  target,
  headers: [
    ['accept', 'application/json'],
    ['origin', rig.origin],
    ['cookie', [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ')],
    ['content-type', type],
  ],
  body,
})

/** The form that was just seen, answered, as bytes that can be held back. */
export function answering(rig: Rig, browser: Visitor, fields: Record<string, string>): Packet {
  const { action = '', token = '', question = '' } = browser.last.form ?? {}
  const body = new URLSearchParams({ token, question, ...fields }).toString()
  return written(rig, browser, { target: action, type: urlencoded, body })
}

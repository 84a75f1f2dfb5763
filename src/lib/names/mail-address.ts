// A mail address as it is written, read as one that mail can be sent to. Must never let one through
// that only looks like another.
import { canonicalLogin } from './canonical-name.ts'

/** ASCII alone: what looks like an address in another script is another address (ATK-UNI-05). */
const mailShape = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9.-]+\.[a-z0-9-]{2,}$/

export function readMail(written: string): string | undefined {
  const mail = canonicalLogin(written)
  return mail !== undefined && mailShape.test(mail) ? mail : undefined
}

// A phone that speaks is one that stands or one that is on its way, and it may come to stand
// between one of our statements and the next. It is then heard as one that stands, and never told
// that it is unknown or out of step: it would take itself for a copy.
import type { Common } from '../../shapes/phone-said.ts'
import type { Moment } from '../moment.ts'
import { type KnownPhone, phoneOf, type ReadMessage } from './hearing.ts'
import { PhoneRefused } from './refused.ts'

interface As<Heard> {
  standing(phone: KnownPhone): Promise<Heard>
  newcomer(): Promise<Heard>
}

/** Either counts the message; nothing was counted where a newcomer is refused so. */
export async function heardAs<Heard>(
  message: ReadMessage<Common>,
  moment: Moment,
  { standing, newcomer }: As<Heard>,
): Promise<Heard> {
  const phone = await phoneOf(moment, message)
  if (phone) return standing(phone)
  try {
    return await newcomer()
  } catch (fault) {
    const isLate = fault instanceof PhoneRefused && late.has(fault.word)
    const stands = isLate ? await phoneOf(moment, message) : undefined
    if (!stands) throw fault
    return standing(stands)
  }
}

/** What is said of one that is on its way no more. */
const late: ReadonlySet<string> = new Set(['out-of-step', 'unknown-phone'])

// What is kept of a telephone number, and what an open question about one remembers.
import { z } from 'zod'
import type { About } from './factor.ts'

const number = z.string().regex(/^\+\d{6,15}$/)
export const phoneShape = z.strictObject({
  number,
  extension: z
    .string()
    .regex(/^\d{1,8}$/)
    .exactOptional(),
})
export type PhoneKept = z.output<typeof phoneShape>
/** A number that was typed in this visit, and is nobody's before its code is right. */
export const openShape = z.strictObject({ typed: phoneShape.exactOptional() })
export type Opened = z.output<typeof openShape>
export type AboutPhone = About<PhoneKept, Opened>

export type Channel = 'sms' | 'voice'

export const codeDigits = 6
export const phoneOf = ({ open, method }: AboutPhone): PhoneKept | undefined =>
  open?.facts.typed ?? method?.kept

// A code in a text message. The same number can be called instead, where calls are on.
import { phoneFactor } from '../phone-code.ts'

export const sms = phoneFactor('sms')

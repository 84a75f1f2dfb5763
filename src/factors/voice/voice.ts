// A code read aloud in a call: for landlines and extensions, and for whoever cannot read a message.
import { phoneFactor } from '../phone-code.ts'

export const voice = phoneFactor('voice')

// A call of a phone that cannot be answered: thrown, and made a word and a status of at the door.
import type { PhoneError } from '../../shapes/phone-said.ts'

export class PhoneRefused extends Error {
  readonly word: PhoneError
  readonly more: Readonly<Record<string, number>>
  constructor(word: PhoneError, more: Readonly<Record<string, number>> = {}) {
    super(word)
    this.name = 'PhoneRefused'
    this.word = word
    this.more = more
  }
}

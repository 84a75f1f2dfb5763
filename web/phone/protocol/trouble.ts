// What the house answers when it does not do what it was asked. `word` is the protocol's own.
export class Trouble extends Error {
  readonly word: string
  /** When it may be tried again, or what time it is there; in seconds since 1970. */
  readonly at: number | undefined

  constructor(word: string, at?: number) {
    super(word)
    this.name = 'Trouble'
    this.word = word
    this.at = at
  }
}

/** `offline` when the house was not reached at all. */
export const wordOf = (fault: unknown): string => (fault instanceof Trouble ? fault.word : 'fault')

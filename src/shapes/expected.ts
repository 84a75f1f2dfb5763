// What a person can expect from the rules: where a password is enough, where it is not, and what
// holds elsewhere. Names and facts; the texts have the words.

/** Is more asked for than one proof? */
export type Asks = 'never' | 'at-times' | 'always'

export interface PlaceAsks {
  readonly name: string
  /** The named networks that the whole of it lies in. */
  readonly inside: readonly string[]
  readonly asks: Asks
}

export interface Expected {
  readonly places: readonly PlaceAsks[]
  readonly elsewhere: Asks
  /** A zone the person stands in, or groups they are of, are asked where others are not. */
  readonly also?: { readonly who: readonly string[]; readonly at: string }
}

/** What stands on a page before anybody has been asked. */
export interface Expectation extends Expected {
  /**
   * What is confirmed with: the phone that is asked first, a code whatever they choose, or one of
   * several methods.
   */
  readonly by: 'push' | 'code' | 'method'
  /** Present where it asks otherwise than the start page does. */
  readonly application?: string
}

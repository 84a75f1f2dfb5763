// The contract of a channel: a way out of the house for a letter. It sends, and says truthfully
// what became of it.
export interface Letter {
  readonly id: string
  readonly language: string
  readonly from: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html?: string
}

export type Receipt =
  | { readonly is: 'sent'; readonly reference?: string }
  /** Worth trying again: refused for now, slow, not reachable. */
  | {
      readonly is: 'later'
      readonly why: string
      /**
       * The next house itself is away or refuses us: it would be the same for every other letter.
       */
      readonly forAll?: boolean
    }
  /** Never worth trying again: this address does not take letters. */
  | { readonly is: 'never'; readonly why: string }

export interface Channel {
  readonly name: string
  send(letter: Letter, to: string): Promise<Receipt>
}

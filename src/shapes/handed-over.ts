// What a page that waits for a phone and the page on that phone have in common. Facts only.

/** A colour and an animal, by their places among the words of each language. */
export type Pair = readonly [colour: number, animal: number]

/** How far a phone has come that the set-up was handed over to. `over`: it is no use any more. */
export interface HandedOver {
  readonly state: 'waiting' | 'opened' | 'done' | 'over'
  /** The kind of device that opened it, by a word from a list. */
  readonly device?: string
  readonly secondsLeft?: number
}

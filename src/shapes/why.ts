// Why one is asked, as facts: which reason it is, and the names it speaks of. The texts have the
// words; shown only after a first proof, since it says who somebody is.

/** What the rule that asks is about, and where one is: names, of what it speaks of. */
export interface WhyHere {
  readonly application?: string
  readonly groups?: readonly string[]
  /** The networks one is in, that it is about. */
  readonly at?: readonly string[]
  /** Those around them, where nobody else is asked. */
  readonly around?: readonly string[]
  /** Where one would not have been asked. */
  readonly away?: readonly string[]
  readonly isTimed?: boolean
}

export interface Why extends WhyHere {
  readonly because:
    | 'rule'
    /** The application itself asked for more than the rules do, or for it to be shown anew. */
    | 'wants'
    | 'again'
    | 'fresh'
    | 'rule-ended'
    | 'network-ended'
    | 'exception-ended'
    | 'right-held'
    /** A method is missing, and what was shown does not bear it. */
    | 'set-up'
    | 'first-set-up'
    | 'wish'
    | 'change'
  /** What was shown would be enough, had it been worth nothing on a copied page. */
  readonly resists?: boolean
}

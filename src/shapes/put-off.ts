// What is missing and may wait: so long, so many times, or no longer. Facts, and never the rule
// itself.
/** «Hopp over nå»: present only while the rule allows it. */
export interface PutOff {
  readonly timesLeft?: number
  readonly daysLeft?: number
}

/** Why «Hopp over nå» is gone: a day that has passed, or as many times as there were. */
export type PutOffOver = { readonly over: 'date'; readonly at: string } | { readonly over: 'times' }

// A rule as it is told to people: what it says, with the names of what it speaks of in place of
// their short ones. The texts make sentences of it; must hold all that decides, or two rules that
// differ would read alike.

/** Groups by their names, and people by their whole user names. */
export interface ToldPeople {
  readonly groups: readonly string[]
  readonly people: readonly string[]
}

export interface ToldException {
  readonly whom?: ToldPeople
  readonly where?: readonly string[]
  readonly applications?: readonly string[]
  readonly owner: string
  readonly reason?: string
  /** Its last day. */
  readonly until: string
}

export interface ToldNeed {
  readonly proofs: number
  readonly resistsPhishing: boolean
  readonly accepts: readonly string[]
  readonly methods: readonly string[]
  readonly putOff?: {
    readonly times?: number | undefined
    readonly days?: number | undefined
    readonly until?: string | undefined
  }
  readonly freshMinutes?: number
  readonly stayDays?: number
  readonly rememberDays?: number
  readonly letterAlone: boolean
  readonly firstByOneProof: boolean
  readonly sharedFateAllowed: boolean
  /** What counts besides where the phone is lost, and in place of a forgotten password. */
  readonly whenLost?: readonly string[]
  readonly recover?: ToldRecovery
  readonly leader?: { readonly waitMinutes: number }
}

export interface ToldRecovery {
  readonly accepts: readonly string[]
  readonly asksQuestion: boolean
  readonly questionCounts: boolean
  /** So long a number that gave a new password is no second proof. */
  readonly waitMinutes: number
  /** So long a number that was set up gives no new password. */
  readonly newNumberHours: number
}

export interface ToldRule {
  /** Absent: everyone. */
  readonly whom?: ToldPeople
  /** Absent: anywhere. */
  readonly where?: readonly string[]
  readonly outside?: readonly string[]
  /** Absent: all of them. */
  readonly applications?: readonly string[]
  readonly when?: {
    /** In the order of the week, Monday first. */
    readonly days?: readonly string[]
    readonly from?: string
    readonly until?: string
  }
  readonly except: readonly ToldException[]
  readonly reportOnly: boolean
  readonly need: ToldNeed
  readonly owner?: string
  readonly reason?: string
  /** The last day. */
  readonly expires?: string
}

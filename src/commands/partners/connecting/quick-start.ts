// What it takes to connect one application: its lines in our configuration, and ours in its own.
// Must never hold a secret: each is made by whoever connects, and stands in both files alike.

/** What an installation has of its own. */
export interface Values {
  /** Our public address, without a path. */
  readonly house: string
  /** The application's. */
  readonly application: string
  /** What our SAML answers are signed with, in PEM; where it is asked for. */
  readonly certificate: string
}

export interface QuickStart {
  readonly name: string
  readonly title: string
  readonly speaks: 'oidc' | 'saml'
  /** An example of where it stands. */
  readonly at: string
  /** Lines of our configuration file. */
  ours(values: Values): string
  /** What is written over there: where, and the lines. */
  readonly where: string
  theirs(values: Values): string
  /** What is worth knowing before the first try. */
  readonly notes: readonly string[]
}

/** Stands where a secret goes: too short for `apply`, so that nobody leaves it there. */
export const secretGoesHere = 'A-SECRET'

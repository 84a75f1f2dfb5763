// An account in the list of a browser, as it is drawn: told apart by more than its name.

export interface AccountLine {
  readonly person: string
  readonly name: string
  readonly login: string
  readonly isSignedIn: boolean
  /** Where there is more than one. */
  readonly organisation?: string
  /** It holds a right: never to be taken for the everyday account of the same person. */
  readonly isAdministrator?: boolean
}

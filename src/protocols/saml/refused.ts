// Why a message is not taken. A person sees a page that says so without the reason; the reason is
// for whoever runs the house. Must never be told to an address that the message itself names.
export class SamlRefused extends Error {
  readonly because: Because
  constructor(because: Because, cause?: unknown) {
    super(because, { cause })
    this.name = 'SamlRefused'
    this.because = because
  }
}

export type Because =
  | 'unreadable'
  | 'unknown-application'
  | 'address' // no registered one
  | 'binding'
  | 'signature'
  | 'destination'
  | 'time'
  | 'issuer'

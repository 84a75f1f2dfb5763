// A refusal: this request cannot be served. Thrown, and caught in one place per door, which makes a
// page, a JSON body or an OAuth error of it. A thing the person can mend is a Problem instead, and
// is returned.
import type { RefusalCode } from '../shapes/problem.ts'

const statuses: Readonly<Record<RefusalCode, number>> = {
  'not-found': 404,
  'not-allowed': 403,
  'visit-ended': 410,
  'visit-expired': 410,
  'visit-elsewhere': 403,
  'visit-stopped': 410,
  'unknown-application': 400,
  'application-not-yours': 403,
  'bad-request': 400,
  'too-large': 413,
  'wrong-host': 421,
  'too-many-requests': 429,
  unavailable: 503,
}

interface RefusalMore {
  readonly cause?: unknown
  readonly retryAfterSeconds?: number
  readonly application?: string | undefined
}

export class Refusal extends Error {
  readonly code: RefusalCode
  readonly status: number
  readonly retryAfterSeconds: number | undefined
  /** The id of the application that the person was on the way to. */
  readonly application: string | undefined
  constructor(code: RefusalCode, more: RefusalMore = {}) {
    super(code, { cause: more.cause })
    this.name = 'Refusal'
    this.code = code
    this.status = statuses[code]
    this.retryAfterSeconds = more.retryAfterSeconds
    this.application = more.application
  }
}

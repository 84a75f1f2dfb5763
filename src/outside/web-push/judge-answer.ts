// What the answer of a push service means (RFC 8030, 5 and 7). Must never take a 2xx for more than
// that somebody has taken the ring on: the phone may be dead all the same (FLT-PUSH-3).
import type { Rung } from '../../domain/moment.ts'
import { secondsAfter } from '../../lib/clock.ts'

/** `away`: surely not heard, and perhaps in a moment. */
export type Heard = Rung | 'away'

const laterSeconds = 60
/** Nothing that we could say anew would change it; what is wrong is mended by people. */
const refusedSeconds = 600
const longestSeconds = 24 * 3600

export function judgeAnswer(status: number, retryAfter: string | undefined, now: Date): Heard {
  if (status >= 200 && status < 300) return 'rung'
  if (status === 404 || status === 410) return 'gone'
  const asked = secondsAsked(retryAfter, now)
  // 406: the throttle of Windows.
  if (status === 429 || status === 406)
    return { again: secondsAfter(now, asked ?? laterSeconds), because: 'too-many' }
  if (status < 500) return { again: secondsAfter(now, asked ?? refusedSeconds), because: 'refused' }
  return asked === undefined ? 'away' : { again: secondsAfter(now, asked), because: 'away' }
}

/** Seconds, or a day and time (RFC 9110, 10.2.3). */
function secondsAsked(retryAfter: string | undefined, now: Date): number | undefined {
  if (retryAfter === undefined) return undefined
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - now.getTime()) / 1000
  if (Number.isNaN(seconds)) return undefined
  return Math.min(Math.max(Math.ceil(seconds), 1), longestSeconds)
}

// The secret of an application: compared by its hash, and wrong ones counted. Must cost whoever has
// the right one no statement, and never keep them out (ATK-OIDC-09).
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider'
import { recordEvent } from '../../domain/events/events.ts'
import type { Moment } from '../../domain/moment.ts'
import { countWrongSecret } from '../../domain/throttles.ts'
import { secondsBetween } from '../../lib/clock.ts'
import { isSame, sha256 } from '../../lib/digest.ts'
import { currentWork, type Work } from './work.ts'

/**
 * A client's secret is kept as SHA-256: 256 bits made by a machine need no slow hash (documented
 * way of the library).
 */
export function compareByHash(provider: Provider): void {
  provider.Client.prototype.compareClientSecret = async function compare(shown: string) {
    if (isSame(sha256(shown), Buffer.from(this.clientSecret ?? '', 'hex'))) return true
    await countWrong(currentWork(), this.clientId)
    return false
  }
}

async function countWrong(work: Work, application: string): Promise<void> {
  const { moment } = work
  const { waitUntil, waitsFrom } = await countWrongSecret(moment, application)
  if (waitsFrom) await tellOfWaiting(moment, application, waitsFrom)
  if (!waitUntil) return
  work.waitUntil = waitUntil
  // RFC 6749, 5.2 knows the word; RFC 6585 the status.
  throw Object.assign(new errors.InvalidClientAuth('too many wrong secrets'), {
    status: 429,
    statusCode: 429,
  })
}

const tellOfWaiting = (moment: Moment, application: string, until: Date): Promise<void> =>
  recordEvent(moment, 'application.held-back', { data: { application, until } })

export function tellWhenToReturn(ctx: KoaContextWithOIDC, { waitUntil, moment }: Work): void {
  if (waitUntil) ctx.set('retry-after', String(Math.ceil(secondsBetween(moment.now, waitUntil))))
}

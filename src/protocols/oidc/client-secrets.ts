// The secret of an application, or what it signs instead: compared by its hash or by the library,
// and wrong ones counted. Must cost whoever has the right one no statement, and never keep them out
// (ATK-OIDC-09).
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { recordEvent } from '../../domain/events/events.ts'
import type { Moment } from '../../domain/moment.ts'
import { countWrongSecret } from '../../domain/throttles/wrong-secrets.ts'
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

/**
 * A signature is judged by the library, which asks nobody: the answer tells that it was wrong, out
 * of date or shown before. Nobody guesses one; it is counted so that somebody sees it.
 */
export async function countWrongSignature(ctx: KoaContextWithOIDC, work: Work): Promise<void> {
  const { client, params } = ctx.oidc
  if (ctx.status !== 401 || !client || params?.['client_assertion'] === undefined) return
  await countWrong(work, client.clientId)
}

async function countWrong(work: Work, application: string): Promise<void> {
  const { moment } = work
  const { waitUntil, waitsFrom } = await countWrongSecret(moment, application)
  if (waitsFrom) await tellOfWaiting(moment, application, waitsFrom)
  work.waitUntil = waitUntil
}

const tellOfWaiting = (moment: Moment, application: string, until: Date): Promise<void> =>
  recordEvent(moment, 'application.held-back', { data: { application, until } })

export function tellWhenToReturn(ctx: KoaContextWithOIDC, { waitUntil, moment }: Work): void {
  if (!waitUntil) return
  // RFC 6749, 5.2 knows the word that stands in the body; RFC 6585 the status.
  ctx.status = 429
  ctx.set('retry-after', String(Math.ceil(secondsBetween(moment.now, waitUntil))))
}

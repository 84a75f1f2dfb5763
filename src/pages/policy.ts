// The content security policy of one page: our own inlined style and script by hash, and nothing
// else from anywhere.
import { remembering } from '../lib/remembering.ts'
import type { Inlined } from './style/style.ts'

export function policyFor(
  style: Inlined,
  script: Inlined | undefined,
  formTargets: readonly string[],
): string {
  const targets = formTargets.map(originOf).filter((origin) => origin !== undefined)
  return [
    "default-src 'none'",
    `style-src ${style.hash}`,
    ...(script === undefined ? [] : [`script-src ${script.hash}`]),
    "img-src 'self' data:",
    `form-action ${["'self'", ...new Set(targets)].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
  ].join('; ')
}

/**
 * Only an origin, so that no address can smuggle another rule into the policy. An installed app's
 * own scheme is one too.
 */
const originOf = remembering(200, (address: string): string | undefined => {
  if (!URL.canParse(address)) return undefined
  const { origin, protocol } = new URL(address)
  if (origin !== 'null') return origin
  return /^(?:javascript|data|blob|file|about):$/.test(protocol) ? undefined : protocol
})

// The profile `high`: the FAPI 2.0 Security Profile, as far as the library leaves it to us. Pushed
// requests and bound tokens are turned on where the settings are read; here stands what is asked
// of each request.
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import type { OidcSettings } from '../../domain/applications.ts'

/** 5.4.1: ECDSA on P-256 and RSA-PSS; no RSA PKCS #1, and nothing symmetric. */
const algorithms: ReadonlySet<unknown> = new Set(['ES256', 'PS256'])

const tokenSeconds = 300

export const isHigh = (oidc: OidcSettings | undefined): boolean => oidc?.profile === 'high'

/** An application proves itself to us and to nobody else: one audience, the issuer (5.3.2.1). */
export function refuseLooseAssertion(
  ctx: KoaContextWithOIDC,
  oidc: OidcSettings | undefined,
  {
    claims,
    header,
  }: {
    readonly claims: Readonly<Record<string, unknown>>
    readonly header: Readonly<Record<string, unknown>>
  },
): void {
  if (!isHigh(oidc)) return
  if (!algorithms.has(header['alg'])) throw new errors.InvalidClientAuth('alg is not allowed here')
  if (claims['aud'] !== ctx.oidc.issuer)
    throw new errors.InvalidClientAuth('aud must be the issuer and nothing else')
}

/** A token that is bound to a key is short-lived all the same. */
export const lifeOf = (oidc: OidcSettings | undefined, seconds: number): number =>
  isHigh(oidc) ? Math.min(seconds, tokenSeconds) : seconds

// By which name an application knows a person. Pairwise: drawn from the person and the sector, so
// that two applications cannot find out by it that they speak of the same one.
import type { Application } from '../../domain/applications.ts'
import type { House } from '../../domain/moment.ts'
import { keyedHash } from '../../lib/digest.ts'

export function subjectFor(
  { keys }: Pick<House, 'keys'>,
  { id, oidc }: Application,
  person: string,
): string {
  if (oidc?.subject !== 'pairwise') return person
  const sector = oidc.sector ?? URL.parse(oidc.redirects[0] ?? '')?.host ?? id
  return keyedHash(keys.keyFor('oidc-subject'), 'oidc-subject', sector, person)
    .subarray(0, 24)
    .toString('base64url')
}

// Where the app on the phone lives: an origin of its own, or a path of the public address. What the
// app keeps, signs and unlocks belongs to that origin alone. Must never be asked of the request.
import type { House } from '../moment.ts'

type Lives = Pick<House, 'address' | 'phoneAddress' | 'passkeyDomain'>

export const phoneAddressOf = ({ address, phoneAddress }: Lives): URL => phoneAddress ?? address

/**
 * Where the app has a host of its own, the passkeys that lock phones belong to that one: no page of
 * the sign-in can ask for them, and none offers them as a way in.
 */
export const lockDomainOf = ({ phoneAddress, passkeyDomain }: Lives): string =>
  phoneAddress?.hostname ?? passkeyDomain

// What an application says of itself in its metadata, as the settings that an administrator would
// write. Only what is taken here comes along: answers by form, sign-outs by redirect.
import { bindings } from '../../lib/saml/names.ts'
import type { Metadata } from '../../lib/saml/metadata.ts'

export interface SettingsFromMetadata {
  readonly entityId: string
  readonly assertionConsumers: readonly { readonly address: string; readonly index: number }[]
  readonly signOut?: string
  readonly signOutAnswer?: string
  readonly certificates: readonly string[]
  readonly encryptTo?: string
  readonly requireSignedRequests: boolean
}

/** Nothing where it describes no application. */
export function settingsFrom(
  { entityId, application }: Metadata,
  { encrypts }: { readonly encrypts: boolean },
): SettingsFromMetadata | undefined {
  if (!application) return undefined
  const consumers = application.consumers.filter(({ binding }) => binding === bindings.post)
  const signOut = application.logout.find(({ binding }) => binding === bindings.redirect)
  const certificates = application.signing.map(({ certificate }) => certificate)
  const encryptTo = encrypts ? application.encryption[0]?.certificate : undefined
  return {
    entityId,
    assertionConsumers: consumers
      .toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault))
      .map(({ address, index }) => ({ address, index })),
    ...(signOut && { signOut: signOut.address }),
    ...(signOut?.answerAddress !== undefined && { signOutAnswer: signOut.answerAddress }),
    certificates,
    ...(encryptTo !== undefined && { encryptTo }),
    requireSignedRequests: application.signsRequests && certificates.length > 0,
  }
}

// What an administrator writes of another house that we ask by SAML: where it says who it is, or
// what it says. Only its form is looked at here; it is read, and refused, where it is used.
import { z } from 'zod'
import { isWebAddress } from '../../lib/names/return-address.ts'
import { readPartnerKey } from '../../lib/saml/partner-keys.ts'

export const metadataShape = z
  .string()
  .max(1_048_576)
  .transform((written) => written.trim())
  .refine(
    (written) => written.startsWith('<') || isWebAddress(written),
    'must be an https address (http only on this machine), or XML',
  )

/** Kept in one way of writing, so that lines and headers make no difference. */
export const certificateShape = z.string().transform((written, context) => {
  const read = readPartnerKey(written)
  if (read) return read.certificate
  context.addIssue('is no certificate with a key that is taken here')
  return z.NEVER
})

// Where a phone may be rung: its push subscription as a browser gives it (Push API, 8), in
// base64url. Whether the address may be called is asked of domain/approving/ringing.ts. Must never
// take a key that is no point of the curve.
import { z } from 'zod'
import { isPhoneKey } from '../lib/web-push/message.ts'

export const ringsShape = z.strictObject({
  endpoint: z.string().min(1).max(2000),
  p256dh: z.string().refine(isPhoneKey),
  /** 16 bytes. */
  auth: z.string().regex(/^[\w-]{21}[AQgw]$/),
})

export interface Rings {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

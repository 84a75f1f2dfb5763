// Where a phone may be rung: its push subscription as a browser gives it (Push API, 8), in
// base64url.
import { z } from 'zod'

export const ringsShape = z.strictObject({
  endpoint: z.string().min(1).max(2000),
  p256dh: z.string().max(90),
  auth: z.string().max(30),
})
export type Rings = z.output<typeof ringsShape>

// What is kept of a phone that approves: what verifies its key and its lock, and nothing that could
// approve in its place.
import { z } from 'zod'
import { phoneSystems } from '../../shapes/phone-said.ts'

const pointShape = z.strictObject({ x: z.string().length(43), y: z.string().length(43) })

const lockShape = z.union([
  /** The device's own: a passkey that it has made. */
  z.strictObject({
    kind: z.literal('passkey'),
    id: z.string().max(1400),
    publicKey: z.string().max(2048),
    isBackupEligible: z.boolean(),
  }),
  /** A PIN that opens a second key, together with a share that the house gives. */
  z.strictObject({ kind: z.literal('pin'), key: pointShape }),
])

export const phoneKeptShape = z.strictObject({
  /** The name that it signs with. */
  phone: z.string().max(36),
  key: pointShape,
  lock: lockShape,
  system: z.enum(phoneSystems),
})
export type PhoneKept = z.output<typeof phoneKeptShape>

/** All that is needed to read what a method of a phone keeps (domain/methods/methods.ts). */
export const keptPhone = { name: 'push', kept: phoneKeptShape } as const

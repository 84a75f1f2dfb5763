// What comes back from the browser, parsed once, here: JSON of the shapes that WebAuthn level 3,
// 5.1.8 gives. Nothing that is not named here reaches anybody. Must never throw, whatever was sent,
// and never be believed before a signature has been looked at.
import { z } from 'zod'
import { credentialIdBytesMax } from './authenticator-data.ts'
import { readBase64url } from './base64url.ts'
import { clientDataBytesMax } from './client-data.ts'
import { readJson } from './strict-json.ts'

/** The ways a browser can reach a key; others are dropped, since they would be told to browsers. */
const transports = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal'] as const
export type Transport = (typeof transports)[number]

const answerLengthMax = 65_536

const bytes = (bytesMax: number) =>
  z.string().transform((text, context) => {
    const read = readBase64url(text, bytesMax)
    if (read) return read
    context.addIssue('not base64url, or too long')
    return z.NEVER
  })

/** The id stands twice, and must be the same. */
const either = <Response extends z.ZodType>(response: Response) =>
  z
    .object({
      id: bytes(credentialIdBytesMax),
      rawId: z.string(),
      type: z.literal('public-key'),
      response,
      clientExtensionResults: z.unknown().optional(),
    })
    .refine(({ id, rawId }) => id.toString('base64url') === rawId)

const registrationShape = either(
  z.object({
    clientDataJSON: bytes(clientDataBytesMax),
    attestationObject: bytes(32_768),
    transports: z.array(z.string()).optional().catch(undefined),
  }),
)

const proofShape = either(
  z.object({
    clientDataJSON: bytes(clientDataBytesMax),
    authenticatorData: bytes(4096),
    signature: bytes(1024),
    /** Some browsers write an empty text where there is none. */
    userHandle: z.union([z.literal('').transform(() => null), bytes(64)]).nullish(),
  }),
)

const parse = <Shape extends z.ZodType>(shape: Shape, sent: unknown): z.output<Shape> | undefined =>
  typeof sent === 'string' && sent.length <= answerLengthMax
    ? shape.safeParse(readJson(sent)).data
    : undefined

export const parseRegistration = (sent: unknown): z.output<typeof registrationShape> | undefined =>
  parse(registrationShape, sent)

export const parseProof = (sent: unknown): z.output<typeof proofShape> | undefined =>
  parse(proofShape, sent)

export const knownTransports = (sent: readonly string[] = []): readonly Transport[] =>
  transports.filter((transport) => sent.includes(transport))

/** Whether the key says who somebody is. The browser's own word: nothing signs it. */
export const isDiscoverable = (results: unknown): boolean | undefined =>
  z.object({ credProps: z.object({ rk: z.boolean() }) }).safeParse(results).data?.credProps.rk

/** Which passkey somebody claims to show: to find whose it is, before anything is judged. */
export const readCredentialId = (response: unknown): string | undefined =>
  parseProof(response)?.id.toString('base64url')

/** Who somebody claims to be: the handle that stood in the options of the registration. */
export const readUserHandle = (response: unknown): string | undefined =>
  parseProof(response)?.response.userHandle?.toString('base64url')

// What the house answers, as docs/phone-protocol.md says, and how it says no. Must never take more
// for granted than that page does.
import { z } from 'zod'

const keyShape = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
})
const seconds = z.number()
const pairShape = z.tuple([z.number(), z.number()])

const accountShape = z.object({ name: z.string(), login: z.string() })
const organisationShape = z.object({
  id: z.string(),
  name: z.string(),
  color: z.string().optional(),
})

export const movePeekShape = z.object({
  account: accountShape,
  organisation: organisationShape,
  service: z.string(),
  asked: z.object({
    network: z.string().optional(),
    browser: z.string().optional(),
    system: z.string().optional(),
    at: seconds,
  }),
  until: seconds,
  rpId: z.string(),
  digits: z.number(),
})
export const peekShape = movePeekShape.extend({ pair: pairShape })

export const requestShape = z.object({
  id: z.string(),
  nonce: z.string(),
  kind: z.enum(['sign-in', 'test']),
  digits: z.number(),
  until: seconds,
  /** Signed as it came, whatever is in it. */
  shown: z.looseObject({ service: z.string(), at: seconds }),
})
export type PhoneRequest = z.output<typeof requestShape>

export const addedShape = z.object({
  phone: z.string(),
  share: z.string().optional(),
  request: requestShape,
  ringKey: z.string(),
  rings: z.boolean().optional(),
})
export const claimedShape = z.object({ phone: z.string(), share: z.string().optional() })

/** Who has come for the account, as the old phone is told. */
const newcomerShape = z.object({
  phone: keyShape,
  key: keyShape,
  lock: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('pin'), jwk: keyShape }),
    z.object({ kind: z.literal('passkey'), id: z.string() }),
  ]),
  name: z.string(),
  system: z.string(),
})
export type Newcomer = z.output<typeof newcomerShape>

export const lookShape = z.object({
  now: seconds,
  state: z.enum(['adding', 'stands']),
  account: accountShape,
  organisation: organisationShape,
  requests: z.array(requestShape),
  approved: z.array(requestShape).optional(),
  codes: z
    .object({
      key: z.string(),
      digits: z.number(),
      period: z.number(),
      issuer: z.string(),
      label: z.string(),
    })
    .optional(),
  ringKey: z.string(),
  rpId: z.string(),
  moving: z.union([newcomerShape, z.object({ key: keyShape })]).optional(),
  moved: z.object({ sealed: z.string(), key: keyShape }).optional(),
})
export type Looked = z.output<typeof lookShape>

export const answeredShape = z.object({
  is: z.enum(['approved', 'denied', 'wrong-number', 'over']),
  /** What the browser that waits is to open: before that the approval does not count. */
  back: z.string().optional(),
})
export type Answered = z.output<typeof answeredShape>['is']

export const shareShape = z.object({ share: z.string(), left: z.number() })
export const appsShape = z.object({
  apps: z.array(z.object({ name: z.string(), address: z.string() })),
})
export const moveShape = z.object({ code: z.string(), until: seconds })

const noShape = z.looseObject({
  error: z.string(),
  now: z.number().optional(),
  again: z.number().optional(),
})

export class HouseSaysNo extends Error {
  readonly status: number
  readonly word: string
  /** When it may be tried again, or what the time is. */
  readonly seconds: number | undefined

  constructor(status: number, answer: unknown) {
    const read = noShape.safeParse(answer)
    const word = read.success ? read.data.error : 'unreadable'
    super(`The house says no: ${status} ${word}`)
    this.name = 'HouseSaysNo'
    this.status = status
    this.word = word
    this.seconds = read.success ? (read.data.again ?? read.data.now) : undefined
  }
}

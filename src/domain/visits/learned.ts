// What a visit keeps, as it is read back: its errand and what was learned in it. Must never take a
// row for what it is not: an unreadable visit is a fresh start.
import { z } from 'zod'
import { camesOf, detours, fates, type Gained, type Open, type Proof } from '../facts.ts'

export const proofShape: z.ZodType<Proof> = z.object({
  factor: z.string(),
  method: z.string().exactOptional(),
  place: z.string().exactOptional(),
  kinds: z.array(z.enum(['knows', 'has', 'is'])),
  amr: z.array(z.string()),
  resistsPhishing: z.boolean(),
  at: z.string(),
  askedAt: z.string().exactOptional(),
  by: z.string().exactOptional(),
  level: z.string().exactOptional(),
  instead: z.literal(true).exactOptional(),
})
export const proofsShape = z.array(proofShape)

const openShape: z.ZodType<Open> = z.object({
  facts: z.unknown(),
  madeAt: z.string(),
  expiresAt: z.string(),
  round: z.number(),
  sending: z.string().exactOptional(),
  channel: z.enum(['sms', 'voice', 'mail']).exactOptional(),
  sentAt: z.string().exactOptional(),
  sends: z.number(),
})

const gainedShape: z.ZodType<Gained> = z.object({
  factor: z.string(),
  label: z.string().exactOptional(),
  fate: z.enum(fates).exactOptional(),
  handle: z.string().exactOptional(),
  kept: z.string(),
})

export const learnedShape = z.object({
  named: z.string().exactOptional(),
  logins: z.array(z.string()).exactOptional(),
  who: z.string().exactOptional(),
  proofs: proofsShape,
  session: z.string().exactOptional(),
  another: z.boolean().exactOptional(),
  picks: z.boolean().exactOptional(),
  chosen: z.string().exactOptional(),
  choosing: z.boolean().exactOptional(),
  open: z.record(z.string(), openShape).exactOptional(),
  gained: z.array(gainedShape).exactOptional(),
  putOff: z.array(z.string()).exactOptional(),
  adding: z.string().exactOptional(),
  replacing: z.string().exactOptional(),
  only: z.array(z.string()).exactOptional(),
  handOver: z.string().exactOptional(),
  stay: z.boolean().exactOptional(),
  remember: z.boolean().exactOptional(),
  house: z.string().exactOptional(),
  detour: z.enum(detours).exactOptional(),
  came: z.enum(camesOf).exactOptional(),
  lost: z.enum(['asked', 'gone', 'away', '']).exactOptional(),
  letter: z.string().exactOptional(),
  renewed: z.boolean().exactOptional(),
  enrolled: z.array(z.string()).exactOptional(),
  summarised: z.boolean().exactOptional(),
  consented: z.boolean().exactOptional(),
})

export const errandShape = z.object({
  protocol: z.string(),
  ref: z.string(),
  application: z.string().exactOptional(),
  freshAfter: z.string().exactOptional(),
  wants: z
    .enum([
      'urn:portvakt:1fa',
      'urn:portvakt:1fa+question',
      'urn:portvakt:2fa',
      'urn:portvakt:phishing-resistant',
    ])
    .exactOptional(),
  hint: z.string().exactOptional(),
  domain: z.string().exactOptional(),
  mayAsk: z.boolean(),
  chooseAccount: z.boolean().exactOptional(),
  setsUp: z.boolean().exactOptional(),
  asks: z.array(z.string()).exactOptional(),
  asksAgain: z.boolean().exactOptional(),
})

// Reads what the browser says of the page that asked: which question, from where, and whether it
// stood inside another page. The library looks at less of it, and reads it more leniently.
import { z } from 'zod'
import { isSameText } from '../../digest.ts'
import { readJsonBytes } from './strict-json.ts'
import type { WhyWrong } from './verdict.ts'

export interface Question {
  readonly type: 'webauthn.create' | 'webauthn.get'
  /** Base64url, as it stood in the options. */
  readonly challenge: string
  /** Scheme, host and port as browsers write them: `https://logginn.fjordvik.example`. */
  readonly origin: string
}

/** Browsers may add names (WebAuthn level 3, 5.8.1); none that we do not know is looked at. */
const clientDataShape = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
  topOrigin: z.unknown().optional(),
})

export const clientDataBytesMax = 4096

/** 16 bytes (WebAuthn level 3, 13.4.3): one that was forgotten must never meet an empty answer. */
const challengeLengthMin = 22

/** What is wrong with it as an answer to this question, or nothing. */
export function judgeClientData(bytes: Buffer, question: Question): WhyWrong | undefined {
  const parsed = clientDataShape.safeParse(readJsonBytes(bytes))
  if (!parsed.success) return 'unreadable'
  const { type, challenge, origin, crossOrigin, topOrigin } = parsed.data
  if (type !== question.type) return 'other-type'
  if (question.challenge.length < challengeLengthMin) return 'other-challenge'
  if (!isSameText(challenge, question.challenge)) return 'other-challenge'
  if (origin !== question.origin) return 'other-origin'
  return crossOrigin === true || topOrigin !== undefined ? 'framed' : undefined
}

// Answers: what comes back from a screen. Parsed once, here; nothing that is not named here reaches
// a step (ATK-PWD-08).
import { z } from 'zod'

// PostgreSQL keeps no NUL and no half of a sign; whoever sends one gets an answer and no fault.
const line = z
  .string()
  .max(1024)
  .transform((text) => text.toWellFormed().replaceAll('\0', '\ufffd'))

/** The answers every screen may take stand first; `answer` carries the screen's own fields. */
export const answerShape = z.object({
  do: z
    .enum([
      'answer',
      'back',
      'another-account',
      'cancel',
      // Another way of proving or setting up: `choice` says which, and none asks for the list.
      'choose',
      // The code once more, or read aloud in a call.
      'send',
      'call',
      // The number is corrected.
      'correct',
      'put-off',
      // Turned aside: the password is forgotten, or nobody compares it just now.
      'forgotten',
      'locked',
      // The phone is new, gone or not at hand.
      'lost',
      // `person` is named by this browser no longer.
      'forget-account',
    ])
    .default('answer'),
  question: line.default(''),
  token: line.default(''),
  /** What the visit is for: a way on, should nothing else be known of it any more. */
  application: line.optional(),
  name: line.optional(),
  person: line.optional(),
  /**
   * Longer than any policy allows, so that «too long» is said by the policy and never by the parser
   * (ATK-PWD-06).
   */
  password: z.string().max(8192).optional(),
  repeat: z.string().max(8192).optional(),
  code: line.optional(),
  stay: z.literal('yes').optional(),
  remember: z.literal('yes').optional(),
  choice: line.optional(),
  /** One of the person's own methods, by its id. */
  method: line.optional(),
  /** One of the browsers that the person is remembered in. */
  browser: line.optional(),
  country: line.optional(),
  phone: line.optional(),
  extension: line.optional(),
  /** What a browser says for a passkey, as JSON. */
  passkey: z.string().max(65_536).optional(),
  /** What a browser came back with from another house: the query of its address. */
  came: z.string().max(8192).optional(),
  /** The short name of a connection: the one that is pressed for, or whose way back it was. */
  house: line.optional(),
  /** A question by its name, or the person's own. */
  about: line.optional(),
  reply: line.optional(),
})
export type Answer = z.infer<typeof answerShape>

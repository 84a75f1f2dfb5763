// What the facts of events may look like: ids, counts and words from lists. No shape here can hold
// a secret, a code, an answer or a name as typed, and none takes a key it does not know.
import { z } from 'zod'
import { plainLine } from '../../lib/written/plain-line.ts'

/**
 * Our own ids are 22 signs. A secret is 43 and does not fit, also when someone passes it by
 * mistake.
 */
export const id = z.string().regex(/^[\w-]{1,36}$/)
/**
 * A word from a list or a configuration: a factor, a rule, a group, a network, an application, a
 * problem's code.
 */
export const word = z.string().regex(/^(?:[\p{Ll}\d][\p{Ll}\d._:+/-]{0,63}|[\w.-]{1,36})$/u)
export const words = z.array(word).max(100)
export const time = z.union([
  z.iso.datetime({ offset: true }),
  z.date().transform((at) => at.toISOString()),
])
export const count = z.number().int().min(0)
export const number = z.number().int()
export const yes = z.boolean()
/** Free text by an administrator or another house: cut, and with everything unseen written out. */
export const line = z.string().transform((text) => plainLine(text, 200))

const proof = z.strictObject({
  factor: word,
  method: id.optional(),
  kinds: z.array(z.enum(['knows', 'has', 'is'])).max(3),
  resistsPhishing: yes,
  at: time,
  by: word.optional(),
})

export const decided = z.strictObject({
  outcome: z.enum(['let-in', 'more-asked', 'turned-away']),
  because: word.optional(),
  rule: word,
  flow: word,
  protocol: word.optional(),
  application: word.optional(),
  organisation: word.optional(),
  state: word.optional(),
  networks: words,
  groups: words,
  /** The kinds of methods the person had at the time. */
  methods: words,
  /** Each of them with what it is lost together with, such as `totp:phone`. */
  fates: words.optional(),
  proofs: z.array(proof).max(20),
  needed: z.strictObject({
    proofs: count,
    resistsPhishing: yes,
    accepts: words.optional(),
    freshSeconds: count.optional(),
    newPassword: word.optional(),
    letterAlone: yes.optional(),
    /** The second proof was spared, since the browser was remembered. */
    spared: yes.optional(),
  }),
  /** Why more was asked for than the rule says by itself. */
  tightened: word.optional(),
  /** False where nothing was shown yet: no rule about people or groups decides then. */
  known: yes.optional(),
  /** What the rule wishes for and was put off. */
  putOff: words.optional(),
  rememberedSeconds: count.optional(),
  /** The first rule that only reports and would have decided, and what it would have meant. */
  reported: z
    .strictObject({ rule: word, means: z.enum(['same', 'more', 'less', 'stopped']) })
    .optional(),
  wants: word.optional(),
  freshAfter: time.optional(),
  mayAsk: yes.optional(),
  familiar: yes,
  stays: yes.optional(),
  acr: word.optional(),
  session: id.optional(),
  configuration: count.optional(),
})

export const letter = z.strictObject({
  letter: id,
  channel: word.optional(),
  expiresAt: time.optional(),
})
export const method = z.strictObject({
  method: id.optional(),
  factor: word,
  because: word.optional(),
})
export const message = z.strictObject({
  message: id,
  about: word,
  channel: word,
  tries: count.optional(),
})
export const logout = z.strictObject({
  application: word,
  session: id.optional(),
  tries: count.optional(),
})
export const key = z.strictObject({
  kid: z.string().regex(/^[\w-]{1,64}$/),
  purpose: word,
  algorithm: word,
})

// The house half of the configuration file, as it is written and as it is kept: organisations, lives, networks, groups and
// rules. Parsing twice gives the same, so that what is kept can be read with the shape it was checked with.
import { z } from 'zod'
import { canonicalDomain } from '../lib/canonical-name.ts'
import { readRange } from '../lib/ip-range.ts'
import { secondsOf, writtenLength } from '../lib/lifetime.ts'
import { languages } from '../shapes/language.ts'
import { passwordPolicyShape } from './password-policy.ts'

const line = z.string().trim().min(1).max(200)
const text = z.string().trim().min(1).max(2000)
/** Stands in events, in addresses and on the command line. */
export const idShape = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,35}$/, 'is not a short name: small letters, digits and hyphens')
const language = z.enum(languages)

/** A sentence in one language, or one in each. */
const inLanguages = <Words extends z.ZodType>(words: Words) =>
  z.union([words, z.partialRecord(language, words)])

const webAddress = z
  .string()
  .refine((written) => URL.parse(written)?.protocol === 'https:', 'is not an https address')
const mailAddress = z.email()
const domain = z.string().transform((written, context) => {
  const canonical = canonicalDomain(written)
  if (canonical?.includes('.')) return canonical
  context.addIssue(`«${written}» is not a domain`)
  return z.NEVER
})

/** «90 days»: kept as written, in one way of writing. */
const lifetime = (least: string, most: string) =>
  z.string().transform((written, context) => {
    const seconds = secondsOf(written)
    if (seconds === undefined) context.addIssue(`«${written}» is not a time such as «90 days»`)
    else if (seconds < (secondsOf(least) ?? 0)) context.addIssue(`is shorter than ${least}`)
    else if (seconds > (secondsOf(most) ?? 0)) context.addIssue(`is longer than ${most}`)
    else return writtenLength(seconds)
    return z.NEVER
  })

export const organisationShape = z.strictObject({
  id: idShape,
  domains: z.array(domain).min(1).max(50),
  name: line,
  service: line,
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'is not a colour such as #1f5fa8')
    .transform((written) => written.toLowerCase()),
  /** The first is used where nobody has chosen (S0.1). */
  languages: z.array(language).min(1).default(['nb', 'nn', 'se', 'en']),
  /** The organisation's own sentences; absent ones come from the texts. Braces are filled in, nothing is evaluated. */
  words: z
    .strictObject({
      welcome: inLanguages(text).optional(),
      password: inLanguages(line).optional(),
      signature: inLanguages(line).optional(),
    })
    .default({}),
  support: z
    .strictObject({
      name: inLanguages(line),
      phone: line.optional(),
      hours: inLanguages(line).optional(),
      mail: mailAddress.optional(),
      link: webAddress.optional(),
    })
    .optional(),
  links: z
    .strictObject({
      privacy: inLanguages(webAddress).optional(),
      accessibility: inLanguages(webAddress).optional(),
      terms: inLanguages(webAddress).optional(),
      help: inLanguages(webAddress).optional(),
    })
    .default({}),
  mail: z
    .strictObject({
      from: mailAddress.optional(),
      sender: line.optional(),
      welcomeSubject: inLanguages(line).optional(),
    })
    .default({}),
})
export type Organisation = z.output<typeof organisationShape>

export const livesShape = z.strictObject({
  /** The link in the welcome mail, and the start code on paper. */
  letter: lifetime('1 hour', '180 days').default('30 days'),
  pin: lifetime('10 minutes', '180 days').default('1 day'),
  code: lifetime('1 minute', '10 minutes').default('5 minutes'),
  /** A session at rest, and at all. */
  idle: lifetime('5 minutes', '1 day').default('1 hour'),
  session: lifetime('5 minutes', '1 day').default('12 hours'),
})

export const networkShape = z.strictObject({
  id: idShape,
  name: line.optional(),
  ranges: z
    .array(z.string().refine((written) => readRange(written), 'is not a range such as 10.0.0.0/8'))
    .min(1)
    .max(500),
  owner: line.optional(),
  reason: line.optional(),
  expires: z.iso.date().optional(),
})
export type NetworkRow = z.output<typeof networkShape>

export const groupShape = z.strictObject({ id: idShape, name: line })
export type Group = z.output<typeof groupShape>

export const needShape = z.strictObject({
  /** How many kinds of proof. Fewer than one cannot be written: there is no rule that lets a stranger in. */
  proofs: z.number().int().min(1, 'cannot be fewer than one').max(3).default(1),
  resistsPhishing: z.boolean().default(false),
  accepts: z
    .array(z.enum(['password']))
    .min(1)
    .default(['password']),
  freshMinutes: z.number().int().min(1).max(1440).optional(),
  stayDays: z.number().int().min(1).max(365).optional(),
  letterAlone: z.boolean().default(false),
  /** What the person shall have set up: the wishes of the wizard. */
  methods: z
    .array(z.enum(['password']))
    .min(1)
    .default(['password']),
  sharedFateAllowed: z.boolean().default(false),
})

export const ruleShape = z.strictObject({
  id: idShape,
  whom: z.literal('everyone').default('everyone'),
  where: z.literal('anywhere').default('anywhere'),
  need: needShape,
  /** Who answers for a rule that asks for less, why, and until when. */
  owner: line.optional(),
  reason: line.optional(),
  expires: z.iso.date().optional(),
})
export type Rule = z.output<typeof ruleShape>

/** There is always a last rule. This one stands when the file has none. */
export const lastRule: Rule = ruleShape.parse({ id: 'everyone', need: {} })

export const defaultsShape = z.strictObject({
  passwords: passwordPolicyShape.prefault({}),
  lives: livesShape.prefault({}),
})
export type Defaults = z.output<typeof defaultsShape>

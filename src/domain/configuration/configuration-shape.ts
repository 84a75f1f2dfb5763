// The house half of the configuration file, as it is written and as it is kept: organisations,
// lives, networks, groups and rules. Parsing twice gives the same, so that what is kept can be read
// with the shape it was checked with.
import { z } from 'zod'
import { canonicalDomain } from '../../lib/names/canonical-name.ts'
import { readRange } from '../../lib/ip-range.ts'
import { secondsOf, writtenLength } from '../../lib/lifetime.ts'
import { languages } from '../../shapes/language.ts'
import { passwordPolicyShape } from '../passwords/password-policy.ts'

const line = z.string().trim().min(1).max(200)
const text = z.string().trim().min(1).max(2000)
/** Stands in events, in addresses and on the command line. */
const idShape = z
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
  id: idShape.describe('Its short name. People and messages hold on to it.'),
  domains: z
    .array(domain)
    .min(1)
    .max(50)
    .describe('What stands after @ in its user names. It may be left out when signing in.'),
  name: line.describe('The name on every page and in every mail.'),
  service: line.describe('What people call the service, such as FJORD.'),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'is not a colour such as #1f5fa8')
    .transform((written) => written.toLowerCase())
    .describe(
      'The one brand colour; light and dark schemes with enough contrast are made from it.',
    ),
  languages: z
    .array(language)
    .min(1)
    .default(['nb', 'nn', 'se', 'en'])
    .describe('The languages offered. The first is used where nobody has chosen.'),
  // Plain sentences: nothing in them is filled in, and nothing is run (ATK-ADM-16).
  words: z
    .strictObject({
      welcome: inLanguages(text).optional().describe('Own sentences in the welcome mail.'),
      signature: inLanguages(line).optional().describe('Own last line of every mail.'),
      why: inLanguages(text)
        .optional()
        .describe(
          'Own words for why a second proof is asked for, under «Hvorfor blir jeg spurt?».',
        ),
      message: inLanguages(z.string().trim().min(1).max(60))
        .optional()
        .describe('Own line in every text message, such as a greeting.'),
    })
    .default({}),
  support: z
    .strictObject({
      name: inLanguages(line).describe('Who helps, as it stands on every page.'),
      phone: line.optional().describe('Their number.'),
      hours: inLanguages(line).optional().describe('When they answer.'),
      mail: mailAddress.optional().describe('Their mail address.'),
      link: webAddress.optional().describe('Their page.'),
    })
    .optional(),
  links: z
    .strictObject({
      privacy: inLanguages(webAddress).optional().describe('What is kept about people.'),
      accessibility: inLanguages(webAddress).optional().describe('The accessibility statement.'),
      terms: inLanguages(webAddress).optional().describe('Terms of use.'),
      help: inLanguages(webAddress).optional().describe('Help pages.'),
    })
    .default({}),
  mail: z
    .strictObject({
      from: mailAddress.optional().describe('The address of the sender. Absent: `smtp.from`.'),
      sender: line.optional().describe('The name of the sender. Absent: service and organisation.'),
      welcomeSubject: inLanguages(line).optional().describe('The subject of the welcome mail.'),
    })
    .default({}),
})
export type Organisation = z.output<typeof organisationShape>

const livesShape = z.strictObject({
  letter: lifetime('1 hour', '180 days')
    .prefault('30 days')
    .describe('The link in the welcome mail and the start code on paper: from 1 hour to 180 days.'),
  pin: lifetime('10 minutes', '180 days')
    .prefault('1 day')
    .describe('A PIN, from when it was made: from 10 minutes to 180 days.'),
  code: lifetime('1 minute', '10 minutes')
    .prefault('5 minutes')
    .describe('A code that was sent: from 1 to 10 minutes.'),
  idle: lifetime('5 minutes', '1 day').prefault('1 hour').describe('A session at rest.'),
  session: lifetime('5 minutes', '1 day')
    .prefault('12 hours')
    .describe('A session at all, where nobody chose to stay signed in.'),
})

export const networkShape = z.strictObject({
  id: idShape.describe('Its short name, for rules and events.'),
  name: line.optional().describe('As people know it.'),
  ranges: z
    .array(z.string().refine((written) => readRange(written), 'is not a range such as 10.0.0.0/8'))
    .min(1)
    .max(500)
    .describe('Such as 10.0.0.0/8 or 2001:db8::/32. They may lie inside those of another network.'),
  owner: line.optional().describe('Who answers for it.'),
  reason: line.optional().describe('Why it stands here.'),
  expires: z.iso.date().optional().describe('When it is looked at again.'),
})
export type NetworkRow = z.output<typeof networkShape>

export const groupShape = z.strictObject({
  id: idShape.describe('Its short name.'),
  name: line.describe('Its name. Lists of people may use either.'),
})
export type Group = z.output<typeof groupShape>

/** A factor, or a class of them; which there are is held against the list by the house file. */
const factor = z.string().regex(/^[a-z][a-z-]{0,31}$/, 'is not the name of a kind of proof')

const budget = (most: number, says: string) =>
  z.number().int().min(1).max(1_000_000).default(most).describe(says)

const phonesShape = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is not a country such as NO')
    .default('NO')
    .describe('Where a number is from that has no country code.'),
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'is not a country such as NO'))
    .min(1)
    .max(250)
    .default(['NO', 'SE', 'DK', 'FI', 'IS', 'FO', 'GL'])
    .describe('Codes are sent to these and to no other.'),
  voice: z
    .boolean()
    .default(false)
    .describe('Codes may be read aloud in a call. Needs a reason, and a gateway that can call.'),
  alsoIn: language
    .optional()
    .describe('Text messages say it in this language as well as in the page’s own.'),
  voiceReason: line.optional().describe('Why calls are on.'),
  perNumber: budget(5, 'Messages and calls to one number in ten minutes.'),
  perNumberDay: budget(15, 'And in a day.'),
  callsPerNumber: budget(3, 'Calls to one number in ten minutes.'),
  callsPerNumberDay: budget(10, 'And in a day.'),
  perAddress: budget(40, 'From one address in an hour.'),
  perCountryHour: budget(500, 'To each country but our own in an hour.'),
  perHour: budget(20_000, 'For the whole house in an hour.'),
})
export type PhonePolicy = z.output<typeof phonesShape>

const questionsShape = z.strictObject({
  own: z.boolean().default(true).describe('A person may write a question of their own.'),
  minLength: z.number().int().min(2).max(40).default(4).describe('Signs in an answer.'),
})

const passkeysShape = z.strictObject({
  verified: z
    .boolean()
    .default(false)
    .describe(
      'A PIN, a finger or a face is demanded each time. Otherwise one without counts as one.',
    ),
  deviceBound: z
    .boolean()
    .default(false)
    .describe('Only keys that cannot be copied to another device.'),
})

const codeAppsShape = z.strictObject({
  shortKeys: z
    .boolean()
    .default(false)
    .describe('Keys of 16 signs, for organisations that also feed Feide. A weakening.'),
})

const needShape = z.strictObject({
  // Fewer than one cannot be written: there is no rule that lets a stranger in.
  proofs: z
    .number()
    .int()
    .min(1, 'cannot be fewer than one')
    .max(3)
    .default(1)
    .describe('How many kinds of proof.'),
  resistsPhishing: z
    .boolean()
    .default(false)
    .describe('One of them must be worth nothing on a copied page.'),
  accepts: z
    .array(factor)
    .min(1)
    .max(20)
    .default(['password'])
    .describe('Which proofs count, in the order they are offered.'),
  freshMinutes: z.number().int().min(1).max(1440).optional().describe('How old a proof may be.'),
  stayDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe('How long a browser may stay signed in. Absent: not offered.'),
  letterAlone: z
    .boolean()
    .default(false)
    .describe('The letter is enough to begin, without a PIN. A weakening.'),
  methods: z
    .array(factor)
    .max(10)
    .default([])
    .describe(
      'What a person shall have set up beside the password: factors, or one of a class («app», ' +
        '«phone», «second», «resists-phishing»).',
    ),
  putOff: z
    .strictObject({
      times: z.number().int().min(1).max(100).optional().describe('So many times.'),
      days: z.number().int().min(1).max(365).optional().describe('So long after the first time.'),
      until: z.iso.date().optional().describe('Until this day.'),
    })
    .optional()
    .describe('What is missing may wait. Absent: it is set up before anybody comes in.'),
  firstByOneProof: z
    .boolean()
    .default(false)
    .describe('One proof is enough to set up the first method. A weakening.'),
  sharedFateAllowed: z
    .boolean()
    .default(false)
    .describe('Two methods that are lost together count as two. A weakening.'),
})

export const ruleShape = z.strictObject({
  id: idShape.describe('Its short name, in events.'),
  whom: z
    .union([z.literal('everyone'), z.array(idShape).min(1).max(100)])
    .default('everyone')
    .describe('Whom it is about: everyone, or members of these groups.'),
  where: z
    .union([z.literal('anywhere'), z.array(idShape).min(1).max(100)])
    .default('anywhere')
    .describe('Where from: anywhere, or these networks.'),
  applications: z
    .array(idShape)
    .min(1)
    .max(100)
    .optional()
    .describe('Which applications it is about. Absent: all of them.'),
  need: needShape,
  owner: line.optional().describe('Who answers for a rule that asks for less.'),
  reason: line.optional().describe('Why it does.'),
  expires: z.iso.date().optional().describe('Until when.'),
})
export type Rule = z.output<typeof ruleShape>

/** There is always a last rule. This one stands when the file has none. */
export const lastRule: Rule = ruleShape.parse({ id: 'everyone', need: {} })

export const defaultsShape = z.strictObject({
  passwords: passwordPolicyShape.prefault({}),
  lives: livesShape.prefault({}),
  phones: phonesShape.prefault({}),
  questions: questionsShape.prefault({}),
  codeApps: codeAppsShape.prefault({}),
  passkeys: passkeysShape.prefault({}),
})

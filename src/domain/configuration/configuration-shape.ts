// The house half of the configuration file, as it is written and as it is kept: organisations,
// lives, networks, groups and rules. Parsing twice gives the same, so that what is kept can be read
// with the shape it was checked with.
import { z } from 'zod'
import { readRange } from '../../lib/ip-range.ts'
import { readPicture } from '../../lib/color/logo/picture.ts'
import { plainLine } from '../../lib/written/plain-line.ts'
import { languages } from '../../shapes/language.ts'
import { namedMethods } from '../../shapes/method-names.ts'
import { connectionShape } from './connection-shape.ts'
import { passwordPolicyShape } from '../passwords/password-policy.ts'
import { domain, idShape, lifetime, line, login } from './written.ts'

const text = z.string().trim().min(1).max(2000)
const language = z.enum(languages)

/** A sentence in one language, or one in each. */
const inLanguages = <Words extends z.ZodType>(words: Words) =>
  z.union([words, z.partialRecord(language, words)])

/** Stands in headings, on buttons and in sentences: short, and nothing that turns or hides. */
const methodName = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((written) => plainLine(written, 40) === written, 'has signs that cannot be seen')

const webAddress = z
  .string()
  .refine((written) => URL.parse(written)?.protocol === 'https:', 'is not an https address')
const mailAddress = z.email()
const logo = z.string().superRefine((kept, context) => {
  const read = readPicture(kept)
  if (read.is === 'wrong') context.addIssue(read.because)
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
  logo: logo
    .optional()
    .describe(
      'A picture beside the name: the path of a PNG, or of an SVG of shapes alone, from the folder ' +
        'of this file. At most 32 KB. It is read by `portvakt apply`, and kept in the house.',
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
      methods: z
        .partialRecord(z.enum(namedMethods), inLanguages(methodName))
        .optional()
        .describe(
          'Own names for the methods, such as `push = "Fjord-appen"`, where they are listed, chosen ' +
            'and asked for, and in the mails that name one. Written as inside a sentence.',
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

/** What helpdesk and administrators may do, and with whom. */
export const rightShape = z.strictObject({
  id: idShape.describe('Its short name.'),
  may: z.enum(['help', 'administer']).describe('Help people back in, or do whatever can be done.'),
  whom: z.array(idShape).min(1).max(100).describe('The groups that have it.'),
  over: z
    .array(idShape)
    .min(1)
    .max(100)
    .optional()
    .describe('Members of these groups alone may be helped. Absent: everyone without a right.'),
})
export type Right = z.output<typeof rightShape>

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
  notices: z
    .boolean()
    .default(true)
    .describe('Numbers are told too when what protects an account changes, and not mail alone.'),
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

export const defaultsShape = z.strictObject({
  passwords: passwordPolicyShape.prefault({}),
  lives: livesShape.prefault({}),
  phones: phonesShape.prefault({}),
  questions: questionsShape.prefault({}),
  codeApps: codeAppsShape.prefault({}),
  passkeys: passkeysShape.prefault({}),
  rights: z.array(rightShape).max(100).default([]),
  connections: z
    .array(connectionShape)
    .max(50)
    .refine(
      (all) => all.filter(({ use }) => use === 'identity').length <= 1,
      'holds one for `identity` so far',
    )
    .default([]),
  breakGlass: z
    .array(login)
    .max(10)
    .default([])
    .describe(
      'Accounts behind glass, by their whole user names: sealed with `portvakt people seal`, let in ' +
        'by the sealed password and a code from the sheet, whatever the rules say. Their use alarms ' +
        'whoever holds a right.',
    ),
})

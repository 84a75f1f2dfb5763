// A rule as it is written and as it is kept: whom it is about, for what, where and when, and the
// whole of what is needed. Must never let fewer proofs than one be written, nor an exception that
// nobody answers for or that has no end.
import { z } from 'zod'
import { idShape, line, login } from './written.ts'

/** A factor, or a class of them; which there are is held against the list by the house file. */
const factor = z.string().regex(/^[a-z][a-z-]{0,31}$/, 'is not the name of a kind of proof')

/** Groups by their short names, people by their whole user names. */
const people = z
  .array(z.union([idShape, login]))
  .min(1)
  .max(100)
const names = z.array(idShape).min(1).max(100)

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is not a time such as 07:30')

const whenShape = z
  .strictObject({
    days: z.array(z.enum(weekdays)).min(1).max(7).optional().describe('On these days.'),
    from: time.optional().describe('From this time of the day, such as 07:00.'),
    until: time.optional().describe('Until this one. Past midnight where it is the earlier.'),
  })
  .refine(({ days, from, until }) => days ?? from ?? until, 'names neither days nor a time')

const exceptShape = z
  .strictObject({
    whom: people.optional().describe('These groups, or people by their whole user names.'),
    where: names.optional().describe('In these networks.'),
    applications: names.optional().describe('For these applications.'),
    owner: line.describe('Who answers for it.'),
    reason: line.optional().describe('Why.'),
    until: z.iso
      .date()
      .describe('The last day. From the next one it eases nothing: the last rule is the least.'),
  })
  .refine(
    ({ whom, where, applications }) => whom ?? where ?? applications,
    'names neither people, networks nor applications',
  )

/** What brings back whoever has forgotten the password, in the order it is offered. */
const usualRecovery = ['sms', 'mail', 'totp', 'codes', 'passkey', 'token', 'voice', 'pass']

const recoverShape = z.strictObject({
  accepts: z
    .array(factor)
    .max(20)
    .default(usualRecovery)
    .describe(
      'What may be shown in place of a forgotten password: two of these, by different means, in ' +
        'the order they are offered. «leader» asks the leader, after one other. Empty: only the ' +
        'helpdesk helps.',
    ),
  asksQuestion: z
    .boolean()
    .default(false)
    .describe('Whoever has a security question answers it as well, on top of the two.'),
  questionCounts: z
    .boolean()
    .default(false)
    .describe('The question is one of the two. A weakening.'),
  waitMinutes: z
    .number()
    .int()
    .min(0)
    .max(10_080)
    .default(60)
    .describe('So long a number that gave a new password is no second proof.'),
  newNumberHours: z
    .number()
    .int()
    .min(0)
    .max(720)
    .default(24)
    .describe('So long a number that was set up is no way to a new password. 0 is a weakening.'),
})

const leaderShape = z.strictObject({
  // A visit lives an hour from the yes, and the person has to come back to it.
  waitMinutes: z
    .number()
    .int()
    .min(0)
    .max(45)
    .default(30)
    .describe(
      'So long after a leader has vouched it counts, so that whoever has not asked for it can ' +
        'stop it. 0 is a weakening.',
    ),
})

const pushShape = z.strictObject({
  digits: z
    .number()
    .int()
    .min(2)
    .max(6)
    .default(6)
    .describe('How many digits are typed on the phone to approve. Fewer than six are a weakening.'),
  seconds: z
    .number()
    .int()
    .min(60)
    .max(120)
    .default(120)
    .describe('So long a request waits for an answer. One press asks for a new one.'),
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
  rememberDays: z
    .number()
    .int()
    .min(1)
    .max(90)
    .optional()
    .describe('How long a browser may spare its person the second proof. Absent: not offered.'),
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
  whenLost: z
    .array(factor)
    .max(20)
    .default(['codes', 'pass'])
    .describe(
      'What else counts as a proof for whoever says that the phone is gone or not at hand: what ' +
        'the person has, or «leader», who vouches for them.',
    ),
  recover: recoverShape.prefault({}),
  leader: leaderShape.prefault({}),
  push: pushShape.prefault({}),
})

export const ruleShape = z.strictObject({
  id: idShape.describe('Its short name, in events.'),
  whom: z
    .union([z.literal('everyone'), people])
    .default('everyone')
    .describe('Whom it is about: everyone, or these groups, or people by their whole user names.'),
  where: z
    .union([z.literal('anywhere'), names])
    .default('anywhere')
    .describe('Where from: anywhere, or these networks.'),
  outside: names.optional().describe('Not in these networks.'),
  applications: z
    .array(idShape)
    .min(1)
    .max(100)
    .optional()
    .describe('Which applications it is about. Absent: all of them.'),
  when: whenShape.optional().describe('At which times. Absent: always.'),
  except: z
    .array(exceptShape)
    .max(50)
    .default([])
    .describe('Who is excepted: the rules below are asked about them instead.'),
  reportOnly: z
    .boolean()
    .default(false)
    .describe('It decides nothing: what it would have decided is written down.'),
  need: needShape,
  owner: line.optional().describe('Who answers for a rule that asks for less.'),
  reason: line.optional().describe('Why it does.'),
  expires: z.iso
    .date()
    .optional()
    .describe('The last day. From the next one it eases nothing: the last rule is the least.'),
})
export type Rule = z.output<typeof ruleShape>

/** There is always a last rule. This one stands when the file has none. */
export const lastRule: Rule = ruleShape.parse({ id: 'everyone', need: {} })

/** The last rule has no conditions: whoever nothing else is about meets this one. */
export const matchesAll = (rule: Rule | undefined): boolean =>
  rule?.whom === 'everyone' &&
  rule.where === 'anywhere' &&
  rule.applications === undefined &&
  rule.outside === undefined &&
  rule.when === undefined &&
  rule.except.length === 0 &&
  !rule.reportOnly

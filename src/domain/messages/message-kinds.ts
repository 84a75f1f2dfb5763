// The closed list of messages that leave the house, and what each needs to be drawn when its turn
// comes. The facts are sealed until then; they hold a letter's secrets, and are emptied when the
// message has been taken over.
import { z } from 'zod'

const text = z.string().max(320)
const time = z.iso.datetime({ offset: true })

/**
 * Whom it is written to. The organisation's look is read when the message is drawn, so that a new
 * name reaches old mail.
 */
const addressee = { firstName: text, login: text, organisation: text }

/** What the helpdesk does that no other message tells of. */
export const helpActs = ['unlock', 'freeze', 'unfreeze', 'forget-browsers'] as const
export type HelpAct = (typeof helpActs)[number]

const letter = z.strictObject({
  ...addressee,
  /** The link's secret, and the start code that works like the link. */
  token: z.string().max(64),
  code: z.string().max(16).optional(),
  expiresAt: time,
  pinDigits: z.number().int().optional(),
})

/** What became of an address or a number that others keep of a person. */
const contactChanges = ['mail-added', 'number-added', 'mail-replaced', 'number-replaced'] as const

/** What a number is told of: each is a change of what protects an account. */
const noticed = [
  'password-forgotten',
  'added',
  'removed',
  'renewed',
  'number-changed',
  'blocked',
  'restored',
  'not-me',
  'frozen',
  'vouch-asked',
  'vouched',
  ...contactChanges,
] as const

export const messageKinds = {
  welcome: letter,
  'new-letter': letter,
  receipt: z.strictObject({
    ...addressee,
    methods: z.array(z.string().max(64)).max(50),
    application: text.optional(),
    at: time,
  }),
  'password-changed': z.strictObject({
    ...addressee,
    at: time,
    wasForgotten: z.boolean().optional(),
    /** The secret of a link that can only freeze. */
    freeze: z.string().max(64).optional(),
    caseNumber: text.optional(),
  }),
  /** A method was set up, taken away, or given other codes: with a link that can only freeze. */
  'methods-changed': z.strictObject({
    ...addressee,
    change: z.enum([
      'added',
      'removed',
      'renewed',
      'number-changed',
      'rested',
      'used',
      'blocked',
      'restored',
      'not-me',
    ]),
    factor: z.string().max(64),
    label: text.optional(),
    at: time,
    /** The secret of the link. */
    freeze: z.string().max(64),
    caseNumber: text.optional(),
  }),
  /** The helpdesk has done something that no other message tells of. */
  helped: z.strictObject({
    ...addressee,
    act: z.enum(helpActs),
    at: time,
    /** The secret of a link that can only freeze; absent where the account is closed already. */
    freeze: z.string().max(64).optional(),
    caseNumber: text.optional(),
  }),
  /** To a leader: somebody asks for their word. The link opens a page, and proves nothing. */
  'vouch-asked': z.strictObject({
    ...addressee,
    /** Who asks. */
    name: text,
    account: text,
    challenge: z.string().max(64),
    minutes: z.number().int(),
    at: time,
    caseNumber: text.optional(),
  }),
  /** To whoever a leader was asked about: with a link that can only freeze. */
  vouched: z.strictObject({
    ...addressee,
    what: z.enum(['asked', 'yes', 'no']),
    leader: text,
    at: time,
    /** From when a yes counts. */
    from: time.optional(),
    /** The secret of the link. */
    freeze: z.string().max(64),
    caseNumber: text.optional(),
  }),
  /** An address or a number was added or replaced by others: to all that stood before. */
  'contact-changed': z.strictObject({
    ...addressee,
    change: z.enum(contactChanges),
    /** What is new, masked. */
    label: text,
    at: time,
    /** From when it counts, where it does not yet. */
    countsFrom: time.optional(),
    /** The secret of a link that can only freeze. */
    freeze: z.string().max(64),
    caseNumber: text.optional(),
  }),
  /** Asked for by somebody who says that the password is forgotten, or that they are locked out. */
  'recovery-code': z.strictObject({
    ...addressee,
    code: z.string().max(16),
    about: z.enum(['recover', 'unlock']),
    minutes: z.number().int(),
    caseNumber: text.optional(),
  }),
  /** To whoever cannot scan: where the picture on their page leads, and no more than that. */
  'phone-link': z.strictObject({
    ...addressee,
    code: z.string().max(16),
    minutes: z.number().int(),
    caseNumber: text.optional(),
  }),
  /** An account behind glass was sealed, or used: to whoever holds a right. */
  alarm: z.strictObject({
    ...addressee,
    what: z.enum(['sealed', 'used']),
    account: text,
    at: time,
    address: text.optional(),
    caseNumber: text.optional(),
  }),
  /** The same news to a number: in a hundred signs, and nothing in it to press. */
  notice: z.strictObject({
    ...addressee,
    change: z.enum(noticed),
    at: time,
  }),
  test: z.strictObject(addressee),
} as const

export type MessageKind = keyof typeof messageKinds
export type MessageFacts<Kind extends MessageKind> = z.infer<(typeof messageKinds)[Kind]>

/** What is handed to whoever draws it: the kind and its facts belong together. */
export type Drawable = {
  [Kind in MessageKind]: { readonly kind: Kind; readonly facts: MessageFacts<Kind> }
}[MessageKind]

const drawable = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('welcome'), facts: messageKinds.welcome }),
  z.object({ kind: z.literal('new-letter'), facts: messageKinds['new-letter'] }),
  z.object({ kind: z.literal('receipt'), facts: messageKinds.receipt }),
  z.object({ kind: z.literal('password-changed'), facts: messageKinds['password-changed'] }),
  z.object({
    kind: z.literal('methods-changed'),
    facts: messageKinds['methods-changed'],
  }),
  z.object({ kind: z.literal('helped'), facts: messageKinds.helped }),
  z.object({ kind: z.literal('vouch-asked'), facts: messageKinds['vouch-asked'] }),
  z.object({ kind: z.literal('vouched'), facts: messageKinds.vouched }),
  z.object({
    kind: z.literal('contact-changed'),
    facts: messageKinds['contact-changed'],
  }),
  z.object({ kind: z.literal('recovery-code'), facts: messageKinds['recovery-code'] }),
  z.object({ kind: z.literal('phone-link'), facts: messageKinds['phone-link'] }),
  z.object({ kind: z.literal('alarm'), facts: messageKinds.alarm }),
  z.object({ kind: z.literal('notice'), facts: messageKinds.notice }),
  z.object({ kind: z.literal('test'), facts: messageKinds.test }),
])

/** What is drawn as a letter. */
export type DrawableLetter = Exclude<Drawable, { kind: 'notice' }>

export const readDrawable = (kind: string, facts: unknown): Drawable =>
  drawable.parse({ kind, facts })

// The server's half of the settings that is about SMS and calls: which gateway, and a second one
// for when the first is down. Must never hold what an organisation decides, such as the words of a
// message.
import { z } from 'zod'
import type { Named } from './server-shape.ts'

/** Those of src/outside/text/presets, and `own` for a description in the file. */
export const presetNames = [
  'link',
  'sveve',
  'pswincom',
  '46elks',
  'twilio',
  'kannel',
  'smtp-to-sms',
  'demo',
  'own',
] as const

const fields = z.record(z.string(), z.string())
const place = { at: z.string().exactOptional(), text: z.string().exactOptional() }
const sign = z.strictObject({
  ...place,
  status: z.array(z.number()).exactOptional(),
  is: z.array(z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
})
const refusal = z.enum(['not-a-mobile', 'barred', 'ported-recently', 'unknown-number', 'other'])
const question = z.strictObject({
  method: z.enum(['GET', 'POST']),
  address: z.string().startsWith('{base}', 'begins with {base}'),
  headers: fields.exactOptional(),
  basic: z.boolean().exactOptional(),
  query: fields.exactOptional(),
  form: fields.exactOptional(),
  json: z.json().exactOptional(),
  xml: z.string().exactOptional(),
  sent: sign,
  reference: z.strictObject(place).exactOptional(),
  price: z.strictObject({ ...place, parts: z.number().positive().exactOptional() }).exactOptional(),
  failures: z
    .array(z.strictObject({ when: sign, means: z.union([refusal, z.literal('down')]) }))
    .exactOptional(),
})
const words = z.array(z.string())

/**
 * How a gateway without a preset is asked and understood: docs are beside each type in
 * outside/text.
 */
const descriptionShape = z.strictObject({
  number: z.enum(['plus', 'zeros', 'digits']),
  base: z.string().exactOptional(),
  text: question.exactOptional(),
  call: question.exactOptional(),
  speech: z.enum(['twiml', 'json']).exactOptional(),
  reports: z
    .strictObject({
      in: z.enum(['fields', 'json']),
      id: z.string().exactOptional(),
      reference: z.string().exactOptional(),
      state: z.string(),
      sent: words.exactOptional(),
      delivered: words,
      failed: words,
      cause: z.string().exactOptional(),
      why: z.record(z.string(), refusal).exactOptional(),
      at: z.string().exactOptional(),
      signed: z.literal('twilio').exactOptional(),
    })
    .exactOptional(),
})

/** `47=0.39, 46=0.45` in the environment, a table in the file. */
const pairs = <Value extends z.ZodType>(name: RegExp, value: Value) =>
  z
    .union([z.record(z.string(), z.unknown()), z.string().transform(readPairs)])
    .pipe(z.record(z.string().regex(name), value))

const readPairs = (text: string): Record<string, unknown> =>
  Object.fromEntries(
    text
      .split(',')
      .filter((pair) => pair.trim())
      .map((pair) => [pair.split('=', 1)[0]?.trim(), pair.replace(/^[^=]*=?/, '').trim()]),
  )

const price = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/, 'is not a number')
      .transform(Number),
  ])
  .pipe(z.number().min(0))
const text = z.string()

function partOf(prefix: 'PORTVAKT_SMS' | 'PORTVAKT_SMS_RESERVE') {
  const namesOf = new Map<z.ZodType, Named>()
  function named<Shape extends z.ZodType>(
    says: string,
    { env, ...name }: Named,
    shape: Shape,
  ): Shape {
    const described = shape.describe(says)
    namesOf.set(described, { ...name, env: `${prefix}_${env}` })
    return described
  }
  const shape = z.strictObject({
    preset: named(
      `Which SMS gateway: one of ${presetNames.join(', ')}. Absent: none.`,
      { env: 'PRESET' },
      z.enum(presetNames).exactOptional(),
    ),
    address: named(
      'Its address, https unless it stands on a network of your own. Absent: the one of the ' +
        'preset. For smtp-to-sms the domain that follows the number.',
      { env: 'ADDRESS' },
      text.exactOptional(),
    ),
    user: named('Who we are to the gateway.', { env: 'USER' }, text.exactOptional()),
    secret: named('And the password.', { env: 'SECRET', secret: true }, text.exactOptional()),
    sender: named(
      'What the phone shows as the sender: 2 to 11 letters and digits, or a number.',
      { env: 'SENDER' },
      text
        .regex(/^(\+?\d{3,15}|[A-Za-z][\w .&-]{1,10})$/, 'is no sender that a phone can show')
        .exactOptional(),
    ),
    callsFrom: named(
      'The number that calls come from, such as +4799999900. Absent: this gateway is not used for ' +
        'calls.',
      { env: 'CALLS_FROM' },
      text.regex(/^\+[1-9]\d{6,14}$/, 'is not a number such as +4799999900').exactOptional(),
    ),
    parameters: named(
      'What else the gateway gave the account, as `name=value, name=value`. LINK Mobility: ' +
        'platformId, platformPartnerId, gate.',
      { env: 'PARAMETERS' },
      pairs(/^[a-z]\w*$/i, text).exactOptional(),
    ),
    prices: named(
      'What one message costs, by the first digits of the number, as `47=0.39, 46=0.45`.',
      { env: 'PRICES' },
      pairs(/^\d{1,6}$/, price).exactOptional(),
    ),
    currency: named(
      'The currency of those prices, and of what the gateway itself says that a message cost.',
      { env: 'CURRENCY' },
      text.regex(/^[A-Z]{3}$/, 'is not three letters such as NOK').default('NOK'),
    ),
    // In the file alone: a description is a page, and no secret.
    own: descriptionShape
      .describe('How a gateway without a preset is asked and understood.')
      .exactOptional(),
  })
  const settings = Object.entries(shape.shape).flatMap(([key, each]) => {
    const name = namesOf.get(each)
    return name ? [{ key, shape: each, ...name }] : []
  })
  return { shape, settings }
}

const first = partOf('PORTVAKT_SMS')
const reserve = partOf('PORTVAKT_SMS_RESERVE')

export const smsShape = first.shape
/** The gateway that takes over when the first is down. */
export const smsReserveShape = reserve.shape

/** With their names in the environment; `own` stands in the file alone and has none. */
export const gatewaySettings = [
  ...first.settings.map((each) => ({ part: 'sms' as const, ...each })),
  ...reserve.settings.map((each) => ({ part: 'smsReserve' as const, ...each })),
]

/** Tells two gateways apart, in events and in the address of their reports. */
export const gatewayName = ({ preset }: { readonly preset?: string }, at: number): string =>
  `${preset}-${at + 1}`

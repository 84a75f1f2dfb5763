// The server's own half of the settings: what one machine must know before it can open the door.
// Each has its place in the file, its name in the environment and a sentence; docs/settings.md is
// drawn from here. Must never hold what an organisation decides: that is the house half,
// domain/configuration/configuration-shape.ts.
import { z } from 'zod'
import { readRange } from '../lib/ip-range.ts'
import { isPushHost, knownPushHosts } from '../lib/web-push/push-address.ts'

/**
 * What stands beside a setting: its name in the environment, and whether it is a secret (then
 * `…_FILE` works too).
 */
export interface Named {
  readonly env: string
  readonly secret?: true
  /** What `portvakt serve` will not start without. */
  readonly needed?: true
}

const namesOf = new Map<z.ZodType, Named>()

function named<Shape extends z.ZodType>(says: string, name: Named, shape: Shape): Shape {
  const described = shape.describe(says)
  namesOf.set(described, name)
  return described
}

const number = (least: number, most: number) =>
  z.coerce
    .number<string | number>('is not a number')
    .int('is not a whole number')
    .min(least)
    .max(most)
const list = (each: z.ZodType<string, string>) =>
  z
    .union([
      z.array(z.string()),
      z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean)),
    ])
    .pipe(z.array(each))
const range = z.string().refine((text) => readRange(text), {
  error: (issue) => `«${String(issue.input)}» is not a range such as 10.0.0.0/8`,
})
const pushHost = z.string().refine(isPushHost, {
  error: (issue) =>
    `«${String(issue.input)}» is neither a host such as *.push.example nor an origin such as ` +
    'https://push.example',
})
const secret = z.string().min(16, 'is shorter than 16 signs')
const secretsShape = z
  .union([z.record(z.string(), z.string()), z.string().transform(pairsIn)])
  .pipe(z.record(z.string(), secret))
  .default({})
const yes = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

/** A secret may hold a «=»; a short name never does. */
function pairsIn(written: string): Record<string, string> {
  const pairs = written.split(/\s+/).filter(Boolean)
  return Object.fromEntries(
    pairs.map((pair) => [pair.split('=', 1)[0], pair.replace(/^[^=]*=?/, '')]),
  )
}

export const serverShape = z.strictObject({
  address: named(
    'The public address, https, without a path. Links, cookies and tokens follow it and nothing else.',
    { env: 'PORTVAKT_ADDRESS', needed: true },
    z.string().optional(),
  ),
  phoneAddress: named(
    'An address of its own for the app on the phone, https, without a path, and with another host than ' +
      'the public one; it leads to this same port. Choose before the first phone is added: a phone ' +
      'belongs to the address that it was added at. Absent: the app is /app/ of the public address.',
    { env: 'PORTVAKT_PHONE_ADDRESS' },
    z.string().optional(),
  ),
  passkeyDomain: named(
    'The domain that passkeys belong to. It must be the host of the address or a domain around it, ' +
      'and never change. Absent: the organisation’s domain, without the first part of the host.',
    { env: 'PORTVAKT_PASSKEY_DOMAIN' },
    z.string().optional(),
  ),
  port: named('The port to listen on.', { env: 'PORTVAKT_PORT' }, number(0, 65_535).default(8080)),
  listen: named(
    'The address of this machine to listen on. Absent: this machine alone in the demo, every ' +
      'address otherwise.',
    { env: 'PORTVAKT_LISTEN' },
    z.string().optional(),
  ),
  data: named(
    'The folder for what is kept outside the database, and for the database itself where none is named.',
    { env: 'PORTVAKT_DATA' },
    z.string().default('data'),
  ),
  database: named(
    'PostgreSQL 15 or later, as postgres://user:password@host/name. Absent: our own, in the data folder.',
    { env: 'DATABASE_URL', secret: true },
    z
      .string()
      .regex(/^postgres(ql)?:\/\//, 'is not an address such as postgres://…')
      .optional(),
  ),
  masterKey: named(
    'At least 32 random bytes, as base64 or hex: `openssl rand -base64 32`. It seals what ' +
      'the database keeps. Whoever has both has everything; whoever loses it loses all methods.',
    { env: 'PORTVAKT_MASTER_KEY', secret: true, needed: true },
    z.string().optional(),
  ),
  trustedProxies: named(
    'Networks of the proxies in front. Only they are believed about where a request came from.',
    { env: 'PORTVAKT_TRUSTED_PROXIES' },
    list(range).default([]),
  ),
  internalNetworks: named(
    'Internal networks that may be called, for the sign-out of applications that stand ' +
      'there. Others are refused.',
    { env: 'PORTVAKT_INTERNAL_NETWORKS' },
    list(range).default([]),
  ),
  pushHosts: named(
    'Push services that phones may be rung through: a host, `*.` and a domain for every host below ' +
      'it, or the whole origin of one of your own. None: no phone is rung, and the app shows what ' +
      'waits when it is opened.',
    { env: 'PORTVAKT_PUSH_HOSTS' },
    list(pushHost).default([...knownPushHosts]),
  ),
  leaveSeconds: named(
    'How long a server that is asked to stop still lets people in, while /health/ready says that it ' +
      'is leaving: longer than a balancer in front takes to notice.',
    { env: 'PORTVAKT_LEAVE_SECONDS' },
    number(0, 300).default(2),
  ),
  identitySecret: named(
    'The secret that the connection for `identity` knows us by. Without it that connection is not ' +
      'used.',
    { env: 'PORTVAKT_IDENTITY_SECRET', secret: true },
    secret.optional(),
  ),
  connectionSecrets: named(
    'The secrets that other connections know us by, as a table of short names; in the environment ' +
      '`feide=… entra=…`, with blanks or lines between. Without its secret a connection is not used.',
    { env: 'PORTVAKT_CONNECTION_SECRETS', secret: true },
    secretsShape,
  ),
  eventAnchor: named(
    'A file outside the database that the signed head of the events is added to. By it a database ' +
      'that is put back from a backup is noticed. Absent: in the data folder.',
    { env: 'PORTVAKT_EVENT_ANCHOR' },
    z.string().optional(),
  ),
})

export const smtpShape = z.strictObject({
  host: named(
    'The mail server. Absent: mail waits in the outbox.',
    { env: 'PORTVAKT_SMTP_HOST' },
    z.string().optional(),
  ),
  port: named('Its port.', { env: 'PORTVAKT_SMTP_PORT' }, number(1, 65_535).default(587)),
  tls: named(
    'True: TLS from the first byte (port 465). Otherwise STARTTLS, which is demanded ' +
      'everywhere but on this machine.',
    { env: 'PORTVAKT_SMTP_TLS' },
    yes.default(false),
  ),
  user: named(
    'Who we are to the mail server.',
    { env: 'PORTVAKT_SMTP_USER' },
    z.string().optional(),
  ),
  password: named(
    'And the password.',
    { env: 'PORTVAKT_SMTP_PASSWORD', secret: true },
    z.string().optional(),
  ),
  from: named(
    'The sender where an organisation has none of its own.',
    { env: 'PORTVAKT_SMTP_FROM' },
    z.email('is not a mail address').optional(),
  ),
  authority: named(
    'A file with the certificate of the authority that vouches for the mail server, beside the known ones.',
    { env: 'PORTVAKT_SMTP_AUTHORITY' },
    z.string().optional(),
  ),
})

export const serverParts = { server: serverShape, smtp: smtpShape } as const
export type ServerPart = keyof typeof serverParts

export interface NamedSetting extends Named {
  readonly part: ServerPart
  readonly key: string
  readonly shape: z.ZodType
}

export const allSettings: readonly NamedSetting[] = Object.entries(serverParts).flatMap(
  ([part, { shape }]) =>
    Object.entries(shape).flatMap(([key, each]) => {
      const name = namesOf.get(each)
      return name && (part === 'server' || part === 'smtp')
        ? [{ part, key, shape: each, ...name }]
        : []
    }),
)

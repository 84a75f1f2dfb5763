// The settings: the only reader of the environment and of the configuration file. Everything that
// is missing or wrong is told at once, in sentences for whoever runs the house. Must never print a
// secret, and never begin in production on a default.
import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse, TomlError } from 'smol-toml'
import { CannotStart } from './lib/cannot-start.ts'
import { type IpRange, readRange } from './lib/ip-range.ts'
import { passkeyDomainOf } from './lib/methods/passkey-domain.ts'
import { demoPhoneAddress, ownPhoneAddress, publicAddress } from './settings/addresses.ts'
import { withLogos } from './settings/logo-files.ts'
import { demoMasterKey, readMasterKey } from './settings/master-key.ts'
import { gatewaySettings, smsReserveShape, smsShape } from './settings/gateway-shape.ts'
import {
  allSettings as ownSettings,
  type NamedSetting as OwnSetting,
  serverShape,
  smtpShape,
} from './settings/server-shape.ts'

/** Every setting that has a name, whichever part it belongs to. */
export type NamedSetting = OwnSetting | (typeof gatewaySettings)[number]
export const allSettings: readonly NamedSetting[] = [...ownSettings, ...gatewaySettings]

export type GatewayPart = ReturnType<typeof smsShape.parse>

export interface Settings {
  /** Nothing was configured: this machine alone, an organisation to try, a key of its own. */
  readonly demo: boolean
  /** The public address (R-14). */
  readonly address: URL
  /** An origin of its own for the app on the phone; absent where it is a path of the address. */
  readonly phoneAddress?: URL
  /** Whose passkeys are ours. */
  readonly passkeyDomain: string
  readonly port: number
  readonly listen: string
  readonly dataFolder: string
  readonly databaseUrl?: string
  readonly masterKey: Buffer
  readonly trustedProxies: readonly IpRange[]
  /** As written, for lib/ip-range to read. */
  readonly internalNetworks: readonly string[]
  /** Hosts of push services, as lib/web-push/push-address reads them. */
  readonly pushHosts: readonly string[]
  /** From being asked to stop until nobody is let in any more. */
  readonly leaveSeconds: number
  /** What the connection for identity knows us by. */
  readonly identitySecret?: string
  /** What each other connection knows us by, by its short name. */
  readonly connectionSecrets?: Readonly<Record<string, string>>
  readonly eventAnchor: string
  readonly mail?: MailSettings
  /** In the order they are asked. */
  readonly gateways: readonly GatewayPart[]
  /** What works, and weakens: told at start. */
  readonly warnings: readonly string[]
}

export interface MailSettings {
  readonly host: string
  readonly port: number
  readonly tls: boolean
  readonly user?: string
  readonly password?: string
  readonly from?: string
  readonly authority?: string
}

export interface Given {
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The words after the program's name: `serve` demands production. */
  readonly argv?: readonly string[]
}

/**
 * Reads a TOML file. The server's part and the house's part may stand in one. A day is a text, with
 * quotes around it or without.
 */
export function readToml(path: string): Readonly<Record<string, unknown>> {
  try {
    const read = parse(readFileSync(path, 'utf8'))
    return JSON.parse(JSON.stringify(read))
  } catch (fault) {
    if (fault instanceof TomlError)
      throw new CannotStart(`${path}, line ${fault.line}: ${fault.message.split('\n', 1)[0]}`)
    throw new CannotStart(`${path} cannot be read: ${codeOf(fault)}.`)
  }
}

/** The house half of the file at a path, with the logos that it names. */
export const readHousePart = (path: string): unknown =>
  housePart(withLogos(readToml(path), dirname(path)))

/** The house half of a file: everything that is not the server's own. */
export function housePart(file: Readonly<Record<string, unknown>>): unknown {
  const { server: _server, smtp: _smtp, sms: _sms, smsReserve: _reserve, ...house } = file
  return house
}

export function readSettings(given: Given = {}): Settings {
  const env = given.env ?? process.env
  const argv = given.argv ?? process.argv.slice(2)
  const faults: string[] = []
  const path = env['PORTVAKT_CONFIG']
  const file = path ? readToml(path) : {}
  const raw = collect(env, file, faults)
  const demo = argv[0] !== 'serve' && !path && !env['PORTVAKT_ADDRESS'] && !raw.server['masterKey']
  const server = parsed('server', raw.server, faults)
  const smtp = parsed('smtp', raw.smtp, faults)
  const sms = parsed('sms', raw.sms, faults)
  const reserve = parsed('smsReserve', raw.smsReserve, faults)
  if (!demo) faults.push(...unknownNames(env), ...whatIsOpen(path, file), ...debugging(env))
  const address = demo ? undefined : publicAddress(textOf(raw.server['address']), faults)
  const masterKey = demo ? undefined : productionKey(textOf(raw.server['masterKey']), faults)
  const phone = demo
    ? demoPhoneAddress(server, faults)
    : ownPhoneAddress(server?.phoneAddress, address, faults)
  const domain = server?.passkeyDomain
  if (domain && address && !isAround(domain, address.hostname))
    faults.push(
      `PORTVAKT_PASSKEY_DOMAIN is «${domain}», which is neither ${address.hostname} nor a domain around it.`,
    )
  if (faults.length > 0 || !server || !smtp) throw notReady(faults)
  const dataFolder = resolve(server.data)
  const mail = mailOf(smtp)
  const here = address ?? new URL(`http://localhost:${server.port}`)
  return {
    demo,
    address: here,
    ...(phone && { phoneAddress: phone }),
    passkeyDomain: server.passkeyDomain ?? passkeyDomainOf(here.hostname),
    port: server.port,
    listen: server.listen ?? (demo ? 'localhost' : '::'),
    dataFolder,
    ...(server.database && { databaseUrl: server.database }),
    masterKey: masterKey ?? demoMasterKey(dataFolder),
    trustedProxies: server.trustedProxies.flatMap((range) => readRange(range) ?? []),
    // The demo's applications stand on this very machine.
    internalNetworks: demo ? ['127.0.0.0/8', '::1'] : server.internalNetworks,
    pushHosts: server.pushHosts,
    leaveSeconds: server.leaveSeconds,
    ...(server.identitySecret && { identitySecret: server.identitySecret }),
    connectionSecrets: server.connectionSecrets,
    eventAnchor: resolve(server.eventAnchor ?? `${dataFolder}/event-heads.jsonl`),
    ...(mail && { mail }),
    gateways: [sms, reserve].flatMap((part) => (part?.preset ? [part] : [])),
    warnings: demo ? [] : warningsOf(server.pushHosts, mail),
  }
}

function warningsOf(pushHosts: readonly string[], mail: MailSettings | undefined): string[] {
  const plain = pushHosts.filter((host) => host.startsWith('http:'))
  return [
    ...(mail ? [] : ['No mail server is named (PORTVAKT_SMTP_HOST): letters wait in the outbox.']),
    ...plain.map(
      (host) => `PORTVAKT_PUSH_HOSTS: ${host} is called without TLS; others see which phones ring.`,
    ),
  ]
}

const isAround = (domain: string, host: string): boolean =>
  host === domain || (domain.includes('.') && host.endsWith(`.${domain}`))

type Part = NamedSetting['part']
type Raw = Readonly<Record<Part, Record<string, unknown>>>

/**
 * The environment goes before the file. A secret may stand in a file of its own, named by `…_FILE`.
 */
function collect(
  env: NonNullable<Given['env']>,
  file: Readonly<Record<string, unknown>>,
  faults: string[],
): Raw {
  const raw: Raw = {
    server: tableOf(file['server']),
    smtp: tableOf(file['smtp']),
    sms: tableOf(file['sms']),
    smsReserve: tableOf(file['smsReserve']),
  }
  for (const setting of allSettings) {
    const value = env[setting.env]?.trim() || secretFrom(env, setting, faults)
    if (value) raw[setting.part][setting.key] = value
  }
  return raw
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined

const tableOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

function secretFrom(
  env: NonNullable<Given['env']>,
  setting: NamedSetting,
  faults: string[],
): string | undefined {
  const path = setting.secret && env[`${setting.env}_FILE`]
  if (!path) return undefined
  try {
    if (isReadableByAll(path)) {
      faults.push(
        `${path} (${setting.env}_FILE) can be read by everybody on this machine: chmod 600 it.`,
      )
    }
    return readFileSync(path, 'utf8').trim()
  } catch (fault) {
    faults.push(`${path} (${setting.env}_FILE) cannot be read: ${codeOf(fault)}.`)
    return undefined
  }
}

const isReadableByAll = (path: string): boolean => (statSync(path).mode & 0o007) !== 0

const shapes = {
  server: serverShape,
  smtp: smtpShape,
  sms: smsShape,
  smsReserve: smsReserveShape,
} as const

function parsed<Name extends Part>(
  part: Name,
  raw: Record<string, unknown>,
  faults: string[],
): ReturnType<(typeof shapes)[Name]['parse']> | undefined
function parsed(part: Part, raw: Record<string, unknown>, faults: string[]) {
  const read = shapes[part].safeParse(raw)
  if (read.success) return read.data
  for (const issue of read.error.issues) {
    const key = String(issue.path[0] ?? '')
    const setting = allSettings.find((each) => each.part === part && each.key === key)
    faults.push(`${setting ? `${setting.env} (${part}.${key})` : `[${part}]`}: ${issue.message}.`)
  }
  return undefined
}

function productionKey(written: string | undefined, faults: string[]): Buffer | undefined {
  if (!written) {
    faults.push(
      'PORTVAKT_MASTER_KEY is missing: make one with `openssl rand -base64 32`, and give it ' +
        'there or as PORTVAKT_MASTER_KEY_FILE.',
    )
    return undefined
  }
  const key = readMasterKey(written)
  if (typeof key !== 'string') return key
  faults.push(`PORTVAKT_MASTER_KEY ${key}.`)
  return undefined
}

/** A name that nobody reads is a setting that somebody believes in. */
const unknownNames = (env: NonNullable<Given['env']>): string[] => {
  const known = new Set([
    'PORTVAKT_CONFIG',
    ...allSettings.flatMap(({ env: name }) => [name, `${name}_FILE`]),
  ])
  return Object.keys(env)
    .filter(
      (name) =>
        name.startsWith('PORTVAKT_') && !name.startsWith('PORTVAKT_TEST_') && !known.has(name),
    )
    .map((name) => `${name} is no setting: is it misspelt?`)
}

function whatIsOpen(path: string | undefined, file: Readonly<Record<string, unknown>>): string[] {
  const secrets = allSettings.filter((each) => each.secret && each.key in tableOf(file[each.part]))
  if (!path || secrets.length === 0 || !isReadableByAll(path)) return []
  return [`${path} holds a secret and can be read by everybody on this machine: chmod 600 it.`]
}

const debugging = (env: NonNullable<Given['env']>): string[] =>
  /--inspect/.test(env['NODE_OPTIONS'] ?? '')
    ? ['NODE_OPTIONS opens a debugger, through which everything can be read: remove --inspect.']
    : []

function mailOf(smtp: ReturnType<typeof smtpShape.parse>): MailSettings | undefined {
  const { host, port, tls, user, password, from, authority } = smtp
  if (!host) return undefined
  return {
    host,
    port,
    tls,
    ...(user && { user }),
    ...(password && { password }),
    ...(from && { from }),
    ...(authority && { authority: readFileSync(authority, 'utf8') }),
  }
}

const notReady = (faults: readonly string[]): CannotStart =>
  new CannotStart(
    faults.length === 1
      ? (faults[0] ?? '')
      : ['Portvakt cannot start:', ...faults.map((fault) => `  - ${fault}`)].join('\n'),
  )

const codeOf = (fault: unknown): string =>
  fault instanceof Error && 'code' in fault ? String(fault.code) : String(fault)

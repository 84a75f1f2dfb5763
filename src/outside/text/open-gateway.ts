// Opens the gateway that the settings name: a preset, or the organisation's own description. A
// setting that is missing is told at start, and never found out by somebody who waits for a code.
import { CannotStart } from '../../lib/cannot-start.ts'
import type { Channel } from '../channel.ts'
import { openHttpCall } from '../http-call.ts'
import { connect, namesOfMessage, type Description } from './connector.ts'
import type { Gateway } from './gateway.ts'
import { elks } from './presets/46elks.ts'
import { demo } from './presets/demo.ts'
import { kannel } from './presets/kannel.ts'
import { link } from './presets/link.ts'
import { pswincom } from './presets/pswincom.ts'
import { openMailGateway } from './presets/smtp-to-sms.ts'
import { sveve } from './presets/sveve.ts'
import { twilio } from './presets/twilio.ts'
import { namesIn } from './template.ts'

export const presets = { link, sveve, pswincom, '46elks': elks, twilio, kannel, demo } as const

/** What the settings say of one gateway. */
export interface GatewaySettings {
  readonly preset?: keyof typeof presets | 'own' | 'smtp-to-sms'
  readonly address?: string
  readonly user?: string
  readonly secret?: string
  readonly callsFrom?: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly own?: Description
}

export interface Opening {
  /** Tells two gateways apart, in events too. */
  readonly name: string
  /** Our secret address where this gateway brings its reports. */
  readonly reportAddress: string
  /** Networks of the organisation's own that may be called. */
  readonly internal: readonly string[]
  /** In base64. */
  readonly hmacSha1: (key: string, text: string) => string
  /** The house's mail, for the preset smtp-to-sms. */
  readonly mail?: { readonly from: string; readonly send: Channel['send'] }
}

/** These may stand on a network of one's own. A code goes to nobody else in the clear. */
const mayBePlain = new Set(['kannel', 'demo', 'own'])

/** The caller gives up after three seconds; a question that it no longer waits for ends with it. */
const askMilliseconds = 3000
const answerBytesMax = 16_384

/** Nothing where none is named. */
export function openGateway(settings: GatewaySettings, opening: Opening): Gateway | undefined {
  const { name, mail } = opening
  const { preset, address } = settings
  if (!preset) return undefined
  if (preset === 'smtp-to-sms') {
    if (!mail)
      throw new CannotStart('Text messages by mail need a mail server: name one (smtp.host).')
    if (!address) throw missing(preset, ['address'])
    return openMailGateway({ name, domain: address, ...mail })
  }
  const description = preset === 'own' ? settings.own : presets[preset]
  if (!description) throw missing(preset, ['own'])
  if (!mayBePlain.has(preset) && address?.startsWith('http:'))
    throw new CannotStart(`The SMS gateway «${preset}» is asked over https and nothing else.`)
  const { user, secret, callsFrom, parameters } = settings
  const values = { ...parameters, base: address ?? description.base, user, secret, callsFrom }
  const { call: _call, ...withoutCalls } = description
  const needed = [
    ...namesIn(callsFrom ? description : withoutCalls),
    ...([description.text, description.call].some((each) => each?.basic) ? ['user', 'secret'] : []),
    ...(description.reports?.signed ? ['secret'] : []),
  ]
  const none = needed.filter(
    (each) => !namesOfMessage.some((known) => known === each) && !isGiven(values, each),
  )
  if (none.length > 0) throw missing(preset, [...new Set(none)])
  return connect(description, {
    name,
    values,
    reportAddress: opening.reportAddress,
    hmacSha1: opening.hmacSha1,
    http: openHttpCall({
      internal: opening.internal,
      timeoutMilliseconds: askMilliseconds,
      bytesMax: answerBytesMax,
    }),
  })
}

/** What such a gateway could carry, told without opening it. */
export function carriedBy(settings: GatewaySettings): readonly ('sms' | 'voice')[] {
  const { preset, own, callsFrom } = settings
  if (!preset) return []
  if (preset === 'smtp-to-sms') return ['sms']
  const description = preset === 'own' ? own : presets[preset]
  return [
    ...(description?.text ? (['sms'] as const) : []),
    ...(description?.call && callsFrom ? (['voice'] as const) : []),
  ]
}

const isGiven = (values: object, name: string): boolean =>
  Object.hasOwn(values, name) && Boolean(Reflect.get(values, name))

const settingOf: Readonly<Record<string, string>> = { base: 'address' }
const builtIn = new Set(['address', 'user', 'secret', 'callsFrom', 'own'])

const missing = (preset: string, names: readonly string[]): CannotStart => {
  const settings = names
    .map((name) => settingOf[name] ?? name)
    .map((name) => (builtIn.has(name) ? name : `parameters.${name}`))
  return new CannotStart(
    `The SMS gateway «${preset}» needs ${settings.join(', ')} in the settings.`,
  )
}

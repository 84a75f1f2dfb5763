// The ways out for codes: the gateways that the settings name, in order, as the house knows them.
// A gateway is told a number and a text and never who it is about.
import type { Phones, SendingCame, SendingOut } from '../domain/moment.ts'
import { callAddress, reportAddress } from '../domain/phones/sendings.ts'
import type { Clock } from '../lib/clock.ts'
import { hmacSha1 } from '../lib/digest.ts'
import type { Keyring } from '../lib/seal.ts'
import { openMail } from '../outside/mail/mail.ts'
import type { Gateway, Outcome } from '../outside/text/gateway.ts'
import { openInOrder, type InOrder } from '../outside/text/in-order.ts'
import { openGateway } from '../outside/text/open-gateway.ts'
import type { GatewayPart, Settings } from '../settings.ts'
import { gatewayName } from '../settings/gateway-shape.ts'
import { demoPorts } from './demo.ts'

export interface OpenPhones {
  readonly phones: Phones
  readonly gateways: InOrder
  close(): void
}

interface PhoneParts {
  readonly settings: Settings
  readonly keys: Keyring
  readonly clock: Clock
}

/** Whoever waits for a page waits no longer than this for what is slow outside. */
const sendMilliseconds = 3000

export function openPhones({ settings, keys, clock }: PhoneParts): OpenPhones {
  const { address, mail, internalNetworks: internal } = settings
  const parts =
    settings.demo && settings.gateways.length === 0 ? [demoPart(settings)] : settings.gateways
  const server =
    mail && parts.some(({ preset }) => preset === 'smtp-to-sms')
      ? openMail({ ...mail, ourName: address.hostname })
      : undefined
  const named = parts.map((part, at) => ({ part, name: gatewayName(part, at) }))
  const opened = named.flatMap(({ part, name }) => {
    const gateway = openGateway(part, {
      name,
      reportAddress: reportAddress(keys, address, name),
      internal,
      hmacSha1,
      ...(server && {
        mail: { from: mail?.from ?? `ikke-svar@${address.hostname}`, send: server.send },
      }),
    })
    return gateway ? [{ gateway: withSender(gateway, part.sender) }] : []
  })
  const gateways = openInOrder(
    opened.map(({ gateway }) => gateway),
    clock,
  )
  const partOf = (gateway: string) => named.find(({ name }) => name === gateway)?.part
  return {
    gateways,
    phones: {
      canText: opened.some(({ gateway }) => gateway.sendText !== undefined),
      canCall: opened.some(({ gateway }) => gateway.call !== undefined),
      async send(sending) {
        const signal = AbortSignal.timeout(sendMilliseconds)
        const outcome = await ask(gateways, sending, { signal, address, keys })
        return came(outcome, partOf(outcome.gateway)?.prices, sending.to)
      },
    },
    close: () => server?.close(),
  }
}

interface AskingWith {
  readonly signal: AbortSignal
  readonly address: URL
  readonly keys: Keyring
}

async function ask(
  gateways: InOrder,
  sending: SendingOut,
  { signal, address, keys }: AskingWith,
): Promise<Outcome> {
  const { id, to, channel, text, language, extension } = sending
  const none: Outcome = { gateway: '', is: 'down', because: 'no gateway' }
  if (channel === 'sms')
    return (
      (await gateways.sendText?.({ id, to, text, sender: shortSender(sending.sender) }, signal)) ??
      none
    )
  const callback = callAddress(keys, address, id)
  const call = { id, to, language, callback, ...(extension && { extension }) }
  return (await gateways.call?.(call, signal)) ?? none
}

const states = { sent: 'sent', unknown: 'asked', refused: 'failed', down: 'failed' } as const

function came(outcome: Outcome, prices: GatewayPart['prices'], to: string): SendingCame {
  const price = (outcome.is === 'sent' ? outcome.price : undefined) ?? priceOf(prices, to)
  const mayCost = outcome.is === 'sent' || outcome.is === 'unknown'
  const why = outcome.is === 'refused' ? outcome.why : outcome.is === 'down' ? 'down' : undefined
  return {
    state: states[outcome.is],
    ...(outcome.gateway && { gateway: outcome.gateway }),
    ...(why && { why }),
    ...(outcome.is === 'sent' && outcome.reference && { reference: outcome.reference }),
    ...(price !== undefined && mayCost && { priceMicros: Math.round(price * 1e6) }),
  }
}

/** Each gateway knows us by its own name. */
const withSender = (gateway: Gateway, sender: string | undefined): Gateway => {
  const { sendText } = gateway
  if (!sendText || sender === undefined) return gateway
  return {
    ...gateway,
    sendText: (message, signal) => sendText.call(gateway, { ...message, sender }, signal),
  }
}

/** By the longest beginning of the number that a price stands for. */
const priceOf = (prices: GatewayPart['prices'], to: string): number | undefined =>
  Object.entries(prices ?? {})
    .filter(([digits]) => to.startsWith(`+${digits}`))
    .toSorted(([one], [other]) => other.length - one.length)[0]?.[1]

/** What a phone can show: eleven letters and digits at most. */
const shortSender = (service: string): string =>
  service
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 11) || 'Portvakt'

/** The demo has a phone beside it that takes messages and calls. */
const demoPart = ({ port }: Settings): GatewayPart => ({
  preset: 'demo',
  address: `http://127.0.0.1:${demoPorts(port).phone}`,
  secret: demoGatewaySecret,
  callsFrom: '+4799999900',
  currency: 'NOK',
})

/** On this machine alone, between the demo and its phone. */
export const demoGatewaySecret = 'demo-secret-of-the-phone-0003'

// What is said to a node when it is started, and what its settings are: production's, on an address
// that only the balancer of the test answers for.
import type pg from 'pg'
import { readRange } from '../../src/lib/ip-range.ts'
import type { GatewayPart, Settings } from '../../src/settings.ts'

export type NodeOrder =
  | {
      readonly database: pg.PoolConfig
      readonly port: number
      readonly smtpPort: number
      readonly folder: string
      /** Base64. */
      readonly masterKey: string
      readonly gateways: readonly GatewayPart[]
      readonly identitySecret?: string
      readonly connectionSecrets?: Readonly<Record<string, string>>
      /** Push services that phones may be rung through. */
      readonly pushHosts: readonly string[]
    }
  | { readonly pass: number }
  | { readonly refresh: true }
  | { readonly forgive: true }
  | { readonly worked: true }

/** What a node answers when it has done it: how much its processor has worked so far, in ms. */
export interface NodeDone {
  readonly worked: number
}

export const publicAddress = 'https://logginn.fjordvik.example'

/** An application of the test may be called on these; every other address here is inside. */
const reachable = ['127.0.0.1/32', '::1/128']

export function nodeSettings(order: Extract<NodeOrder, { readonly port: number }>): Settings {
  return {
    demo: false,
    address: new URL(publicAddress),
    port: order.port,
    passkeyDomain: 'fjordvik.example',
    listen: '127.0.0.1',
    dataFolder: order.folder,
    masterKey: Buffer.from(order.masterKey, 'base64'),
    trustedProxies: [readRange('127.0.0.1/32')].flatMap((range) => range ?? []),
    internalNetworks: reachable,
    pushHosts: order.pushHosts,
    leaveSeconds: 0,
    eventAnchor: `${order.folder}/event-heads-${order.port}.jsonl`,
    mail: { host: '127.0.0.1', port: order.smtpPort, tls: false },
    gateways: order.gateways,
    ...(order.identitySecret && { identitySecret: order.identitySecret }),
    ...(order.connectionSecrets && { connectionSecrets: order.connectionSecrets }),
    warnings: [],
  }
}

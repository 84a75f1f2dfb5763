// `settings`: what is in force on this machine, and where it may be set. Must never print a secret.
import { allSettings, type GatewayPart, readSettings } from '../settings.ts'
import type { Command } from './command.ts'

/** Tables and the secret are only said to be there. */
const inForceOf = (part: string, gateway: GatewayPart | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(gateway ?? {}).map(([key, value]) => [
      `${part}.${key}`,
      typeof value === 'string' && key !== 'secret' ? value : 'is set',
    ]),
  )

export const settings: Command = {
  words: 'settings',
  takes: '',
  says: 'Shows the settings in force on this machine. Secrets are only said to be there.',
  run(called) {
    const now = readSettings()
    const inForce: Readonly<Record<string, string | number | boolean | undefined>> = {
      'server.address': now.address.href,
      'server.phoneAddress': now.phoneAddress?.href,
      'server.port': now.port,
      'server.listen': now.listen,
      'server.data': now.dataFolder,
      'server.database': now.databaseUrl ? 'is set' : 'our own, in the data folder',
      'server.masterKey': now.demo ? 'the demo’s own, in the data folder' : 'is set',
      'server.trustedProxies': now.trustedProxies.length || undefined,
      'server.internalNetworks': now.internalNetworks.join(', ') || undefined,
      'server.eventAnchor': now.eventAnchor,
      'smtp.host': now.mail?.host,
      'smtp.port': now.mail?.port,
      'smtp.tls': now.mail?.tls,
      'smtp.user': now.mail?.user,
      'smtp.password': now.mail?.password && 'is set',
      'smtp.from': now.mail?.from,
      'smtp.authority': now.mail?.authority && 'is set',
      'server.passkeyDomain': now.passkeyDomain,
      ...inForceOf('sms', now.gateways[0]),
      ...inForceOf('smsReserve', now.gateways[1]),
    }
    called.say(now.demo ? 'Nothing is configured: this is a demo.' : 'Production.')
    for (const { part, key, env } of allSettings) {
      const value = inForce[`${part}.${key}`] ?? 'not set'
      called.say(`  ${`${part}.${key}`.padEnd(24)} ${env.padEnd(28)} ${String(value)}`)
    }
    for (const warning of now.warnings) called.say(`  ${warning}`)
    return Promise.resolve(0)
  },
}

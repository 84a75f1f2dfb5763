// `gateways`: which carry messages and calls, what their vendors must be told, and what they cost.
// Must never print a secret but the address that is meant for the vendor.
import { reportAddress } from '../../domain/phones/sendings.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { gatewayName } from '../../settings/gateway-shape.ts'
import { costOfSendings } from '../../store/methods/sendings.ts'
import { type Command, Misunderstood, textOption } from '../command.ts'

export const gatewaysShow: Command = {
  words: 'gateways show',
  takes: '',
  says:
    'Shows the gateways for messages and calls in the order they are asked, and the secret address ' +
    'where each brings its reports: a vendor that is not told it in each message is told by hand.',
  async run(called) {
    const { moment, settings } = await called.moment()
    const { keys, address } = moment.house
    if (settings.gateways.length === 0) {
      called.say('No gateway is named (PORTVAKT_SMS_PRESET): codes are not sent.')
      return 0
    }
    for (const [at, part] of settings.gateways.entries()) {
      const name = gatewayName(part, at)
      called.say(name)
      called.say(
        `  messages        yes${part.callsFrom ? `, and calls from ${part.callsFrom}` : ''}`,
      )
      called.say(`  reports go to   ${reportAddress(keys, address, name)}`)
    }
    return 0
  },
}

const day = 86_400

export const gatewaysCost: Command = {
  words: 'gateways cost',
  takes: '[--days N]',
  says: 'Shows how many messages and calls were sent where, and what they cost (30 days).',
  options: { days: { type: 'string' } },
  async run(called) {
    const days = Number(textOption(called, 'days') ?? 30)
    if (!Number.isInteger(days) || days < 1 || days > 366)
      throw new Misunderstood('--days is a number from 1 to 366')
    const { moment, settings } = await called.moment()
    const currency = settings.gateways[0]?.currency ?? ''
    const since = secondsAfter(moment.now, -days * day)
    const rows = await costOfSendings(moment.db, since, moment.now)
    if (rows.length === 0) called.say(`Nothing was sent in ${days} days.`)
    for (const { channel, country, gateway, sent, failed, micros } of rows) {
      const cost = `${(micros / 1e6).toFixed(2)} ${currency}`
      called.say(
        `${channel.padEnd(6)} ${country.padEnd(3)} ${(gateway ?? '').padEnd(16)} ` +
          `${String(sent).padStart(7)} sent ${String(failed).padStart(6)} failed ${cost.padStart(14)}`,
      )
    }
    return 0
  },
}

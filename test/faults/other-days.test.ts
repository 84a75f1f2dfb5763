// The server on another day: its process is told by `faketime` that it is later, and nothing in the
// house has a say in it. A letter lives for its ninety days and a code for its two minutes.
import { existsSync } from 'node:fs'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { keepMethod } from '../../src/domain/methods/methods.ts'
import { factors } from '../../src/factors/index.ts'
import { sms } from '../../src/factors/sms/sms.ts'
import { townAddress } from '../town/database.ts'
import { openTownGateway, type TownGateway } from '../town/gateway.ts'
import { balanced, type Nodes, openNodes } from '../town/nodes.ts'
import { publicAddress } from '../town/node-order.ts'
import { openTownSmtp, type TownSmtp } from '../town/smtp.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { faultTown, type FaultTown } from './fault-town.ts'
import { colleague, faultsHouse, invited, password } from './people.ts'

const house = {
  ...faultsHouse,
  lives: { letter: '90 days', pin: '91 days', code: '2 minutes' },
  rules: [{ id: 'alle', need: { proofs: 2, accepts: ['password', 'sms'] } }],
}
const number = '+4799999963'

describe.skipIf(!existsSync('/usr/bin/faketime'))('on another day', () => {
  let address: pg.PoolConfig
  let town: FaultTown
  let smtp: TownSmtp
  let gateway: TownGateway
  const running: Nodes[] = []
  let now: Nodes
  beforeAll(async () => {
    address = await townAddress()
    town = await faultTown(address)
    const read = readHouseFile(house, factors)
    if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
    await applyConfiguration(town.moment(), read.file)
    await town.opened.refresh()
    smtp = await openTownSmtp()
    gateway = await openTownGateway()
    now = await at('+0s')
  })
  afterAll(async () => {
    for (const nodes of running) await nodes.close()
    await gateway.close()
    await smtp.close()
  })

  /** A server whose clock says so. */
  async function at(faketime: string): Promise<Nodes> {
    const { address: to, secret } = gateway
    const nodes = await openNodes({
      database: address,
      smtpPort: smtp.port,
      masterKey: town.toServe.masterKey,
      count: 1,
      gateways: [
        { preset: 'demo', address: to, secret, callsFrom: '+4799999900', currency: 'NOK' },
      ],
      faketime,
    })
    running.push(nodes)
    return nodes
  }

  /** Whichever server stands at the address just now. */
  let standing: Nodes
  const browser = (): Visitor =>
    visitor(publicAddress, (url, { method, headers, body }) =>
      balanced(standing, {
        method,
        target: url.pathname + url.search,
        headers: [
          ...headers,
          ...(body ? [['content-type', 'application/x-www-form-urlencoded'] as const] : []),
        ],
        body: body?.toString(),
        from: '192.0.2.7',
      }),
    )

  test('a letter of ninety days is open on the last of them, and no longer', async () => {
    const { token } = await invited(town.opened)
    const opens = async (nodes: Nodes): Promise<unknown> => {
      standing = nodes
      const who = browser()
      await who.get(`/start/${token}`)
      return [who.last.status, who.last.screen?.['about'] ?? who.last.screen?.['kind']]
    }
    expect(await opens(now)).toEqual([200, 'begin'])
    expect(await opens(await at('+89d'))).toEqual([200, 'begin'])
    expect(await opens(await at('+91d'))).toEqual([410, 'letter-expired'])
    // The day has not come here, and nothing of it was kept.
    expect(await opens(now)).toEqual([200, 'begin'])
  })

  test('a code of two minutes is right within them, and told to be old after', async () => {
    const { id, login } = await colleague(town.opened)
    await keepMethod(town.moment(), sms, { person: id, kept: { number }, label: '•• 63' })
    const [soon, late] = await Promise.all([at('+100s'), at('+140s')])
    const answers = async (nodes: Nodes): Promise<Visitor> => {
      standing = now
      const who = browser()
      await who.get('/')
      await who.follow()
      await who.answer({ name: login })
      await who.follow()
      await who.answer({ password })
      await who.follow()
      const code = /\d{6}/.exec(gateway.arrivedAt(number).at(-1)?.text ?? '')?.[0] ?? ''
      standing = nodes
      await who.answer({ code })
      return who
    }
    expect((await answers(late)).last.problem?.code).toBe('sent-code-expired')
    expect((await answers(soon)).last.to).toBe('/')
  })
})

// The preset for Kannel against Debian's Kannel: bearerbox, smsbox, and an operator that Kannel
// brings for trials.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openGateway, type GatewaySettings } from '../../src/outside/text/open-gateway.ts'
import { answering, freePort, start, type Program } from './program.ts'
import { openVendor, type Vendor } from './vendor.ts'

const fakeOperator = '/usr/lib/kannel/test/fakesmsc'
const isHere = ['/usr/sbin/bearerbox', '/usr/sbin/smsbox', fakeOperator].every(existsSync)

describe.skipIf(!isHere)('Kannel (Debian: kannel, kannel-extras)', () => {
  const programs: Program[] = []
  let folder = ''
  let ours: Vendor
  let operator: Program
  let port = 0

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kannel-'))
    ours = await openVendor()
    ours.answer = { status: 200, body: '' }
    const admin = await freePort()
    const box = await freePort()
    const smsc = await freePort()
    const sendsms = await freePort()
    const path = join(folder, 'kannel.conf')
    writeFileSync(path, configuration({ admin, box, smsc, sendsms }))
    const begin = (program: string, ...words: string[]): Program => {
      const begun = start(program, words)
      programs.unshift(begun)
      return begun
    }
    const bearer = begin('/usr/sbin/bearerbox', path)
    await bearer.says(/Start-up done/)
    // The box that comes too early waits ten seconds before it comes again.
    await answering(box)
    const sms = begin('/usr/sbin/smsbox', path)
    await sms.says(/Connected to bearerbox/)
    operator = begin(fakeOperator, '-H', '127.0.0.1', '-r', String(smsc), '-m', '0')
    await bearer.says(/Fakesmsc client connected/)
    port = sendsms
  })
  afterAll(async () => {
    for (const program of programs) await program.stop()
    await ours?.close()
    rmSync(folder, { recursive: true })
  })

  const open = (more: Partial<GatewaySettings> = {}) =>
    openGateway(
      {
        preset: 'kannel',
        address: `http://127.0.0.1:${port}`,
        user: 'foo',
        secret: 'bar',
        ...more,
      },
      {
        name: 'kannel',
        reportAddress: `${ours.address}/gateway/k3y`,
        internal: ['127.0.0.0/8'],
        hmacSha1: () => '',
      },
    )
  const send = async (id: string, text: string, gateway = open()) =>
    await gateway?.sendText?.(
      { id, to: '+4799999944', text, sender: 'FJORD' },
      AbortSignal.timeout(3000),
    )

  test('brings æøå whole to the operator, and reports that it was delivered', async () => {
    const text = '482913 er koden din for FJØRD. Blåbær, ÆØÅ & 100 % {sant}?'
    expect(await send('a-1', text)).toEqual({ gateway: 'kannel', is: 'sent' })
    expect(await operator.says(/Got message 1:/)).toContain(`<FJORD +4799999944 text ${text}>`)
    await ours.heard(2)
    const reports = ours.asked.map(({ path }) =>
      open()?.readReport?.({ method: 'GET', path, headers: {}, body: '' }),
    )
    expect(reports.flat()).toContainEqual({ id: 'a-1', state: 'delivered' })
  })

  test('brings Sámi letters whole, in the alphabet that has them', async () => {
    const text = 'Čálit kodá 482913 – ŋ đ ŧ š ž'
    expect(await send('a-2', text)).toMatchObject({ is: 'sent' })
    const line = await operator.says(/Got message \d+: <FJORD \+4799999944 ucs-2 /)
    const written = /ucs-2 (.*)>/.exec(line)?.[1] ?? ''
    const bytes = Buffer.from(
      written
        .replaceAll('+', ' ')
        .replace(/%([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    )
    expect(bytes.swap16().toString('utf16le')).toBe(text)
  })

  test('lets nobody in with another password', async () => {
    expect(await send('a-3', 'a', open({ secret: 'no' }))).toMatchObject({ is: 'down' })
  })
})

const configuration = (ports: {
  readonly admin: number
  readonly box: number
  readonly smsc: number
  readonly sendsms: number
}): string => `
group = core
admin-port = ${ports.admin}
admin-interface = "127.0.0.1"
admin-password = x
smsbox-port = ${ports.box}
smsbox-interface = "127.0.0.1"
box-allow-ip = "127.0.0.1"
dlr-storage = internal
log-level = 0

group = smsc
smsc = fake
smsc-id = town
port = ${ports.smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${ports.sendsms}
sendsms-interface = "127.0.0.1"
log-level = 0

group = sendsms-user
username = foo
password = bar

group = sms-service
keyword = default
text = "no"
`

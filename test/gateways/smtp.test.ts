// Text messages by mail, to two mail servers that are not ours: the package smtp-server, and
// Debian's Postfix with a queue and mailboxes of its own.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readMail } from '../../examples/inbox/mime.ts'
import { openMail } from '../../src/outside/mail/mail.ts'
import { openGateway } from '../../src/outside/text/open-gateway.ts'
import type { Gateway, Outcome } from '../../src/outside/text/gateway.ts'
import { openTownSmtp } from '../town/smtp.ts'
import { freePort } from './program.ts'

function open(port: number): Gateway {
  const mail = openMail({ host: '127.0.0.1', port, ourName: 'logginn.fjordvik.example' })
  onTestFinished(() => mail.close())
  const gateway = openGateway(
    { preset: 'smtp-to-sms', address: 'sms.example' },
    {
      name: 'mail',
      reportAddress: 'https://logginn.fjordvik.example/gateway/k3y',
      internal: [],
      hmacSha1: () => '',
      mail: { from: 'ikke-svar@fjordvik.example', send: mail.send },
    },
  )
  if (!gateway) throw new Error('There is no gateway')
  return gateway
}
const text =
  '482913 er koden din for FJØRD. Čálit 482913 – blåbær & ÆØÅ.\n\n@logginn.example #482913'
const send = async (
  gateway: Gateway,
  to = '+4799999944',
  signal = AbortSignal.timeout(10_000),
): Promise<Outcome | undefined> =>
  await gateway.sendText?.({ id: 'a-1', to, text, sender: 'FJORD' }, signal)

describe('smtp-server', () => {
  const arrived: { readonly to: readonly string[]; readonly raw: string }[] = []
  async function serve(more: SMTPServerOptions = {}): Promise<number> {
    const port = await freePort()
    const server = new SMTPServer({
      authOptional: true,
      // A client that waits for ever is not waited for.
      closeTimeout: 1,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        let raw = ''
        stream.setEncoding('latin1').on('data', (piece: string) => (raw += piece))
        stream.on('end', () => {
          arrived.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw })
          done()
        })
      },
      ...more,
    })
    server.on('error', () => {})
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
    onTestFinished(() => new Promise<void>((done) => server.close(done)))
    return port
  }

  test('gets one mail to the number, with the text whole and nothing around it', async () => {
    const outcome = await send(open(await serve()))
    expect(outcome).toMatchObject({ gateway: 'mail', is: 'sent' })
    expect(arrived.map(({ to }) => to)).toEqual([['4799999944@sms.example']])
    const mail = readMail(arrived[0]?.raw ?? '')
    expect(mail.text.replaceAll('\r\n', '\n').trim()).toBe(text)
    expect(mail.from).toBe('FJORD <ikke-svar@fjordvik.example>')
    expect(mail.subject).toBe('')
    expect(mail.html).toBeUndefined()
  })

  test('that does not know the number has refused it', async () => {
    const port = await serve({
      onRcptTo: (_address, _session, done) =>
        done(Object.assign(new Error('no such number'), { responseCode: 550 })),
    })
    expect(await send(open(port))).toEqual({ gateway: 'mail', is: 'refused', why: 'other' })
  })

  test('that lets nobody in, or is away, has taken nothing', async () => {
    const port = await serve({
      onMailFrom: (_address, _session, done) =>
        done(Object.assign(new Error('not you'), { responseCode: 530 })),
    })
    expect(await send(open(port))).toMatchObject({ is: 'down' })
    expect(await send(open(await freePort()))).toMatchObject({ is: 'down' })
  })

  test('that says nothing more once it has the mail may have sent it', async () => {
    const stop = new AbortController()
    const port = await serve({
      onData: (stream) => {
        stream.resume().on('end', () => stop.abort())
      },
    })
    expect(await send(open(port), '+4799999944', stop.signal)).toEqual({
      gateway: 'mail',
      is: 'unknown',
    })
  })
})

test.each([
  ['break after data', { is: 'unknown' }],
  ['break after 250', { is: 'sent' }],
  ['greylist', { is: 'down' }],
  ['refuse', { is: 'down' }],
  ['never after data', { is: 'refused' }],
] as const)('a mail server in the mode «%s» is understood', async (mode, meant) => {
  const town = await openTownSmtp()
  onTestFinished(() => town.close())
  town.mode = mode
  expect(await send(open(town.port))).toMatchObject(meant)
})

const postfix = '/usr/sbin/postfix'
const mayRun = existsSync(postfix) && process.getuid?.() === 0

describe.skipIf(!mayRun)('Postfix (Debian: postfix; as root)', () => {
  let folder = ''
  // What it leaves running must not hold on to our own output.
  const order = (word: 'start' | 'stop') =>
    execFileSync(postfix, ['-c', folder, word], { stdio: 'ignore' })
  let port = 0

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'postfix-'))
    port = await freePort()
    const [, , uid = '', gid = ''] =
      readFileSync('/etc/passwd', 'utf8')
        .split('\n')
        .find((line) => line.startsWith('postfix:'))
        ?.split(':') ?? []
    for (const name of ['queue', 'data', 'mail']) mkdirSync(join(folder, name))
    for (const name of ['data', 'mail']) chownSync(join(folder, name), Number(uid), Number(gid))
    chmodSync(folder, 0o755)
    writeFileSync(join(folder, 'main.cf'), mainOf(folder, uid, gid))
    const master = readFileSync('/usr/share/postfix/master.cf.dist', 'utf8')
      .replace(/^smtp\s+inet/m, `127.0.0.1:${port} inet`)
      .replace(/^(\S+\s+\S+\s+\S+\s+\S+\s+)y/gm, '$1n')
    writeFileSync(join(folder, 'master.cf'), master)
    order('start')
  })
  afterAll(() => {
    order('stop')
    rmSync(folder, { recursive: true })
  })

  test('takes the mail and lays it in the box of the number, whole', async () => {
    const boxes = join(folder, 'mail')
    const box = join(boxes, 'inn')
    const laid = new Promise<string>((done) => {
      const watcher = watch(boxes, () => {
        const raw = existsSync(box) ? readFileSync(box, 'latin1') : ''
        if (!raw.endsWith('\n\n')) return
        watcher.close()
        done(raw)
      })
    })
    expect(await send(open(port))).toMatchObject({ is: 'sent' })
    const raw = await laid
    expect(raw).toContain('X-Original-To: 4799999944@sms.example')
    const mail = readMail(raw.replace(/^From .*\n/, '').replaceAll('\n', '\r\n'))
    expect(mail.text.replaceAll('\r\n', '\n').trim()).toBe(text)
  })
})

const mainOf = (folder: string, uid: string, gid: string): string => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = /etc/postfix
mail_owner = postfix
setgid_group = postdrop
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
inet_protocols = ipv4
myhostname = mail.example
mydestination =
mynetworks =
alias_maps =
alias_database =
local_recipient_maps =
default_transport = error
relay_transport = error
smtpd_recipient_restrictions = reject_unauth_destination
virtual_mailbox_domains = sms.example
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = static:inn
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${gid}
`

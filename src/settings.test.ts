import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { CannotStart } from './lib/cannot-start.ts'
import { readSettings, readToml } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

const key = 'q0v3Vh1cLz8Pp5k2H0nYw7mXf4sJ9dR6tB1eUgA3iKo='
const right = { PORTVAKT_ADDRESS: 'https://logginn.fjordvik.example', PORTVAKT_MASTER_KEY: key }

const serve = (env: Record<string, string>) => readSettings({ env, argv: ['serve'] })
const whyNot = (env: Record<string, string>): string => {
  try {
    serve(env)
  } catch (fault) {
    if (fault instanceof CannotStart) return fault.message
    throw fault
  }
  return ''
}
const file = (name: string, text: string, mode: number): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

describe('where nothing is configured', () => {
  test('there is a demo on this machine, with a key of its own that only its owner reads', () => {
    const env = { PORTVAKT_DATA: join(folder, 'demo'), PORTVAKT_PORT: '8123' }
    const first = readSettings({ env, argv: [] })
    expect(first).toMatchObject({ demo: true, port: 8123, listen: 'localhost', warnings: [] })
    expect(first.address.href).toBe('http://localhost:8123/')
    expect(first.masterKey).toHaveLength(32)
    expect(statSync(join(folder, 'demo', 'master.key')).mode & 0o777).toBe(0o600)
    expect(readSettings({ env, argv: [] }).masterKey).toEqual(first.masterKey)
  })

  test('the app may have another name of this machine to itself, at the same port', () => {
    const begin = (phone: string) => {
      const env = { PORTVAKT_DATA: join(folder, 'demo'), PORTVAKT_PHONE_ADDRESS: phone }
      return readSettings({ env, argv: [] })
    }
    for (const at of ['http://telefon.localhost:8080', 'http://127.0.0.1:8080'])
      expect(begin(at)).toMatchObject({ demo: true, phoneAddress: new URL(at) })
    for (const at of [
      'http://localhost:8080',
      'http://127.0.0.1:8081',
      'http://127.0.0.1:8080/app/',
      'https://telefon.fjordvik.example',
    ])
      expect(() => begin(at)).toThrow('another name of this machine')
  })

  test('says what to do where the demo’s key is not whole, or can nowhere be kept', () => {
    const broken = join(folder, 'broken')
    mkdirSync(broken)
    writeFileSync(join(broken, 'master.key'), '')
    const begin = (PORTVAKT_DATA: string) => () =>
      readSettings({ env: { PORTVAKT_DATA }, argv: [] })
    expect(begin(broken)).toThrow(/master\.key, the key of this demo, .*PORTVAKT_DATA/)
    expect(begin('/proc/nothing')).toThrow(/^\/proc\/nothing cannot hold files \(ENOENT\)/)
    expect(begin('/proc')).toThrow(/^\/proc cannot hold files/)
  })

  test('production tells everything that is missing, at once', () => {
    expect(
      whyNot({ PORTVAKT_PORT: 'many', PORTVAKT_ADRESS: 'https://x.example' }).split('\n'),
    ).toEqual([
      'Portvakt cannot start:',
      '  - PORTVAKT_PORT (server.port): is not a number.',
      '  - PORTVAKT_ADRESS is no setting: is it misspelt?',
      expect.stringContaining('PORTVAKT_ADDRESS is missing'),
      expect.stringContaining('PORTVAKT_MASTER_KEY is missing'),
    ])
  })
})

describe('production', () => {
  test('starts with an address and a key, and tells that letters wait without a mail server', () => {
    const settings = serve(right)
    expect(settings).toMatchObject({ demo: false, listen: '::', port: 8080 })
    expect(settings.warnings).toHaveLength(1)
    expect(serve({ ...right, PORTVAKT_SMTP_HOST: 'mail.fjordvik.example' })).toMatchObject({
      mail: { host: 'mail.fjordvik.example', port: 587, tls: false },
      warnings: [],
    })
  })

  test.each([
    ['http://logginn.fjordvik.example'],
    ['https://localhost'],
    ['https://127.0.0.1'],
    ['https://logginn.fjordvik.example/path'],
    ['https://user:secret@logginn.fjordvik.example'],
    ['logginn.fjordvik.example'],
  ])('refuses the address %s (ATK-OPS-01)', (address) => {
    const why = whyNot({ ...right, PORTVAKT_ADDRESS: address })
    expect(why).toContain('must be a public https address')
    expect(why).not.toContain('secret')
  })

  test('gives the app on the phone an origin of its own, where it is named', () => {
    const at = (phone: string) => serve({ ...right, PORTVAKT_PHONE_ADDRESS: phone }).phoneAddress
    expect(at('https://telefon.fjordvik.example')?.origin).toBe('https://telefon.fjordvik.example')
    expect(at(' ')).toBeUndefined()
    expect(serve(right)).not.toHaveProperty('phoneAddress')
  })

  test.each([
    ['http://telefon.fjordvik.example', 'must be a public https address'],
    ['https://telefon.fjordvik.example/app/', 'without a path'],
    ['https://telefon.localhost', 'must be a public https address'],
    ['telefon.fjordvik.example', 'such as https://telefon.fjordvik.example'],
    ['https://kari:hemmelig@telefon.fjordvik.example', '//…@telefon'],
    [right.PORTVAKT_ADDRESS, 'give the app a host of its own'],
    // Cookies know no ports (RFC 6265 8.5).
    [`${right.PORTVAKT_ADDRESS}:8443`, 'give the app a host of its own'],
  ])('refuses %s for the app on the phone (ATK-PUSH-11)', (phone, because) => {
    const why = whyNot({ ...right, PORTVAKT_PHONE_ADDRESS: phone })
    expect(why).toMatch(/^PORTVAKT_PHONE_ADDRESS /)
    expect(why).toContain(because)
    expect(why).not.toContain('hemmelig')
  })

  test.each([
    ['', 'is missing'],
    ['   ', 'is missing'],
    ['c2hvcnQ=', 'at least 32'],
    ['change me please', 'neither'],
    ['x'.repeat(44), 'not random'],
    ['00'.repeat(32), 'not random'],
    [Buffer.from('this is a pass phrase of some length, typed').toString('base64'), 'not random'],
    [Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('hex'), 'not random'],
  ])('refuses the master key «%s» (ATK-OPS-01)', (given, because) => {
    const why = whyNot({ ...right, PORTVAKT_MASTER_KEY: given })
    expect(why).toContain(because)
    if (given.trim()) expect(why).not.toContain(given)
  })

  test('reads a secret from a file of its own, and refuses one that everybody can read (ATK-OPS-01)', () => {
    const env = { PORTVAKT_ADDRESS: right.PORTVAKT_ADDRESS }
    const closed = file('closed', `${key}\n`, 0o600)
    expect(serve({ ...env, PORTVAKT_MASTER_KEY_FILE: closed }).masterKey.toString('base64')).toBe(
      key,
    )
    const open = file('open', key, 0o644)
    expect(whyNot({ ...env, PORTVAKT_MASTER_KEY_FILE: open })).toContain('chmod 600')
    expect(whyNot({ ...env, PORTVAKT_MASTER_KEY_FILE: '/nowhere/key' })).toContain('ENOENT')
  })

  test('every connection has a secret of its own, in one setting or in a table of the file', () => {
    const secrets = { feide: 'a-secret-of-feide=0001', entra: 'a-secret-of-entra-0002' }
    const written = `feide=${secrets.feide}\n entra=${secrets.entra}`
    expect(serve({ ...right, PORTVAKT_CONNECTION_SECRETS: written })).toMatchObject({
      connectionSecrets: secrets,
    })
    const table = Object.entries(secrets).map(([id, secret]) => `${id} = "${secret}"`)
    const path = file('secrets.toml', `[server.connectionSecrets]\n${table.join('\n')}\n`, 0o600)
    expect(serve({ ...right, PORTVAKT_CONFIG: path }).connectionSecrets).toEqual(secrets)
    for (const short of ['feide=short', 'feide', 'feide='])
      expect(whyNot({ ...right, PORTVAKT_CONNECTION_SECRETS: short })).toContain('16 signs')
  })

  test('reads a file, with the environment before it', () => {
    const path = file(
      'portvakt.toml',
      [
        '[server]',
        'address = "https://logginn.fjordvik.example"',
        'port = 9000',
        `masterKey = "${key}"`,
        'trustedProxies = ["10.0.0.0/8"]',
      ].join('\n'),
      0o600,
    )
    expect(serve({ PORTVAKT_CONFIG: path })).toMatchObject({ port: 9000, demo: false })
    expect(serve({ PORTVAKT_CONFIG: path, PORTVAKT_PORT: '9001' }).port).toBe(9001)
    expect(serve({ PORTVAKT_CONFIG: path }).trustedProxies).toHaveLength(1)
    chmodSync(path, 0o644)
    expect(whyNot({ PORTVAKT_CONFIG: path })).toContain('holds a secret')
  })

  test('reads a day with quotes around it and without', () => {
    const days = file('days.toml', 'plain = 2027-03-01\nquoted = "2027-03-01"\n', 0o600)
    expect(readToml(days)).toEqual({ plain: '2027-03-01', quoted: '2027-03-01' })
  })

  test('names the line of a file that cannot be read, and a key that is no setting', () => {
    expect(
      whyNot({ PORTVAKT_CONFIG: file('bad.toml', '[server]\nport = = 1\n', 0o600) }),
    ).toContain('line 2')
    const wrong = file('wrong.toml', '[server]\nprot = 1\n', 0o600)
    expect(whyNot({ ...right, PORTVAKT_CONFIG: wrong })).toContain('prot')
  })

  test('refuses an open debugger and a proxy that is no range (ATK-OPS-01)', () => {
    const why = whyNot({
      ...right,
      NODE_OPTIONS: '--inspect=0.0.0.0',
      PORTVAKT_TRUSTED_PROXIES: '10.0.0.0/8, all',
    })
    expect(why).toContain('debugger')
    expect(why).toContain('«all» is not a range')
  })
})

test('a demo leaves nothing in the folder but its key', () => {
  const path = join(folder, 'other')
  readSettings({ env: { PORTVAKT_DATA: path }, argv: [] })
  expect(existsSync(join(path, 'master.key'))).toBe(true)
  expect(readFileSync(join(path, 'master.key'), 'utf8').trim()).toMatch(/^[\w-]{43}$/)
})

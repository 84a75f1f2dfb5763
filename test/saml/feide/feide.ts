// A stand-in for Feide: SimpleSAMLphp as an identity provider, which nobody here wrote, on PHP's
// own server and on loopback alone. It has a page in Bokmål, says attributes by their OIDs, and
// signs. Whoever starts it stops it.
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { selfSigned } from '../../../src/lib/signing/certificate.ts'

const program = '/usr/share/simplesamlphp/www'
/** Debian: simplesamlphp php8.2-cli php8.2-xml php8.2-mbstring php8.2-sqlite3 php8.2-curl. */
export const hasFeide = existsSync(program) && existsSync('/usr/bin/php')

export interface FeidePerson {
  readonly name: string
  readonly password: string
  /** By their plain names; said by OID. */
  readonly attributes: Readonly<Record<string, string>>
}

export interface FeideApplication {
  readonly entityId: string
  readonly consumer: string
  /** In base64: what signs its questions. */
  readonly certificate: string
}

export interface Feide {
  readonly issuer: string
  readonly metadata: string
  close(): Promise<void>
}

export interface FeideToStart {
  readonly people: readonly FeidePerson[]
  readonly applications: readonly FeideApplication[]
  /** 0: whichever is free. */
  readonly port?: number
}

export async function startFeide({ people, applications, port = 0 }: FeideToStart): Promise<Feide> {
  const folder = mkdtempSync(join(tmpdir(), 'feide-'))
  const at = port || (await freePort())
  const base = `http://127.0.0.1:${at}/`
  const issuer = 'https://idp.feide.example'
  for (const name of ['config', 'metadata', 'cert', 'data', 'tmp', 'log'])
    mkdirSync(join(folder, name))
  const write = (path: string, text: string): void =>
    writeFileSync(join(folder, path), `${path.endsWith('.php') ? '<?php\n' : ''}${text}\n`)
  writeKey(write)
  write('config/config.php', `$config = ${php(settingsIn(folder, base))};`)
  write('config/authsources.php', `$config = ${php({ feide: peopleOf(people) })};`)
  write('metadata/saml20-idp-hosted.php', `$metadata[${php(issuer)}] = ${php(hosted)};`)
  write('metadata/saml20-sp-remote.php', applications.map(remote).join('\n'))
  const child = spawn('/usr/bin/php', ['-S', `127.0.0.1:${at}`, '-t', program], {
    env: { PATH: process.env['PATH'], SIMPLESAMLPHP_CONFIG_DIR: join(folder, 'config') },
    stdio: 'ignore',
  })
  const metadata = `${base}saml2/idp/metadata.php`
  const close = async (): Promise<void> => {
    const ended = child.exitCode === null ? once(child, 'exit') : undefined
    child.kill()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (let tries = 0; !(await answers(metadata)); tries += 1) {
    if (tries > 200 || child.exitCode !== null) {
      await close()
      throw new Error('SimpleSAMLphp did not come up')
    }
    await wait(50)
  }
  return { issuer, metadata, close }
}

const answers = (address: string): Promise<boolean> =>
  fetch(address).then(
    ({ ok }) => ok,
    () => false,
  )

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function writeKey(write: (path: string, text: string) => void): void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const certificate = selfSigned({
    privateJwk: privateKey.export({ format: 'jwk' }),
    commonName: 'idp.feide.example',
    from: new Date('2020-01-01'),
    until: new Date('2049-01-01'),
  })
  write('cert/idp.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  write(
    'cert/idp.crt',
    `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----`,
  )
}

const settingsIn = (folder: string, base: string): Php => ({
  baseurlpath: base,
  certdir: join(folder, 'cert/'),
  loggingdir: join(folder, 'log/'),
  datadir: join(folder, 'data/'),
  tempdir: join(folder, 'tmp'),
  metadatadir: join(folder, 'metadata'),
  attributenamemapdir: '/etc/simplesamlphp/attributemap/',
  technicalcontact_name: 'Fjordvik',
  technicalcontact_email: 'drift@fjordvik.example',
  timezone: 'UTC',
  secretsalt: 'of a stand-in that is gone with its test',
  'auth.adminpassword': 'of a stand-in that is gone with its test',
  'enable.saml20-idp': true,
  'module.enable': { exampleauth: true, core: true, saml: true },
  'session.cookie.secure': false,
  'language.cookie.secure': false,
  'language.available': ['no', 'nn', 'en', 'se'],
  // What others call nb.
  'language.default': 'no',
  'store.type': 'sql',
  'store.sql.dsn': `sqlite:${join(folder, 'data/store.sq3')}`,
  'logging.handler': 'file',
  'logging.logfile': 'feide.log',
  'metadata.sources': [{ type: 'flatfile' }],
  'admin.checkforupdates': false,
  errorreporting: false,
})

const peopleOf = (people: readonly FeidePerson[]): Php => ({
  0: 'exampleauth:UserPass',
  ...Object.fromEntries(
    people.map(({ name, password, attributes }) => [
      `${name}:${password}`,
      Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, [value]])),
    ]),
  ),
})

const hosted: Php = {
  host: '__DEFAULT__',
  privatekey: 'idp.pem',
  certificate: 'idp.crt',
  auth: 'feide',
  scope: ['fjordvik.example', 'fjordvik.university.example'],
  'attributes.NameFormat': 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
  'validate.authnrequest': true,
  authproc: {
    3: { class: 'saml:PersistentNameID', attribute: 'eduPersonPrincipalName' },
    100: { class: 'core:AttributeMap', 0: 'name2oid' },
  },
}

const remote = ({ entityId, consumer, certificate }: FeideApplication): string =>
  `$metadata[${php(entityId)}] = ${php({
    name: { no: 'Fjordvik kommune', en: 'Fjordvik kommune' },
    AssertionConsumerService: consumer,
    certData: certificate,
  })};`

type Php = string | boolean | readonly Php[] | { readonly [name: string]: Php }

function php(value: Php): string {
  if (typeof value === 'string') return `'${value.replaceAll(/['\\]/g, String.raw`\$&`)}'`
  if (typeof value === 'boolean') return String(value)
  const items = Object.entries(value).map(
    ([name, one]) => `${/^\d+$/.test(name) ? name : php(name)} => ${php(one)}`,
  )
  return `[${items.join(', ')}]`
}

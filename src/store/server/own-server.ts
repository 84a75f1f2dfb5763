// A PostgreSQL that the organisation runs itself (DATABASE_URL): is it there, does it let us in, is
// it new enough? Must never repeat the address as it was given, since it holds a password.
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart } from '../../lib/cannot-start.ts'

const oldestVersion = 15
const connectMs = 10_000
const patienceMs = 30_000

interface Server {
  readonly version: number
  readonly encoding: string
  readonly standby: boolean
}

/**
 * The address for a pool, tried once. Throws CannotStart with one sentence that says what to do.
 */
export async function ownServer(url: string): Promise<pg.PoolConfig> {
  const address: pg.PoolConfig = { connectionString: url, max: 20 }
  const where = placeIn(url)
  const trouble = troubleWith(await ask(address, where), where)
  if (trouble) throw trouble
  return address
}

/** Host and database as a person would say them, without user and password. */
function placeIn(url: string): string {
  try {
    const client = new pg.Client({ connectionString: url })
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('not an address')
    return `database ${client.database ?? ''} at ${client.host}:${client.port}`
  } catch {
    throw new CannotStart(
      'DATABASE_URL is not an address: write it as postgresql://user:password@host:5432/database.',
    )
  }
}

async function ask(address: pg.PoolConfig, where: string): Promise<Server> {
  for (let waited = 0; ; waited += 500) {
    const client = new pg.Client({ ...address, connectionTimeoutMillis: connectMs })
    client.on('error', () => {})
    try {
      await client.connect()
      const answer = await client.query<Server>(
        `select current_setting('server_version_num')::int as version,
          current_setting('server_encoding') as encoding, pg_is_in_recovery() as standby`,
      )
      const [server] = answer.rows
      if (!server) throw new Error('PostgreSQL answered without a row')
      return server
    } catch (fault) {
      // It is there and is reading its log: a house that starts together with its server waits for
      // it.
      if (codeOf(fault) !== '57P03' || waited >= patienceMs) throw whyNoAnswer(fault, where)
    } finally {
      await client.end().catch(() => undefined)
    }
    await wait(500)
  }
}

export function troubleWith(server: Server, where: string): CannotStart | undefined {
  const major = Math.floor(server.version / 10_000)
  if (major < oldestVersion) {
    return new CannotStart(
      `The ${where} is PostgreSQL ${major} and Portvakt needs ${oldestVersion} or later: ` +
        `upgrade it, or leave DATABASE_URL out to use the one that comes with Portvakt.`,
    )
  }
  if (server.standby) {
    return new CannotStart(
      `The ${where} is a standby that cannot be written to: point DATABASE_URL at the primary.`,
    )
  }
  if (server.encoding !== 'UTF8') {
    return new CannotStart(
      `The ${where} is encoded in ${server.encoding} and cannot hold every name: create it ` +
        `anew with encoding UTF8.`,
    )
  }
  return undefined
}

export function whyNoAnswer(fault: unknown, where: string): unknown {
  const sentence = sentenceFor(codeOf(fault), String(fault))
  return sentence ? new CannotStart(`DATABASE_URL does not work: the ${where} ${sentence}`) : fault
}

function sentenceFor(code: string, words: string): string | undefined {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'has a host name that nobody knows: correct the host.'
    case 'ECONNREFUSED':
    case 'ENOENT':
      return 'is not listening: start PostgreSQL there, or correct host and port.'
    case 'EACCES':
      return (
        'has a socket that this user may not open: change its rights, or connect by host ' +
        'and port.'
      )
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'cannot be reached: open the way in the firewall, or correct host and port.'
    case '28P01':
    case '28000':
      return 'does not let this user in: correct user and password, or its pg_hba.conf.'
    case '3D000':
      return 'does not exist: create it (createdb), or correct the name.'
    case '42501':
      return 'does not let this user make tables: make the user its owner.'
    case '53300':
      return 'has no connection left: raise max_connections there, or close other programs.'
    case '57P03':
      return 'is still starting up: try again when it answers.'
    default:
      break
  }
  if (/SSL|certificate/i.test(`${code} ${words}`))
    return (
      'and we do not agree on TLS: add sslmode=require or sslmode=disable, and ' +
      'sslrootcert for a certificate of your own.'
    )
  if (/timeout/.test(words))
    return 'cannot be reached: open the way in the firewall, or correct host and port.'
  if (/password must be a string/.test(words))
    return 'wants a password: write it as postgresql://user:password@host:5432/database.'
  return undefined
}

const codeOf = (fault: unknown): string =>
  typeof fault === 'object' && fault !== null && 'code' in fault ? String(fault.code) : ''

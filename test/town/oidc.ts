// OpenID Connect in a test: the real protocol over real HTTP on a real database. Only the walk
// through the house is short here: whoever comes to a visit is let in at once as the person the
// test has named.
import { noRinger } from '../../src/domain/approving/no-ringer.ts'
import { noPhones } from '../../src/domain/phones/no-phones.ts'
import { factors } from '../../src/factors/index.ts'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { judgeSession } from '../../src/domain/sessions/judge.ts'
import type { House, Moment } from '../../src/domain/moment.ts'
import { endSession, secretHash } from '../../src/domain/sessions/sessions.ts'
import { readCookies } from '../../src/lib/cookie.ts'
import { randomId, randomSecret } from '../../src/lib/random.ts'
import { openHttpCall } from '../../src/outside/http-call.ts'
import { openOidc, type Oidc } from '../../src/protocols/oidc/oidc.ts'
import type { Database, Db } from '../../src/store/database.ts'
import { fjordvik, townHouse } from './house.ts'

export const secret = 'a-secret-of-256-bits-made-by-a-machine-for-tests'

export interface OidcTown {
  readonly origin: string
  readonly oidc: Oidc
  readonly database: Database
  readonly house: House
  readonly faults: unknown[]
  /** Every statement that was sent since the list was last emptied, by name. */
  readonly sent: string[]
  /** Who comes in at the next visit; undefined: the visit stands open. */
  comesIn: string | undefined
  moment(): Moment
  /** Moves the clock of the house. */
  pass(seconds: number): void
  raiseEpoch(): void
  addPerson(person: { readonly id: string; readonly groups?: readonly string[] }): Promise<void>
  apply(applications: readonly unknown[]): Promise<void>
  /** A browser that is signed in, as its session cookie. */
  signIn(person: string): Promise<string>
  close(): Promise<void>
}

/**
 * Counts what is sent, and by which name; a transaction counts its begin and its commit, as the
 * database sees it.
 */
function counting(db: Db, sent: string[]): Db {
  return {
    send: (name, text, values, how) => {
      sent.push(name)
      return db.send(name, text, values, how)
    },
    transaction: (work) => {
      sent.push('begin', 'commit')
      return db.transaction((inner) => work(counting(inner, sent)))
    },
  }
}

export const applicationNamed = (id: string, oidc: Record<string, unknown>, more: object = {}) => ({
  id,
  name: id,
  everyone: true,
  oidc,
  ...more,
})

export async function oidcTown(
  database: Database,
  applications: readonly unknown[],
): Promise<OidcTown> {
  const file = (list: readonly unknown[]) => ({ ...fjordvik, applications: list })
  const town = await townHouse(database, file(applications))
  const sent: string[] = []
  const faults: unknown[] = []
  const db = counting(database, sent)
  let offset = 0
  const answering: { by?: (request: IncomingMessage, response: ServerResponse) => Promise<void> } =
    {}
  const server = createServer((request, response) => void answering.by?.(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://localhost:${port}`
  const house: House = {
    factors,
    phones: noPhones,
    ringer: noRinger,
    passkeyDomain: 'fjordvik.example',
    db,
    keys: town.house.keys,
    passwords: town.house.passwords,
    configuration: town.house.configuration,
    epoch: town.house.epoch,
    address: new URL(origin),
  }
  const moment = (): Moment => ({
    ...town.at(new Date(Date.now() + offset)),
    house,
    db,
    browser: 'browser-of-the-test',
  })
  const pages = (name: string) => () => ({ html: `<p>${name}</p>`, csp: "default-src 'none'" })
  const oidc = await openOidc(
    {
      house,
      momentOf: moment,
      secretOf: (request) => readCookies(request.headers.cookie).get('portvakt'),
      judge: judgeSession,
      pages: {
        refused: (_moment, told) => ({
          html: `<p>refused ${told.code}${told.again === undefined ? '' : `, again ${told.again}`}</p>`,
          csp: "default-src 'none'",
        }),
        signOut: (_moment, asked) => ({
          html: `<form action="${asked.action}"><input name="xsrf" value="${asked.xsrf}"></form>`,
          csp: "default-src 'none'",
        }),
        signedOut: pages('signed out'),
      },
      call: openHttpCall({ internal: ['127.0.0.0/8', '::1/128'] }),
      endSession: (inside, session) =>
        endSession(inside, session, 'signed-out', (ended, within) =>
          oidc.protocol.ended(ended, within),
        ),
      fault: (cause) => faults.push(cause),
    },
    moment(),
  )

  const self: OidcTown = {
    origin,
    oidc,
    database,
    house,
    faults,
    sent,
    comesIn: undefined,
    moment,
    pass: (seconds) => {
      offset += seconds * 1000
    },
    raiseEpoch: town.raiseEpoch,
    async addPerson({ id, groups = [] }) {
      await database.send(
        '',
        `insert into people (id, organisation_id, login, look, given_name, family_name, state,
           created_at, changed_at)
         values ($1, 'fjordvik', $2, $2, 'Kari', 'Nordmann', 'active', $3, $3)`,
        [id, `${id}@fjordvik.example`, moment().now],
      )
      await database.send('', `insert into addresses values ($1, 'mail', $2, 0, $3)`, [
        id,
        `${id}@post.example`,
        moment().now,
      ])
      for (const group of groups) {
        await database.send('', 'insert into memberships values ($1, $2)', [id, group])
      }
    },
    async apply(list) {
      await town.apply(file(list))
      await oidc.refresh(moment())
    },
    async signIn(person) {
      const value = randomSecret()
      const { now } = moment()
      const proof = {
        factor: 'password',
        kinds: ['knows'],
        amr: ['pwd'],
        resistsPhishing: false,
        at: now.toISOString(),
      }
      await database.send(
        '',
        `insert into sessions (id, secret_hash, person_id, browser_id, epoch, proofs, acr, amr,
           proven_at, created_at, seen_at, idle_until, expires_at)
         values ($1, $2, $3, 'browser-of-the-test', $4, $5, 'urn:portvakt:1fa', '{pwd}', $6, $6, $6, $7, $8)`,
        [
          randomId(),
          secretHash(value),
          person,
          house.epoch(),
          JSON.stringify([proof]),
          now,
          new Date(now.getTime() + 3_600_000),
          new Date(now.getTime() + 12 * 3_600_000),
        ],
      )
      return value
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  answering.by = async (request, response) => {
    if (oidc.ready(request, response)) return
    const { pathname } = new URL(request.url ?? '/', origin)
    if (oidc.isOurs(pathname)) return await oidc.answer(request, response)
    if (!pathname.startsWith('/visit/') || self.comesIn === undefined) {
      response.writeHead(200).end('a visit')
      return
    }
    const ref = pathname.slice('/visit/'.length)
    const value = await self.signIn(self.comesIn)
    await database.send(
      '',
      `update visits set ended_at = $2, ended_how = 'come in' where ref = $1`,
      [ref, moment().now],
    )
    response.writeHead(303, {
      'set-cookie': `portvakt=${value}; Path=/; HttpOnly`,
      location: `${origin}/oidc/authorize/${ref}`,
    })
    response.end()
  }
  return self
}

/**
 * A browser as far as these tests need one: it keeps cookies by name and path, and follows nothing
 * by itself.
 */
export function browser(origin: string) {
  const jar = new Map<string, { readonly value: string; readonly path: string }>()
  async function go(address: string, options: RequestInit = {}): Promise<Response> {
    const url = new URL(address, origin)
    const cookies = [...jar]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
    const headers = new Headers(options.headers)
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
    const response = await fetch(url, { ...options, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...rest] = line.split('; ')
      const name = pair.slice(0, pair.indexOf('='))
      const value = pair.slice(name.length + 1)
      const path = rest.find((each) => /^path=/i.test(each))?.slice(5) ?? '/'
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, { value, path })
    }
    return response
  }
  return {
    jar,
    go,
    /** Follows redirects inside the house, and gives the address outside it, or the last answer. */
    async walk(address: string): Promise<{ to: URL | undefined; response: Response }> {
      let response = await go(address)
      for (let step = 0; step < 10; step += 1) {
        const location = response.headers.get('location')
        if (location === null) return { to: undefined, response }
        const to = new URL(location, origin)
        if (to.origin !== origin) return { to, response }
        response = await go(to.href)
      }
      throw new Error('a ring of redirects')
    },
  }
}

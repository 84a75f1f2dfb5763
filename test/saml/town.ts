// SAML in a test: the real door of the protocol over real HTTP on a real database. Only the walk
// through the house is short here: whoever comes to a visit is let in at once as the person the
// test has named.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { noRinger } from '../../src/domain/approving/no-ringer.ts'
import type { House, Moment } from '../../src/domain/moment.ts'
import { noPhones } from '../../src/domain/phones/no-phones.ts'
import { secretHash } from '../../src/domain/sessions/sessions.ts'
import { browserId } from '../../src/domain/visits/browsers.ts'
import { factors } from '../../src/factors/index.ts'
import { cookiesFor } from '../../src/http/cookies.ts'
import { guardFor } from '../../src/http/guard.ts'
import type { Door } from '../../src/http/here.ts'
import { openSamlDoor } from '../../src/http/serving/saml-door.ts'
import { openWaitingRoom } from '../../src/http/waiting/room.ts'
import { randomId, randomSecret } from '../../src/lib/random.ts'
import type { Protocol } from '../../src/protocols/protocol.ts'
import type { Saml } from '../../src/protocols/saml/saml.ts'
import type { Database, Db } from '../../src/store/database.ts'
import { fjordvik, townHouse } from '../town/house.ts'

export interface SamlTown {
  readonly origin: string
  readonly saml: Saml
  readonly database: Database
  readonly house: House
  readonly faults: unknown[]
  /** Every statement that was sent since the list was last emptied, by name. */
  readonly sent: string[]
  /** Who comes in at the next visit, and how strong; undefined: the visit stands open. */
  comesIn: Coming | undefined
  moment(): Moment
  /** Moves the clock of the house. */
  pass(seconds: number): void
  addPerson(person: NewPerson): Promise<void>
  apply(applications: readonly unknown[]): Promise<void>
  browser(): Browser
  /** Of the database, as it stands. */
  rows<Row>(text: string): Promise<Row[]>
  close(): Promise<void>
}

interface NewPerson {
  readonly id: string
  readonly given?: string
  readonly family?: string
  readonly groups?: readonly string[]
}

export interface Coming {
  readonly person: string
  readonly how?: 'password' | 'password and code' | 'passkey'
}

export interface Browser {
  /** Signs in beside everything, as a session that stood already. */
  signIn(coming: Coming): Promise<void>
  go(address: string, form?: Readonly<Record<string, string>>): Promise<Response>
  /** Follows redirects inside the house, and gives the address outside it, or the last answer. */
  walk(
    address: string,
    form?: Readonly<Record<string, string>>,
  ): Promise<{ readonly to: URL | undefined; readonly response: Response; readonly text: string }>
}

/** A transaction counts its begin and its commit, as the database sees it. */
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

const proofsOf = (how: NonNullable<Coming['how']>, at: string) => {
  const password = {
    factor: 'password',
    kinds: ['knows'],
    amr: ['pwd'],
    resistsPhishing: false,
    at,
  }
  const code = { factor: 'totp', kinds: ['has'], amr: ['otp'], resistsPhishing: false, at }
  const passkey = {
    factor: 'passkey',
    kinds: ['has', 'is'],
    amr: ['hwk'],
    resistsPhishing: true,
    at,
  }
  return {
    password: { proofs: [password], acr: 'urn:portvakt:1fa', amr: ['pwd'] },
    'password and code': {
      proofs: [password, code],
      acr: 'urn:portvakt:2fa',
      amr: ['pwd', 'otp', 'mfa'],
    },
    passkey: { proofs: [passkey], acr: 'urn:portvakt:phishing-resistant', amr: ['hwk', 'mfa'] },
  }[how]
}

export async function samlTown(
  database: Database,
  applications: readonly unknown[],
): Promise<SamlTown> {
  const rules = [{ id: 'alle', need: { accepts: ['password', 'totp', 'passkey'] } }]
  const file = (list: readonly unknown[]) => ({ ...fjordvik, rules, applications: list })
  const town = await townHouse(database, file(applications))
  const sent: string[] = []
  const faults: unknown[] = []
  const db = counting(database, sent)
  let offset = 0
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://localhost:${port}`
  const house: House = {
    ...town.house,
    factors,
    phones: noPhones,
    ringer: noRinger,
    db,
    address: new URL(origin),
  }
  const clock = { now: () => new Date(Date.now() + offset) }
  const moment = (): Moment => ({ ...town.at(clock.now()), house, db })
  const protocols: Protocol[] = []
  const door: Door = {
    house,
    clock,
    guard: guardFor(house.address, []),
    cookies: cookiesFor(house.address),
    protocols,
    room: openWaitingRoom(clock),
  }
  const saml = openSamlDoor(door, { moment: moment(), report: (fault) => faults.push(fault) })
  protocols.push(saml.protocol)

  async function addSession(browser: string, { person, how = 'password' }: Coming) {
    const value = randomSecret()
    const { now } = moment()
    const { proofs, acr, amr } = proofsOf(how, now.toISOString())
    await database.send(
      '',
      `insert into sessions (id, secret_hash, person_id, browser_id, epoch, proofs, acr, amr,
         proven_at, created_at, seen_at, idle_until, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9, $10, $11)`,
      [
        randomId(),
        secretHash(value),
        person,
        browserId(house, browser),
        house.epoch(),
        JSON.stringify(proofs),
        acr,
        amr,
        now,
        new Date(now.getTime() + 3_600_000),
        new Date(now.getTime() + 12 * 3_600_000),
      ],
    )
    return value
  }

  const self: SamlTown = {
    origin,
    saml,
    database,
    house,
    faults,
    sent,
    comesIn: undefined,
    moment,
    pass: (seconds) => {
      offset += seconds * 1000
    },
    async addPerson({ id, given = 'Kari', family = 'Nordmann', groups = [] }) {
      await database.send(
        '',
        `insert into people (id, organisation_id, login, look, given_name, family_name, state,
           created_at, changed_at)
         values ($1, 'fjordvik', $2, $2, $3, $4, 'active', $5, $5)`,
        [id, `${id}@fjordvik.example`, given, family, moment().now],
      )
      await database.send('', `insert into addresses values ($1, 'mail', $2, 0, $3)`, [
        id,
        `${id}@post.example`,
        moment().now,
      ])
      for (const group of groups)
        await database.send('', 'insert into memberships values ($1, $2)', [id, group])
    },
    async apply(list) {
      await town.apply(file(list))
      await saml.refresh(moment())
    },
    browser: () => openBrowser(origin, addSession),
    rows: async <Row>(text: string) => (await database.send<Row>('', text, [])).rows,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  server.on('request', (request, response) => {
    const { pathname } = new URL(request.url ?? '/', origin)
    if (saml.isOurs(pathname)) return void saml.answer(request, response)
    if (!pathname.startsWith('/visit/') || self.comesIn === undefined) {
      response.writeHead(200).end(pathname.startsWith('/visit/') ? 'a visit' : pathname)
      return
    }
    const ref = pathname.slice('/visit/'.length)
    const { browser } = door.cookies.read(request.headers.cookie)
    void addSession(browser, self.comesIn).then(async (value) => {
      const end = `update visits set ended_at = $2, ended_how = 'come in' where ref = $1`
      await database.send('', end, [ref, moment().now])
      response.writeHead(303, {
        'set-cookie': `portvakt=${value}; Path=/; HttpOnly`,
        location: `${origin}/saml/sso/${ref}`,
      })
      response.end()
    })
  })
  return self
}

type AddSession = (browser: string, coming: Coming) => Promise<string>

/** As a browser does: what another site's page posts comes without the cookies (SameSite). */
function openBrowser(origin: string, addSession: AddSession): Browser {
  const jar = new Map([['portvakt-browser', randomSecret()]])
  const self: Browser = {
    async signIn(coming) {
      jar.set('portvakt', await addSession(jar.get('portvakt-browser') ?? '', coming))
    },
    async go(address, form) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(new URL(address, origin), {
        redirect: 'manual',
        ...(form
          ? { method: 'POST', body: new URLSearchParams(form), headers: { origin: 'null' } }
          : { headers: { cookie } }),
      })
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
      }
      return response
    },
    async walk(address, form) {
      let response = await self.go(address, form)
      for (let step = 0; step < 10; step += 1) {
        const location = response.headers.get('location')
        if (location === null) return { to: undefined, response, text: await response.text() }
        const to = new URL(location, origin)
        if (to.origin !== origin) return { to, response, text: '' }
        response = await self.go(to.href)
      }
      throw new Error('a ring of redirects')
    },
  }
  return self
}

/** The form that leads on by itself, as a browser would send it. */
export interface HandedOn {
  readonly to: string
  readonly fields: Readonly<Record<string, string>>
  /** The answer as it was written. */
  readonly xml: string
}

const marks: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#39': "'",
}
export const plainText = (text: string): string =>
  text
    .replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_all, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replaceAll(/&(lt|gt|amp|quot|#39);/g, (_all, name: string) => marks[name] ?? '')

export function handedOn(page: string): HandedOn {
  const to = /<form method="post" action="([^"]*)"/.exec(page)?.[1]
  if (to === undefined)
    throw new Error(`No form leads on from here: ${/<title>.*?<.title>/.exec(page)?.[0] ?? page}`)
  const fields = Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [plainText(name), plainText(value)],
    ),
  )
  const xml = Buffer.from(fields['SAMLResponse'] ?? '', 'base64').toString()
  return { to: plainText(to), fields, xml }
}

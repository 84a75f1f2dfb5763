// A whole house in this process, as `npm start` opens it: the server with an example file as it
// stands, its people invited, the mailbox and the phones beside it, and two applications. The clock
// is moved by hand. Must never give anybody a code: those are read off the mailbox's page.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { z } from 'zod'
import { operatorsOf, startApp } from '../../examples/apps/app.ts'
import {
  startIdentity,
  type IdentityHouse,
  type IdentityToStart,
} from '../../examples/identity/identity.ts'
import { citizensOf } from '../../examples/identity/people.ts'
import { startInbox } from '../../examples/inbox/inbox.ts'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { factors } from '../../src/factors/index.ts'
import { importPeople } from '../../src/domain/importing/import-people.ts'
import { invite } from '../../src/domain/people/invitations.ts'
import { leaderList, renewPin } from '../../src/domain/people/leader-list.ts'
import { inTransaction, type Moment } from '../../src/domain/moment.ts'
import { keepNewPassword } from '../../src/domain/passwords/new-password.ts'
import { forgiveNow } from '../../src/domain/throttles/forgiving.ts'
import { findPersonByName, setState } from '../../src/domain/people/people.ts'
import { password } from '../../src/factors/password/password.ts'
import type { Clock } from '../../src/lib/clock.ts'
import { openDoor } from '../../src/main.ts'
import { type DemoPorts, demoPorts } from '../../src/main/demo.ts'
import { namesOf } from '../../src/domain/signing/own-description.ts'
import { openSigningKeys } from '../../src/domain/signing/signing-keys.ts'
import { type Feide, type FeidePerson, startFeide } from '../saml/feide/feide.ts'
import { openTownGateway, type TownGateway } from './gateway.ts'
import { type Balancer, openBalancer } from './nodes.ts'
import { housePart, type Settings } from '../../src/settings.ts'
import type { Database } from '../../src/store/database.ts'

const examples = new URL('../../examples/', import.meta.url)
const written = (name: string): string =>
  readFileSync(new URL(name, name === 'plain.toml' ? import.meta.url : examples), 'utf8')

type Toml = Readonly<Record<string, unknown>>
const withApplications = z.object({
  applications: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      color: z.string().optional(),
      oidc: z.object({ secret: z.string() }),
    }),
  ),
})

export const kari = 'kari.nordmann@fjordvik.example'
const leader = 'ola.nordmann@fjordvik.example'

/** `plain`: a password alone lets in, and there is no phone anywhere. */
export type Example = 'demo' | 'nano' | 'kommune' | 'alstahaug' | 'ntnu' | 'plain'

export interface TownToOpen {
  readonly database: Database
  readonly example: Example
  /** What is changed in the file as it is written; without it the example stands as it is. */
  readonly change?: (file: string) => string
  /** And in the list of people. */
  readonly people?: (list: string) => string
  /** The house that says who people are stands beside it, and may be told to misbehave. */
  readonly identity?: Partial<IdentityToStart>
  /** These have accounts at a stand-in for Feide, beside the house. */
  readonly feide?: readonly FeidePerson[]
  /** Two servers, and each request goes to the other one than the last. */
  readonly isBalanced?: boolean
  /** Push services that may be called; none where it is absent. */
  readonly pushHosts?: readonly string[]
  /** Another name of this machine, at which the app on the phone has an origin of its own. */
  readonly phoneHost?: string
}

/** `PORTVAKT_TEST_BALANCED=1`: every town, whatever its tests ask for. */
const isAlwaysBalanced = process.env['PORTVAKT_TEST_BALANCED'] === '1'

export interface Town {
  readonly example: Example
  readonly origin: string
  /** Where the app on the phone lives. */
  readonly phoneOrigin: string
  /** The page that shows every mail and the leader's list. */
  readonly mailbox: string
  /** The phones of everybody; it takes messages and calls. */
  readonly gateway: TownGateway
  readonly identity: IdentityHouse | undefined
  readonly applications: readonly { readonly name: string; readonly address: string }[]
  moment(): Moment
  /** Moves the clock of the house. */
  pass(seconds: number): void
  /** Another letter to somebody, as the command line sends it. */
  invites(login: string): Promise<void>
  /** What the leader does when a PIN has run out. */
  renewsPin(login: string): Promise<void>
  /** Somebody who was in long before the scene begins. */
  knows(login: string, typed: string): Promise<void>
  suspends(login: string): Promise<void>
  /** What was right a moment ago is taken off the counts of tries, on every server. */
  forgives(): Promise<void>
  /** What stands before two servers. */
  readonly balancer: Balancer | undefined
  close(): Promise<void>
}

export async function openTown(asked: TownToOpen): Promise<Town> {
  const port = await freePorts()
  const ports = demoPorts(port)
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-town-'))
  const gateway = await openTownGateway()
  const settings: Settings = {
    ...settingsFor(port, folder, asked.example === 'plain' ? undefined : gateway),
    ...(asked.identity && { identitySecret }),
    ...(asked.pushHosts && { pushHosts: asked.pushHosts }),
    ...(asked.phoneHost && { phoneAddress: new URL(`http://${asked.phoneHost}:${port}`) }),
  }
  const identity = asked.identity && (await openIdentity(settings, asked.identity))
  let offset = 0
  const clock = { now: () => new Date(Date.now() + offset) }
  const doors = await openDoors(settings, asked, clock)
  const [door] = doors.all
  const moment = door.opened.moment
  const file = fileOf(asked, ports)
  await configure(file, moment())
  await doors.refresh()
  await bringPeople(moment(), asked)
  const feide = asked.feide && (await openFeide(asked.feide, ports, moment()))
  const inbox = await startInbox({
    port: ports.mailbox,
    smtpPort: ports.smtp,
    pins: () => leadersList(moment()),
  })
  const applications = await startApplications(file, ports, settings.address.origin)
  const person = async (login: string) => {
    const found = await findPersonByName(moment(), login)
    if (!found) throw new Error(`Nobody here is called ${login}`)
    return found
  }
  return {
    example: asked.example,
    origin: settings.address.origin,
    phoneOrigin: (settings.phoneAddress ?? settings.address).origin,
    gateway,
    identity,
    mailbox: `http://localhost:${ports.mailbox}/`,
    applications: applications.map(({ name, address }) => ({ name, address })),
    moment,
    pass: (seconds) => {
      offset += seconds * 1000
    },
    async invites(login) {
      await invite(moment(), (await person(login)).id, { channel: 'mail' })
    },
    async renewsPin(login) {
      await renewPin(moment(), (await person(login)).id)
    },
    async knows(login, typed) {
      const known = await person(login)
      const hash = await door.opened.house.passwords.hash(typed)
      await inTransaction(moment(), async (inside) => {
        await keepNewPassword(inside, password, { person: known, kept: { hash }, because: 'first' })
      })
    },
    async suspends(login) {
      await setState(moment(), (await person(login)).id, 'suspended')
    },
    async forgives() {
      for (const { opened } of doors.all) await forgiveNow(opened.house, moment().now)
    },
    balancer: doors.balancer,
    async close() {
      await Promise.all(applications.map((one) => one.close()))
      await doors.close()
      await inbox.close()
      await gateway.close()
      await identity?.close()
      await feide?.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const identitySecret = 'a-secret-of-the-identity-house-0001'

const openIdentity = ({ port, address }: Settings, so: Partial<IdentityToStart>) =>
  startIdentity({
    port: demoPorts(port).identity,
    clientId: 'portvakt',
    secret: identitySecret,
    returnTo: [`${address.origin}/connections/fjordvik-id/callback`],
    people: citizensOf(new URL('demo/people.csv', examples)),
    ...so,
  })

/** It knows us by what we say of ourselves, and nobody else. */
async function openFeide(
  people: readonly FeidePerson[],
  { feide: port }: DemoPorts,
  moment: Moment,
): Promise<Feide> {
  const { audience: entityId, consumer } = namesOf(moment.house, 'feide')
  const [key] = await openSigningKeys(moment, 'saml')
  const certificate = Buffer.from(key?.certificate ?? '').toString('base64')
  return startFeide({ people, port, applications: [{ entityId, consumer, certificate }] })
}

/** One server, or two with a balancer at the address that people know. */
async function openDoors(
  settings: Settings,
  { database, isBalanced = isAlwaysBalanced }: TownToOpen,
  clock: Clock,
) {
  if (!isBalanced) {
    const door = await openDoor(settings, database, clock)
    const all = [door] as const
    return { all, balancer: undefined, refresh: () => door.refresh(), close: () => door.close() }
  }
  // The phone of the demo is not opened here, and the last of the row is nobody’s.
  const behind = [demoPorts(settings.port).phone, settings.port + rowLength - 1] as const
  // One after the other: each looks at the head of the events.
  const first = await openDoor({ ...settings, port: behind[0] }, database, clock)
  const other = await openDoor({ ...settings, port: behind[1] }, database, clock)
  const balancer = await openBalancer(settings.port, behind)
  return {
    all: [first, other] as const,
    balancer,
    async refresh() {
      await Promise.all([first.refresh(), other.refresh()])
    },
    async close() {
      await balancer.close()
      await Promise.all([first.close(), other.close()])
    },
  }
}

const settingsFor = (port: number, folder: string, gateway: TownGateway | undefined): Settings => ({
  demo: false,
  address: new URL(`http://localhost:${port}`),
  port,
  passkeyDomain: 'localhost',
  listen: 'localhost',
  dataFolder: folder,
  masterKey: randomBytes(32),
  trustedProxies: [],
  internalNetworks: ['127.0.0.0/8', '::1'],
  pushHosts: [],
  leaveSeconds: 0,
  eventAnchor: join(folder, 'event-heads.jsonl'),
  mail: { host: '127.0.0.1', port: demoPorts(port).smtp, tls: false },
  gateways: gateway
    ? [
        {
          preset: 'demo',
          address: gateway.address,
          secret: gateway.secret,
          callsFrom: '+4799999900',
          currency: 'NOK',
        },
      ]
    : [],
  warnings: [],
})

/** The applications stand where there is room for them; nothing else of the file is touched. */
const fileOf = ({ example, change = (file) => file }: TownToOpen, ports: DemoPorts): Toml =>
  parse(
    change(written(`${example}.toml`))
      .replaceAll('//localhost:8081/', `//localhost:${ports.applications[0]}/`)
      .replaceAll('//localhost:8082/', `//localhost:${ports.applications[1]}/`)
      .replaceAll('//localhost:8086"', `//localhost:${ports.identity}"`)
      .replaceAll('//127.0.0.1:8087/', `//127.0.0.1:${ports.feide}/`),
  )

async function configure(file: Toml, moment: Moment): Promise<void> {
  const read = readHouseFile(housePart(file), factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  const applied = await applyConfiguration(moment, read.file)
  if (applied.is === 'refused') throw new Error(applied.because.join('\n'))
}

/**
 * Lines of an organisation that the example does not have are left out. Whoever is new in the
 * example is invited.
 */
async function bringPeople(
  moment: Moment,
  { example, people = (list) => list }: TownToOpen,
): Promise<void> {
  const list = example === 'ntnu' ? 'ntnu/people.csv' : 'demo/people.csv'
  const { made } = await importPeople(moment, people(written(list)))
  if (made.length === 0) throw new Error(`Nobody on ${list} belongs to ${example}`)
  const newcomer = made.find(({ login }) => login === kari)
  if (newcomer) await invite(moment, newcomer.id, { channel: 'mail' })
}

async function leadersList(moment: Moment) {
  const person = await findPersonByName(moment, leader)
  const led = person ? await leaderList(moment, person.id) : []
  return led.flatMap(({ name, login, pin }) => (pin ? [{ name, login, pin: pin.pin }] : []))
}

function startApplications(file: Toml, ports: DemoPorts, issuer: string) {
  const { applications } = withApplications.parse(file)
  return Promise.all(
    applications.map(async ({ id, name, color, oidc }, at) => {
      const port = ports.applications[at]
      if (port === undefined) throw new Error('More applications than ports')
      const desk = operatorsOf(id)
      const look = { name, ...(color && { color }), ...(desk && { operators: desk }) }
      const app = await startApp({ port, issuer, clientId: id, secret: oidc.secret, ...look })
      return { name, address: `http://localhost:${port}/`, close: () => app.close() }
    }),
  )
}

const rowLength = 9

/** So many in a row, below the range that outgoing calls are given theirs from. */
async function freePorts(): Promise<number> {
  for (let tries = 0; tries < 200; tries++) {
    const port = 20_000 + rowLength * Math.floor((randomBytes(2).readUInt16BE() / 65_536) * 1_200)
    const row = Array.from({ length: rowLength }, (_none, at) => port + at)
    if ((await Promise.all(row.map(isFree))).every(Boolean)) return port
  }
  throw new Error('No free ports in a row')
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

// The demo: an organisation, its people and two applications, so that whoever tries the house for
// the first time has somebody to sign in as. Only where nothing was configured; must never take the
// place of what somebody brought in by themselves.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyConfiguration } from '../domain/applying/apply-configuration.ts'
import { readHouseFile } from '../domain/applying/house-file.ts'
import { factors } from '../factors/index.ts'
import { importPeople } from '../domain/importing/import-people.ts'
import { invite } from '../domain/people/invitations.ts'
import { leaderList, renewPin } from '../domain/people/leader-list.ts'
import type { Moment } from '../domain/moment.ts'
import { inTransaction } from '../domain/moment.ts'
import { keepNewPassword } from '../domain/passwords/new-password.ts'
import { findPersonByName } from '../domain/people/people.ts'
import { password } from '../factors/password/password.ts'
import { readHousePart } from '../settings.ts'
import { lastAppliedBy } from '../store/configuration.ts'
import type { OpenHouse } from './house.ts'

const examples = new URL('../../examples/', import.meta.url)
const exampleAt = (name: string): string => new URL(name, examples).pathname

/** Who the demo's configuration is written down as applied by. */
const demo = 'demo'
const leader = 'ola.nordmann@fjordvik.example'
/** Printed at start: it opens an invented account in an invented house on this machine. */
const leaderPassword = 'fjell og fjord 2027'
/** Between the demo and the house beside it that says who people are. */
export const demoIdentitySecret = 'demo-secret-of-fjordvik-id-0004'
const newcomer = 'kari.nordmann@fjordvik.example'

/**
 * Where the demo's other windows stand: beside the house, so that two houses on one machine do not
 * meet.
 */
export interface DemoPorts {
  readonly mailbox: number
  readonly smtp: number
  readonly phone: number
  readonly identity: number
  readonly feide: number
  readonly applications: readonly [number, number]
}
export const demoPorts = (port: number): DemoPorts => ({
  applications: [port + 1, port + 2],
  mailbox: port + 3,
  smtp: port + 4,
  phone: port + 5,
  identity: port + 6,
  feide: port + 7,
})

/**
 * The organisation is brought in at each start (the port may be another one), as long as it is the
 * demo's own that is in force; its people once. A configuration of somebody's own is left as it is.
 */
export async function loadDemo(
  opened: OpenHouse,
  { port, dataFolder }: { readonly port: number; readonly dataFolder: string },
): Promise<'shown' | 'left out'> {
  const moment = opened.moment()
  const by = await lastAppliedBy(moment.db)
  if (opened.house.configuration().version > 0 && by !== demo) return 'left out'
  await applyDemo(opened, port)
  if (await findPersonByName(moment, leader)) return 'shown'
  const imported = await importPeople(moment, readFileSync(exampleAt('demo/people.csv'), 'utf8'))
  await openLeader(moment)
  for (const { id, login } of imported.made) {
    if (login !== leader) await invite(moment, id, { channel: 'mail' })
  }
  await writeLeaderList(moment, dataFolder)
  return 'shown'
}

async function applyDemo(opened: OpenHouse, port: number): Promise<void> {
  const { applications, identity } = demoPorts(port)
  const file = JSON.stringify(readHousePart(exampleAt('demo.toml')))
    .replaceAll('//localhost:8081/', `//localhost:${applications[0]}/`)
    .replaceAll('//localhost:8082/', `//localhost:${applications[1]}/`)
    .replaceAll('//localhost:8086"', `//localhost:${identity}"`)
  const read = readHouseFile(JSON.parse(file), factors)
  if (read.is === 'wrong') throw new Error(`examples/demo.toml: ${read.faults.join('; ')}`)
  const applied = await applyConfiguration(opened.moment(), read.file, { actor: demo })
  if (applied.is === 'refused') throw new Error(`examples/demo.toml: ${applied.because.join('; ')}`)
  await opened.refresh()
}

/** Somebody who is in already, to read out the others' PINs and to try signing in with. */
async function openLeader(moment: Moment): Promise<void> {
  const person = await findPersonByName(moment, leader)
  if (!person) throw new Error('The demo has no leader')
  const hash = await moment.house.passwords.hash(leaderPassword)
  if (hash === 'busy') throw new Error('The password lane is busy before anybody has come')
  await inTransaction(moment, async (inside) => {
    await keepNewPassword(inside, password, { person, kept: { hash }, because: 'first' })
  })
}

/**
 * The leader's list for the demo's mailbox page, written where the town finds it. The invented
 * leader does what a real one does when a PIN has run out: asks for another.
 */
export async function writeLeaderList(moment: Moment, dataFolder: string): Promise<void> {
  const person = await findPersonByName(moment, leader)
  const led = person ? await leaderList(moment, person.id) : []
  const pins: { leader: string; name: string; login: string; pin: string }[] = []
  for (const { id, name, login, state, pin: kept } of led) {
    const pin = kept ?? (state === 'invited' ? await renewPin(moment, id) : undefined)
    if (!pin) continue
    pins.push({
      leader: `${person?.firstName} ${person?.familyName}`,
      name,
      login,
      pin: pin.pin,
    })
  }
  writeFileSync(join(dataFolder, 'leader-list.json'), JSON.stringify(pins), { mode: 0o600 })
}

/** What a newcomer needs to know, as a table of addresses. */
export function tellDemo(address: URL, demo: 'shown' | 'left out'): string {
  if (demo === 'left out')
    return '  A configuration of your own is in force here, so the demo was left out.'
  const port = Number(address.port)
  const ports = demoPorts(port)
  const at = (other: number): string => `http://localhost:${other}/`
  const rows = [
    ['Start page', address.href],
    ['Mailbox', at(ports.mailbox)],
    ['Telephones', at(ports.phone)],
    ['Fjordvik-ID', at(ports.identity)],
    ['Application: E-post', at(ports.applications[0])],
    ['Application: Timelister', at(ports.applications[1])],
    [
      'Somebody new',
      `${at(ports.mailbox)}?who=${newcomer}: press «Kom i gang»; codes come to the telephones`,
    ],
    ['Somebody known', `${leader}, password «${leaderPassword}»`],
  ] as const
  return rows.map(([what, where]) => `  ${what.padEnd(24)} ${where}`).join('\n')
}

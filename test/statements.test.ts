// What a password sign-in costs the database, counted on the wire: from the application's redirect
// to its tokens, as a browser does it, with the caches warm. Whoever adds a statement sees it here
// by its name.
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyConfiguration } from '../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../src/domain/applying/house-file.ts'
import { factors } from '../src/factors/index.ts'
import { systemClock } from '../src/lib/clock.ts'
import { openDoor, type OpenDoor } from '../src/main.ts'
import { openStore, type Store } from '../src/store/server/open-store.ts'
import { openPool } from '../src/store/server/pool.ts'
import type { Database } from '../src/store/database.ts'
import { addPeople, application, faultsHouse, password, redirect, secret } from './faults/people.ts'
import { settingsFor } from './faults/settings.ts'
import { visitor } from './town/visitor.ts'
import type { Crossing } from './town/wire/wire-frames.ts'
import { openWire, type Wire } from './town/wire/wire.ts'

const signIns = 20
const bars = { statements: 10, durable: 3 }
/**
 * Done for everybody at once beside the requests, like cleaning: told, and not counted to anybody.
 */
const isBeside = ({ name }: Crossing): boolean => /^forgive tries$|seal|sweep|old counts/.test(name)

interface Counted extends Crossing {
  readonly request: string
  isDurable: boolean
}

const folder = mkdtempSync(join(tmpdir(), 'statements-'))
let store: Store
let wire: Wire
let database: Database
let door: OpenDoor
let probe: pg.Client
const counted: Counted[] = []
let request = ''

// An engine of its own, as the house starts it: elsewhere in the tests nothing waits for the disk.
beforeAll(async () => {
  store = await openStore({ dataFolder: folder })
  probe = new pg.Client(store.database.address)
  await probe.connect()
  // Else the background writer may reach the disk before the commit that waits for it.
  await probe.query(`alter system set wal_writer_delay = '10s'`)
  await probe.query('select pg_reload_conf()')
  wire = await openWire(store.database.address)
  database = openPool(wire.address)
  door = await openDoor(await settingsFor(folder), database, systemClock)
  const read = readHouseFile(faultsHouse, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  await applyConfiguration(door.opened.moment(), read.file)
  await door.refresh()
  await addPeople(door.opened, names)
})
afterAll(async () => {
  await door.close()
  await database.close()
  await wire.close()
  await probe.end()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const names = Array.from({ length: signIns + 3 }, (_none, at) => `person-${at}`)

/**
 * How far the log has reached the disk: a commit that waits moves it, one that does not leaves it.
 */
async function flushed(): Promise<bigint> {
  const { rows } = await probe.query<{ at: string }>(
    `select pg_current_wal_flush_lsn() - '0/0'::pg_lsn as at`,
  )
  return BigInt(rows[0]?.at ?? 0)
}

function count(): void {
  const standing = new Map<number, { counted: Counted; before: bigint }>()
  wire.before = async (crossing) => {
    const one = { ...crossing, request, isDurable: false }
    counted.push(one)
    standing.set(crossing.line, { counted: one, before: await flushed() })
  }
  wire.after = async (crossing) => {
    const one = standing.get(crossing.line)
    if (one) one.counted.isDurable = (await flushed()) > one.before
  }
}

async function signIn(name: string): Promise<void> {
  const { address } = door.opened.house
  const browser = visitor(address.origin)
  const verifier = randomBytes(32).toString('base64url')
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const html = { accept: 'text/html' }
  const step = async <Answer>(called: string, ask: () => Promise<Answer>): Promise<Answer> => {
    request = called
    return ask()
  }
  await step('1 authorize', () =>
    browser.get(
      `/oidc/authorize?${new URLSearchParams({
        client_id: application,
        response_type: 'code',
        redirect_uri: redirect,
        scope: 'openid offline_access',
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }).toString()}`,
      html,
    ),
  )
  await step('2 the page that asks who', () => browser.get(browser.last.location ?? ''))
  await step('3 the name', () => browser.answer({ name: `${name}@fjordvik.example` }))
  await step('4 the page that asks for the password', () => browser.follow())
  await step('5 the password', () => browser.answer({ password }))
  const back = await step('6 resume', () => browser.get(browser.last.to ?? '', html))
  const code = new URL(back.location ?? '', address).searchParams.get('code')
  expect(code, back.text).toBeTruthy()
  const tokens = await step('7 tokens', () =>
    fetch(new URL('/oidc/token', address), {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${application}:${secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: code ?? '',
        redirect_uri: redirect,
        code_verifier: verifier,
      }),
    }),
  )
  expect(await tokens.text()).toContain('refresh_token')
  request = ''
}

test('a sign-in costs at most ten statements and three commits that wait', async () => {
  for (const name of names.slice(signIns)) await signIn(name)
  count()
  counted.length = 0
  for (const name of names.slice(0, signIns)) await signIn(name)
  const inRequests = counted.filter((one) => !isBeside(one))
  const perSignIn = (wanted: (one: Counted) => boolean): number =>
    inRequests.filter(wanted).length / signIns
  const sums = {
    statements: perSignIn(({ kind }) => kind === 'statement'),
    durable: perSignIn(({ isDurable }) => isDurable),
    transactions: perSignIn(({ kind }) => kind === 'begin'),
  }
  const beside = counted.filter(isBeside).map(({ name }) => name)
  const told = `${tell(inRequests)}\nbeside: ${beside.join(', ')}`
  console.log(`${told}\n${JSON.stringify(sums)}`)
  expect(sums.statements, told).toBeLessThanOrEqual(bars.statements)
  expect(sums.durable, told).toBeLessThanOrEqual(bars.durable)
})

/** By request and name, how often in one sign-in, and how often it waited for the disk. */
function tell(all: readonly Counted[]): string {
  const lines = new Map<string, { times: number; durable: number }>()
  for (const { request: at, name, isDurable } of all) {
    const key = `${at}: ${name}`
    const line = lines.get(key) ?? { times: 0, durable: 0 }
    lines.set(key, { times: line.times + 1, durable: line.durable + (isDurable ? 1 : 0) })
  }
  return [...lines]
    .map(([key, { times, durable }]) => {
      const waits = durable > 0 ? `, waits ${durable / signIns}` : ''
      return `${key} × ${times / signIns}${waits}`
    })
    .toSorted()
    .join('\n')
}

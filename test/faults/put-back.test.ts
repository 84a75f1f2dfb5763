// FLT-RST-1: yesterday's backup is put back. Whatever could be used once and was used since is
// dead, with everything else of its kind; sessions, tokens and browsers from before are dead too;
// and whoever runs the house is told who was stopped meanwhile.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { tellStopped } from '../../src/domain/events/epoch.ts'
import { sealEvents } from '../../src/domain/events/event-seals.ts'
import { openEventSigner } from '../../src/domain/events/event-signer.ts'
import { blockMethods } from '../../src/domain/methods/blocking.ts'
import { keepMethod } from '../../src/domain/methods/methods.ts'
import { givePass } from '../../src/domain/methods/passes.ts'
import { inTransaction } from '../../src/domain/moment.ts'
import { takeCaller } from '../../src/domain/people/helping/callers.ts'
import { invite } from '../../src/domain/people/invitations.ts'
import { getPerson, setState } from '../../src/domain/people/people.ts'
import { codes } from '../../src/factors/codes/codes.ts'
import { factors } from '../../src/factors/index.ts'
import { sms } from '../../src/factors/sms/sms.ts'
import { totp } from '../../src/factors/totp/totp.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { drawRecoveryCodes, partsOf } from '../../src/lib/methods/recovery-codes.ts'
import { codeAt, stepAt } from '../../src/lib/methods/totp.ts'
import { openDoor, type OpenDoor } from '../../src/main.ts'
import { openAnchor } from '../../src/outside/event-anchor.ts'
import type { Settings } from '../../src/settings.ts'
import { openPool } from '../../src/store/server/pool.ts'
import { copyOf, townAddress } from '../town/database.ts'
import { type Visitor, visitor, type Way } from '../town/visitor.ts'
import { askForCode, type Invited, isIn, type Person, redeem, refresh, tokensIn } from './flows.ts'
import { colleague, faultsHouse, invited, password } from './people.ts'
import { publicAddress, wayTo } from './served.ts'
import { settingsFor } from './settings.ts'

const accepts = ['password', 'totp', 'codes', 'pass']
const house = {
  ...faultsHouse,
  rules: [
    { id: 'post', applications: ['post'], need: {} },
    { id: 'alle', need: { proofs: 2, accepts, rememberDays: 30 } },
  ],
}

const folder = mkdtempSync(join(tmpdir(), 'put-back-'))
afterAll(() => rmSync(folder, { recursive: true }))

let settings: Settings
let way: Way
let door: OpenDoor
let close: () => Promise<void>

async function open(address: pg.PoolConfig): Promise<void> {
  const database = openPool(address)
  door = await openDoor(settings, database, systemClock)
  close = async () => {
    await door.close()
    await database.close()
  }
}

const moment = () => door.opened.moment()
const browser = (): Visitor => visitor(publicAddress, way)

/** What the nodes do once a minute. */
async function seals(): Promise<void> {
  const signer = await openEventSigner(moment())
  const { keep } = openAnchor(settings.eventAnchor)
  await sealEvents(moment(), { signer, anchor: keep })
}

async function toSecond(person: Person, who = browser()): Promise<Visitor> {
  await who.get('/')
  await who.follow()
  await who.answer({ name: person.login })
  await who.follow()
  await who.answer({ password })
  await who.follow()
  return who
}

/** What is asked for after the password, and what became of it. */
async function shows(person: Person, fields: Record<string, string>, by?: string) {
  const who = await toSecond(person)
  if (by !== undefined && who.last.screen?.['by'] !== by) {
    await who.answer({ do: 'choose', choice: by })
    await who.follow()
  }
  await who.answer(fields)
  return who
}

async function withApp(): Promise<Person & { readonly code: () => string }> {
  const person = await colleague(door.opened)
  const key = randomBytes(20)
  const kept = { key: key.toString('base64'), after: 0 }
  await keepMethod(moment(), totp, { person: person.id, kept })
  const shown = codeAt(key, stepAt(moment().now))
  return { ...person, code: () => shown }
}

async function withCodes(): Promise<Person & { readonly codes: readonly string[] }> {
  const person = await colleague(door.opened)
  const drawn = drawRecoveryCodes(() => randomBytes(20), 2)
  const kept = await Promise.all(
    drawn.map(partsOf).map(async ({ selector, rest }) => ({
      selector,
      hash: await door.opened.house.passwords.hash(rest),
    })),
  )
  await keepMethod(moment(), codes, { person: person.id, kept: { codes: kept } })
  return { ...person, codes: drawn }
}

async function withPass(): Promise<Person & { readonly code: string }> {
  const person = await colleague(door.opened)
  const { code } = await givePass(moment(), { person: person.id })
  return { ...person, code }
}

async function withLetter(who: Visitor, { token, pin }: Invited): Promise<void> {
  await who.get(`/start/${token}`)
  await who.answer({})
  await who.follow()
  await who.answer({ code: pin })
  await who.follow()
  await who.answer({ password })
}

const callerCode = async (who: Visitor): Promise<string> => {
  await who.get('/help/caller')
  await who.answer({})
  await who.follow()
  return z.object({ of: z.object({ code: z.string() }) }).parse(who.last.screen).of.code
}

/** Everything that stands open on the evening of the backup. */
async function evening() {
  const remembered = await withApp()
  const kari = browser()
  await toSecond(remembered, kari)
  await kari.answer({ code: remembered.code(), remember: 'yes' })
  const redeemable = await askForCode(browser(), await colleague(door.opened))
  const given = await askForCode(browser(), await colleague(door.opened))
  const { refresh_token: token } = tokensIn(await redeem(way, given))
  const calling = browser()
  const number = await colleague(door.opened)
  await keepMethod(moment(), sms, {
    person: number.id,
    kept: { number: '+4799999963' },
    label: '•• 63',
  })
  return {
    remembered,
    kari,
    redeemable,
    token,
    calling,
    calls: await callerCode(calling),
    half: await toSecond(await withApp()),
    app: await withApp(),
    codes: await withCodes(),
    pass: await withPass(),
    letter: await invited(door.opened),
    number,
    leaves: await colleague(door.opened),
    back: await colleague(door.opened),
  }
}

/** What is used, ended and taken away on the day that is lost. */
async function day(open: Standing): Promise<void> {
  expect((await shows(open.app, { code: open.app.code() })).last.to).toBe('/')
  expect((await shows(open.codes, { code: open.codes.codes[0] ?? '' })).last.to).toBe('/')
  expect((await shows(open.pass, { code: open.pass.code })).last.to).toBe('/')
  const opens = browser()
  await withLetter(opens, open.letter)
  expect(opens.last.problem).toBeUndefined()
  const takes = await getPerson(moment(), open.app.id)
  expect(await takeCaller(moment(), takes, open.calls)).toMatchObject({ shown: 'nothing' })
  for (const person of [open.leaves, open.back]) await setState(moment(), person.id, 'suspended')
  await setState(moment(), open.back.id, 'active')
  const loses = await getPerson(moment(), open.number.id)
  await inTransaction(moment(), async (inside) => {
    const { rows } = await inside.db.send<{ id: string; factor: string }>(
      '',
      `select id, factor from methods where person_id = $1 and factor = 'sms'`,
      [loses.id],
    )
    await blockMethods(inside, loses, { methods: rows })
  })
}

type Standing = Awaited<ReturnType<typeof evening>>
let before: Standing
const told: string[] = []
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation((said) => void told.push(String(said)))
  settings = { ...(await settingsFor(folder)), address: new URL(publicAddress) }
  way = wayTo(settings.port)
  const address = await townAddress()
  await open(address)
  const read = readHouseFile(house, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  await applyConfiguration(moment(), read.file)
  await door.refresh()
  before = await evening()
  await seals()
  await close()
  const backup = await copyOf(address)
  await open(address)
  await day(before)
  await seals()
  await close()
  await open(backup)
})
afterAll(() => close())

test('what ended with the day that was lost is told, with whoever was stopped in it', async () => {
  const open = `${before.leaves.login}, ${before.number.login}`
  const stopped = `Stopped meanwhile, or a lost phone blocked, and open again: ${open}. `
  expect(told).toEqual([expect.stringContaining('The epoch is now 2')])
  expect(told[0]).toContain(stopped)
  // And later, for whoever asks: `portvakt events verify` tells it too.
  const heads = await openAnchor(settings.eventAnchor).heads()
  expect(await tellStopped(moment(), heads)).toBe(stopped)
})

test('nobody is in, and no browser spares anything', async () => {
  expect(await isIn(before.kari, before.remembered)).toBe(false)
  await toSecond(before.remembered, before.kari)
  expect(before.kari.last.screen).toMatchObject({ kind: 'enter-code', by: 'totp' })
})

test('neither a code nor a token of an application is worth anything', async () => {
  expect(await redeem(way, before.redeemable)).toMatchObject({ status: 400 })
  expect(await refresh(way, before.token)).toMatchObject({ status: 400 })
})

test('a walk that was under way is over', async () => {
  await before.half.answer({ code: '123456' })
  expect(before.half.last).toMatchObject({ status: 410 })
})

test('a letter and its PIN are dead, and a new letter has a PIN of its own', async () => {
  const who = browser()
  await who.get(`/start/${before.letter.token}`)
  expect(who.last).toMatchObject({ status: 410, screen: { about: 'letter-expired' } })
  const again = await invite(moment(), before.letter.id, { channel: 'paper' })
  expect(again).toMatchObject({ is: 'invited', pin: expect.anything() })
  expect(again.is === 'invited' && again.pin?.pin).not.toBe(before.letter.pin)
})

test('a code of an app that was used is used still, although the row has forgotten it', async () => {
  const { last } = await shows(before.app, { code: before.app.code() })
  expect(last.problem?.code).toBe('code-used')
})

test('no recovery code and no pass is left, used or not', async () => {
  for (const person of [before.codes, before.pass]) {
    const { last } = await toSecond(person)
    expect(last.screen).not.toMatchObject({ kind: 'enter-code' })
  }
  const { rows } = await moment().db.send<{ factor: string }>(
    '',
    `select factor from methods where factor in ('codes', 'pass', 'pin')
       and person_id <> $1`,
    [before.letter.id],
  )
  expect(rows).toEqual([])
})

test('a code that a caller reads out from a page of yesterday finds nobody', async () => {
  const takes = await getPerson(moment(), before.app.id)
  expect(await takeCaller(moment(), takes, before.calls)).toBeUndefined()
  expect((await before.calling.get('/help/caller')).screen).toEqual({ kind: 'caller' })
})

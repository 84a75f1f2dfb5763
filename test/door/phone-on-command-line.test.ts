// `npm run phone` at a real house: whoever has no phone adds this one by the page, and approves
// with it, by either kind of lock.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pair as lists } from '../../texts/nb/phone/pair.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { phone } from '../../tools/phone.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { ask } from '../attacks/witness.ts'
import { adding } from './pc-and-phone.ts'
import { typesPassword } from './typed-password.ts'
import { appAmongOthers } from '../town/without-app.ts'

const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const ase = { login: 'ase.sather@fjordvik.example', number: '+4799999946' }
const ola = { login: 'ola.nordmann@fjordvik.example', number: '+4799999945' }

let database: Database
let town: Town
const folder = mkdtempSync(join(tmpdir(), 'command-line-'))
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({
    database,
    example: 'demo',
    change: appAmongOthers,
  })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await town.close()
})

/** What it says to whoever types this. */
async function types(file: string, ...words: string[]): Promise<string> {
  const said: string[] = []
  await phone([...words, '--phone', join(folder, file)], (line) => said.push(line))
  return said.join('\n')
}

const ways = z.looseObject({
  choices: z.array(z.looseObject({ factor: z.string(), choice: z.string() })),
})
const pairShape = z.tuple([z.number(), z.number()])
const shown = z.looseObject({ code: z.string() })
const numberOn = (pc: Visitor): string =>
  z.object({ number: z.string() }).parse(pc.last.screen).number

async function added(person: typeof kari, file: string, ...how: string[]): Promise<void> {
  const pc = await adding(town, person, 'push')
  const page = pc.last.path
  const { code } = shown.parse(pc.last.screen)
  const short = types(file, 'add', code, '--at', town.origin, '--pin', '12345')
  await expect(short).rejects.toThrow('six digits')
  const said = await types(file, 'add', code.toLowerCase(), '--at', town.origin, ...how)
  expect(said).toContain(person.login)
  // The two words are those of the page.
  await pc.get(page)
  const [colour, animal] = z.looseObject({ pair: pairShape }).parse(pc.last.screen).pair
  const words = [lists['pair.colours'], lists['pair.animals']].map((list) => list.split('|'))
  expect(said).toContain(`«${words[0]?.[colour]} ${words[1]?.[animal]}»`)
  expect(await types(file, 'look')).toContain('A test')
  expect(await types(file, 'approve', numberOn(pc))).toContain('approved')
  await pc.answer({})
  expect(pc.last.to).toBe('/security?done=added')
}

async function waits(person: typeof kari): Promise<Visitor> {
  const pc = await typesPassword(town, person.login)
  if (pc.last.screen?.['kind'] !== 'approve') {
    await pc.answer({ do: 'choose', choice: 'push' })
    await pc.follow()
  }
  return pc
}

async function isIn(pc: Visitor): Promise<boolean> {
  await pc.answer({})
  await pc.follow()
  return pc.last.text.includes('"tiles"')
}

test('one with a passkey for a lock approves by the number, and by the picture', async () => {
  await added(kari, 'kari.json')
  const byNumber = await waits(kari)
  expect(await types('kari.json', 'look')).toContain('Somebody signs in: FJORD')
  expect(await types('kari.json', 'approve', numberOn(byNumber))).toContain('approved')
  expect(await isIn(byNumber)).toBe(true)
  const byPicture = await waits(kari)
  const { address } = z.looseObject({ address: z.string() }).parse(byPicture.last.screen)
  expect(await types('kari.json', 'approve', address)).toContain('approved')
  expect(await isIn(byPicture)).toBe(true)
  expect(await types('kari.json', 'apps')).toContain('http')
  const byCode = await waits(kari)
  await byCode.answer({ do: 'choose', choice: '' })
  await byCode.follow()
  const { choices } = ways.parse(byCode.last.screen)
  const way = choices.find(({ factor }) => factor === 'totp')
  await byCode.answer({ do: 'choose', choice: way?.choice ?? '' })
  await byCode.follow()
  const [code = ''] = /\d{6}/.exec(await types('kari.json', 'code')) ?? []
  await byCode.answer({ code })
  await byCode.follow()
  expect(byCode.last.text).toContain('"tiles"')
  // Another phone is not put over it.
  await expect(types('kari.json', 'add', '00000000', '--at', town.origin)).rejects.toThrow('')
  expect(await types('kari.json', 'leave')).toContain('counts no more')
  await expect(types('kari.json', 'look')).rejects.toThrow('add one first')
})

test('one with a PIN tells how many tries are left, and says no', async () => {
  await added(ola, 'ola.json', '--pin', '271828')
  expect(readFileSync(join(folder, 'ola.json'), 'utf8')).not.toContain('271828')
  const pc = await waits(ola)
  const number = numberOn(pc)
  await expect(types('ola.json', 'approve', number)).rejects.toThrow('--pin')
  const wrong = types('ola.json', 'approve', number, '--pin', '271829')
  await expect(wrong).rejects.toThrow('9 tries are left')
  expect(await types('ola.json', 'approve', number, '--pin', '271828')).toContain('approved')
  expect(await isIn(pc)).toBe(true)
  await waits(ola)
  expect(await types('ola.json', 'deny')).toContain('denied')
  const not = await waits(ola)
  expect(await types('ola.json', 'not-me')).toContain('denied')
  expect((await not.get(not.last.path)).status).toBe(410)
  const kinds = await ask<{ kind: string }>(
    database,
    `select kind from events where kind in ('phone.denied', 'phone.out-of-step') order by id`,
  )
  expect(kinds.map(({ kind }) => kind)).toEqual(['phone.denied', 'phone.denied'])
})

test('one moves to another by the picture that it shows, with its codes', async () => {
  await added(ase, 'old.json', '--pin', '271828')
  await types('old.json', 'look')
  const before = keysIn('old.json')
  expect(before).toHaveLength(1)
  const asItWas = readFileSync(join(folder, 'old.json'), 'utf8')
  const said: string[] = []
  const old = ['--pin', '271828', '--phone', join(folder, 'old.json')]
  const moved = phone(['move', '--yes', ...old], (line) => said.push(line))
  await expect.poll(() => said.find((line) => line.includes('#move='))).toBeDefined()
  const picture = said.find((line) => line.includes('#move=')) ?? ''
  const claimed = await types('new.json', 'add', picture, '--pin', '161803')
  await moved
  // Both show the same two.
  const pair = /Both show: (.+)/.exec(claimed)?.[1] ?? 'nothing'
  expect(said.join('\n')).toContain(pair)
  await expect(types('old.json', 'look')).rejects.toThrow('add one first')
  // Where the answer to that was lost, it goes when the house is asked again.
  writeFileSync(join(folder, 'old.json'), JSON.stringify({ ...JSON.parse(asItWas), giving: true }))
  await expect(types('old.json', 'look')).rejects.toThrow('unknown-phone')
  await expect(types('old.json', 'look')).rejects.toThrow('add one first')
  expect(await types('new.json', 'look')).toContain('stands')
  expect(keysIn('new.json')).toEqual(expect.arrayContaining(before))
  const pc = await waits(ase)
  const done = types('new.json', 'approve', numberOn(pc), '--pin', '161803')
  expect(await done).toContain('approved')
  expect(await isIn(pc)).toBe(true)
})

const kept = z.looseObject({ codes: z.array(z.looseObject({ key: z.string() })) })
const keysIn = (file: string): string[] =>
  kept.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).codes.map(({ key }) => key)

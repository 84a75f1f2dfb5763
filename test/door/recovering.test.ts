// A password that is forgotten: two proofs by different means lead to a new one, and to the door,
// and never in. A lock is taken away by one, and opens nothing else.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { countTry, unlock } from '../../src/domain/throttles/throttles.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { sends, turns } from './turned-aside.ts'
import { atPassword, known } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
})
afterAll(() => town.close())

const fresh = 'tyttebær og lyng 34'

/** What came by mail of late; the house sends it a moment after its answer. */
async function mailedCode(): Promise<string> {
  let code: string | undefined
  await expect
    .poll(async () => {
      const letters = await (await fetch(town.mailbox)).text()
      code = /trolig du[\s\S]*?Koden\D*?(\d{6})/.exec(letters)?.[1]
      return code
    })
    .toBeDefined()
  return code ?? ''
}

it('a message and a mail lead to a new password, and then to the door', async () => {
  const login = 'kari.nordmann@fjordvik.example'
  await town.knows(login, known)
  const who = await turns(town, login, 'forgotten')
  expect(who.last.screen).toMatchObject({
    kind: 'enter-code',
    by: 'sms',
    isDiscreet: true,
    turned: 'recover',
    sent: { state: 'unsent' },
    progress: { at: 1, of: 3 },
  })
  // No other house is connected here, whatever the rule would let count.
  expect(JSON.stringify(who.last.screen)).not.toContain('identity')
  const code = await sends(town, who, '+4799999944')
  expect(who.last.screen).not.toHaveProperty('ending')
  await who.answer({ code })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'mail', progress: { at: 2 } })
  await who.answer({ code: await mailedCode() })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'new-password', because: 'forgotten' })
  await who.answer({ password: fresh })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'password', name: login, came: 'recovered' })
  await who.answer({ password: known })
  expect(who.last.problem?.code).toBe('wrong-name-or-password')
  await who.answer({ password: fresh })
  await who.follow()
  expect(who.last.screen).toMatchObject({
    kind: 'notice',
    about: 'number-rests',
    with: { ending: '44', until: expect.stringMatching(/^kl\. \d\d\.\d\d$/) },
  })
})

it('the number that gave the new password opens nothing for an hour, and then it does', async () => {
  const login = 'kari.nordmann@fjordvik.example'
  const enters = async (): Promise<Visitor> => {
    const who = await atPassword(town, login)
    await who.answer({ password: fresh })
    await who.follow()
    return who
  }
  const early = await enters()
  expect(early.last.screen).toMatchObject({ kind: 'notice', about: 'number-rests' })
  town.pass(3600)
  const later = await enters()
  expect(later.last.screen).toMatchObject({ kind: 'enter-phone' })
})

it('a name that nobody has meets the very same pages, and nothing is sent', async () => {
  const login = 'bjorn.odegard@fjordvik.example'
  await town.knows(login, known)
  const walk = async (name: string): Promise<readonly unknown[]> => {
    const who = await turns(town, name, 'forgotten')
    const seen: unknown[] = [who.last.screen]
    for (const answer of [
      { do: 'send' },
      { code: '000000' },
      { do: 'choose', choice: '' },
      { do: 'choose', choice: 'mail' },
      { do: 'send' },
      { code: '000000' },
      { do: 'choose', choice: 'totp' },
      { code: '000000' },
      { do: 'choose', choice: 'codes' },
      { code: 'K7QF29MDK7QF29MD' },
      { do: 'choose', choice: 'passkey' },
      { do: 'choose', choice: 'question' },
      { do: 'back' },
    ]) {
      await who.answer(answer)
      seen.push(who.last.problem, who.last.status)
      await who.follow()
      seen.push(JSON.stringify(who.last.screen).replaceAll(/"challenge\W+[\w-]+/g, ''))
    }
    return seen
  }
  const times = /"(?:at|expiresAt|againAt|secondsLeft|secondsToAgain)":[^,}]+,?/g
  const bare = (seen: readonly unknown[], name: string): string =>
    JSON.stringify(seen).replaceAll('\\"', '"').replaceAll(times, '').replaceAll(name, 'NAME')
  const nobody = 'nobody.at.all@fjordvik.example'
  expect(bare(await walk(nobody), nobody)).toBe(bare(await walk(login), login))
})

it('what was shown on the way round opens nothing at the door', async () => {
  const login = 'ase.sather@fjordvik.example'
  await town.knows(login, known)
  const who = await turns(town, login, 'forgotten')
  await who.answer({ code: await sends(town, who, '+4799999946') })
  await who.follow()
  expect(who.last.screen).toMatchObject({ by: 'mail' })
  await who.answer({ do: 'back' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'password', name: login })
  await who.answer({ password: known })
  await who.follow()
  // The number is asked for anew, as of anybody who has typed the password.
  expect(who.last.screen).toMatchObject({ kind: 'enter-phone' })
  expect(who.last.path).toMatch(/^\/visit\//)
})

it('a lock is told of and taken away by one proof, and the password stays what it was', async () => {
  const login = 'siri.ohara@fjordvik.example'
  await town.knows(login, known)
  const eve = await atPassword(town, login)
  for (let tries = 0; tries < 12; tries++) await eve.answer({ password: 'wrong' })
  const who = await atPassword(town, login)
  await who.answer({ password: known })
  expect(who.last.problem?.code).toBe('wrong-name-or-password')
  await who.answer({ do: 'locked' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ by: 'sms', turned: 'unlock', isDiscreet: true })
  await who.answer({ code: await sends(town, who, '+4799999948') })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'password', name: login, came: 'unlocked' })
  await who.answer({ password: known })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'enter-phone' })
  const again = await turns(town, login, 'locked')
  await again.answer({ code: await sends(town, again, '+4799999948') })
  await again.follow()
  expect(again.last.screen).toMatchObject({ kind: 'password', came: 'was-open' })
  // Told once: where nothing was locked, nothing was unlocked.
  const told = `select data from events where kind = 'account.unlocked'`
  const { rows } = await database.send<{ data: unknown }>('', told, [])
  expect(rows).toEqual([{ data: { by: ['sms'] } }])
})

it('strangers who use up a month of tries hold nobody back who proves who they are', async () => {
  const login = 'li@fjordvik.example'
  await town.knows(login, known)
  const account = (await findPersonByName(town.moment(), login))?.id ?? ''
  const tried = { purpose: 'password', account, browser: 'of a stranger', familiar: false }
  for (let tries = 1; tries <= 300; tries++) {
    await countTry(town.moment(), tried)
    town.pass(901)
    if (tries % 90 === 0) await unlock(town.moment(), tried)
  }
  const who = await atPassword(town, login)
  await who.answer({ password: known })
  expect(who.last.problem?.code).toBe('wrong-name-or-password')
  await who.answer({ do: 'locked' })
  await who.follow()
  await who.answer({ code: await sends(town, who, '+4799999949') })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'password', came: 'unlocked' })
  await who.answer({ password: known })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'enter-phone' })
  // Every other browser waits on.
  const other = await atPassword(town, login)
  await other.answer({ password: known })
  expect(other.last.problem?.code).toBe('wrong-name-or-password')
})

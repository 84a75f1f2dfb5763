// An account moves from one phone to another: by the picture on the old one, compared, given once;
// then the new one approves and the old one is void.
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as acts from '../../tools/phone/acts.ts'
import { makeKey, publicOf } from '../../tools/phone/keys.ts'
import { byFetch } from '../../tools/phone/line.ts'
import { moveAddress, movePair, movingKey, openAccounts } from '../../tools/phone/moving.ts'
import { openSpeaker } from '../../tools/phone/speaker.ts'
import { phoneOf } from '../town/command-phone.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { addsPhone, atNumber, numberOn } from './phone-that-approves.ts'
import { appAmongOthers } from '../town/without-app.ts'

const kari = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const code = {
  key: 'JBSWY3DPEHPK3PXP',
  digits: 6,
  period: 30,
  issuer: 'Et annet sted',
  label: 'kari',
}

let town: Town
beforeAll(async () => {
  town = await openTown({
    database: await townDatabase(),
    example: 'demo',
    change: appAmongOthers,
  })
})
afterAll(() => town.close())

it('an account moves once, with its codes, and the old phone is void', async () => {
  const old = await addsPhone(town, kari)
  await acts.told(old.speaker)
  const offered = await acts.move(old.speaker)
  const picture = moveAddress(town.origin, offered.code, publicOf(offered.key))

  const seen = await acts.peekMove(byFetch, town.origin, picture)
  expect(seen).toMatchObject({ account: { login: kari.login } })
  const now = () => town.moment().now.getTime() / 1000
  const open = { at: town.origin, n: 0, line: byFetch, now, keep: () => undefined }
  const speaker = openSpeaker({ ...open, key: makeKey() })
  const second = makeKey()
  const half = 'A'.repeat(43)
  const newcomer = {
    code: seen.code,
    lock: { kind: 'pin', key: second, half },
    name: 'Ny telefon',
    system: 'other',
  } as const
  const agreed = makeKey()
  const claimed = await acts.claimMove(speaker, newcomer, agreed)
  expect(await acts.look(speaker)).toMatchObject({ state: 'adding', requests: [] })
  // A picture is good for one phone.
  const late = openSpeaker({ ...open, key: makeKey() })
  await expect(acts.claimMove(late, newcomer)).rejects.toThrow('code-used')

  const came = await acts.newcomer(old.speaker)
  if (!came) throw new Error('Nobody has come')
  expect(came).toMatchObject({ name: 'Ny telefon', key: publicOf(agreed) })
  // The new phone learns the old one's key when that one has seen it, and both make the same words.
  expect(await acts.look(speaker)).not.toHaveProperty('moving')
  const { to, pair } = await acts.showMove(old.speaker, offered.key, came)
  expect(to).toBe(claimed.to)
  const { moving } = await acts.look(speaker)
  if (!moving) throw new Error('The old phone has shown nothing')
  expect(acts.isInPicture(moving.key, seen.thumbprint)).toBe(true)
  expect(movePair(moving.key, claimed.to)).toEqual(pair)

  const giving = { key: offered.key, came, accounts: [code], lock: old.lock }
  // Without its lock nothing leaves the old phone.
  await expect(
    acts.giveMove(old.speaker, { ...giving, lock: acts.pinLock(makeKey()) }),
  ).rejects.toThrow('lock-wrong')
  const line = (await speaker.hear())[Symbol.asyncIterator]()
  await acts.giveMove(old.speaker, giving)
  // The new one hears of it by itself.
  expect(await line.next()).toMatchObject({ value: 'moved' })
  await expect(old.look()).rejects.toThrow('unknown-phone')

  // Until it says that it has kept them, it is told.
  const looked = await acts.look(speaker)
  expect(await acts.look(speaker)).toMatchObject({ moved: looked.moved })
  expect(looked).toMatchObject({ state: 'stands', codes: { label: kari.login } })
  if (!looked.moved) throw new Error('Nothing was handed over')
  const between = movingKey(claimed.key, looked.moved.key)
  expect(openAccounts(between, looked.moved.sealed)).toEqual([code])
  await acts.told(speaker, 'moved')
  const after = await acts.look(speaker)
  expect(after).not.toHaveProperty('moved')
  expect(after).toHaveProperty('codes')

  const pc = await atNumber(town, kari, 'Ny telefon')
  const phone = phoneOf(speaker, acts.pinLock(second), half)
  expect(await phone.approve({ number: numberOn(pc) })).toBe('approved')
})

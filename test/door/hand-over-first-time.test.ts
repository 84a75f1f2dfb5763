// The first set-up of all, handed over: from the letter on a PC, with a passkey that is made on the
// phone, to the start page; and then in on the phone with that passkey alone.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { invite } from '../../src/domain/people/invitations.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import { makeSoftKey, proofOf, registrationOf } from '../oracles/soft-authenticator.ts'
import { townDatabase } from '../town/database.ts'
import { kari, openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { codeTo, handsOver, opens, stateOn } from './pc-and-phone.ts'
import { withoutApp } from '../town/without-app.ts'

let town: Town
beforeAll(async () => {
  town = await openTown({
    database: await townDatabase(),
    example: 'demo',
    change: (file) =>
      withoutApp(file).replace('methods = ["second"]', 'methods = ["resists-phishing"]'),
  })
})
afterAll(() => town.close())

/** Up to the passkey, on the PC that the letter was opened on. */
async function withPassword(): Promise<Visitor> {
  const person = await findPersonByName(town.moment(), kari)
  const letter = await invite(town.moment(), person?.id ?? '', { channel: 'paper' })
  if (letter.is !== 'invited') throw new Error('Kari is not invited')
  const pc = visitor(town.origin)
  await pc.get(`/start/${letter.token}`)
  await pc.answer({ do: 'send' })
  await pc.follow()
  await pc.answer({ code: codeTo(town, '+4799999944') })
  await pc.follow()
  await pc.answer({ password: 'havregrøt og rømme 12' })
  await pc.follow()
  return pc
}

/** The page as the browser's own part of it understands it. */
function sceneOf({ last }: Visitor, field: 'options' | 'passkey') {
  const { challenge } = JSON.parse(String(last.screen?.[field])) as { challenge: string }
  return { challenge, origin: town.origin, rpId: 'localhost' }
}

it('a newcomer’s passkey is made on the phone, and opens the house there', async () => {
  const pc = await withPassword()
  expect(pc.last.screen).toMatchObject({ kind: 'passkey', canHandOver: true })
  const key = makeSoftKey()
  const phone = await opens(town, await handsOver(pc))
  expect(phone.last.screen).toMatchObject({ kind: 'passkey', purpose: 'set-up' })
  await phone.answer({ passkey: registrationOf(key, sceneOf(phone, 'options')) })
  expect(phone.last.to).toBe('/m/done')
  expect(await stateOn(pc)).toBe('done')
  await pc.answer({})
  await pc.follow()
  expect(pc.last.screen).toMatchObject({
    kind: 'summary',
    methods: [{ factor: 'password' }, { factor: 'sms' }, { factor: 'passkey' }],
  })
  await pc.answer({})
  expect(pc.last.to).toBe('/')

  await phone.get('/')
  await phone.follow()
  await phone.answer({ passkey: proofOf(key, sceneOf(phone, 'passkey')) })
  expect(phone.last.to).toBe('/')
})

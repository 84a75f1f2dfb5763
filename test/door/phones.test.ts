// A code to a number, from the letter to the start page and at every sign-in after it: what leaves
// the house, what it costs, and what is told when it does not arrive.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invite } from '../../src/domain/people/invitations.ts'
import { findPersonByName } from '../../src/domain/people/people.ts'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { codeTo } from './pc-and-phone.ts'
import { withoutApp } from '../town/without-app.ts'

const fresh = 'havregrøt og rømme 12'
const kari = 'kari.nordmann@fjordvik.example'
const karisPhone = '+4799999944'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
})
afterAll(() => town.close())

async function opened(login: string): Promise<Visitor> {
  const person = await findPersonByName(town.moment(), login)
  const letter = await invite(town.moment(), person?.id ?? '', { channel: 'paper' })
  if (letter.is !== 'invited') throw new Error(`${login} is not invited`)
  const who = visitor(town.origin)
  await who.get(`/start/${letter.token}`)
  return who
}

describe('the first set-up with a number that was known', () => {
  it('redeems the letter and sends in one press, and keeps the number with the password', async () => {
    const who = await opened(kari)
    expect(who.last.screen).toMatchObject({ kind: 'begin', phone: { ending: '44' } })
    expect(town.gateway.asked).toHaveLength(0)
    await who.answer({ do: 'send' })
    await who.follow()
    expect(who.last.screen).toMatchObject({
      kind: 'enter-code',
      by: 'sms',
      ending: '44',
      sent: { state: 'delivered', channel: 'sms' },
      progress: { at: 1, of: 3 },
    })
    const text = town.gateway.arrivedAt(karisPhone).at(-1)?.text
    const code = codeTo(town, karisPhone)
    expect(text).toBe(
      `${code} er koden din for FJORD.\nDel den aldri med andre.\n\n@localhost #${code}`,
    )
    await who.answer({ code })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'new-password', progress: { at: 2, of: 3 } })
    await who.answer({ password: fresh })
    await who.follow()
    expect(who.last.screen).toMatchObject({
      kind: 'summary',
      methods: [{ factor: 'password' }, { factor: 'sms', label: '+47 ••• •• •44', ending: '44' }],
    })
    await who.answer({})
    expect(who.last.to).toBe('/')
    // What was shown before there was an account stands and falls with the method that came of it.
    const { rows } = await database.send<{ factor: string | null }>(
      '',
      `select m.factor from sessions s cross join jsonb_array_elements(s.proofs) p
       left join methods m on m.id = p ->> 'method' where p ->> 'factor' = 'sms'`,
      [],
    )
    expect(rows).toEqual([{ factor: 'sms' }])
  })

  it('is sent by itself once at the next sign-in, and the code works once', async () => {
    const before = town.gateway.asked.length
    const who = visitor(town.origin)
    await who.get('/')
    await who.follow()
    await who.answer({ name: kari })
    await who.follow()
    await who.answer({ password: fresh })
    await who.follow()
    expect(who.last.screen).toMatchObject({ kind: 'enter-code', by: 'sms', ending: '44' })
    await who.get(who.last.path)
    expect(town.gateway.asked).toHaveLength(before + 1)
    const code = codeTo(town, karisPhone)
    await who.answer({ code: code === '000000' ? '000001' : '000000' })
    expect(who.last.problem).toMatchObject({ code: 'wrong-code', with: { triesLeft: 4 } })
    await who.answer({ code })
    expect(who.last.to).toBe('/')
  })
})

// Whoever has no smartphone, at the door of every example: the app is left aside for as long as the
// rule bears it, and then there is another way. Must end inside with all that the rule asks for, or
// at somebody to turn to, and never with less.
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { townDatabase } from '../town/database.ts'
import { openTown, type Example, type Town } from '../town/portvakt.ts'
import type { Visitor } from '../town/visitor.ts'
import { withoutFeide } from '../town/without-app.ts'
import { ask } from '../attacks/witness.ts'
import { codeTo } from './pc-and-phone.ts'
import { known, typesPassword } from './typed-password.ts'

const handel = { login: 'kari.nordmann@fjordvik.example', number: '+4799999944' }
const kommune = { login: 'kari.nordmann@fjordvik.kommune.example', number: '+4799999963' }
const university = { login: 'kari.nordmann@fjordvik.university.example', number: '+4799999944' }
const otherNumber = '+4799999977'
type Person = typeof handel

const screenShape = z.looseObject({
  kind: z.string(),
  choices: z.array(z.looseObject({ choice: z.string(), factor: z.string() })).optional(),
  putOff: z.object({}).optional(),
  noSmartphone: z.string().optional(),
  wizard: z
    .looseObject({ plan: z.array(z.object({ wish: z.string(), state: z.string() })) })
    .optional(),
})
const screenOf = ({ last }: Visitor) => screenShape.parse(last.screen ?? { kind: 'none' })

/** One page after the other, as somebody without a smartphone answers; the kinds that were met. */
async function walks(town: Town, { login, number }: Person): Promise<readonly string[]> {
  const met: string[] = []
  const who = await typesPassword(town, login)
  for (let pages = 0; pages < 15; pages += 1) {
    if (who.last.text.includes('"tiles"')) return [...met, 'inside']
    const screen = screenOf(who)
    met.push(screen.kind === 'notice' ? who.last.text : screen.kind)
    if (screen.kind === 'notice') return met
    await answers(town, who, number)
    await who.follow()
  }
  throw new Error(`It does not end: ${met.join(', ')}`)
}

/** Of what is on offer, the first of these. */
const wanted = ['codes', 'sms', 'voice']

async function answers(town: Town, who: Visitor, number: string): Promise<unknown> {
  const { kind, putOff, noSmartphone, choices = [], wizard } = screenOf(who)
  const now = wizard?.plan.find(({ state }) => state === 'now')?.wish
  const isApp = kind === 'add-phone' || kind === 'scan-code' || kind === 'passkey'
  if (isApp && putOff) return who.answer({ do: 'put-off' })
  if (isApp) {
    expect(noSmartphone).toBe('say')
    return who.answer({ do: 'choose', choice: 'no-smartphone' })
  }
  if (kind === 'choose') {
    const names = choices.map(({ factor }) => factor)
    // Whoever pressed by mistake still has the app, and last.
    if (now === 'app') expect(['push', 'totp']).not.toContain(names[0])
    const name = wanted.find((one) => names.includes(one))
    const choice = choices.find(({ factor }) => factor === name)?.choice ?? ''
    return who.answer({ do: 'choose', choice })
  }
  if (kind === 'enter-phone') {
    const isKnown = screenOf(who)['known'] !== undefined
    return who.answer(isKnown ? { do: 'send' } : { phone: otherNumber, country: 'NO' })
  }
  if (kind === 'enter-code') {
    const isOther = screenOf(who)['ending'] === otherNumber.slice(-2)
    return who.answer({ code: codeTo(town, isOther ? otherNumber : number) })
  }
  if (kind === 'question') return who.answer({ about: 'toy', reply: 'Motorpsycho' })
  return who.answer({})
}

let town: Town | undefined
afterEach(() => town?.close())

const examples: readonly (readonly [Example, Person])[] = [
  ['demo', handel],
  ['nano', handel],
  ['kommune', kommune],
  ['alstahaug', kommune],
  ['ntnu', university],
]

it.each(examples)('in %s nobody is stuck without a smartphone', async (example, person) => {
  const database = await townDatabase()
  town = await openTown({ database, example, change: withoutFeide })
  await town.knows(person.login, known)
  const first = await walks(town, person)
  expect(first.at(-1)).toBe('inside')
  town.pass(8 * 86_400)
  const second = await walks(town, person)
  expect(second.at(-1)).toBe('inside')
  town.pass(86_400)
  const third = await walks(town, person)
  expect(third.at(-1)).toBe('inside')
  // What stands is enough from now on, and nothing more is set up.
  for (const kind of ['add-phone', 'scan-code', 'choose', 'show-codes', 'enter-phone'])
    expect(third).not.toContain(kind)
  const isAsked = [...first, ...second].includes('add-phone')
  const said = await ask(
    database,
    `select kind from events where kind = 'person.no-smartphone'`,
    [],
  )
  expect(said).toHaveLength(isAsked ? 1 : 0)
})

it('where a rule takes nothing else, the page says whom to turn to, and nobody is let in', async () => {
  town = await openTown({
    database: await townDatabase(),
    example: 'demo',
    change: (file) =>
      file
        .replace(/^accepts = \["password", "push".*$/m, 'accepts = ["password", "push", "totp"]')
        .replace('methods = ["second", "app"]', 'methods = ["app"]\nfirstByOneProof = true'),
  })
  await town.knows(handel.login, known)
  const who = await typesPassword(town, handel.login)
  await who.answer({ do: 'choose', choice: 'no-smartphone' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ kind: 'add-phone', noSmartphone: 'nothing' })
  const drawn = await who.get(who.last.path, { accept: 'text/html' })
  expect(drawn.text.includes('Ta kontakt med Brukerstøtte (+47\u00a0999\u00a099\u00a0900)')).toBe(
    true,
  )
  expect(drawn.text.includes('Saksnummer')).toBe(true)
})

it('what somebody needs to come back may not be put off, and what comes on top of it may', async () => {
  town = await openTown({ database: await townDatabase(), example: 'demo' })
  await town.knows(handel.login, known)
  const who = await typesPassword(town, handel.login)
  expect(who.last.screen).toMatchObject({ wizard: { at: 1 } })
  expect(who.last.screen).not.toHaveProperty('putOff')
  await who.answer({ do: 'put-off' })
  await who.follow()
  expect(who.last.screen).toMatchObject({ wizard: { at: 1 } })
  while (screenOf(who)['kind'] !== 'add-phone') {
    await answers(town, who, handel.number)
    await who.follow()
  }
  expect(who.last.screen).toMatchObject({ putOff: { daysLeft: 7 } })
})

// Guessing with the password known, from as many browsers and addresses as anybody likes: what the
// limits in force allow is worked out, and then really tried for thirty days.
import { expect, test } from 'vitest'
import { triesOf } from '../../../src/domain/throttles/limits.ts'
import type { Visitor } from '../../town/visitor.ts'
import { codeOf, giveApp, giveNumber, methodsHouse, toSecond, wrongOf } from '../methods.ts'
import type { Person } from '../people.ts'
import { attack, isDeep, openRig, type Rig } from '../rig.ts'
import { whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const days = 30
const dayEnds = 86_400
const codes = 10 ** 6

interface Guessed {
  readonly what: string
  readonly tries: number
  /** How many codes are right at a time: a step has two beside it. */
  readonly rightAtATime: number
  readonly successMost: number
}

const { inAMonth: digits } = triesOf('digits')
const guessed: readonly Guessed[] = [
  { what: 'a code by SMS', tries: digits, rightAtATime: 1, successMost: 1e-4 },
  { what: 'a code read aloud', tries: digits, rightAtATime: 1, successMost: 1e-4 },
  { what: 'a code of an app', tries: digits, rightAtATime: 3, successMost: 3e-4 },
  { what: 'a PIN', tries: triesOf('pin').inAMonth, rightAtATime: 1, successMost: 1e-4 },
  { what: 'one PIN in a row', tries: triesOf('pin').inARow, rightAtATime: 1, successMost: 1e-5 },
]

test.each(guessed)(
  'the chance of guessing $what within thirty days is as small as it is said to be',
  ({ what, tries, rightAtATime, successMost }) => {
    const success = 1 - (1 - rightAtATime / codes) ** tries
    console.log(
      `${what}: ${tries} tries, ${rightAtATime} of ${codes} right at a time: ` +
        `1 - (1 - ${rightAtATime}/${codes})^${tries} = ${success.toExponential(3)}, ` +
        `at most ${successMost.toExponential(0)}`,
    )
    expect(success).toBeLessThanOrEqual(successMost)
  },
)

const compared = async (rig: Rig, { id }: Person, factor: string): Promise<number> =>
  (
    await ask<{ count: number }>(
      rig.town.database,
      `select count(*)::int as count from events where person_id = $1 and kind = 'proof.failed'
         and data ->> 'factor' = $2`,
      [id, factor],
    )
  )[0]?.count ?? 0

interface Guessing {
  readonly person: Person
  readonly factor: 'sms' | 'totp'
  /** What the owner reads on their own phone. */
  right(): string
}

async function given(rig: Rig, factor: Guessing['factor']): Promise<Guessing> {
  const person = await rig.colleague('alice')
  if (factor === 'totp') {
    const key = await giveApp(rig, person)
    return { person, factor, right: () => codeOf(rig, key) }
  }
  const number = await giveNumber(rig, person)
  return { person, factor, right: () => rig.town.phones.codeTo(number) }
}

const secondsOf = (rig: Rig): number => rig.town.moment().now.getTime() / 1000

/** True where the owner got in. A step is used once: the next one has to come. */
async function ownerSignsIn(rig: Rig, { person, right }: Guessing, own = rig.browser()) {
  await rig.pass(31)
  await rig.forgiven(() => toSecond(own, person))
  if (own.last.screen?.['kind'] !== 'enter-code') return false
  await rig.forgiven(() => own.answer({ code: right() }))
  return (await whoIsIn(own)) === person.login
}

/** So many are compared before anybody waits. */
const freeTries = 4
const napMost = dayEnds

/** In another browser, for as many guesses as are compared in a row. */
async function atTheCode(rig: Rig, person: Person): Promise<Visitor> {
  const eve = rig.browser()
  await rig.forgiven(() => toSecond(eve, person))
  return eve
}

/** Guesses for so long, and says how many tries were compared. */
async function guessFor(rig: Rig, guessing: Guessing, seconds: number): Promise<number> {
  const { person, factor, right } = guessing
  const until = secondsOf(rig) + seconds
  const first = await compared(rig, person, factor)
  let before = first
  let nap = 10
  let eve: Visitor | undefined
  while (secondsOf(rig) < until) {
    eve ??= await atTheCode(rig, person)
    await eve.answer({ code: wrongOf(right()) })
    expect(eve.last.to).toBeUndefined()
    const now = await compared(rig, person, factor)
    if (now > before) {
      nap = 10
      // Whoever guesses waits for the owner to come in, which begins the row anew.
      if (now % freeTries === 0) {
        await ownerSignsIn(rig, guessing)
        eve = undefined
      }
    } else {
      eve = undefined
      await rig.pass(Math.min(nap, until - secondsOf(rig)))
      nap = Math.min(2 * nap, napMost)
    }
    before = now
  }
  return before - first
}

for (const factor of ['sms', 'totp'] as const) {
  attack(
    `thirty days of guessing ${factor} are no more tries than were reckoned with`,
    async (rig) => {
      await rig.town.apply(methodsHouse())
      const guessing = await given(rig, factor)
      const familiar = rig.browser()
      expect(await ownerSignsIn(rig, guessing, familiar)).toBe(true)
      // The worst of all thirty days: they begin an hour before what was counted is forgotten.
      const eve = rig.browser()
      await rig.forgiven(() => toSecond(eve, guessing.person))
      await eve.answer({ code: wrongOf(guessing.right()) })
      await rig.pass(days * dayEnds - 3600)
      const tries = await guessFor(rig, guessing, days * dayEnds)
      const { inAMonth } = triesOf('digits')
      console.log(`${factor}: ${tries} tries were compared in ${days} days; reckoned: ${inAMonth}`)
      expect(tries).toBeLessThanOrEqual(inAMonth)
      // It was no wall that stood from the beginning; and the owner is not kept out by it.
      expect(tries).toBeGreaterThan(inAMonth / 2)
      familiar.cookies.delete('__Host-portvakt')
      expect(await ownerSignsIn(rig, guessing, familiar)).toBe(true)
    },
    120,
    // What is counted for two nodes is counted for one of them.
    isDeep ? [1, 2] : [2],
  )
}

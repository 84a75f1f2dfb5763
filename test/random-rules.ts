// Rules as nobody would write them, the same ones for the same seed: every condition and every
// need, alone and together, with the names of a small house.
import { type Rule, ruleShape, weekdays } from '../src/domain/configuration/rule-shape.ts'
import { wishClasses } from '../src/domain/methods/wishes.ts'
import { factors } from '../src/factors/index.ts'

export const names = {
  groups: [
    { id: 'staff', name: 'Ansatte' },
    { id: 'leaders', name: 'Ledere og mellomledere' },
    { id: 'spare', name: 'Nødkontoer' },
    { id: 'twin', name: 'Nødkontoer' },
  ],
  networks: [
    { id: 'town', name: 'Kommunens nettverk' },
    { id: 'doctors', name: 'Legekontoret' },
    { id: 'school' },
  ],
  applications: [
    { id: 'mail', name: 'E-post' },
    { id: 'hours', name: 'Timer, vakter' },
    { id: 'cases', name: 'Saker' },
  ],
}
const logins = ['kari.nordmann@fjordvik.example', 'ola.nordmann@fjordvik.example']
const lastDays = ['2027-06-30', '2027-12-31', '2028-01-01']
const times = ['06:00', '07:30', '16:00', '22:00']
const kinds = factors.map(({ name }) => name)

/** A generator of Park and Miller: small, and the same everywhere. */
export class Dice {
  #state: number
  constructor(seed: number) {
    this.#state = (seed % 2_147_483_646) + 1
  }

  below(count: number): number {
    this.#state = (this.#state * 48_271) % 2_147_483_647
    return this.#state % count
  }

  one<Side>(sides: readonly Side[]): Side {
    const side = sides[this.below(sides.length)]
    if (side === undefined) throw new Error('A die without sides')
    return side
  }

  /** At least one of them, each at most once, in any order. */
  some<Side>(sides: readonly Side[]): Side[] {
    const left = [...sides]
    const count = 1 + this.below(Math.min(3, sides.length))
    return Array.from({ length: count }, () => left.splice(this.below(left.length), 1)).flat()
  }

  maybe<Key extends string, Side>(key: Key, throwIt: () => Side): Partial<Record<Key, Side>> {
    const given: Partial<Record<Key, Side>> = {}
    if (this.below(3) === 0) given[key] = throwIt()
    return given
  }
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id)
const people = (dice: Dice): string[] => dice.some([...idsOf(names.groups), ...logins])
const count = (dice: Dice): number => 1 + dice.below(9)

const exception = (dice: Dice) => ({
  ...dice.maybe('where', () => dice.some(idsOf(names.networks))),
  ...dice.maybe('applications', () => dice.some(idsOf(names.applications))),
  whom: people(dice),
  owner: dice.one(['Drift', 'Kommuneoverlegen']),
  until: dice.one(lastDays),
})

const needIn = (dice: Dice) => ({
  proofs: 1 + dice.below(3),
  accepts: dice.some(kinds),
  ...dice.maybe('resistsPhishing', () => true),
  ...dice.maybe('freshMinutes', () => count(dice)),
  ...dice.maybe('stayDays', () => count(dice)),
  ...dice.maybe('rememberDays', () => count(dice)),
  ...dice.maybe('letterAlone', () => true),
  ...dice.maybe('methods', () => dice.some([...kinds, ...wishClasses])),
  ...dice.maybe('putOff', () => ({
    ...dice.maybe('times', () => count(dice)),
    ...dice.maybe('days', () => count(dice)),
    until: dice.one(lastDays),
  })),
  ...dice.maybe('firstByOneProof', () => true),
  ...dice.maybe('sharedFateAllowed', () => true),
  ...dice.maybe('whenLost', () => dice.some([...kinds, 'leader'])),
  ...dice.maybe('recover', () => recoverIn(dice)),
  ...dice.maybe('leader', () => ({ waitMinutes: dice.below(3) })),
})

const recoverIn = (dice: Dice) => ({
  ...dice.maybe('accepts', () => dice.some([...kinds, 'leader'])),
  ...dice.maybe('asksQuestion', () => true),
  ...dice.maybe('questionCounts', () => true),
  waitMinutes: dice.below(3),
  newNumberHours: dice.below(3),
})

export const randomRule = (dice: Dice): Rule =>
  ruleShape.parse({
    id: 'random',
    ...dice.maybe('whom', () => people(dice)),
    ...dice.maybe('where', () => dice.some(idsOf(names.networks))),
    ...dice.maybe('outside', () => dice.some(idsOf(names.networks))),
    ...dice.maybe('applications', () => dice.some(idsOf(names.applications))),
    ...dice.maybe('when', () => ({
      ...dice.maybe('days', () => dice.some(weekdays)),
      ...dice.maybe('until', () => dice.one(times)),
      from: dice.one(times),
    })),
    ...dice.maybe('except', () => Array.from({ length: 1 + dice.below(3) }, () => exception(dice))),
    ...dice.maybe('reportOnly', () => true),
    ...dice.maybe('owner', () => 'Drift'),
    ...dice.maybe('reason', () => 'Bare i år.'),
    ...dice.maybe('expires', () => dice.one(lastDays)),
    need: needIn(dice),
  })

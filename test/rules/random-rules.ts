// Random rules and random circumstances, the same for the same seed. A small world, so that what is
// drawn meets often: few groups, networks and days. Must never draw what no file could say.
import type { WallTime } from '../../src/lib/time/wall-clock.ts'
import { weekdays } from '../../src/domain/configuration/rule-shape.ts'
import type {
  Circumstances,
  PolicyException,
  PolicyNeed,
  PolicyRule,
  RuleBook,
  RuleTimes,
} from '../../src/domain/policy/deciding.ts'

export interface Dice {
  below(many: number): number
  /** True once in so many times. */
  once(times: number): boolean
  pick<One>(all: readonly [One, ...One[]]): One
  /** One of them at least, in their order. */
  some<One>(all: readonly [One, ...One[]]): One[]
}

/** Marsaglia's xorshift: enough to vary, and short. */
export function dice(seed: number): Dice {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0 || 1
  const below = (many: number): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % many
  }
  const pick = <One>(all: readonly [One, ...One[]]): One => all[below(all.length)] ?? all[0]
  return {
    below,
    pick,
    once: (times) => below(times) === 0,
    some: (all) => {
      const drawn = all.filter(() => below(3) === 0)
      return drawn.length > 0 ? drawn : [pick(all)]
    },
  }
}

const groups = ['ansatte', 'skole', 'lege', 'drift'] as const
const logins = ['kari@fjordvik.example', 'ola@fjordvik.example'] as const
const networks = ['kontor', 'legekontor', 'hytte'] as const
const applications = ['post', 'journal', 'timer'] as const
const dates = ['2027-02-28', '2027-03-01', '2027-03-02', '2027-03-03', '2027-03-04'] as const
const times = ['00:00', '06:00', '07:30', '12:00', '22:00', '23:59'] as const
const factors = ['password', 'totp', 'sms', 'passkey', 'question'] as const

const maybe = <One>(one: Dice, times: number, make: () => One): One | undefined =>
  one.once(times) ? make() : undefined

function needOfDice(one: Dice): PolicyNeed {
  return {
    proofs: 1 + one.below(3),
    resistsPhishing: one.once(4),
    accepts: ['password', ...one.some(factors).filter((name) => name !== 'password')],
    methods: one.once(4) ? one.some(['app', 'phone', 'second']) : [],
    putOff: maybe(one, 4, () => ({ times: 1 + one.below(3) })),
    freshMinutes: maybe(one, 4, () => 5 + one.below(60)),
    stayDays: maybe(one, 3, () => 1 + one.below(30)),
    rememberDays: maybe(one, 3, () => 1 + one.below(30)),
    letterAlone: one.once(4),
    sharedFateAllowed: one.once(4),
    firstByOneProof: one.once(4),
  }
}

const whenOf = (one: Dice): RuleTimes => {
  const days = maybe(one, 2, () => one.some(weekdays))
  const from = maybe(one, 2, () => one.pick(times))
  return { days, from, until: days || from ? maybe(one, 2, () => one.pick(times)) : '16:00' }
}

const peopleOf = (one: Dice): string[] => one.some([...groups, ...logins])

function exceptionOf(one: Dice, dated: Dated): PolicyException {
  const whom = maybe(one, 2, () => peopleOf(one))
  const where = maybe(one, 3, () => one.some(networks))
  const isAnything = whom ?? where
  return {
    whom,
    where,
    applications: isAnything ? maybe(one, 4, () => one.some(applications)) : one.some(applications),
    until: dated === 'all' ? one.pick(dates) : '2099-12-31',
  }
}

/** What has an end: everything, rules alone, or nothing. */
export type Dated = 'all' | 'rules' | 'nothing'

export const randomRule = (one: Dice, id: string, dated: Dated = 'all'): PolicyRule => ({
  id,
  whom: one.once(2) ? peopleOf(one) : 'everyone',
  where: one.once(3) ? one.some(networks) : 'anywhere',
  outside: maybe(one, 5, () => one.some(networks)),
  applications: maybe(one, 4, () => one.some(applications)),
  when: maybe(one, 5, () => whenOf(one)),
  except: one.once(4)
    ? Array.from({ length: 1 + one.below(2) }, () => exceptionOf(one, dated))
    : [],
  reportOnly: one.once(10),
  expires: dated === 'nothing' ? undefined : maybe(one, 4, () => one.pick(dates)),
  need: needOfDice(one),
})

export function randomBook(one: Dice, dated: Dated = 'all'): RuleBook {
  const many = one.below(7)
  const rules = Array.from({ length: many }, (_none, at) => randomRule(one, `rule-${at}`, dated))
  const ends = networks.flatMap((network): [string, string][] =>
    dated === 'all' && one.once(3) ? [[network, one.pick(dates)]] : [],
  )
  return {
    rules: [...rules, { id: 'last', need: needOfDice(one) }],
    networkEnds: new Map(ends),
    rightHolders: new Set(one.once(2) ? [one.pick(groups)] : []),
  }
}

const randomTime = (one: Dice): WallTime => {
  const date = one.pick(dates)
  // 28 February 2027 is a Sunday.
  const weekday = [7, 1, 2, 3, 4][dates.indexOf(date)] ?? 1
  return { date, weekday, minute: one.pick([one.below(1440), 0, 360, 450, 720, 1320, 1439]) }
}

export const randomCircumstances = (one: Dice): Required<Circumstances> => ({
  errand: one.once(2) ? { application: one.pick(applications) } : {},
  person: {
    groups: one.once(5) ? [] : one.some(groups),
    login: one.pick([...logins, 'samira@fjordvik.example']),
  },
  isKnown: !one.once(10),
  networks: one.once(3) ? [] : one.some(networks),
  at: randomTime(one),
})

// Random rules over a small town: groups, networks inside networks, applications, times, ends,
// exceptions and rights. What no house file may say is drawn again.
import { readHouseFile } from '../../../src/domain/applying/house-file.ts'
import { factors } from '../../../src/factors/index.ts'
import { fjordvik } from '../../town/house.ts'
import type { Chance } from './random.ts'

export const groups = ['ansatte', 'skole', 'leger', 'it']
export const applications = ['post', 'timer', 'journal']
const networks = ['kommunen', 'legekontor', 'heime']
export const addresses = [
  '10.20.1.1',
  '10.20.30.9',
  '2001:db8:20::7',
  '10.50.0.1',
  '192.0.2.77',
  '',
]
const kinds = ['password', 'totp', 'sms', 'voice', 'passkey', 'question', 'codes', 'pass']
const wishes = ['app', 'phone', 'second', 'totp', 'sms', 'question', 'codes', 'passkey']
const days = ['2027-02-01', '2027-06-15', '2027-12-31']
const times = ['06:00', '08:00', '15:30', '22:00']

const maybe = <T extends object>(chance: Chance, percent: number, part: () => T): Partial<T> =>
  chance.is(percent) ? part() : {}

const atLeastOne = <T>(chance: Chance, of: readonly T[]): T[] => {
  const chosen = chance.some(of)
  return chosen.length > 0 ? chosen : [chance.one(of)]
}

const need = (chance: Chance) => ({
  proofs: chance.one([1, 1, 1, 1, 2, 2, 2, 2, 2, 3]),
  resistsPhishing: chance.is(10),
  accepts: [
    ...(chance.is(95) ? ['password'] : []),
    ...chance.shuffled(chance.some(kinds.slice(1), 75)),
  ],
  methods: chance.some(wishes, 18),
  ...maybe(chance, 30, () => ({ putOff: { days: 7, times: 3 } })),
  ...maybe(chance, 15, () => ({ freshMinutes: 30 })),
  ...maybe(chance, 50, () => ({ stayDays: 30 })),
  firstByOneProof: chance.is(40),
  sharedFateAllowed: chance.is(60),
})

function ruleOf(chance: Chance, at: number, people: readonly string[]): object {
  const whom = () => atLeastOne(chance, [...groups, chance.one(people)])
  return {
    id: `regel-${at}`,
    ...maybe(chance, 40, () => ({ whom: whom() })),
    ...maybe(chance, 50, () => ({ where: atLeastOne(chance, networks) })),
    ...maybe(chance, 20, () => ({ outside: [chance.one(networks)] })),
    ...maybe(chance, 35, () => ({ applications: atLeastOne(chance, applications) })),
    ...maybe(chance, 25, () => ({ when: { from: chance.one(times), until: chance.one(times) } })),
    ...maybe(chance, 25, () => ({ expires: chance.one(days) })),
    ...maybe(chance, 30, () => ({
      except: [{ whom: whom(), owner: 'IKT-hjelpa', until: chance.one(days) }],
    })),
    reportOnly: chance.is(15),
    need: need(chance),
    owner: 'IKT-hjelpa',
    reason: 'Drawn by chance.',
  }
}

const network = (id: string, ranges: readonly string[], chance: Chance) => ({
  id,
  ranges,
  owner: 'IKT-hjelpa',
  ...maybe(chance, 25, () => ({ expires: chance.one(days) })),
})

const application = (id: string, chance: Chance) => ({
  id,
  name: id,
  ...(chance.is(60) ? { everyone: true } : { groups: atLeastOne(chance, groups) }),
})

const draw = (chance: Chance, people: readonly string[]): object => ({
  ...fjordvik,
  groups: groups.map((id) => ({ id, name: id })),
  phones: {
    voice: chance.is(60),
    voiceReason: 'Some have no other phone.',
    perNumber: 100_000,
    perNumberDay: 100_000,
    perAddress: 100_000,
    perHour: 100_000,
    callsPerNumber: 100_000,
    callsPerNumberDay: 100_000,
  },
  passwords: { minLength: 8, minLengthAlone: 8, ...maybe(chance, 50, () => ({ lifeDays: 90 })) },
  networks: [
    network('kommunen', ['10.20.0.0/16', '2001:db8:20::/48'], chance),
    network('legekontor', ['10.20.30.0/24'], chance),
    network('heime', ['10.50.0.0/16'], chance),
  ],
  applications: applications.map((id) => application(id, chance)),
  rights: [
    ...(chance.is(40) ? [{ id: 'drift', may: 'administer', whom: ['it'] }] : []),
    ...(chance.is(20) ? [{ id: 'hjelp', may: 'help', whom: ['skole'] }] : []),
  ],
  rules: [
    ...Array.from({ length: chance.below(6) }, (_none, at) => ruleOf(chance, at, people)),
    { id: 'siste', need: need(chance) },
  ],
})

export function drawHouse(chance: Chance, people: readonly string[]): object {
  for (let tries = 0; tries < 200; tries++) {
    const file = draw(chance, people)
    if (readHouseFile(file, factors).is === 'right') return file
  }
  throw new Error('No file could be drawn that a house would take')
}

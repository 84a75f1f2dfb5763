// `rules`: one decision, from the client's address as it was written to what is needed, in the
// worst case: 500 rules of which only the last matches, 200 networks, a person in 50 groups who
// holds a right (and so is asked as if from nowhere as well). Pure: no database. No address comes
// twice, so that nothing is remembered of it.
import { configurationFrom, networksOf } from '../../src/domain/configuration/configuration.ts'
import { needOf, type Asking } from '../../src/domain/policy/policy.ts'
import { imaginedPerson } from '../../src/flows/imagined-person.ts'
import { wallTime } from '../../src/lib/time/wall-clock.ts'
import { machine, median, type Options, type Result } from '../result.ts'

const rules = 500
const networks = 200
const groups = 50
const warmUps = 20_000
const decisions = 100_000
const barMicroseconds = 50

const id = (name: string, at: number): string => `${name}-${at}`
const times = <Made>(many: number, make: (at: number) => Made): Made[] =>
  Array.from({ length: many }, (_none, at) => make(at))

/** Three ranges each, of both versions; every tenth lies around the ten that follow it. */
const networkAt = (at: number) => ({
  id: id('network', at),
  ranges: [
    at % 10 === 0 ? `10.${at}.0.0/16` : `10.${at - (at % 10)}.${at % 10}.0/24`,
    `172.16.${at}.0/24`,
    at % 10 === 0 ? `2001:db8:${at.toString(16)}::/48` : `2001:db8:ff:${at.toString(16)}::/64`,
  ],
})

/** Each of them misses at the last thing that is looked at, where its kind lets it. */
const ruleAt = (at: number) => ({
  id: id('rule', at),
  whom: times(5, (nth) =>
    nth === 4 && at % 2 === 0 ? id('group', at % groups) : id('other', at + nth),
  ),
  ...(at % 3 === 0 && {
    where: [id('far', at), id('away', at)],
  }),
  ...(at % 3 === 1 && { applications: [id('application', at % 40), 'wages'] }),
  ...(at % 3 === 2 && { when: { days: ['sunday'], from: '22:00', until: '06:00' } }),
  ...(at % 5 === 0 && {
    except: [{ whom: [id('group', at % groups)], owner: 'IT', until: '2030-12-31' }],
  }),
  need: { proofs: 2, accepts: ['password', 'totp', 'sms'] },
})

/** Alternately of either version; every fourth outside of every network. */
function addressAt(at: number): string {
  const low = [at & 255, (at >> 8) & 255]
  switch (at % 4) {
    case 0:
      return `10.${(at >> 4) % networks}.${low[1]}.${low[0]}`
    case 1:
      return `2001:db8:ff:${((at >> 3) % networks).toString(16)}::${at.toString(16)}`
    case 2:
      return `2001:db8:${((at >> 5) % networks).toString(16)}:1:2:3:4:${(at & 0xffff).toString(16)}`
    default:
      return `198.51.${low[1]}.${low[0]}`
  }
}

export async function run(_options: Options = {}): Promise<Result> {
  const book = configurationFrom({
    version: 1,
    defaults: { rights: [{ id: 'helpdesk', whom: [id('group', groups - 1)], may: 'help' }] },
    organisations: [],
    networks: times(networks, networkAt),
    groups: [],
    applications: [],
    rules: [
      ...times(rules - 1, ruleAt),
      { id: 'all', need: { proofs: 2, accepts: ['password', 'totp'] } },
    ],
  })
  const asking: Asking = {
    flow: 'sign-in',
    errand: { protocol: 'oidc', ref: '', mayAsk: true, application: 'journal' },
    person: { ...imaginedPerson, groups: times(groups, (at) => id('group', at)) },
    isKnown: true,
    at: wallTime(new Date('2027-03-01T08:00:00Z')),
    methods: [{ id: 'password', factor: 'password', ageSeconds: 60 }],
  }
  const spent: number[] = []
  for (let at = 0; at < warmUps + decisions; at += 1) {
    const address = addressAt(at)
    const began = performance.now()
    const need = needOf(book, { ...asking, networks: networksOf(book, address) })
    const ended = performance.now()
    if (need.rule !== 'all') throw new Error(`${need.rule} decides for ${address}`)
    if (at >= warmUps) spent.push((ended - began) * 1000)
  }
  const sorted = spent.toSorted((one, other) => one - other)
  const tenths = (value: number): number => Math.round(value * 10) / 10
  return {
    workload: 'rules: one decision, 500 rules, 200 networks, 50 groups, the last rule matches',
    unit: 'µs',
    ours: tenths(median(sorted)),
    peer: null,
    ratio: null,
    limit: barMicroseconds,
    machine: machine(),
    parts: { 'p99 µs': tenths(sorted[Math.floor(sorted.length * 0.99)] ?? NaN) },
  }
}

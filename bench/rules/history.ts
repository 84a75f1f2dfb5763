// A year's worth of sign-ins in a month: people in groups, with methods, from offices and from
// home, to applications, as they would have been recorded. Written straight into the rows, so that
// making them takes no longer than it must.
import type { Database } from '../../src/store/database.ts'

export const signIns = 1_000_000
const people = 10_000
const applications = 50
const networks = 20
const addresses = 200
const groups = 60
const days = 30
const batch = 100_000

const times = <Made>(many: number, make: (at: number) => Made): Made[] =>
  Array.from({ length: many }, (_none, at) => make(at))

const having = [
  ['password:memory'],
  ['password:memory', 'sms:phone'],
  ['password:memory', 'totp:phone'],
  ['password:memory', 'sms:phone', 'codes:paper'],
  ['password:memory', 'totp:phone', 'passkey:computer'],
]
const proof = (factor: string, kind: string) => ({
  factor,
  kinds: [kind],
  resistsPhishing: false,
  at: '2026-11-01T08:00:00.000Z',
  method: `method-of-${factor}`,
})

/** What is the same at each sign-in of one person: a department, and a few groups beside it. */
const personAt = (at: number) => {
  const fates = having[(at * 7) % having.length] ?? []
  const methods = fates.map((one) => one.split(':')[0] ?? '')
  const [, second] = methods
  return {
    outcome: 'let-in',
    acr: 'urn:portvakt:1fa',
    session: 'session-of-the-bench-1',
    stays: false,
    configuration: 7,
    flow: 'sign-in',
    protocol: 'oidc',
    organisation: 'fjordvik',
    state: 'active',
    networks: [],
    groups: [...new Set([at % 20, 20 + (at % 13), 33 + (at % 27)])].map((one) => `group-${one}`),
    methods,
    fates,
    proofs: [proof('password', 'knows'), ...(second ? [proof(second, 'has')] : [])],
    mayAsk: true,
    familiar: true,
  }
}

/** From ten addresses in each network, and half of all from elsewhere. */
const addressAt = (at: number): string =>
  at % 10 === 9 ? `2001:db8:${at % networks}::${at}` : `10.${at % networks}.0.${at}`

const ruleThen = (proofs: number) => ({
  rule: proofs === 1 ? 'inside' : 'all',
  needed: { proofs, resistsPhishing: false, accepts: ['password', 'totp', 'sms'] },
})

export async function fillHistory(database: Database, now: Date): Promise<void> {
  const send = (text: string, values: readonly unknown[] = []) => database.send('', text, values)
  await send('create table bench_people (at int primary key, id text, data jsonb)')
  await send('create table bench_addresses (at int primary key, address text)')
  const rows = times(people, (at) => ({ at, id: `person-${at}`, data: personAt(at) }))
  await send(
    `insert into bench_people select at, id, data
     from jsonb_to_recordset($1::jsonb) as one (at int, id text, data jsonb)`,
    [JSON.stringify(rows)],
  )
  await send(
    `insert into bench_addresses select at - 1, one
     from unnest($1::text[]) with ordinality as one (one, at)`,
    [times(addresses, addressAt)],
  )
  for (let from = 0; from < signIns; from += batch) {
    // Numbers that are spread by multiplying with large primes: the same history each time.
    await send(
      `insert into events (at, kind, person_id, address, data)
       select $3::timestamptz - make_interval(secs => (1 - i::float8 / ${signIns}) * ${days} * 86400),
         k.kind, p.id,
         case when i % 2 = 0 then a.address
              else '198.51.' || (i::bigint * 31 % 250) || '.' || (i::bigint * 17 % 250) end,
         case when k.kind = 'session.started'
              then '{"session": "session-of-the-bench-1", "acr": "urn:portvakt:1fa"}'::jsonb
              else p.data || jsonb_build_object('application',
                'application-' || (i::bigint * 48271 % ${applications}))
                || case when i % 2 = 0 then $4::jsonb else $5::jsonb end end
       from generate_series($1::int, $2::int) i
       cross join (values ('signin.decided'), ('session.started')) as k (kind)
       join bench_people p on p.at = i::bigint * 7919 % ${people}
       join bench_addresses a on a.at = i::bigint * 104729 % ${addresses}
       order by i`,
      [from, from + batch - 1, now, JSON.stringify(ruleThen(1)), JSON.stringify(ruleThen(2))],
    )
  }
  await send('drop table bench_people, bench_addresses')
  await send('analyze events')
}

const ruleAt = (at: number) => ({
  id: `rule-${at}`,
  whom: [`group-${(at * 7) % groups}`, `group-${(at * 11 + 3) % groups}`],
  ...(at % 3 === 0 && { where: [`network-${at % networks}`, `network-${(at + 5) % networks}`] }),
  ...(at % 4 === 1 && {
    applications: times(5, (nth) => `application-${(at * 3 + nth * 7) % applications}`),
  }),
  ...(at % 5 === 2 && { when: { days: ['saturday', 'sunday'] } }),
  ...(at % 6 === 0 && {
    except: [{ where: [`network-${(at + 1) % networks}`], owner: 'IT', until: '2030-12-31' }],
  }),
  need: {
    proofs: 1 + (at % 2),
    accepts: at % 7 === 0 ? ['password', 'passkey'] : ['password', 'totp', 'sms'],
    ...(at % 8 === 3 && { methods: ['app'], putOff: { times: 3 } }),
  },
})

/** Forty rules, other than those that the history was made by. */
export const newFile = {
  organisations: [
    {
      id: 'fjordvik',
      domains: ['fjordvik.example'],
      name: 'Fjordvik kommune',
      service: 'Fjordvik',
      color: '#1f5fa8',
    },
  ],
  rights: [{ id: 'helpdesk', may: 'help', whom: ['group-3'] }],
  networks: times(networks, (at) => ({
    id: `network-${at}`,
    ranges: [`10.${at}.0.0/16`, `2001:db8:${at}::/48`],
  })),
  groups: times(groups, (at) => ({ id: `group-${at}`, name: `Group ${at}` })),
  applications: times(applications, (at) => ({
    id: `application-${at}`,
    name: `Application ${at}`,
    everyone: true,
  })),
  rules: [
    ...times(39, ruleAt),
    { id: 'all', need: { proofs: 2, accepts: ['password', 'totp', 'sms', 'passkey'] } },
  ],
}

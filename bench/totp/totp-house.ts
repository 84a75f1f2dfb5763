// Our whole house in a process of its own, with people who have a password and a code app, and with
// visits where the password was shown already: what W2 answers. Its own PostgreSQL, durable. Asked
// on its input for so many visits, it says one a line; asked for 0, how many statements it has
// sent.
import { createInterface } from 'node:readline'
import { applyConfiguration } from '../../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../../src/domain/applying/house-file.ts'
import { browserId } from '../../src/domain/visits/browsers.ts'
import { sealKept } from '../../src/domain/methods/methods.ts'
import { openVisit } from '../../src/domain/visits/visits.ts'
import { factors } from '../../src/factors/index.ts'
import { password } from '../../src/factors/password/password.ts'
import { totp } from '../../src/factors/totp/totp.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { codeAt, makeKey, stepAt } from '../../src/lib/methods/totp.ts'
import { keyedHash } from '../../src/lib/digest.ts'
import { randomSecret } from '../../src/lib/random.ts'
import { openDoor } from '../../src/main.ts'
import { readSettings } from '../../src/settings.ts'
import type { Database } from '../../src/store/database.ts'
import { openStore } from '../../src/store/server/open-store.ts'
import { signing } from '../sign-in-settings.ts'

const settings = { ...readSettings({ argv: [] }), demo: false }
const store = await openStore(settings)
let statements = 0
const counting: Database = {
  ...store.database,
  send: (...sent) => {
    statements += 1
    return store.database.send(...sent)
  },
  transaction: (work) =>
    store.database.transaction((db) =>
      work({
        ...db,
        send: (...sent) => {
          statements += 1
          return db.send(...sent)
        },
      }),
    ),
}
const door = await openDoor(settings, counting, systemClock)
const need = { proofs: 2, accepts: ['password', 'totp'] }
const read = readHouseFile({ ...signing.house, rules: [{ id: 'all', need }] }, factors)
if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
await applyConfiguration(door.opened.moment(), read.file)
await door.refresh()

const { house } = door.opened
const now = new Date()
const key = makeKey()
const people = Array.from({ length: signing.people }, (_none, at) => `person-${at}`)
await store.database.send(
  '',
  `insert into people (id, organisation_id, login, look, given_name, family_name, state,
     created_at, changed_at)
   select id, 'fjordvik', id || '@fjordvik.example', id, 'Kari', 'Nordmann', 'active', $2, $2
   from unnest($1::text[]) as id`,
  [people, now],
)
const codes = people.map((id) => `${id}-totp`)
const kept = { key: key.toString('base64'), after: 0 }
await store.database.send(
  '',
  `insert into methods (id, person_id, factor, kept, created_at)
   select m.id, m.person, m.factor, m.kept, $5
   from unnest($1::text[], $2::text[], $3::text[], $4::bytea[]) as m (id, person, factor, kept)`,
  [
    [...people, ...codes],
    [...people, ...people],
    [...people.map(() => 'password'), ...people.map(() => 'totp')],
    [
      ...people.map((id) => sealKept(house, password, id, { hash: 'nobody asks for it here' })),
      ...codes.map((id) => sealKept(house, totp, id, kept)),
    ],
    now,
  ],
)

let next = 0
async function prepare(): Promise<void> {
  const secret = randomSecret()
  const from = { address: `10.0.${(next >> 8) & 255}.${next & 255}`, networks: [] }
  const moment = { ...door.opened.moment(), from, browser: browserId(house, secret) }
  const person = people[next++ % people.length] ?? ''
  const at = moment.now.toISOString()
  const proof = { factor: 'password', method: person, at, ...password.proof }
  const ref = await openVisit(moment, {
    flow: 'sign-in',
    errand: { protocol: 'portal', ref: '/', mayAsk: true },
    learned: { who: person, proofs: [proof] },
  })
  const token = keyedHash(house.keys.keyFor('form'), 'form', secret)
    .subarray(0, 18)
    .toString('base64url')
  const code = codeAt(key, stepAt(moment.now))
  process.stdout.write(`${JSON.stringify({ ref, secret, token, code })}\n`)
}

async function prepareMany(many: number): Promise<void> {
  for (let left = many; left > 0; left -= 1) await prepare()
}

process.stdout.write(`${JSON.stringify({ origin: settings.address.origin })}\n`)
const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const many = Number(line)
  if (many === 0) process.stdout.write(`${JSON.stringify({ statements })}\n`)
  else void prepareMany(many)
})
lines.on('close', () => void door.close().then(() => store.close()))

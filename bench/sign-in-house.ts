// Our whole house in a process of its own, with people who have passwords: what W1 signs in to. Its
// own PostgreSQL, durable.
import { applyConfiguration } from '../src/domain/applying/apply-configuration.ts'
import { readHouseFile } from '../src/domain/applying/house-file.ts'
import { factors } from '../src/factors/index.ts'
import { sealKept } from '../src/domain/methods/methods.ts'
import { password } from '../src/factors/password/password.ts'
import { systemClock } from '../src/lib/clock.ts'
import { openDoor } from '../src/main.ts'
import { readSettings } from '../src/settings.ts'
import { openStore } from '../src/store/server/open-store.ts'
import { signing } from './sign-in-settings.ts'

const settings = { ...readSettings({ argv: [] }), demo: false }
const store = await openStore(settings)
const door = await openDoor(settings, store.database, systemClock)
const read = readHouseFile(signing.house, factors)
if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
await applyConfiguration(door.opened.moment(), read.file)
await door.refresh()

const { house } = door.opened
// One hash for everybody: to choose a hundred thousand passwords would take longer than to measure
// them.
const hash = await house.passwords.hash(signing.password)
if (hash === 'busy') throw new Error('The lane is busy before anybody has come')
const now = new Date()
const people = Array.from({ length: signing.people }, (_none, at) => `person-${at}`)
await store.database.send(
  '',
  `insert into people (id, organisation_id, login, look, given_name, family_name, state,
     created_at, changed_at)
   select id, 'fjordvik', id || '@fjordvik.example', id, 'Kari', 'Nordmann', 'active', $2, $2
   from unnest($1::text[]) as id`,
  [people, now],
)
await store.database.send(
  '',
  `insert into methods (id, person_id, factor, kept, created_at)
   select m.id, m.id, 'password', m.kept, $3 from unnest($1::text[], $2::bytea[]) as m (id, kept)`,
  [people, people.map((id) => sealKept(house, password, id, { hash })), now],
)
process.stdout.write(`${JSON.stringify({ origin: settings.address.origin })}\n`)
process.stdin.resume()
process.stdin.on('end', () => void door.close().then(() => store.close()))

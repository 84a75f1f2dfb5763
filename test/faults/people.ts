// The house that faults are tried on: one organisation, one application, and people who have a
// password already.
import { importPeople } from '../../src/domain/importing/import-people.ts'
import { invite } from '../../src/domain/people/invitations.ts'
import { sealKept } from '../../src/domain/methods/methods.ts'
import { password as factor } from '../../src/factors/password/password.ts'
import type { OpenHouse } from '../../src/main/house.ts'
import { fjordvik } from '../town/house.ts'
import type { Invited, Person } from './flows.ts'

export const password = 'havregrøt og rømme 12'
export const application = 'post'
export const redirect = 'https://post.fjordvik.example/callback'
export const secret = 'a-secret-of-256-bits-made-by-a-machine-for-tests'

export const faultsHouse = {
  ...fjordvik,
  applications: [
    {
      id: application,
      name: 'E-post',
      everyone: true,
      oidc: { redirects: [redirect], secret },
    },
  ],
}

/** People as they stand long after they were activated, all with the same password. */
export async function addPeople({ house, moment }: OpenHouse, ids: readonly string[]) {
  const { db, now } = moment()
  const hash = await house.passwords.hash(password)
  if (hash === 'busy') throw new Error('The lane is busy before anybody has come')
  await db.send(
    '',
    `insert into people (id, organisation_id, login, look, given_name, family_name, state,
       created_at, changed_at)
     select id, 'fjordvik', id || '@fjordvik.example', id, 'Kari', 'Nordmann', 'active', $2, $2
     from unnest($1::text[]) as id`,
    [ids, now],
  )
  await db.send(
    '',
    `insert into addresses (person_id, kind, address, added_at)
     select id, 'mail', id || '@post.example', $2 from unnest($1::text[]) as id`,
    [ids, now],
  )
  await db.send(
    '',
    `insert into methods (id, person_id, factor, kept, created_at)
     select m.id, m.id, 'password', m.kept, $3
     from unnest($1::text[], $2::bytea[]) as m (id, kept)`,
    [ids, ids.map((id) => sealKept(house, factor, id, { hash })), now],
  )
}

let born = 0

/** Somebody with a letter and a PIN, printed for us as on paper. */
export async function invited(opened: OpenHouse): Promise<Invited> {
  born += 1
  const id = `ny-${born}`
  const login = `${id}@fjordvik.example`
  const list = `Fornavn;Etternavn;Brukernavn;E-post\nKari;Nordmann;${login};${login}`
  const { made } = await importPeople(opened.moment(), list)
  const person = made[0]?.id ?? ''
  const letter = await invite(opened.moment(), person, { channel: 'paper' })
  if (letter.is !== 'invited' || !letter.pin) throw new Error(`${login} could not be invited`)
  return { id: person, login, token: letter.token, pin: letter.pin.pin }
}

export async function colleague(opened: OpenHouse): Promise<Person> {
  born += 1
  const id = `ansatt-${born}`
  await addPeople(opened, [id])
  return { id, login: `${id}@fjordvik.example` }
}

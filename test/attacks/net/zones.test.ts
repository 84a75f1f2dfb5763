// Zones inside of others, the people in them, and the many ways to write one address: what is eased
// for some reaches nobody else, and only the address that is meant lies in a network.
import { expect } from 'vitest'
import { houseFile } from '../house-file.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import type { Person } from '../people.ts'
import { authorize, authorizing, codeOf } from '../verbs.ts'
import {
  atTheDoctors,
  byPassword,
  carried,
  easedInside,
  inside,
  netHouse,
  withApp,
} from './scene.ts'

openRig()

const owner = { owner: 'IKT', reason: 'Vikarer i juli' }
const two = { proofs: 2, accepts: ['password', 'totp'] }
const groups = [
  ...houseFile.groups,
  { id: 'leger', name: 'Leger' },
  { id: 'vikarer', name: 'Vikarer' },
  { id: 'drift', name: 'Drift' },
]
const rights = [{ id: 'drift', may: 'administer', whom: ['drift'] }]
const except = [{ whom: ['vikarer'], where: ['town'], until: '2099-12-31', ...owner }]
const zones = netHouse(
  [
    { id: 'leger', whom: ['leger'], except, need: two },
    { id: 'legekontor', where: ['doctors'], need: two },
    easedInside,
  ],
  { groups, rights },
)

const leave = (rig: Rig, { id }: Pick<Person, 'id'>, group: string): Promise<unknown> =>
  rig.town.database.send('', 'delete from memberships where person_id = $1 and group_id = $2', [
    id,
    group,
  ])

attack('ATK-NET-07 what is eased for some reaches nobody else, and ends at once', async (rig) => {
  await rig.town.apply(zones)
  const colleague = await withApp(rig, 'alice')
  const doctor = await withApp(rig, 'bob', 'ansatte, leger')
  const locum = await withApp(rig, 'frida', 'leger, vikarer')
  const keeper = await withApp(rig, 'oskar', 'ansatte, drift')
  const at = (from: string, { person }: { readonly person: Person }) =>
    byPassword(rig, carried(rig, from).browser, person)
  const working = carried(rig, inside)
  await rig.attack({ sessions: 2 }, async () => {
    expect(await at(inside, colleague)).toBe('in')
    expect(await byPassword(rig, working.browser, locum.person)).toBe('in')
  })
  expect(codeOf(await authorize(working.browser, authorizing('post', quietly)))).toBeTruthy()
  await rig.attack({}, async () => {
    // The zone lies inside, and whoever is in it is asked as it says and not as what lies around
    // it.
    expect(await at(atTheDoctors, colleague)).toBe('asked')
    // The exception of others, and the place, are not theirs.
    expect(await at(inside, doctor)).toBe('asked')
    expect(await at(inside, keeper)).toBe('asked')
  })
  await rig.attack({ rows: true }, async () => {
    await leave(rig, locum.person, 'vikarer')
    const quiet = await authorize(working.browser, authorizing('post', quietly))
    expect(quiet.location).toContain('error=login_required')
  })
  // A rule that is changed bites as soon, and not only at the next sign-in.
  const stays = carried(rig, inside)
  expect(await byPassword(rig, stays.browser, colleague.person)).toBe('in')
  await rig.town.apply(netHouse([], { groups }))
  await rig.attack({}, async () => {
    const quiet = await authorize(stays.browser, authorizing('post', quietly))
    expect(quiet.location).toContain('error=login_required')
  })
  await rig.town.apply(houseFile)
})

const quietly = { prompt: 'none' }

attack(
  'ATK-NET-09 an address lies in a network by what it is, however it is written',
  async (rig) => {
    await rig.town.apply(netHouse())
    const { person } = await withApp(rig, 'alice')
    const within = [
      '::ffff:10.20.1.1',
      '::FFFF:0a14:0101',
      '0:0:0:0:0:ffff:10.20.1.1',
      // A new address each day, in the same network.
      '2001:db8:20::1f3a:99ff:fe00:1',
      '2001:0DB8:0020:7::d1ce',
    ]
    const without = [
      // IPv4 inside of other things: a translator, a tunnel, an old form. Anybody may call from
      // there.
      '64:ff9b::10.20.1.1',
      '64:ff9b::a14:101',
      '2002:a14:101::1',
      '::10.20.1.1',
      '::ffff:0:10.20.1.1',
      '2001:0:a14:101::f5eb:fefe',
      // What cannot be read in one way only is read in none.
      '010.020.001.001',
      '0x0a.0x14.0x01.0x01',
      '10.20.257',
      '169083137',
      '2001:db8:21::1',
    ]
    await rig.attack({ sessions: within.length }, async () => {
      for (const from of within)
        expect([from, await byPassword(rig, carried(rig, from).browser, person)]).toEqual([
          from,
          'in',
        ])
    })
    await rig.attack({}, async () => {
      for (const from of without)
        expect([from, await byPassword(rig, carried(rig, from).browser, person)]).toEqual([
          from,
          'asked',
        ])
    })
    await rig.town.apply(houseFile)
  },
)

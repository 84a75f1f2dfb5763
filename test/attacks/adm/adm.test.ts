// Whoever helps, and whoever would like to: every address by everybody, on oneself and on whoever
// is above, with more fields than there are, and with what was shown by somebody else.
import { expect } from 'vitest'
import { z } from 'zod'
import { adminRoutes } from '../../../src/http/admin/admin.ts'
import { giveApp } from '../methods.ts'
import type { Person } from '../people.ts'
import { attack, openRig } from '../rig.ts'
import { signOut } from '../verbs.ts'
import { ask } from '../witness.ts'
import { aroundCases } from './around.ts'
import { type Asker, asks, comesIn, house } from './desk.ts'
import { twoPeopleCases } from './two-people.ts'

openRig()
twoPeopleCases()
aroundCases()

const acts = [
  'unlock',
  'freeze',
  'unfreeze',
  'letter',
  'forget-browsers',
  'pass',
  'remove-method',
  'restore-method',
] as const

const isFound = (seen: object): boolean => 'found' in seen && seen.found === true

const fieldsOf = (act: string, person: string): Record<string, string> => ({
  person,
  reason: 'hun ringte',
  ...(act.endsWith('-method') && { method: 'none' }),
})

attack(
  'ATK-ADM-01 an address of the helpdesk is answered to whoever holds its right, and is in',
  async (rig) => {
    await rig.town.apply(house)
    const alice = await rig.colleague('alice')
    const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
    const mallory = await comesIn(rig, 'mallory', 'ansatte')
    const gone = await comesIn(rig, 'gone', 'ansatte,stotte')
    await signOut(gone.browser)
    const shown = await asks(desk, 'people/show', { person: alice.login })
    expect(shown.status).toBe(200)
    await rig.attack({ events: [] }, async () => {
      for (const { method, path } of adminRoutes) {
        for (const [asker, status] of [
          [mallory, 403],
          [gone, 401],
          [{ browser: rig.browser(), token: '' }, 401],
        ] as const) {
          const seen =
            method === 'GET'
              ? await asker.browser.get(path)
              : await asker.browser.post(path, {
                  ...fieldsOf(path, alice.login),
                  token: asker.token,
                })
          expect([path, seen.status]).toEqual([path, status])
        }
      }
    })
  },
)

const notAllowed = { status: 403, refused: 'not-allowed' }

attack('ATK-ADM-02 nobody helps themselves, or whoever holds a right', async (rig) => {
  await rig.town.apply(house)
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const admin = await comesIn(rig, 'admin', 'ansatte,drift')
  const outside = await rig.colleague('outside', { groups: 'skole' })
  await rig.attack({ events: [] }, async () => {
    for (const act of acts)
      for (const [asker, whom] of [
        [desk, desk.person],
        [desk, admin.person],
        [desk, outside],
        [admin, admin.person],
        [admin, desk.person],
      ] as const)
        expect([
          act,
          whom.login,
          await asks(asker, `people/${act}`, fieldsOf(act, whom.login)),
        ]).toEqual([act, whom.login, notAllowed])
  })
})

attack('ATK-ADM-02b nobody helps whoever leads them, at whatever height', async (rig) => {
  await rig.town.apply(house)
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const chief = await rig.colleague('chief')
  const head = await rig.colleague('head')
  const lead = 'update people set leader_id = $2 where id = $1'
  await ask(rig.town.database, lead, [desk.person.id, head.id])
  await ask(rig.town.database, lead, [head.id, chief.id])
  await rig.attack({ events: [] }, async () => {
    for (const act of acts)
      for (const whom of [head, chief])
        expect(await asks(desk, `people/${act}`, fieldsOf(act, whom.login))).toEqual(notAllowed)
  })
})

attack('ATK-ADM-04 what is not asked for is refused, whatever it is called', async (rig) => {
  await rig.town.apply(house)
  const alice = await rig.colleague('alice')
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const more = ['by', 'actor', 'caller', 'role', 'state', 'isVerified', '__proto__', 'constructor']
  await rig.attack({ events: [] }, async () => {
    for (const act of acts)
      for (const field of more) {
        const seen = await asks(desk, `people/${act}`, {
          ...fieldsOf(act, alice.login),
          ...Object.fromEntries([[field, 'session']]),
        })
        expect([act, field, seen.status]).toEqual([act, field, 400])
      }
  })
  expect({}).not.toHaveProperty('session')
})

attack('ATK-ADM-10 what one caller has shown, or has, is good for no other', async (rig) => {
  await rig.town.apply(house)
  const alice = await comesIn(rig, 'alice', 'ansatte')
  const bob = await rig.colleague('bob')
  await giveApp(rig, bob)
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const peer = await comesIn(rig, 'peer', 'ansatte,stotte')
  await alice.browser.get('/help/caller')
  await alice.browser.answer({})
  await alice.browser.get('/help/caller')
  const { code } = z
    .object({ of: z.object({ code: z.string() }) })
    .parse(alice.browser.last.screen).of
  const both = await Promise.all([asks(desk, 'callers', { code }), asks(peer, 'callers', { code })])
  expect(both.filter(isFound)).toHaveLength(1)
  const [knows, knowsNot] = isFound(both[0]) ? [desk, peer] : [peer, desk]
  const [method] = await ask<{ id: string }>(
    rig.town.database,
    `select id from methods where person_id = $1 and factor = 'totp'`,
    [bob.id],
  )
  const unlock = (asker: Asker, person: Person) =>
    asks(asker, 'people/unlock', { person: person.login })
  const missing = { status: 200, done: false, because: 'reason-missing' }
  await rig.attack({ events: [] }, async () => {
    expect(await unlock(knows, bob)).toEqual(missing)
    expect(await unlock(knowsNot, alice.person)).toEqual(missing)
    for (const act of ['remove-method', 'restore-method'])
      expect(
        await asks(knows, `people/${act}`, {
          person: alice.person.login,
          reason: 'hun ringte',
          method: method?.id ?? '',
        }),
      ).toMatchObject({ status: 200, done: false })
  })
  expect(await unlock(knows, alice.person)).toEqual({ status: 200, done: true })
})

attack(
  'ATK-ADM-15 a search shows those one may help, twenty at most, and is told of',
  async (rig) => {
    await rig.town.apply(house)
    const family = `Fjellhaug${Math.random().toString(36).slice(2, 8)}`
    for (let count = 0; count < 21; count += 1) await rig.colleague('mange', { family })
    await rig.colleague('outside', { family, groups: 'skole' })
    const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
    const seen = z.object({
      people: z.array(z.object({ groups: z.array(z.string()) })),
      isMore: z.boolean(),
    })
    await rig.attack({ events: ['person.looked-up', 'person.looked-up'] }, async () => {
      const found = seen.parse(await asks(desk, 'people/find', { words: family }))
      expect([found.people.length, found.isMore]).toEqual([20, true])
      const others = await asks(desk, 'people/find', { words: `outside` })
      expect(seen.parse(others).people.filter(({ groups: of }) => of.includes('skole'))).toEqual([])
    })
    const events = await ask<{ actor: string; data: unknown }>(
      rig.town.database,
      `select actor, data from events where kind = 'person.looked-up' order by id desc limit 2`,
    )
    expect(events.map(({ actor }) => actor)).toEqual([desk.person.id, desk.person.id])
    expect(JSON.stringify(events)).not.toContain(family)
  },
)

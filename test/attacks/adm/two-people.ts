// What takes two people at the helpdesk: one alone, twice; and one alone who adds what they then
// use. Must never be a file of cases by itself: another one opens the town for it.
import { expect } from 'vitest'
import { z } from 'zod'
import { newNumber, withPhone } from '../methods.ts'
import { lettersTo, presses, turns } from '../recovery.ts'
import { attack, type Rig } from '../rig.ts'
import { signOut } from '../verbs.ts'
import { ask } from '../witness.ts'
import { type Asker, asks, comesIn, house, recovering } from './desk.ts'

const done = { status: 200, done: true }
const notDone = (because: string) => ({ status: 200, done: false, because })
const reason = 'hun ringte'

const listed = z.looseObject({
  awaited: z.array(z.object({ id: z.string(), login: z.string() })),
})
const waitingOf = async (asker: Asker, login: string): Promise<string> => {
  const { awaited } = listed.parse(await asks(asker, 'people/awaited-addresses', {}))
  return awaited.find((each) => each.login === login)?.id ?? ''
}

const addsAndUses = async (rig: Rig): Promise<void> => {
  await rig.town.apply(recovering)
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const peer = await comesIn(rig, 'peer', 'ansatte,stotte')
  const alice = await withPhone(rig, 'alice')
  const person = alice.person.login
  const eves = [newNumber(), `eve${Date.now()}@evil.example`]
  const letters = lettersTo(rig, person).length
  await rig.attack({}, async () => {
    for (const address of eves)
      expect(await asks(desk, 'people/add-address', { person, reason, address })).toEqual(done)
    for (const act of ['pass', 'unlock', 'remove-method', 'restore-method'])
      expect([act, await asks(desk, `people/${act}`, fieldsOf(act, person))]).toEqual([
        act,
        notDone('added-an-address'),
      ])
    const browser = rig.browser()
    await turns(browser, person)
    await presses(browser, { do: 'send' })
    await expect.poll(() => rig.town.phones.messagesTo(alice.number).length).toBeGreaterThan(0)
    expect(rig.town.phones.messagesTo(eves[0] ?? '')).toEqual([])
  })
  // The owner hears of both on what stood before, and can stop it from there.
  await expect.poll(() => lettersTo(rig, person).length).toBeGreaterThanOrEqual(letters + 2)
  expect(lettersTo(rig, person).at(-1)?.text).toMatch(/https:\/\/[^\s]+\/freeze\/[\w-]{43}/)
  expect(lettersTo(rig, eves[1] ?? '')).toEqual([])
  for (const address of eves) {
    const { awaited } = listed.parse(await asks(peer, 'people/awaited-addresses', {}))
    const own = awaited.filter(({ login }) => login === person)
    const tried = await Promise.all(
      own.map(({ id }) => asks(peer, 'people/confirm-address', { person, reason, id, address })),
    )
    expect(tried).toContainEqual(done)
  }
  expect(await asks(desk, 'people/unlock', { person, reason })).toEqual(done)
}

const fieldsOf = (act: string, person: string): Record<string, string> => ({
  person,
  reason,
  ...(act.endsWith('-method') && { method: 'none' }),
})

const confirmsAlone = async (rig: Rig): Promise<void> => {
  await rig.town.apply(house)
  const alice = await rig.colleague('alice')
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const peer = await comesIn(rig, 'peer', 'ansatte,stotte')
  const twin = await comesIn(rig, 'twin', 'ansatte,stotte')
  const theirs = newNumber()
  const knows = 'update people set known_phone = $1 where id in ($2, $3)'
  await ask(rig.town.database, knows, [theirs, desk.person.id, twin.person.id])
  const person = alice.login
  const address = newNumber()
  const adds = (to: string) => asks(desk, 'people/add-address', { person, reason, address: to })
  const confirms = (who: Pick<Asker, 'browser' | 'token'>, id: string, typed = address) =>
    asks(who, 'people/confirm-address', { person, reason, id, address: typed })
  expect(await adds(address)).toEqual(done)
  const id = await waitingOf(peer, person)
  await rig.attack({ events: [] }, async () => {
    // Twice by the same one, in two tabs at once, and by another account of theirs.
    for (const seen of await Promise.all([confirms(desk, id), confirms(desk, id)]))
      expect(seen).toEqual(notDone('second-person-needed'))
    expect(await confirms(twin, id)).toEqual(notDone('second-person-needed'))
    // What another one's page was given, and what another one typed.
    const forged = { browser: peer.browser, token: desk.token }
    expect(await confirms(forged, id)).toMatchObject({ status: 403 })
    expect(await confirms(peer, id, newNumber())).toEqual(notDone('another-address'))
  })
  // Another one who sits down where the first one sat.
  await signOut(desk.browser)
  const guest = await comesIn(rig, 'guest', 'ansatte,stotte', desk.browser)
  await rig.attack({ events: [] }, async () => {
    expect(await confirms(guest, id)).toEqual(notDone('second-person-needed'))
  })
  // What was agreed on is not what stands there now.
  const other = newNumber()
  expect(await asks(guest, 'people/take-back-address', { person, reason, id })).toEqual(done)
  expect(await asks(guest, 'people/add-address', { person, reason, address: other })).toEqual(done)
  const next = await waitingOf(peer, person)
  await rig.attack({ events: [] }, async () => {
    expect(await confirms(peer, id)).toEqual(notDone('no-longer-waits'))
    expect(await confirms(peer, next)).toEqual(notDone('another-address'))
  })
  await ask(
    rig.town.database,
    `update added_addresses set counts_from = counts_from - interval '1 day' where id = $1`,
    [next],
  )
  await rig.attack({ events: [] }, async () => {
    expect(await confirms(peer, next, other)).toEqual(notDone('no-longer-waits'))
  })
  const mail = `alice${Date.now()}@ny.example`
  expect(await asks(guest, 'people/add-address', { person, reason, address: mail })).toEqual(done)
  expect(await confirms(peer, await waitingOf(peer, person), mail)).toEqual(done)
}

const opensAlone = async (rig: Rig): Promise<void> => {
  await rig.town.apply(house)
  const alice = await rig.colleague('alice')
  const desk = await comesIn(rig, 'desk', 'ansatte,stotte')
  const peer = await comesIn(rig, 'peer', 'ansatte,stotte')
  const person = alice.login
  const frozen = `update people set state = 'suspended', state_reason = 'not-me' where id = $1`
  await ask(rig.town.database, frozen, [alice.id])
  const opens = (who: Asker) => asks(who, 'people/unfreeze-by-two', { person, reason })
  await rig.attack({ events: ['opening.asked'] }, async () => {
    for (const act of ['unfreeze', 'unfreeze-by-two', 'unfreeze-by-two'])
      expect(await asks(desk, `people/${act}`, { person, reason })).toEqual(
        notDone('second-person-needed'),
      )
  })
  const late = `update asked_openings set asked_at = asked_at - interval '1 day' where person_id = $1`
  await ask(rig.town.database, late, [alice.id])
  await rig.attack({ events: ['opening.asked'] }, async () => {
    expect(await opens(peer)).toEqual(notDone('second-person-needed'))
  })
  expect(await opens(desk)).toEqual(done)
}

export function twoPeopleCases(): void {
  attack('ATK-ENR-20b whoever adds a number does not use it', addsAndUses)
  attack('ATK-ADM-03 two are two people, who agree on the same', confirmsAlone)
  attack('ATK-ADM-03b one alone opens no account that its owner has frozen', opensAlone)
}

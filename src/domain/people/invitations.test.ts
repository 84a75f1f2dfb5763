import { beforeEach, describe, expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { firstMorning, fjordvik, townHouse } from '../../../test/town/house.ts'
import { secondsAfter } from '../../lib/clock.ts'
import { statement } from '../../store/database.ts'
import { importPeople } from '../importing/import-people.ts'
import {
  invite,
  type Invited,
  openLetter,
  readLetter,
  readStartCode,
  sendNewLetter,
  spendLetter,
} from './invitations.ts'
import { leaderList, renewPin } from './leader-list.ts'
import { inTransaction } from '../moment.ts'
import { activate, findPersonByName, setState } from './people.ts'

const db = await townDatabase()
const house = await townHouse(db)
const morning = house.at(firstMorning)
const later = (seconds: number) => house.at(secondsAfter(morning.now, seconds))

const empty = statement('empty', 'truncate people, messages, events cascade')
const queued = statement<{ kind: string; language: string }>(
  'queued',
  'select kind, language from messages order by created_at',
)
const kinds = statement<{ kind: string }>('kinds of events', 'select kind from events order by id')

let kari = ''
beforeEach(async () => {
  await empty.count(db)
  await house.apply(fjordvik)
  const list = [
    'fornavn;etternavn;login;e-post;leder',
    'Ola;Nordmann;ola;;',
    'Kari;Nordmann;kari;kari@fjordvik.example;ola',
  ].join('\n')
  kari = (await importPeople(morning, list)).made[1]?.id ?? ''
})

async function invited(moment = morning): Promise<Invited> {
  const made = await invite(moment, kari)
  if (made.is === 'not-invited') throw new Error(made.because)
  return made
}

describe('a letter', () => {
  test('is fresh until it is opened, begun until it is spent, and then used', async () => {
    const { token, letter } = await invited()
    expect(await readLetter(morning, token)).toMatchObject({
      state: 'fresh',
      person: { firstName: 'Kari' },
    })
    expect((await readLetter(morning, token)).state).toBe('fresh')
    expect(await openLetter(morning, letter)).toBe(true)
    expect((await readLetter(morning, token)).state).toBe('begun')
    expect(await openLetter(later(60), letter)).toBe(true)
    await spendLetter(later(120), letter)
    expect((await readLetter(later(121), token)).state).toBe('used')
    const told = (await kinds.rows(db)).map((row) => row.kind)
    expect(told.filter((kind) => kind.startsWith('letter.'))).toEqual([
      'letter.sent',
      'letter.opened',
      'letter.spent',
    ])
  })

  test('is found by its start code together with the name, however it is typed', async () => {
    const { code, letter } = await invited()
    const written = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase()
    expect((await readStartCode(morning, 'Kari', written)).letter?.id).toBe(letter)
    expect(await readStartCode(morning, 'ola', code)).toEqual({ state: 'unknown' })
    expect(await readStartCode(morning, 'nobody', code)).toEqual({ state: 'unknown' })
  })

  test('lives exactly as long as the configuration says', async () => {
    await house.apply({ ...fjordvik, lives: { letter: '90 days' } })
    const { token, letter, expiresAt } = await invited()
    const life = 90 * 86_400
    expect(expiresAt).toEqual(secondsAfter(morning.now, life))
    expect((await readLetter(later(life - 1), token)).state).toBe('fresh')
    expect((await readLetter(later(life), token)).state).toBe('expired')
    expect(await openLetter(later(life), letter)).toBe(false)
    await expect(spendLetter(later(life), letter)).rejects.toMatchObject({ code: 'visit-ended' })
  })

  test('is superseded by a newer one, and tells when that was sent', async () => {
    const old = await invited()
    const newer = await invited(later(3600))
    const read = await readLetter(later(3601), old.token)
    expect(read).toMatchObject({ state: 'superseded', letter: { newestAt: later(3600).now } })
    expect(await openLetter(later(3601), old.letter)).toBe(false)
    expect((await readLetter(later(3601), newer.token)).state).toBe('fresh')
    expect(newer.pin?.pin).toBe(old.pin?.pin)
  })

  test('is unknown when it was made up, or when the person was suspended', async () => {
    expect(await readLetter(morning, 'made-up')).toEqual({ state: 'unknown' })
    const { token, letter } = await invited()
    await setState(morning, kari, 'suspended', 'left')
    expect((await readLetter(morning, token)).state).toBe('unknown')
    await expect(spendLetter(morning, letter)).rejects.toMatchObject({ code: 'visit-ended' })
  })

  test('from before the epoch was raised is dead', async () => {
    const { token, letter } = await invited()
    house.raiseEpoch()
    expect((await readLetter(morning, token)).state).toBe('expired')
    expect(await openLetter(morning, letter)).toBe(false)
  })

  test('is spent once, whoever tries at the same time', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { letter } = await invited(later(round))
      const both = await Promise.allSettled([1, 2, 3].map(() => spendLetter(later(round), letter)))
      expect(both.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    }
  })

  test('and its activation go together: whoever was suspended meanwhile stays out', async () => {
    const { letter } = await invited()
    const finish = inTransaction(morning, async (inside) => {
      await spendLetter(inside, letter)
      await activate(inside, kari)
    })
    const ends = await Promise.allSettled([finish, setState(morning, kari, 'suspended', 'left')])
    const person = await findPersonByName(morning, 'kari')
    expect(person?.state).toBe('suspended')
    expect(ends[1].status).toBe('fulfilled')
  })

  test('goes out in the language of the person or the organisation, in the same transaction', async () => {
    await invited()
    expect(await queued.rows(db)).toMatchObject([{ kind: 'welcome', language: 'nb' }])
    await inTransaction(later(5), async (inside) => {
      await invite(inside, kari)
      throw new Error('undone')
    }).catch(() => undefined)
    expect(await queued.rows(db)).toHaveLength(1)
  })

  test('is not made for somebody who is in already, or has no address', async () => {
    const ola = await findPersonByName(morning, 'ola')
    expect(await invite(morning, ola?.id ?? '')).toMatchObject({ because: 'no-mail-address' })
    expect(await invite(morning, ola?.id ?? '', { channel: 'paper' })).toMatchObject({
      is: 'invited',
      sentTo: [],
    })
    const { letter } = await invited()
    await spendLetter(morning, letter)
    await activate(morning, kari)
    expect(await invite(morning, kari)).toMatchObject({ because: 'not-in-state-invited' })
    await expect(activate(morning, kari)).rejects.toMatchObject({ code: 'not-allowed' })
  })

  test('can be asked for anew, but not at once and not all day', async () => {
    const { letter } = await invited()
    expect(await sendNewLetter(later(60), letter)).toMatchObject({ because: 'too-soon' })
    const ends: string[] = []
    for (let at = 1; at <= 6; at += 1) ends.push((await sendNewLetter(later(at * 700), letter)).is)
    expect(ends).toEqual(['invited', 'invited', 'invited', 'invited', 'not-invited', 'not-invited'])
    expect((await queued.rows(db)).at(-1)?.kind).toBe('new-letter')
  })
})

describe('the PIN', () => {
  test('stands on the list of the leader until it runs out, and can be made anew', async () => {
    const ola = (await findPersonByName(morning, 'ola'))?.id ?? ''
    const { pin } = await invited()
    expect(await leaderList(morning, ola)).toMatchObject([
      { login: 'kari@fjordvik.example', letter: 'sent', pin: { pin: pin?.pin } },
    ])
    expect((await leaderList(later(86_400), ola))[0]).not.toHaveProperty('pin')
    const renewed = await renewPin(later(86_400), kari)
    expect((await leaderList(later(86_401), ola))[0]?.pin?.pin).toBe(renewed?.pin)
  })

  test('is not made where the letter alone is enough', async () => {
    await empty.count(db)
    await house.apply({ ...fjordvik, rules: [{ id: 'brevet', need: { letterAlone: true } }] })
    const { made } = await importPeople(morning, 'fornavn;etternavn;mail\nA;B;a@fjordvik.example')
    expect(made[0]).not.toHaveProperty('pin')
    expect(await invite(morning, made[0]?.id ?? '')).not.toHaveProperty('pin')
  })
})

test('a name that two organisations have means the one that stands first', async () => {
  const [first] = fjordvik.organisations
  const handel = { ...first, id: 'handel', domains: ['handel.example'], name: 'Fjordvik Handel' }
  await house.apply({ ...fjordvik, organisations: [first, handel] })
  await importPeople(
    morning,
    'fornavn;etternavn;login\nKari;Hansen;kari@handel.example\nPer;Hansen;per@handel.example',
  )
  expect((await findPersonByName(morning, 'kari'))?.organisation).toBe('fjordvik')
  expect((await findPersonByName(morning, 'PER'))?.organisation).toBe('handel')
  expect((await findPersonByName(morning, 'kari@handel.example'))?.familyName).toBe('Hansen')
  expect(await findPersonByName(morning, 'kari\u200d')).toBeUndefined()
})

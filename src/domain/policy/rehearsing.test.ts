import { describe, expect, it } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { townHouse, fjordvik } from '../../../test/town/house.ts'
import { addEvents } from '../../store/events.ts'
import { factors } from '../../factors/index.ts'
import { imagine } from '../../flows/imagine.ts'
import { asApplied } from '../applying/as-applied.ts'
import { readHouseFile } from '../applying/house-file.ts'
import { eventKinds, type EventFacts } from '../events/event-kinds.ts'
import { importPeople } from '../importing/import-people.ts'
import { rehearse, type Rehearsed } from './rehearsing.ts'

const now = new Date('2027-03-01T08:00:00Z')
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
const accepts = ['password', 'totp', 'sms']
const office = { id: 'office', ranges: ['10.1.0.0/16'] }
const all = { id: 'all', need: { proofs: 2, accepts } }

type Decided = EventFacts<'signin.decided'>
const shown = (factor: string, at: Date): Decided['proofs'][number] => ({
  factor,
  kinds: [factor === 'password' ? 'knows' : 'has'],
  resistsPhishing: false,
  at,
})
const decided = (more: Partial<Decided> = {}): Decided => ({
  outcome: 'let-in',
  rule: 'all',
  flow: 'sign-in',
  protocol: 'portal',
  state: 'active',
  networks: [],
  groups: [],
  methods: ['password', 'totp'],
  fates: ['password:memory', 'totp:phone'],
  proofs: [shown('password', now), shown('totp', now)],
  needed: { proofs: 2, resistsPhishing: false, accepts },
  familiar: true,
  ...more,
})
interface Came {
  readonly person?: string
  readonly at?: Date
  readonly address?: string
  readonly data?: Partial<Decided>
}

const db = await townDatabase()
const house = await townHouse(db)

/** Held against rules, all that was recorded and nothing else. */
async function rehearsed(
  history: readonly Came[],
  { days = 30, ...file }: { readonly days?: number; readonly [part: string]: unknown },
): Promise<Rehearsed> {
  await db.send('', 'truncate events restart identity', [])
  await addEvents(
    db,
    history.map(({ person = 'kari', at = daysAgo(1), address = '192.0.2.7', data }) => ({
      at: at.toISOString(),
      kind: 'signin.decided',
      person_id: person,
      actor: null,
      address,
      case_number: null,
      data: eventKinds['signin.decided'].shape.parse(decided(data)),
    })),
  )
  const read = readHouseFile({ ...fjordvik, rules: [all], ...file }, factors)
  if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
  return rehearse(house.at(now), {
    configuration: asApplied(read.file),
    days,
    list: 10,
    imagining: imagine,
  })
}
const none = { same: 0, more: 0, less: 0, stopped: 0 }

describe('what was recorded is held against the other rules', () => {
  it('by the networks of the file, from the address that was recorded', async () => {
    const inside = { id: 'inside', where: ['office'], need: { proofs: 1 } }
    const told = await rehearsed(
      [{ address: '10.1.2.3' }, { address: '10.2.2.3' }, { address: '2001:db8::1' }],
      { networks: [office], rules: [inside, all] },
    )
    expect(told.signIns).toEqual({ ...none, less: 1, same: 2 })
    expect(told.rules).toEqual([
      { rule: 'inside', counts: { ...none, less: 1 } },
      { rule: 'all', counts: { ...none, same: 2 } },
    ])
  })

  it('by the groups and the methods of then, and not of now', async () => {
    const told = await rehearsed(
      [
        { person: 'was', data: { groups: ['skole'] } },
        { person: 'is not' },
        { person: 'has none', data: { groups: ['skole'], fates: ['password:memory'] } },
      ],
      { rules: [{ id: 'school', whom: ['skole'], need: { ...all.need, proofs: 2 } }, all] },
    )
    expect(told.rules.map(({ rule, counts }) => [rule, counts])).toEqual([
      ['school', { ...none, same: 1, stopped: 1 }],
      ['all', { ...none, same: 1 }],
    ])
    expect(told.affected.map(({ who }) => who)).toEqual(['has none'])
  })

  it('by the time on the wall when they came', async () => {
    const nights = { id: 'nights', when: { from: '22:00', until: '06:00' }, need: { proofs: 1 } }
    const told = await rehearsed(
      [{ at: new Date('2027-02-28T23:30:00Z') }, { at: new Date('2027-02-28T10:30:00Z') }],
      { rules: [nights, all] },
    )
    expect(told.signIns).toEqual({ ...none, less: 1, same: 1 })
  })

  it('by rules that name them, and by the rights of the file', async () => {
    const list = 'Fornavn;Etternavn;Brukernavn\nKari;Nordmann;kari@fjordvik.example'
    const { made } = await importPeople(house.at(now), list)
    const kari = made[0]?.id ?? ''
    const inside = { id: 'inside', where: ['office'], need: { proofs: 1 } }
    const hers = { id: 'hers', whom: ['kari@fjordvik.example'], need: { proofs: 1 } }
    const history = [
      { person: kari },
      { person: 'holder', address: '10.1.2.3', data: { groups: ['skole'] } },
    ]
    const told = await rehearsed(history, {
      networks: [office],
      rules: [hers, inside, all],
      rights: [{ id: 'help', may: 'help', whom: ['skole'] }],
    })
    expect(told.affected).toMatchObject([
      {
        who: 'kari@fjordvik.example',
        counts: { less: 1 },
        turns: [{ from: { rule: 'all', proofs: 2 }, to: { rule: 'hers', proofs: 1 }, times: 1 }],
      },
    ])
    expect(told.signIns).toEqual({ ...none, less: 1, same: 1 })
  })
})

describe('asked for more', () => {
  it('is also a method to set up, and not one that was put off and still may be', async () => {
    const need = { proofs: 1, accepts, methods: ['app'], firstByOneProof: true }
    const data = { fates: ['password:memory'], needed: { proofs: 1, resistsPhishing: false } }
    const history = [{ data }, { person: 'put off', data: { ...data, putOff: ['app'] } }]
    const strict = await rehearsed(history, { rules: [{ ...all, need }] })
    expect(strict.signIns).toEqual({ ...none, more: 2 })
    expect(strict.affected[0]?.turns[0]?.to).toMatchObject({ proofs: 1, sets: 1 })
    const patient = { ...need, putOff: { times: 3 } }
    const eased = await rehearsed(history, { rules: [{ ...all, need: patient }] })
    expect(eased.signIns).toEqual({ ...none, more: 1, same: 1 })
  })

  it('is also a proof that is too old by then', async () => {
    const at = daysAgo(1)
    const earlier = new Date(at.getTime() - 20 * 60_000)
    const data = { proofs: [shown('password', earlier), shown('totp', at)] }
    const fresh = (freshMinutes: number) => ({
      rules: [{ ...all, need: { ...all.need, freshMinutes } }],
    })
    expect((await rehearsed([{ at, data }], fresh(15))).signIns).toEqual({ ...none, more: 1 })
    expect((await rehearsed([{ at, data }], fresh(30))).signIns).toEqual({ ...none, same: 1 })
  })

  it('is also a second proof that was spared, and is not where it is spared still', async () => {
    const data = {
      needed: { proofs: 1, resistsPhishing: false, spared: true },
      rememberedSeconds: 10 * 86_400,
    }
    const remembering = (rememberDays: number) => ({
      rules: [{ ...all, need: { ...all.need, rememberDays } }],
    })
    expect((await rehearsed([{ data }], {})).signIns).toEqual({ ...none, more: 1 })
    expect((await rehearsed([{ data }], remembering(14))).signIns).toEqual({ ...none, same: 1 })
    expect((await rehearsed([{ data }], remembering(10))).signIns).toEqual({ ...none, more: 1 })
  })
})

describe('whoever was turned away', () => {
  const away = { outcome: 'turned-away' as const, fates: ['password:memory'] }

  it('comes in where the new rules let them, and is not stopped where they do not', async () => {
    const data = { ...away, because: 'not-enough-proven' }
    expect((await rehearsed([{ data }], {})).signIns).toEqual({ ...none, same: 1 })
    const eased = await rehearsed([{ data }], { rules: [{ ...all, need: { proofs: 1 } }] })
    expect(eased.signIns).toEqual({ ...none, less: 1 })
  })

  it('for another reason is helped by no rule', async () => {
    const data = { ...away, because: 'application-not-yours' }
    const eased = await rehearsed([{ data }], { rules: [{ ...all, need: { proofs: 1 } }] })
    expect(eased.signIns).toEqual({ ...none, same: 1 })
  })
})

describe('the history', () => {
  it('is read whole and once, over many stretches, as far back as was asked', async () => {
    const hours = Array.from({ length: 60 * 24 }, (_none, at) => at / 24)
    const history = hours
      .toReversed()
      .flatMap((days) => Array.from({ length: 8 }, () => ({ at: daysAgo(days + 0.001) })))
    const told = await rehearsed(history, { days: 30 })
    expect(told.signIns).toEqual({ ...none, same: 30 * 24 * 8 })
  })

  it('is judged also where it holds less than is recorded today', async () => {
    const { fates: _fates, ...before } = decided()
    await rehearsed([], {})
    const data = eventKinds['signin.decided'].shape.parse(before)
    await addEvents(db, [
      {
        at: daysAgo(1).toISOString(),
        kind: 'signin.decided',
        person_id: 'kari',
        actor: null,
        address: null,
        case_number: null,
        data,
      },
    ])
    const read = readHouseFile({ ...fjordvik, rules: [all] }, factors)
    if (read.is === 'wrong') throw new Error(read.faults.join('\n'))
    const configuration = asApplied(read.file)
    const asked = { configuration, days: 30, list: 10, imagining: imagine }
    expect((await rehearse(house.at(now), asked)).signIns).toEqual({ ...none, same: 1 })
  })

  it('is read by its numbers, and never sorted or read through', async () => {
    const { rows } = await db.send<{ 'QUERY PLAN': string }>(
      '',
      `explain select at, person_id, address, data from events
       where id > 1 and id <= 5000 and kind = 'signin.decided' order by id desc`,
      [],
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain('Index Scan Backward using events_pkey')
    expect(plan).not.toMatch(/Sort|Seq Scan/)
  })

  it('cannot be changed by it', async () => {
    const told = rehearse(
      {
        ...house.at(now),
        db: {
          ...db,
          transaction: (work) =>
            db.transaction(async (inside) => {
              const result = await work(inside)
              await inside.send('', `delete from people`, [])
              return result
            }),
        },
      },
      { configuration: house.house.configuration(), days: 1, list: 0, imagining: imagine },
    )
    await expect(told).rejects.toMatchObject({
      cause: { message: expect.stringContaining('read-only transaction') },
    })
  })
})

// A leader's word: vouching for oneself through others, answering or collecting twice, and the word
// of somebody who is not the leader any more.
import { expect } from 'vitest'
import type { Visitor } from '../../town/visitor.ts'
import { together } from '../../town/wire/one-packet.ts'
import { giveApp, giveNumber, methodsHouse } from '../methods.ts'
import { answering } from '../packets.ts'
import type { Person } from '../people.ts'
import { presses } from '../recovery.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import { signIn, whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

const waitSeconds = 10 * 60
const house = methodsHouse({
  need: { whenLost: ['leader'], leader: { waitMinutes: waitSeconds / 60 } },
  more: {
    groups: [
      { id: 'ansatte', name: 'Ansatte' },
      { id: 'drift', name: 'Drift' },
      { id: 'skole', name: 'Skole' },
    ],
    rights: [{ id: 'drift', may: 'administer', whom: ['drift'] }],
  },
})

const leads = 'update people set leader_id = $2 where id = $1'

/** Somebody with an app, and somebody who leads them and is in. */
async function ledBy(rig: Rig, groups = 'ansatte') {
  await rig.town.apply(house)
  const alice = await rig.colleague('alice', { groups })
  const boss = await rig.colleague('boss')
  await giveApp(rig, alice)
  await ask(rig.town.database, leads, [alice.id, boss.id])
  return { alice, boss }
}

/** In with a number, so that nothing waits for the clock. */
async function comesIn(rig: Rig, person: Person): Promise<Visitor> {
  const number = await giveNumber(rig, person)
  const browser = rig.browser()
  await rig.forgiven(() => signIn(browser, person))
  await browser.follow()
  await rig.forgiven(() => presses(browser, { code: rig.town.phones.codeTo(number) }))
  expect(await whoIsIn(browser)).toBe(person.login)
  return browser
}

/** At the page where the leader can be asked, or wherever it leads. */
async function loses(rig: Rig, person: Person): Promise<Visitor> {
  const browser = rig.browser()
  await rig.forgiven(() => signIn(browser, person))
  await browser.follow()
  await presses(browser, { do: 'lost' })
  await presses(browser, { do: 'choose', choice: 'phone-away' })
  await presses(browser, { do: 'choose', choice: 'leader' })
  return browser
}

async function asks(rig: Rig, person: Person) {
  const browser = await loses(rig, person)
  await presses(browser, { do: 'send' })
  expect(browser.last.screen).toMatchObject({ kind: 'ask-leader', state: 'waiting' })
  const newest = 'select id from challenges where person_id = $1 order by made_at desc'
  const [row] = await ask<{ id: string }>(rig.town.database, newest, [person.id])
  return {
    browser,
    page: `/vouch/${row?.id ?? ''}`,
    number: String(browser.last.screen?.['number']),
  }
}

const saysYes = async (leader: Visitor, page: string, code: string): Promise<void> => {
  await leader.get(page)
  expect(leader.last.screen).toMatchObject({ kind: 'vouch' })
  await leader.answer({ code })
}

const kindsAbout = async (rig: Rig, { id }: Person): Promise<readonly string[]> =>
  (
    await ask<{ kind: string }>(
      rig.town.database,
      `select kind from events where person_id = $1 and kind like 'challenge.%' order by id`,
      [id],
    )
  ).map(({ kind }) => kind)

attack('ATK-REC-18 nobody is vouched for by somebody whom they lead', async (rig) => {
  const { alice, boss } = await ledBy(rig)
  const chief = await rig.colleague('chief')
  const honest = await loses(rig, alice)
  expect(honest.last.screen).toMatchObject({ kind: 'ask-leader', state: 'unasked' })
  for (const [led, leader] of [
    [boss, alice],
    [alice, alice],
  ] as const) {
    await ask(rig.town.database, leads, [led.id, leader.id])
    await rig.attack({}, async () => {
      const browser = await loses(rig, alice)
      expect(browser.last.screen?.['kind']).not.toBe('ask-leader')
      await presses(browser, { do: 'send' })
      // The page that stood open before is of no more use.
      await presses(honest, { do: 'send' })
      expect(honest.last.screen?.['state']).not.toBe('waiting')
    })
  }
  // By way of somebody else, and while the leader looks at the question.
  await ask(rig.town.database, leads, [alice.id, boss.id])
  await ask(rig.town.database, leads, [boss.id, null])
  const leader = await comesIn(rig, boss)
  const asked = await asks(rig, alice)
  await leader.get(asked.page)
  await ask(rig.town.database, leads, [boss.id, chief.id])
  await ask(rig.town.database, leads, [chief.id, alice.id])
  await rig.attack({}, async () => {
    await leader.answer({ code: asked.number })
    expect(leader.last.screen).toMatchObject({ about: 'vouch-over' })
    await rig.pass(waitSeconds)
    await presses(asked.browser, {})
    expect(await whoIsIn(asked.browser)).toBeUndefined()
  })
})

attack('ATK-REC-18b nobody who holds a right is vouched for', async (rig) => {
  const { alice } = await ledBy(rig, 'ansatte,drift')
  await rig.attack({}, async () => {
    const browser = await loses(rig, alice)
    expect(browser.last.screen?.['kind']).not.toBe('ask-leader')
    for (const fields of [{ do: 'send' }, {}, { do: 'choose', choice: 'leader' }])
      await presses(browser, fields)
    expect(JSON.stringify(browser.last.screen)).not.toContain('leader')
  })
  expect(await kindsAbout(rig, alice)).toEqual([])
})

attack('ATK-REC-19 of a yes and a no in one moment the no is what counts', async (rig) => {
  const { alice, boss } = await ledBy(rig)
  const leader = await comesIn(rig, boss)
  const honest = await asks(rig, alice)
  await saysYes(leader, honest.page, honest.number)
  expect(leader.last.screen).toMatchObject({ about: 'vouch-yes' })
  await rig.pass(waitSeconds)
  await rig.forgiven(() => presses(honest.browser, {}))
  expect(await whoIsIn(honest.browser)).toBe(alice.login)
  const { browser, page, number } = await asks(rig, alice)
  await leader.get(page)
  const answer = (fields: Record<string, string>) => answering(rig, leader, fields)
  await rig.attack({}, async () => {
    await together(
      rig.nodes,
      Array.from({ length: 6 }, (_none, at) =>
        at % 2 === 0 ? answer({ code: number }) : answer({ choice: 'no' }),
      ),
    )
    await rig.pass(waitSeconds)
    await presses(browser, {})
    expect(browser.last.screen).toMatchObject({ kind: 'ask-leader', state: 'no' })
    await leader.get(page)
    await leader.get('/sign-out')
    await leader.post(page, { token: leader.last.form?.token ?? '', code: number })
    await rig.pass(waitSeconds)
    await presses(browser, {})
    expect(await whoIsIn(browser)).toBeUndefined()
  })
  const noes = `select 1 from events where person_id = $1 and data ->> 'outcome' = 'no'`
  expect(await ask(rig.town.database, noes, [alice.id])).toHaveLength(1)
})

attack('ATK-REC-20 three numbers are compared, however many come at once', async (rig) => {
  const { alice, boss } = await ledBy(rig)
  const leader = await comesIn(rig, boss)
  const { browser, page, number } = await asks(rig, alice)
  await leader.get(page)
  const answer = (fields: Record<string, string>) => answering(rig, leader, fields)
  const wrong = Array.from({ length: 20 }, (_none, at) =>
    String((Number(number) + 1 + at) % 1_000_000).padStart(6, '0'),
  )
  await rig.attack({}, async () => {
    await together(
      rig.nodes,
      wrong.map((code) => answer({ code })),
    )
    await leader.get(page)
    expect(leader.last.status).toBe(410)
    await leader.post(page, {
      token: (await leader.get('/sign-out')).form?.token ?? '',
      code: number,
    })
    await rig.pass(waitSeconds)
    await presses(browser, {})
    expect(browser.last.screen).toMatchObject({ state: 'over' })
  })
  const kinds = await kindsAbout(rig, alice)
  expect(kinds).not.toContain('challenge.answered')
  const [row] = await ask<{ tries: number }>(
    rig.town.database,
    'select tries from challenges where person_id = $1',
    [alice.id],
  )
  expect(row?.tries).toBe(3)
})

attack('ATK-REC-21 a word counts while who gave it is the leader, and open', async (rig) => {
  const { alice, boss } = await ledBy(rig)
  const other = await rig.colleague('other')
  const leader = await comesIn(rig, boss)
  const asked = await asks(rig, alice)
  await saysYes(leader, asked.page, asked.number)
  expect(leader.last.screen).toMatchObject({ about: 'vouch-yes' })
  await rig.pass(waitSeconds)
  // The page is drawn, and then the ground moves.
  const visit = asked.browser.last.path
  await asked.browser.get(visit)
  await ask(rig.town.database, leads, [alice.id, other.id])
  await rig.attack({}, async () => {
    await presses(asked.browser, {})
    // Whoever leads her now is asked anew.
    expect(asked.browser.last.screen?.['state']).not.toBe('done')
    expect(await whoIsIn(asked.browser)).toBeUndefined()
    expect(await kindsAbout(rig, alice)).not.toContain('challenge.collected')
  })
  // Back where it was, it is still theirs to use; and shut out, it is nobody's.
  await ask(rig.town.database, leads, [alice.id, boss.id])
  await asked.browser.get(visit)
  expect(asked.browser.last.screen).toMatchObject({ kind: 'ask-leader', state: 'done' })
  await rig.suspend(boss)
  await rig.attack({}, async () => {
    await presses(asked.browser, {})
    expect(asked.browser.last.screen?.['kind']).not.toBe('ask-leader')
    expect(await whoIsIn(asked.browser)).toBeUndefined()
  })
})

attack('ATK-REC-21b a leader who is not there, or was long ago, says nothing', async (rig) => {
  const { alice, boss } = await ledBy(rig)
  const leader = await comesIn(rig, boss)
  const { page, number } = await asks(rig, alice)
  await leader.get(page)
  const { form } = leader.last
  const late = await asks(rig, alice)
  await rig.pass(15 * 60 + 1)
  await rig.attack({ events: [] }, async () => {
    await leader.post(late.page, { token: form?.token ?? '', code: late.number })
    expect(leader.last.to).toMatch(/^\/visit\//)
  })
  const end = `update sessions set ended_at = now() where person_id = $1`
  await ask(rig.town.database, end, [boss.id])
  await rig.attack({ events: [] }, async () => {
    await leader.post(page, { token: form?.token ?? '', code: number })
    expect(leader.last.to).toMatch(/^\/visit\//)
  })
})

attack('ATK-REC-22 a yes lets one visit in, once, on however many nodes', async (rig) => {
  const { alice, boss } = await ledBy(rig)
  const leader = await comesIn(rig, boss)
  const asked = await asks(rig, alice)
  const elsewhere = await loses(rig, alice)
  await saysYes(leader, asked.page, asked.number)
  await rig.pass(waitSeconds)
  await asked.browser.get(asked.browser.last.path)
  const packet = answering(rig, asked.browser, {})
  await rig.attack({ sessions: 1 }, async () => {
    // In another browser that has typed the same password it is worth nothing.
    await presses(elsewhere, {})
    expect(await whoIsIn(elsewhere)).toBeUndefined()
    await together(
      rig.nodes,
      Array.from({ length: 8 }, () => packet),
    )
  })
  const collected = (await kindsAbout(rig, alice)).filter((kind) => kind === 'challenge.collected')
  expect(collected).toHaveLength(1)
})

attack('ATK-REC-23 a yes counts after the waiting time, and not a second before', async (rig) => {
  const { alice, boss } = await ledBy(rig)
  const leader = await comesIn(rig, boss)
  const { browser, page, number } = await asks(rig, alice)
  await saysYes(leader, page, number)
  await rig.pass(waitSeconds - 60)
  await rig.attack({ events: [] }, async () => {
    for (const fields of [{}, { code: number }, { do: 'choose', choice: 'leader' }]) {
      await presses(browser, fields)
      expect(browser.last.screen).toMatchObject({ kind: 'ask-leader', state: 'agreed' })
    }
  })
  await rig.pass(60)
  await rig.forgiven(() => presses(browser, {}))
  expect(await whoIsIn(browser)).toBe(alice.login)
})

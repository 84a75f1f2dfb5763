// What is written down: that nothing of it can be changed unseen, that nothing happens without it,
// and that it holds no secret.
import { expect } from 'vitest'
import { openEventSigner } from '../../../src/domain/events/event-signer.ts'
import { type Head, sealEvents, verifyEvents } from '../../../src/domain/events/event-seals.ts'
import { inTransaction } from '../../../src/domain/moment.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import {
  activate,
  authorizeAs,
  authorizing,
  changePassword,
  codeOf,
  name,
  places,
  proveForChange,
  redeem,
  signIn,
  signOut,
  tokensIn,
  whoIsIn,
} from '../verbs.ts'
import { ask, liveSessions } from '../witness.ts'

openRig()

const meddling = [
  `update events set data = data || '{"acr":"urn:portvakt:2fa"}' where id = (select max(id) from events)`,
  `update events set person_id = 'x' where id = (select min(id) from events)`,
  `update events set at = at + interval '1 second' where id = (select max(id) from events)`,
  `update events set address = '10.0.0.1' where id = (select max(id) from events)`,
  `delete from events where id = (select max(id) - 1 from events)`,
  `delete from events where id = (select max(id) from events)`,
  `insert into events overriding system value select (select max(id) from events) - 2, at, kind, person_id,
     actor, address, case_number, data from events where false`,
  `update events a set data = b.data, kind = b.kind from events b
     where a.id = (select max(id) from events) and b.id = (select max(id) - 1 from events)`,
  `delete from event_seals where upto = (select max(upto) from event_seals)`,
  `update event_seals set digest = previous where upto = (select max(upto) from event_seals)`,
  `delete from event_seals; delete from events`,
]

class Undone extends Error {}

attack('ATK-AUD-01 whatever is changed in what was written down is found', async (rig) => {
  const alice = await rig.colleague('alice')
  await signIn(rig.browser(), alice)
  const moment = rig.town.moment()
  const signer = await openEventSigner(moment)
  const heads: Head[] = []
  await sealEvents(moment, { signer, anchor: async (head) => void heads.push(head) })
  expect((await verifyEvents(moment, { signer, heads })).findings).toEqual([])
  await rig.attack({ events: [] }, async () => {
    for (const text of meddling.filter((each) => !each.includes('where false'))) {
      const trying = inTransaction(moment, async (inside) => {
        for (const one of text.split('; ')) await inside.db.send('', one, [])
        const { findings } = await verifyEvents(inside, { signer, heads })
        expect(findings, text).not.toEqual([])
        throw new Undone()
      })
      await expect(trying).rejects.toThrow(Undone)
    }
    expect((await verifyEvents(moment, { signer, heads })).findings).toEqual([])
  })
})

async function withoutEvents(rig: Rig, kinds: readonly string[], act: () => Promise<void>) {
  const { database } = rig.town
  await database.send(
    '',
    `create or replace function no_room() returns trigger language plpgsql as
       $$ begin raise exception 'no room'; end $$`,
    [],
  )
  await database.send(
    '',
    `create trigger no_room before insert on events for each row
       when (new.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})) execute function no_room()`,
    [],
  )
  await act()
  await database.send('', 'drop trigger no_room on events', [])
}

attack('ATK-AUD-03 what cannot be written down does not happen', async (rig) => {
  const alice = await rig.colleague('alice')
  const carol = await rig.invited()
  await signIn(rig.browser(), alice)
  const before = await liveSessions(rig.town.database, alice.id)
  const changing = rig.browser()
  await proveForChange(changing, alice)
  await rig.attack({ faults: true }, async () => {
    await withoutEvents(rig, ['session.started'], async () => {
      const browser = rig.browser()
      await signIn(browser, alice)
      expect(browser.last.status).toBeGreaterThanOrEqual(500)
      expect(browser.cookies.get('__Host-portvakt')).toBeUndefined()
    })
    await withoutEvents(rig, ['password.changed'], async () => {
      await changing.answer({ password: rig.newPassword() })
      expect(changing.last.status).toBeGreaterThanOrEqual(500)
    })
    await withoutEvents(rig, ['letter.spent'], async () => {
      const browser = rig.browser()
      await activate(browser, carol).catch(() => undefined)
      expect(await whoIsIn(browser)).toBeUndefined()
    })
    await withoutEvents(rig, ['person.state-changed'], async () => {
      await expect(rig.suspend(alice)).rejects.toThrow('no room')
    })
  })
  expect(await liveSessions(rig.town.database, alice.id)).toBe(before)
  const after = rig.browser()
  await signIn(after, alice)
  expect(await whoIsIn(after)).toBe(alice.login)
})

attack('ATK-AUD-04 nothing a stranger writes breaks a line of the log', async (rig) => {
  const alice = await rig.colleague('alice')
  await signIn(rig.browser(), alice)
  const evil = '\u001b[2J\u202e{"level":60}\n{"level":60,"msg":"forged"}'
  await rig.attack({}, async () => {
    const browser = rig.browser()
    await name(browser, evil)
    await browser.answer({ password: evil })
    await browser.get(`/${encodeURIComponent(evil)}`)
    await browser.get(`/visit/${encodeURIComponent(evil)}`, { 'user-agent': 'x'.repeat(8000) })
    await browser.get(places.start, { referer: 'https://evil.example/{"level":60}' })
  })
  for (const { said } of rig.nodes.all) {
    for (const line of said().split('\n').filter(Boolean)) {
      expect(line).not.toContain('\u001b')
      expect(typeof JSON.parse(line)).toBe('object')
      expect(line.length).toBeLessThan(20_000)
    }
  }
  const rows = await ask<{ count: number }>(
    rig.town.database,
    `select count(*)::int as count from events where data::text ~ 'forged|level'`,
  )
  expect(rows).toEqual([{ count: 0 }])
})

attack('ATK-AUD-05 no secret of any walk stands in a log, a row or a mail', async (rig) => {
  const { canaries } = rig.town
  const carol = await rig.invited()
  const browser = rig.browser()
  await activate(browser, carol)
  canaries.add(browser.cookies.get('__Host-portvakt') ?? '')
  canaries.add(browser.cookies.get('__Host-portvakt-browser') ?? '')
  const asked = authorizing('post')
  const code = codeOf(await authorizeAs(browser, asked, carol)) ?? ''
  const tokens = tokensIn(await redeem(rig.machine(), asked, code))
  for (const secret of [
    code,
    asked.verifier,
    tokens.access_token,
    tokens.refresh_token,
    tokens.id_token,
  ]) {
    canaries.add(secret ?? '')
  }
  const next = rig.newPassword()
  await changePassword(browser, carol, next)
  await rig.attack({}, async () => {
    const eve = rig.browser()
    await name(eve, carol.login)
    await eve.answer({ password: carol.password })
    await rig.machine().get(places.userinfo, { authorization: `Bearer ${tokens.access_token}x` })
    await rig.refresh(rig.machine(), `${tokens.refresh_token}x`)
    await rig.secretsStandNowhere()
  })
  for (const secret of [
    code,
    asked.verifier,
    tokens.access_token,
    tokens.refresh_token,
    tokens.id_token,
  ]) {
    canaries.delete(secret ?? '')
  }
})

attack('ATK-AUD-06 whoever’s password is changed is told, at every address', async (rig) => {
  const alice = await rig.colleague('alice')
  const other = `privat.${alice.login}`
  await rig.town.database.send('', `insert into addresses values ($1, 'mail', $2, 1, $3)`, [
    alice.id,
    other,
    rig.town.moment().now,
  ])
  await rig.attack({ rows: true }, async () => {
    await changePassword(rig.browser(), alice, rig.newPassword())
  })
  const told = await ask<{ kind: string; count: number }>(
    rig.town.database,
    `select kind, count(*)::int as count from messages where person_id = $1
     and kind = 'password-changed' group by 1`,
    [alice.id],
  )
  expect(told).toEqual([{ kind: 'password-changed', count: 2 }])
})

attack(
  'ATK-AUD-08 there is no session that was not written down, with its address',
  async (rig) => {
    const alice = await rig.colleague('alice')
    const carol = await rig.invited()
    await activate(rig.browser(), carol)
    await authorizeAs(rig.browser(), authorizing('post'), alice)
    const browser = rig.browser('203.0.113.77')
    await signIn(browser, alice, { stay: 'yes' })
    await signOut(browser)
    await rig.attack({ events: [] }, async () => {
      const silent = await ask<{ id: string }>(
        rig.town.database,
        `select s.id from sessions s where
         not exists (select from events e where e.kind = 'session.started' and e.address is not null
           and e.person_id = s.person_id and e.data ->> 'session' = s.id)
         or not exists (select from events e where e.kind = 'signin.decided' and e.address is not null
           and e.person_id = s.person_id and e.data ->> 'session' = s.id)
         or (s.ended_at is not null and not exists (select from events e
           where e.kind = 'session.ended' and e.data ->> 'session' = s.id))`,
      )
      expect(silent).toEqual([])
      const [event] = await ask<{ address: string }>(
        rig.town.database,
        `select address from events where kind = 'session.started' and person_id = $1
       order by id desc limit 1`,
        [alice.id],
      )
      expect(event?.address).toBe('203.0.113.77')
    })
  },
)

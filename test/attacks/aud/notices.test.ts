// What the owner is told of a change must arrive, whatever whoever made it does to stop it. The
// queue's clock is moved by hand; nobody waits.
import { expect, vi } from 'vitest'
import { townTime, type TownTime } from '../../town/moment.ts'
import { setJobClock } from '../../town/post.ts'
import { attack, openRig, type Rig } from '../rig.ts'
import type { Person } from '../people.ts'
import { changePassword, signIn, whoIsIn } from '../verbs.ts'
import { ask } from '../witness.ts'

openRig()

interface Row {
  readonly state: string
  readonly tries: number
}

const noticesOf = (rig: Rig, { id }: Person): Promise<Row[]> =>
  ask<Row>(
    rig.town.database,
    `select state, tries from messages where person_id = $1 and kind = 'password-changed'`,
    [id],
  )

/** The address at home was never written to about anything else. */
function newsTo(rig: Rig, { login, home }: { readonly login: string; readonly home: string }) {
  const { letters } = rig.town.smtp
  const atHome = letters.filter(({ rcpt }) => rcpt.includes(home))
  const isNews = ({ subject }: { subject: string }) => subject === atHome[0]?.subject
  return [atHome, letters.filter(({ rcpt }) => rcpt.includes(login)).filter(isNews)].map(
    (found) => found.length,
  )
}

const triesOf = (rows: readonly Row[]): number => rows.reduce((sum, { tries }) => sum + tries, 0)

const soon = (look: () => Promise<void>): Promise<void> => vi.waitFor(look, { timeout: 5_000 })

/** Somebody with an address at work and one at home. */
async function withTwo(rig: Rig, name: string): Promise<Person & { readonly home: string }> {
  const person = await rig.colleague(name)
  const home = `hjemme.${person.login}`
  await rig.town.database.send('', `insert into addresses values ($1, 'mail', $2, 1, $3)`, [
    person.id,
    home,
    rig.town.moment().now,
  ])
  return { ...person, home }
}

/** House and queue stand this much later, and whoever carries letters looks again. */
async function later(rig: Rig, time: TownTime, seconds: number): Promise<void> {
  await rig.pass(seconds)
  time.pass(seconds)
  await setJobClock(rig.town.database, time)
  await rig.town.database.send('', `select pg_notify('jobs', 'mail')`, [])
}

attack('ATK-AUD-07 news of a change outlives every attempt to stop it', async (rig) => {
  const { database, smtp } = rig.town
  const bob = await withTwo(rig, 'bob')
  const alice = await withTwo(rig, 'alice')
  const time = townTime(database)
  time.now = rig.town.moment().now
  await later(rig, time, 1)
  await changePassword(rig.browser(), bob, rig.newPassword())
  await soon(async () => {
    expect((await noticesOf(rig, bob)).map(({ state }) => state)).toEqual(['sent', 'sent'])
  })
  expect(newsTo(rig, bob)).toEqual([1, 1])

  // Whoever knows alice's password chooses a moment when no mail goes out, and then takes away
  // every address that could be written to.
  await smtp.close()
  const stolen = rig.newPassword()
  await rig.attack({ rows: true, sessions: 1 }, async () => {
    await changePassword(rig.browser(), alice, stolen)
    await soon(async () => {
      for (const { state, tries } of await noticesOf(rig, alice)) {
        expect([state, tries > 0]).toEqual(['waiting', true])
      }
    })
    await database.send('', 'delete from addresses where person_id = $1', [alice.id])
    const thief = rig.browser()
    await signIn(thief, { ...alice, password: stolen })
    expect(await whoIsIn(thief)).toBe(alice.login)
    for (let hours = 0; hours < 24; hours += 6) {
      const before = triesOf(await noticesOf(rig, alice))
      await later(rig, time, 6 * 3600)
      await soon(async () => {
        const rows = await noticesOf(rig, alice)
        expect(rows.map(({ state }) => state)).toEqual(['waiting', 'waiting'])
        expect(triesOf(rows)).toBeGreaterThan(before)
      })
    }
  })
  await smtp.open()
  await soon(async () => {
    await later(rig, time, 1800)
    expect((await noticesOf(rig, alice)).map(({ state }) => state)).toEqual(['sent', 'sent'])
  })
  expect(newsTo(rig, alice)).toEqual([1, 1])
})

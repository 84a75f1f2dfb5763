// A page that waits hears by itself what became of the code it is about: at once, from any node,
// and never with more than a word.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import { townDatabase } from '../town/database.ts'
import { openTown, type Town } from '../town/portvakt.ts'
import { visitor, type Visitor } from '../town/visitor.ts'
import { tellMoved } from '../../src/store/waiting.ts'
import { hears } from './line.ts'
import { known, typesPassword } from './typed-password.ts'
import { withoutApp } from '../town/without-app.ts'

let database: Database
let town: Town
beforeAll(async () => {
  database = await townDatabase()
  town = await openTown({ database, example: 'demo', change: withoutApp })
})
afterAll(() => town.close())

/** At the page of a code that was sent and has not arrived. */
async function waits(login: string): Promise<Visitor> {
  await town.knows(login, known)
  const who = await typesPassword(town, login)
  town.gateway.mode = 'hold'
  await who.answer({ do: 'send' })
  await who.follow()
  town.gateway.mode = 'ok'
  return who
}

const versionOf = ({ last }: Visitor): string => /[^.]+$/.exec(last.form?.question ?? '')?.[0] ?? ''
const refOf = ({ last }: Visitor): string => last.path.split('/').at(-1) ?? ''

describe('a page that waits', () => {
  it('is told that the message has arrived, and nothing it knows already', async () => {
    const who = await waits('ase.sather@fjordvik.example')
    expect(who.last.screen).toMatchObject({ sent: { state: 'sent' } })
    const line = await hears(town, `${who.last.path}/wait?at=${versionOf(who)}.sent`, who)
    expect(line.status).toBe(200)
    const told = line.next()
    await town.gateway.release()
    expect(await told).toBe('delivered')
    line.close()
    await who.get(who.last.path)
    expect(who.last.screen).toMatchObject({ sent: { state: 'delivered' } })
  })

  it('is told at once where it was drawn before the news', async () => {
    const who = await waits('bjorn.odegard@fjordvik.example')
    await town.gateway.release()
    const line = await hears(town, `${who.last.path}/wait?at=1.sent`, who)
    expect(await line.next()).toBe('moved')
    line.close()
  })

  it('tells nothing to another browser', async () => {
    const who = await waits('siri.ohara@fjordvik.example')
    const stranger = visitor(town.origin)
    await stranger.get('/')
    const line = await hears(town, `${who.last.path}/wait?at=1.sent`, stranger)
    expect(line.status).not.toBe(200)
    line.close()
    await town.gateway.release()
  })

  it('is told a word that the news itself brings', async () => {
    const who = await waits('li@fjordvik.example')
    const line = await hears(town, `${who.last.path}/wait?at=${versionOf(who)}.sent`, who)
    const told = line.next()
    // Of another question, which this page has gone on from.
    await tellMoved(database, refOf(who), 'done')
    await tellMoved(database, refOf(who), 'moved')
    expect(await told).toBe('moved')
    line.close()
    await town.gateway.release()
  })

  it('looks anew where the line to the database was broken meanwhile', async () => {
    const who = await waits('per.aas@fjordvik.example')
    const line = await hears(town, `${who.last.path}/wait?at=${versionOf(who)}.sent`, who)
    const told = line.next()
    await database.send('', 'update visits set version = version + 1 where ref = $1', [refOf(who)])
    await database.send(
      '',
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and query like 'listen%'`,
      [],
    )
    expect(await told).toBe('moved')
    line.close()
    await town.gateway.release()
  })
})

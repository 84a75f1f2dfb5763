// The way of a message: laid down with its act, carried out afterwards, lost by nobody.
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { townDatabase } from '../../test/town/database.ts'
import { townTime } from '../../test/town/moment.ts'
import { drawPlainly, setJobClock, townJobs } from '../../test/town/post.ts'
import { openTownSmtp } from '../../test/town/smtp.ts'
import { queueMessage, queueMessages, retryMessage } from '../domain/messages/messages.ts'
import { inTransaction, type Moment } from '../domain/moment.ts'
import { messagesInState } from '../store/messages.ts'
import { openMail } from './mail/mail.ts'
import { openRound, type Way } from './post-round.ts'

const database = await townDatabase()
const time = townTime(database)
const smtp = await openTownSmtp()
const faults: unknown[] = []
const jobs = townJobs(database, (fault) => faults.push(fault))
const mail = openMail({
  host: '127.0.0.1',
  port: smtp.port,
  ourName: 'logginn.fjordvik.example',
  timeoutSeconds: 0.3,
})
afterAll(async () => {
  mail.close()
  await smtp.close()
})

const way: Way = {
  moment: () => time.moment(),
  jobs,
  channel: mail,
  draw: drawPlainly,
  report: (fault) => faults.push(fault),
}
let round = openRound(way)

const message = (name: string) => ({
  kind: 'test' as const,
  to: `${name}@fjordvik.example`,
  language: 'nb' as const,
  data: { firstName: name, login: `${name}@fjordvik.example`, organisation: 'fjordvik' },
})
const lay = (name: string, moment: Moment = time.moment()) => queueMessage(moment, message(name))

const pass = async (seconds: number): Promise<void> => {
  time.pass(seconds)
  await setJobClock(database, time)
}
/** Steps of five minutes, a round at each. */
const live = async (hours: number): Promise<void> => {
  for (let step = 0; step < hours * 12; step += 1) {
    await pass(300)
    await round.carryOut()
  }
}
const events = async (kind: string) =>
  (
    await database.send<{ data: { message: string } }>(
      '',
      'select data from events where kind = $1',
      [kind],
    )
  ).rows.map((row) => row.data)

beforeEach(async () => {
  await database.send('', 'delete from messages', [])
  await database.send('', 'delete from pgboss.job', [])
  smtp.letters.length = 0
  smtp.mode = 'ok'
  round = openRound(way)
  await setJobClock(database, time)
})

describe('a message', () => {
  test('goes out once, with its own Message-ID, and its facts are emptied', async () => {
    const id = await lay('kari')
    expect(await round.carryOut()).toBe(1)
    expect(await round.carryOut()).toBe(0)
    expect(smtp.letters).toHaveLength(1)
    expect(smtp.letters[0]).toMatchObject({
      rcpt: ['kari@fjordvik.example'],
      from: '"FJORD, Fjordvik Handel" <ikke-svar@logginn.fjordvik.example>',
      subject: 'test æøå',
      messageId: `<${id}@logginn.fjordvik.example>`,
      text: expect.stringContaining('Hei, kari'),
      html: expect.stringContaining('<p>Hei, kari</p>'),
    })
    const kept = (await messagesInState(database, 'sent', 100)).find((row) => row.id === id)
    expect(kept).toMatchObject({ tries: 1, data: Buffer.alloc(0), sent_at: time.now })
    expect(await events('message.sent')).toContainEqual(expect.objectContaining({ message: id }))
  })

  test('does not exist when its act was undone', async () => {
    const act = inTransaction(time.moment(), async (inside) => {
      await lay('ola', inside)
      throw new Error('undone')
    })
    await expect(act).rejects.toThrow('undone')
    expect(await round.carryOut()).toBe(0)
    expect(smtp.letters).toEqual([])
  })

  test('is unreadable in the database', async () => {
    smtp.mode = 'refuse'
    await lay('hemmelig-kari')
    const { rows } = await database.send<{ row: string }>(
      '',
      `select m::text || j::text as row from messages m, pgboss.job j where m.state = 'waiting'`,
      [],
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { row } of rows) {
      expect(row).not.toContain('hemmelig')
      expect(row).not.toContain(Buffer.from('hemmelig').toString('hex'))
    }
  })

  test('in a campaign goes to each once', async () => {
    const names = Array.from({ length: 120 }, (_, at) => `person${at}`)
    await queueMessages(time.moment(), names.map(message))
    await round.carryOut()
    expect(smtp.letters.map((letter) => letter.rcpt[0]).toSorted()).toEqual(
      names.map((name) => `${name}@fjordvik.example`).toSorted(),
    )
  })
})

describe('FLT-SMTP-1', () => {
  test('a mail server that is away for a day loses nothing and doubles nothing', async () => {
    await smtp.close()
    const names = Array.from({ length: 20 }, (_, at) => `vente${at}`)
    for (const name of names) await lay(name)
    await live(24)
    expect(smtp.letters).toEqual([])
    await smtp.open()
    await live(2)
    expect(smtp.letters.map((letter) => letter.rcpt[0]).toSorted()).toEqual(
      names.map((name) => `${name}@fjordvik.example`).toSorted(),
    )
    expect(await messagesInState(database, 'waiting', 10)).toEqual([])
    expect(await messagesInState(database, 'dead', 10)).toEqual([])
  })

  test('a server that is away is asked by one letter at a time, not by each', async () => {
    await smtp.close()
    await smtp.open()
    smtp.mode = 'refuse'
    await queueMessages(
      time.moment(),
      Array.from({ length: 200 }, (_, at) => message(`kø${at}`)),
    )
    const before = smtp.calls
    await round.carryOut()
    await pass(1)
    await round.carryOut()
    expect(smtp.calls - before).toBeLessThanOrEqual(5)
  })

  test('a grey-listed letter goes out later, and holds up nobody', async () => {
    smtp.mode = 'greylist'
    const id = await lay('grå')
    await round.carryOut()
    expect(round.restsUntil).toBeUndefined()
    smtp.mode = 'ok'
    await lay('rask')
    await round.carryOut()
    expect(smtp.letters.map((letter) => letter.rcpt[0])).toEqual(['rask@fjordvik.example'])
    await live(1)
    expect(smtp.letters.map((letter) => letter.messageId)).toContainEqual(
      expect.stringContaining(id),
    )
  })

  test('a letter that is refused for good is dead, seen, and can be tried again', async () => {
    smtp.mode = 'never'
    const id = await lay('borte')
    await round.carryOut()
    const [dead] = await messagesInState(database, 'dead', 10)
    expect(dead).toMatchObject({ id, tries: 1, last_problem: expect.stringContaining('550') })
    expect(await events('message.dead')).toContainEqual(expect.objectContaining({ message: id }))
    await live(2)
    expect(smtp.letters).toEqual([])
    smtp.mode = 'ok'
    expect(await retryMessage(time.moment(), id)).toBe(true)
    expect(await retryMessage(time.moment(), id)).toBe(false)
    const text = `select 1 from events where kind = 'message.retried'`
    expect((await database.send('', text, [])).count).toBe(1)
    await round.carryOut()
    expect(smtp.letters).toHaveLength(1)
  })

  test('a sender that the server refuses kills nothing', async () => {
    smtp.mode = 'sender refused'
    await lay('uskyldig')
    await round.carryOut()
    expect(await messagesInState(database, 'dead', 10)).toEqual([])
    smtp.mode = 'ok'
    await live(1)
    expect(smtp.letters).toHaveLength(1)
  })

  test('a server that never answers after the letter is left, and asked again', async () => {
    smtp.mode = 'slow data'
    await lay('treg')
    await round.carryOut()
    smtp.mode = 'ok'
    await live(1)
    expect(smtp.letters).toHaveLength(1)
  })

  test('after five days of trying, and not before four, a letter is dead, and visible', async () => {
    smtp.mode = 'greylist'
    const id = await lay('aldri')
    for (let day = 0; day < 4; day += 1) await live(24)
    expect(await messagesInState(database, 'dead', 10)).toEqual([])
    for (let day = 0; day < 4; day += 1) await live(24)
    expect((await messagesInState(database, 'dead', 10)).map((row) => row.id)).toEqual([id])
  }, 60_000)
})

describe('FLT-SMTP-2', () => {
  test('killed between 250 and our commit, a letter comes twice at most, the same both times', async () => {
    const id = await lay('dobbel')
    // The node dies where it would keep what became of the letter: its job is never settled.
    const dies = openRound({
      ...way,
      jobs: { ...jobs, done: () => Promise.reject(new Error('killed')) },
    })
    await dies.carryOut()
    expect(smtp.letters).toHaveLength(1)
    await round.carryOut()
    expect(smtp.letters).toHaveLength(1)
    for (let step = 0; step < 6; step += 1) {
      await pass(120)
      await jobs.bringBackLost()
      await round.carryOut()
    }
    expect(smtp.letters.map((letter) => letter.messageId)).toEqual([
      `<${id}@logginn.fjordvik.example>`,
      `<${id}@logginn.fjordvik.example>`,
    ])
    await live(1)
    expect(smtp.letters).toHaveLength(2)
  })
})

test('letters leave no faster than the next house wants', async () => {
  const pressed = openRound({
    ...way,
    moment: () => time.moment({ now: new Date() }),
    perSecond: 50,
  })
  await queueMessages(
    time.moment(),
    Array.from({ length: 26 }, (_, at) => message(`jevn${at}`)),
  )
  const began = performance.now()
  await pressed.carryOut()
  expect(performance.now() - began).toBeGreaterThanOrEqual(495)
  expect(smtp.letters).toHaveLength(26)
})

// FLT-SMTP-1 and -2 with a real server: letters outlive a mail server that is away for a day and a
// server of ours that dies with them in hand. At most one comes twice, and the two are one letter.
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { invite } from '../../src/domain/people/invitations.ts'
import { townJobs, setJobClock } from '../town/post.ts'
import { townTime, type TownTime } from '../town/moment.ts'
import { openTownSmtp, type TownSmtp } from '../town/smtp.ts'
import { faultTown, type FaultTown } from './fault-town.ts'
import { activate, changePassword, type Person } from './flows.ts'
import { colleague, invited } from './people.ts'
import { kill, serve, type Served } from './served.ts'
import { walking } from './walks.ts'

let town: FaultTown
let smtp: TownSmtp
let served: Served
let time: TownTime
let jobs: ReturnType<typeof townJobs>
beforeAll(async () => {
  town = await faultTown()
  smtp = await openTownSmtp()
  time = townTime(town.database)
  time.now = new Date()
  jobs = townJobs(town.database, () => {})
})
afterEach(async () => {
  town.wire.before = undefined
  await kill(served)
})

const start = () => serve({ ...town.toServe, smtpPort: smtp.port })

/** A day later the queue's clock says so, and what a dead server had taken is brought back. */
async function aDayLater(days: number): Promise<void> {
  time.pass(days * 86_400)
  await setJobClock(town.database, time)
  await jobs.bringBackLost()
  // And the pause that every try is followed by has passed.
  time.pass(60)
  await setJobClock(town.database, time)
}

interface Row {
  readonly kind: string
  readonly state: string
  readonly tries: number
}
async function messagesOf({ id }: Person): Promise<readonly Row[]> {
  const { rows } = await town.database.send<Row>(
    '',
    'select kind, state, tries from messages where person_id = $1 order by created_at',
    [id],
  )
  return rows
}

async function all(person: Person, is: (row: Row) => boolean): Promise<void> {
  for (;;) {
    const rows = await messagesOf(person)
    if (rows.length > 0 && rows.every(is)) return
  }
}

const lettersTo = (login: string) => smtp.letters.filter(({ rcpt }) => rcpt.includes(login))

/** What leads on from a welcome letter. */
const linkIn = (text: string): string => /\/start\/[\w-]+/.exec(text)?.[0] ?? ''

describe('FLT-SMTP-2: killed between the mail server’s «taken» and our commit', () => {
  test('sends one letter twice at most, the same one, and loses none', async () => {
    served = await start()
    const carol = await invited(town.opened)
    town.wire.before = async ({ name }) => {
      if (name !== 'message-sent') return
      await kill(served)
      return 'cut'
    }
    await invite(town.moment(), carol.id, { channel: 'mail' })
    await served.ended
    expect(lettersTo(carol.login)).toHaveLength(1)
    expect(await messagesOf(carol)).toEqual([{ kind: 'welcome', state: 'waiting', tries: 0 }])

    town.wire.before = undefined
    await aDayLater(1)
    served = await start()
    await all(carol, ({ state }) => state === 'sent')
    const [first, second, ...more] = lettersTo(carol.login)
    expect(more).toEqual([])
    expect(second?.messageId).toBe(first?.messageId)
    expect(linkIn(first?.text ?? '')).not.toBe('')
    expect(linkIn(second?.text ?? '')).toBe(linkIn(first?.text ?? ''))
  })
})

describe('FLT-SMTP-1: no mail server for a day', () => {
  test('loses neither an invitation nor the news of a changed password, through a kill', async () => {
    await smtp.close()
    served = await start()
    const carol = await invited(town.opened)
    const kari = await colleague(town.opened)
    await invite(town.moment(), carol.id, { channel: 'mail' })
    await changePassword(walking(served.way).browser, kari)
    await all(carol, ({ tries }) => tries > 0)
    await kill(served)

    await aDayLater(3)
    await smtp.open()
    served = await start()
    await Promise.all([carol, kari].map((who) => all(who, ({ state }) => state === 'sent')))
    expect(lettersTo(carol.login)).toHaveLength(1)
    expect(lettersTo(`${kari.id}@post.example`)).toHaveLength(1)
    const token = linkIn(lettersTo(carol.login)[0]?.text ?? '').slice('/start/'.length)
    await activate(walking(served.way).browser, { ...carol, token })
    await all(carol, ({ state }) => state === 'sent')
    expect((await messagesOf(carol)).map(({ kind }) => kind)).toEqual(['welcome', 'receipt'])
  })

  test.each(['greylist', 'break after data'] as const)(
    'nor one that is put off (%s), and sends it once',
    async (mode) => {
      smtp.mode = mode
      served = await start()
      const carol = await invited(town.opened)
      await invite(town.moment(), carol.id, { channel: 'mail' })
      await all(carol, ({ tries }) => tries > 0)
      await kill(served)
      expect(lettersTo(carol.login)).toEqual([])
      smtp.mode = 'ok'
      await aDayLater(1)
      served = await start()
      await all(carol, ({ state }) => state === 'sent')
      expect(lettersTo(carol.login)).toHaveLength(1)
    },
  )
})

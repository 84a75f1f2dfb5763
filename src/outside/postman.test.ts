// The postman at work: woken by a message, and never in the way of whoever lays one down.
import { afterAll, expect, test, vi } from 'vitest'
import { townDatabase } from '../../test/town/database.ts'
import { townTime } from '../../test/town/moment.ts'
import { drawPlainly } from '../../test/town/post.ts'
import { openTownSmtp } from '../../test/town/smtp.ts'
import { queueMessage } from '../domain/messages/messages.ts'
import { openMail } from './mail/mail.ts'
import { openPostman } from './postman.ts'

const database = await townDatabase()
const time = townTime(database)
const smtp = await openTownSmtp()
const mail = openMail({ host: '127.0.0.1', port: smtp.port, ourName: 'logginn.fjordvik.example' })
const faults: unknown[] = []
const postmen = [1, 2].map(() =>
  openPostman({
    database,
    moment: () => time.moment(),
    channels: [mail],
    draw: drawPlainly,
    report: (fault) => faults.push(fault),
  }),
)
afterAll(async () => {
  await Promise.all(postmen.map((postman) => postman.close()))
  mail.close()
  await smtp.close()
})

test('a message that is laid down goes out at once, and once, with two nodes at work', async () => {
  const names = ['kari', 'ola', 'anne']
  for (const name of names) {
    await queueMessage(time.moment(), {
      kind: 'test',
      to: `${name}@fjordvik.example`,
      language: 'nb',
      data: { firstName: name, login: name, organisation: 'fjordvik' },
    })
    await vi.waitFor(
      () => expect(smtp.letters.at(-1)?.rcpt).toEqual([`${name}@fjordvik.example`]),
      { timeout: 5_000, interval: 10 },
    )
  }
  expect(smtp.letters).toHaveLength(3)
  expect(faults).toEqual([])
})

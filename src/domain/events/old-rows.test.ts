// an older database that is put back ends what was open in it, once, on whichever node.
import { expect, test } from 'vitest'
import { townDatabase } from '../../../test/town/database.ts'
import { townTime } from '../../../test/town/moment.ts'
import { endWhatWasPutBack } from './epoch.ts'
import { type Head, sealEvents } from './event-seals.ts'
import { openEventSigner } from './event-signer.ts'
import { recordEvent } from './events.ts'
import { readEpoch } from '../../store/house.ts'

async function house() {
  const database = await townDatabase()
  const time = townTime(database)
  const signer = await openEventSigner(time.moment())
  const heads: Head[] = []
  return {
    look: (newest: Head | undefined) =>
      endWhatWasPutBack(time.moment(), { newest: async () => newest, heads: async () => heads }),
    epoch: () => readEpoch(database),
    heads,
    async lives() {
      const data = { because: 'asked' }
      await recordEvent(time.moment(), 'password.changed', { person: 'kari', data })
      await sealEvents(time.moment(), { signer, anchor: async (head) => void heads.push(head) })
    },
    /** As it stood at that head: a backup put back. */
    async putBack(head: Head | undefined) {
      for (const table of ['events where id', 'event_seals where upto'])
        await database.send('', `delete from ${table} > $1`, [head?.upto ?? 0])
      await database.send('', 'update house set epoch = $1', [head?.epoch ?? 1])
    },
    async raised() {
      const { rows } = await database.send<{ actor: string; data: { epoch: number } }>(
        '',
        `select actor, data from events where kind = 'epoch.raised' order by id`,
        [],
      )
      return rows.map(({ actor, data }) => `${actor} ${data.epoch}`)
    },
  }
}

test('nothing ends at the first start, nor where the head that was kept stands in the database', async () => {
  const { look, lives, heads, epoch } = await house()
  expect(await look(undefined)).toBeUndefined()
  await lives()
  await lives()
  for (const head of heads) expect(await look(head)).toBeUndefined()
  expect(await epoch()).toBe(1)
})

test('an older database ends everything in it once, and says so in one line', async () => {
  const { look, lives, heads, epoch, putBack, raised } = await house()
  await lives()
  await lives()
  await putBack(heads[0])
  const both = await Promise.all([look(heads[1]), look(heads[1])])
  expect(both.filter(Boolean)).toEqual([
    expect.stringMatching(/^An older database was put back.*The epoch is now 2.*events verify`\.$/),
  ])
  expect(await look(heads[1])).toBeUndefined()
  expect(await epoch()).toBe(2)
  expect(await raised()).toEqual(['house 2'])
})

test('life goes on after it, and the next time is found as well', async () => {
  const { look, lives, heads, epoch, putBack, raised } = await house()
  await lives()
  await lives()
  await putBack(heads[0])
  await look(heads[1])
  await lives()
  await lives()
  expect(heads.map((head) => head.epoch)).toEqual([1, 1, 2, 2])
  expect(await look(heads.at(-1))).toBeUndefined()
  // A backup from before the first one was put back: its epoch is the first again.
  await putBack(heads[0])
  expect(await look(heads.at(-1))).toContain('The epoch is now 3')
  expect(await epoch()).toBe(3)
  expect(await raised()).toEqual(['house 3'])
})

test('another house’s end at the same number is not taken for ours', async () => {
  const [ours, other] = [await house(), await house()]
  await ours.lives()
  await other.lives()
  expect(ours.heads[0]?.upto).toBe(other.heads[0]?.upto)
  expect(await ours.look(other.heads[0])).toContain('The epoch is now 2')
})

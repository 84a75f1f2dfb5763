import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { CannotStart } from '../lib/cannot-start.ts'
import { openAnchor, prepareAnchor } from './event-anchor.ts'

const folder = mkdtempSync(join(tmpdir(), 'anchor-'))
afterAll(() => rmSync(folder, { recursive: true }))

const head = {
  upto: 7,
  digest: 'd',
  signature: 's',
  sealedAt: '2027-03-01T08:00:00.000Z',
  epoch: 1,
}

test('heads are kept in a folder that nobody made before, and a start takes none away', async () => {
  const path = join(folder, 'not', 'there', 'yet.jsonl')
  await prepareAnchor(path)
  await openAnchor(path).keep(head)
  await prepareAnchor(path)
  expect(await openAnchor(path).heads()).toEqual([head])
})

test('the newest head is the one of the highest epoch, and a torn line takes no other with it', async () => {
  const path = join(folder, 'torn.jsonl')
  expect(await openAnchor(path).newest()).toBeUndefined()
  await prepareAnchor(path)
  expect(await openAnchor(path).newest()).toBeUndefined()
  const before = { ...head, upto: 900 }
  const after = { ...head, upto: 20, epoch: 2 }
  for (let line = 0; line < 600; line += 1) await openAnchor(path).keep(head)
  await openAnchor(path).keep(before)
  appendFileSync(path, '{"upto":901,"dig')
  await prepareAnchor(path)
  expect(await openAnchor(path).newest()).toEqual(before)
  await openAnchor(path).keep(after)
  await openAnchor(path).keep(before)
  expect(await openAnchor(path).newest()).toEqual(after)
  expect(await openAnchor(path).heads()).toHaveLength(603)
})

test('where heads cannot be kept, the house says so instead of opening', async () => {
  writeFileSync(join(folder, 'file'), '')
  const opened = prepareAnchor(join(folder, 'file', 'heads.jsonl'))
  await expect(opened).rejects.toThrow(CannotStart)
  await expect(opened).rejects.toThrow(/PORTVAKT_EVENT_ANCHOR/)
})

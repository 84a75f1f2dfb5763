// A house that is opened over an older database than its anchor has seen.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { settingsFor } from '../../test/faults/settings.ts'
import { townDatabase } from '../../test/town/database.ts'
import { systemClock } from '../lib/clock.ts'
import { openDoor } from '../main.ts'
import { openAnchor, prepareAnchor } from '../outside/event-anchor.ts'

const folder = mkdtempSync(join(tmpdir(), 'restored-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a house opened over a database that was put back begins in a new epoch, and tells of it', async () => {
  const settings = await settingsFor(folder)
  const database = await townDatabase()
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const epochAtStart = async () => {
    const door = await openDoor(settings, database, systemClock)
    const epoch = door.opened.house.epoch()
    await door.close()
    return epoch
  }
  expect(await epochAtStart()).toBe(1)
  expect(warned).not.toHaveBeenCalled()
  await prepareAnchor(settings.eventAnchor)
  await openAnchor(settings.eventAnchor).keep({
    upto: 2031,
    digest: 'd',
    signature: 's',
    sealedAt: '2026-11-20T07:30:00.000Z',
    epoch: 1,
  })
  expect(await epochAtStart()).toBe(2)
  expect(warned).toHaveBeenCalledExactlyOnceWith(
    expect.stringContaining('ends before event 2031, sealed at 2026-11-20T07:30:00.000Z'),
  )
  expect(await epochAtStart()).toBe(2)
})

// One Portvakt per data folder. The system itself holds the lock and lets go of it when we die, in
// whatever way and in whatever container, so a stale one needs no guessing by process numbers. Must
// be taken before anything else is touched.
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
// Node offers no lock on a file but the one that SQLite takes. Nothing is stored in it.
import { DatabaseSync } from 'node:sqlite'
import { CannotStart } from '../../lib/cannot-start.ts'

/** One that was told to stop is drained in this time: a restart is not a second start. */
const patienceMs = 3_000
const lookEveryMs = 50

export interface Lock {
  release(): void
}

export async function lockFolder(folder: string): Promise<Lock> {
  const path = join(folder, 'lock')
  // Readable for us alone: whoever can read it could hold it.
  closeSync(openSync(path, 'a', 0o600))
  const file = new DatabaseSync(path)
  for (let waited = 0; ; waited += lookEveryMs) {
    try {
      file.exec('begin exclusive')
      break
    } catch (fault) {
      if (isHeld(fault) && waited < patienceMs) {
        await wait(lookEveryMs)
        continue
      }
      file.close()
      throw isHeld(fault) ? alreadyRunning(folder) : fault
    }
  }
  writeFileSync(holderIn(folder), `${process.pid}\n`, { mode: 0o600 })
  return { release: () => file.close() }
}

const holderIn = (folder: string): string => join(folder, 'lock-holder')

/** SQLITE_BUSY, in SQLite's own words. */
const isHeld = (fault: unknown): boolean =>
  fault instanceof Error && 'errcode' in fault && fault.errcode === 5

function alreadyRunning(folder: string): CannotStart {
  let holder = ''
  try {
    holder = ` (process ${readFileSync(holderIn(folder), 'utf8').trim()})`
  } catch {
    // It has the lock and has not yet written its number: the sentence is true without it.
  }
  return new CannotStart(
    `Portvakt already runs on the data folder ${folder}${holder}: stop it first, or choose ` +
      `another folder with PORTVAKT_DATA.`,
  )
}

// A clone below /root lies where the engine's user cannot go. Then what that user needs stands in a
// place of its own under /var/lib/portvakt instead. Must never open a closed folder to others, and
// never trust a place that others can write in.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { whyNotWritten } from '../../lib/cannot-start.ts'
import { randomId } from '../../lib/random.ts'
import { packagedBinaries } from './binaries.ts'
import { canEnter, type LowUser } from './low-user.ts'

const place = '/var/lib/portvakt'

/**
 * The folder with bin, lib and share that this user can run; copied once per version where it has
 * to be.
 */
export function reachableBinaries(user: LowUser | undefined): string {
  const packaged = packagedBinaries()
  if (canEnter(user, packaged.folder)) return packaged.folder
  const copy = join(openPlace(), `engine-${packaged.version}`)
  if (existsSync(copy)) return copy
  const half = `${copy}.${randomId()}`
  try {
    cpSync(packaged.folder, half, { recursive: true, verbatimSymlinks: true })
    renameSync(half, copy)
  } catch (fault) {
    rmSync(half, { recursive: true, force: true })
    // Another start was quicker: its copy is as good as ours.
    if (!existsSync(copy)) throw whyNotWritten(fault, place)
  }
  return copy
}

/** Made by root, entered by all, written by root only. */
export function openPlace(): string {
  try {
    mkdirSync(place, { recursive: true, mode: 0o755 })
  } catch (fault) {
    throw whyNotWritten(fault, place)
  }
  return place
}

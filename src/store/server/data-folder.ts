// What stands where in the data folder: the lock, the cluster (`engine`), the folder of the socket
// (`run`). Must never delete a cluster, and never make one where another stood.
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { CannotStart, diskFull, makeFolder, whyNotWritten } from '../../lib/cannot-start.ts'
import { randomId } from '../../lib/random.ts'
import { socketIn } from './launch.ts'
import { canEnter, lowUser, type LowUser } from './low-user.ts'
import { openPlace } from './relocate.ts'

const mostSocketBytes = 100
/** A new cluster takes 60 MB before its first row. */
const freeForNewBytes = 150_000_000
const freeForKnownBytes = 20_000_000

export interface DataFolder {
  readonly folder: string
  readonly user: LowUser | undefined
  readonly cluster: string
  readonly isNew: boolean
}

/**
 * Makes it where it is missing, and says in one sentence why it cannot be used. Nothing in it is
 * touched before the lock.
 */
export function openFolder(path: string): string {
  const folder = resolve(path)
  try {
    // Parents as the system makes them: a closed one would keep the engine's user out.
    makeFolder(folder, 0o700)
    readdirSync(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (fault) {
    throw whyNotWritten(fault, folder)
  }
  needFree(folder, freeForKnownBytes)
  return folder
}

function needFree(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < bytes) throw diskFull(folder)
}

export function arrange(folder: string): DataFolder {
  try {
    const home = homeOf(folder)
    const cluster = join(home, 'engine')
    const isNew = !existsSync(cluster)
    const user = lowUser(isNew ? undefined : cluster)
    if (!canEnter(user, home)) throw cannotBeEntered(home)
    if (isNew) needFree(home, freeForNewBytes)
    return { folder, user, cluster, isNew }
  } catch (fault) {
    throw whyNotWritten(fault, folder)
  }
}

/**
 * Where the cluster lies: in the data folder itself, or in a place that the engine's user can
 * enter.
 */
function homeOf(folder: string): string {
  const pointer = join(folder, 'engine-at')
  if (existsSync(pointer)) {
    const elsewhere = readFileSync(pointer, 'utf8').trim()
    if (!existsSync(join(elsewhere, 'engine'))) throw clusterGone(folder, elsewhere)
    return elsewhere
  }
  const user = lowUser()
  if (!user) return folder
  // To pass through, not to look around in: the cluster below is closed to everyone but its owner.
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011)
  if (existsSync(join(folder, 'engine')) || canEnter(user, folder)) return folder
  return elsewhereFor(folder)
}

/** What lies among temporary files shall not leave its rows behind for good. */
function elsewhereFor(folder: string): string {
  if (folder.startsWith(`${tmpdir()}/`)) {
    const home = mkdtempSync(join(tmpdir(), 'portvakt-engine-'))
    chmodSync(home, 0o711)
    return home
  }
  const home = join(openPlace(), randomId())
  mkdirSync(home, { mode: 0o711 })
  return home
}

/**
 * A new cluster comes into view whole: a start that was killed half-way leaves only a folder that
 * the next one removes.
 */
export function beginCluster(to: DataFolder): { at: string; keep(): void } {
  const home = join(to.cluster, '..')
  for (const name of readdirSync(home)) {
    if (name.startsWith('engine-new-')) rmSync(join(home, name), { recursive: true, force: true })
  }
  const at = join(home, `engine-new-${randomId()}`)
  makeOwn(at, to.user)
  return {
    at,
    keep() {
      renameSync(at, to.cluster)
      if (home !== to.folder) writeFileSync(join(to.folder, 'engine-at'), `${home}\n`)
    },
  }
}

/**
 * The socket's folder, emptied. A path that the system would cut off is replaced by a short one
 * that only we can enter.
 */
export function openSocketFolder(to: DataFolder): { path: string; remove(): void } {
  const usual = join(to.cluster, '..', 'run')
  const pointer = join(to.folder, 'run-at')
  if (existsSync(pointer)) {
    rmSync(readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true })
    rmSync(pointer)
  }
  rmSync(usual, { recursive: true, force: true })
  if (Buffer.byteLength(socketIn(usual)) <= mostSocketBytes) {
    makeOwn(usual, to.user)
    return { path: usual, remove: () => rmSync(usual, { recursive: true, force: true }) }
  }
  const path = shortFolder(to.user)
  writeFileSync(pointer, `${path}\n`)
  return {
    path,
    remove() {
      rmSync(path, { recursive: true, force: true })
      rmSync(pointer, { force: true })
    },
  }
}

function shortFolder(user: LowUser | undefined): string {
  const short = Buffer.byteLength(tmpdir()) < 60 && canEnter(user, tmpdir())
  const path = mkdtempSync(join(short ? tmpdir() : '/tmp', 'portvakt-'))
  if (user) chownSync(path, user.uid, user.gid)
  return path
}

function makeOwn(path: string, user: LowUser | undefined): void {
  mkdirSync(path, { mode: 0o700 })
  if (user) chownSync(path, user.uid, user.gid)
}

const cannotBeEntered = (home: string): CannotStart =>
  new CannotStart(
    `${home} holds a database whose owner cannot enter the folder: open its parent folders ` +
      `for passing through (chmod o+x), or move it.`,
  )

const clusterGone = (folder: string, elsewhere: string): CannotStart =>
  new CannotStart(
    `The database of ${folder} stood in ${elsewhere} and is gone: put it back, or start with ` +
      `an empty data folder.`,
  )

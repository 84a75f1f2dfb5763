// PostgreSQL refuses to run as root, so that a fault in it never owns the machine. Where we are
// root, this says which user it runs as instead, and what that user can reach. Must never hand out
// root.
import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { CannotStart } from '../../lib/cannot-start.ts'

export interface LowUser {
  readonly uid: number
  readonly gid: number
}

/** Nobody, when we are an ordinary user already: then the engine runs as ourselves. */
export function lowUser(owned?: string): LowUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = owned === undefined ? undefined : ownerOf(owned)
  if (owner) return owner
  const known = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = known.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new CannotStart(
    'PostgreSQL does not run as root, and this machine has no user named postgres or nobody: ' +
      'start Portvakt as an ordinary user.',
  )
}

/** Whom a folder belongs to that was made earlier: the same user must open it again. */
function ownerOf(folder: string): LowUser | undefined {
  const found = statSync(folder, { throwIfNoEntry: false })
  return found && found.uid > 0 ? { uid: found.uid, gid: found.gid } : undefined
}

/**
 * Asks the system itself, since access lists and mounts decide as much as the rights that can be
 * read off.
 */
export function canEnter(user: LowUser | undefined, folder: string): boolean {
  if (!user) return true
  const asked = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    ...user,
    cwd: '/',
    stdio: 'ignore',
  })
  return asked.status === 0
}

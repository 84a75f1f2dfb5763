// Starts the PostgreSQL programs: initdb for a new cluster, postgres as a child that cannot outlive
// us. Must never listen on the network: the only way in is the unix socket.
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { programIn } from './binaries.ts'
import type { LowUser } from './low-user.ts'

export interface Engine {
  /** The folder with bin, lib and share. */
  readonly binaries: string
  readonly cluster: string
  readonly socketFolder: string
  readonly user: LowUser | undefined
  readonly options: Readonly<Record<string, string | number>>
}

const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/**
 * The shell becomes postgres, and leaves a small watcher behind that reads from us. When we die in
 * whatever way, the system closes what it reads from, and it stops postgres in order. A line read
 * means: it stopped by itself, nothing to do. Two forks, so that postgres does not find a child it
 * never made.
 */
const dyingWithUs = `
( ( read -r word <&3 || kill -INT $$ ) >/dev/null 2>&1 & )
exec "$@" 3<&-`

export function launch(engine: Engine): ChildProcess {
  const program = programIn(engine.binaries, 'postgres')
  const words = ['-D', engine.cluster]
  const options = { ...engine.options, ...socketOptions(engine) }
  for (const [name, value] of Object.entries(options)) words.push('-c', `${name}=${value}`)
  const child = spawn('/bin/sh', ['-c', dyingWithUs, 'sh', program, ...words], {
    ...engine.user,
    cwd: '/',
    env: environment,
    // A group of its own: Ctrl+C in a terminal reaches us, and we stop it when the last answer is
    // written.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const line = child.stdio[3]
  line?.on('error', () => {})
  child.once('exit', () => {
    if (line && 'write' in line) line.end('ended\n')
  })
  return child
}

const socketOptions = (engine: Engine) => ({
  listen_addresses: '',
  unix_socket_directories: engine.socketFolder,
  unix_socket_permissions: '0700',
})

/**
 * Ends with what initdb said, when it could not. The owner of the cluster is always named
 * `portvakt`.
 */
export async function makeCluster(
  engine: Pick<Engine, 'binaries' | 'cluster' | 'user'> & { syncs: boolean },
): Promise<{ made: boolean; said: string }> {
  const words = ['-D', engine.cluster, '-U', 'portvakt', '-E', 'UTF8', '--locale=C', '-A', 'trust']
  if (!engine.syncs) words.push('--no-sync')
  const child = spawn(programIn(engine.binaries, 'initdb'), words, {
    ...engine.user,
    cwd: '/',
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return await new Promise((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
    child.once('error', reject)
    child.once('close', (code) => resolve({ made: code === 0, said }))
  })
}

export const socketIn = (folder: string): string => join(folder, '.s.PGSQL.5432')

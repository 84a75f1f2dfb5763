// An engine that outlived the server that started it. It is stopped in order before a new one
// starts. Must never signal a program that only happens to have the number that was written down.
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CannotStart } from '../../lib/cannot-start.ts'

const patienceMs = 20_000
const lookEveryMs = 20

/**
 * Call it with the lock of the data folder in hand: then whatever still runs there belongs to
 * nobody.
 */
export async function stopOrphan(cluster: string): Promise<void> {
  await stopMain(cluster)
  await endRest(cluster)
}

/**
 * What an engine that was killed left behind: a child of it that is busy does not notice, and keeps
 * the next engine out. Nothing is lost with it, since what it had not confirmed never happened.
 */
export async function endRest(cluster: string): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += lookEveryMs) {
    const rest = restOf(cluster)
    if (rest.length === 0) return
    for (const number of rest) {
      try {
        process.kill(number, 'SIGKILL')
      } catch {
        // It ended by itself meanwhile.
      }
    }
    await wait(lookEveryMs)
  }
}

function restOf(cluster: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((number) => number > 1 && isEngineOf(number, cluster) && isNamedPostgres(number))
}

/** A shell that somebody opened in the cluster's folder stands there too. */
function isNamedPostgres(number: number): boolean {
  try {
    return readFileSync(`/proc/${number}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}

async function stopMain(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid')
  if (!existsSync(path)) return
  const written = readFileSync(path, 'utf8')
  const number = Number(written.split('\n', 1)[0])
  if (!(number > 1)) return
  if (isAlive(number) && isEngineOf(number, cluster)) await stop(number, cluster)
  if (!existsSync(path) || !isTaken(number)) return
  // The number went to another program, or to a dead one that nobody buries. PostgreSQL would take
  // that for a running engine, and accepts its parent's number instead; the rest of the file stays,
  // since it tells whether memory is still shared with what is left of the old one.
  writeFileSync(path, written.replace(/^\d+/, String(process.pid)))
}

async function stop(number: number, cluster: string): Promise<void> {
  // The watcher may have told it already: a moment for that before we do.
  if (await isGoneIn(number, 1_000)) return
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(number, signal)
    } catch {
      // Gone between the look and the signal, or not ours to stop: the next look tells.
    }
    if (await isGoneIn(number, patienceMs)) return
  }
  throw new CannotStart(
    `A PostgreSQL of an earlier start (process ${number}) still runs on ${cluster} and does ` +
      `not stop: end it, then start again.`,
  )
}

async function isGoneIn(number: number, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += lookEveryMs) {
    if (!isAlive(number)) return true
    await wait(lookEveryMs)
  }
  return !isAlive(number)
}

const isAlive = (number: number): boolean => isTaken(number) && !isZombie(number)

function isTaken(number: number): boolean {
  try {
    process.kill(number, 0)
    return true
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM'
  }
}

/** Dead, and waiting for a parent that never asks: common in containers. */
function isZombie(number: number): boolean {
  try {
    return /^\d+ \(.*\) [ZX] /s.test(readFileSync(`/proc/${number}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/**
 * PostgreSQL stands in its cluster; where the system does not show that, its command line names it.
 */
function isEngineOf(number: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${number}/cwd`) === realpathSync(cluster)
  } catch {
    if (process.platform === 'linux') return false
    const asked = spawnSync('ps', ['-p', String(number), '-o', 'command='], { encoding: 'utf8' })
    return asked.stdout.includes(cluster)
  }
}

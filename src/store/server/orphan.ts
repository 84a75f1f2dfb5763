// An engine that outlived the server that started it. It is stopped in order before a new one
// starts. Must never signal a program that only happens to have the number that was written down.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
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
  const path = join(cluster, 'postmaster.pid')
  if (!existsSync(path)) return
  const written = readFileSync(path, 'utf8')
  const number = Number(written.split('\n', 1)[0])
  if (!(number > 1) || !isAlive(number)) return
  if (!isEngineOf(number, cluster)) {
    // The number went to another program. PostgreSQL would take that for a running engine, and
    // accepts its parent's instead; the rest of the file stays, since it tells whether memory is
    // still shared with what is left of the old one.
    writeFileSync(path, written.replace(/^\d+/, String(process.pid)))
    return
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (signal === 'SIGINT' ? await isGoneIn(number, 1_000) : !isAlive(number)) return
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

function isAlive(number: number): boolean {
  try {
    process.kill(number, 0)
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM'
  }
  return !isZombie(number)
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

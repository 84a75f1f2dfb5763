// Starts keep-store.ts as a program of its own, so that a test can kill it like the world does.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface Keeper {
  readonly child: ChildProcess
  /** Where its socket lies, or the sentence it refused with. */
  readonly said: string
  end(signal: NodeJS.Signals): Promise<void>
}

export async function startKeeper(folder: string, user?: { uid: number; gid: number }) {
  const program = fileURLToPath(new URL('keep-store.ts', import.meta.url))
  const child = spawn(process.execPath, [program, folder], {
    ...user,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const [said]: unknown[] = await once(lines, 'line')
  return {
    child,
    said: String(said),
    async end(signal: NodeJS.Signals) {
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  } satisfies Keeper
}

export const engineNumber = (cluster: string): number =>
  Number(readFileSync(`${cluster}/postmaster.pid`, 'utf8').split('\n', 1)[0])

/**
 * The little shell that stops the engine when its server dies (src/store/server/launch.ts). Linux
 * only.
 */
export function watcherOf(cluster: string): number | undefined {
  return readdirSync('/proc')
    .map(Number)
    .filter((number) => number > 0)
    .find((number) => {
      try {
        const words = readFileSync(`/proc/${number}/cmdline`, 'utf8')
        return words.startsWith('/bin/sh') && words.includes(cluster)
      } catch {
        return false
      }
    })
}

export async function until(true_: () => boolean): Promise<void> {
  while (!true_()) await new Promise((resolve) => setTimeout(resolve, 10))
}

export function isAlive(number: number): boolean {
  try {
    return !/^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${number}/stat`, 'utf8'))
  } catch {
    return false
  }
}

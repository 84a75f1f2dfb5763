// Keeps the engine running for as long as we do: started again when it dies, stopped in order when
// we stop. Must never start a second one beside a first.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart, diskFull, folderClosed } from '../../lib/cannot-start.ts'
import { launch, type Engine } from './launch.ts'
import { endRest } from './orphan.ts'

const startPatienceMs = 60_000
const stopPatienceMs = 30_000
const lookEveryMs = 15
const againFirstMs = 100
const againMostMs = 5_000

export interface Supervised {
  stop(): Promise<void>
}

/** Resolves when statements are answered. Throws CannotStart when it ends instead. */
export async function supervise(
  engine: Engine,
  tell: (sentence: string) => void,
): Promise<Supervised> {
  let stopping = false
  let running = await startOnce(engine)
  const watching = keepUp()

  async function keepUp(): Promise<void> {
    while (!stopping) {
      await ended(running)
      if (stopping) return
      tell('PostgreSQL ended by itself and is started again.')
      running = await startAgain()
    }
  }

  async function startAgain(): Promise<ChildProcess> {
    for (let pauseMs = againFirstMs; ; pauseMs = Math.min(pauseMs * 2, againMostMs)) {
      try {
        await endRest(engine.cluster)
        return await startOnce(engine)
      } catch (fault) {
        if (stopping) return running
        tell(fault instanceof Error ? fault.message : String(fault))
        await wait(pauseMs)
      }
    }
  }

  return {
    async stop() {
      stopping = true
      await stopChild(running)
      await watching
      await stopChild(running)
    },
  }
}

async function startOnce(engine: Engine): Promise<ChildProcess> {
  const child = launch(engine)
  const last = lastWords(child)
  let failed: Error | undefined
  child.once('error', (fault) => (failed = fault))
  for (let waited = 0; waited < startPatienceMs; waited += lookEveryMs) {
    if (failed) throw failed
    if (hasEnded(child)) throw whyEnded(engine, last())
    if (await answers(engine)) return child
    await wait(lookEveryMs)
  }
  await stopChild(child)
  throw new CannotStart(
    `PostgreSQL did not come up within a minute on ${engine.cluster}: look at the disk, and ` +
      `start again.`,
  )
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null

async function ended(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) await once(child, 'exit')
}

/**
 * Fast first: what is under way is rolled back, the rest is written. Then at once: the next start
 * replays the log.
 */
async function stopChild(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const gone = ended(child)
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), stopPatienceMs)
  await gone
  clearTimeout(timer)
}

/** Asks in the maintenance database: ours may be missing still. */
async function answers(engine: Engine): Promise<boolean> {
  const client = new pg.Client({
    host: engine.socketFolder,
    user: 'portvakt',
    database: 'postgres',
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function lastWords(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.on('data', (bytes: Buffer) => (words = (words + bytes.toString()).slice(-4_000)))
  return () => words
}

/** What PostgreSQL and initdb say when they end, as one sentence that says what to do. */
export function whyEnded(engine: Pick<Engine, 'cluster'>, words: string): CannotStart {
  if (/No space left on device|Disk quota exceeded/.test(words)) return diskFull(engine.cluster)
  if (/Permission denied|has wrong ownership|invalid permissions/.test(words))
    return folderClosed(engine.cluster)
  const reason = words
    .split('\n')
    .findLast((line) => /FATAL|PANIC|error:|error while loading/.test(line))
    ?.replace(/^.*?(FATAL|PANIC|error):\s*/, '')
  return new CannotStart(
    `PostgreSQL does not start on ${engine.cluster} (${reason ?? 'it said nothing'}): put ` +
      `that right, or point DATABASE_URL at a PostgreSQL of your own.`,
  )
}

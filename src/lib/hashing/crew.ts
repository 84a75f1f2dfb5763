// The crew: so many workers, one piece of work each, and a bounded queue before them. Workers start
// when there is work and end when there has been none for a while. Must never take in more than it
// can do in about two seconds.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { HashWork } from './password-hash.ts'

export interface CrewSize {
  /**
   * One per core but one, which is left for pages and for PostgreSQL: two that take turns on it
   * empty each other's caches, and the same sign-ins cost a tenth more. Each holds 19 MiB while it
   * works.
   */
  readonly threads?: number
  /** How many may wait before the answer is 'busy'. */
  readonly waitingMax?: number
  /** A worker with nothing to do ends after this time, and gives its memory back. */
  readonly idleSeconds?: number
}

export interface HashCrew {
  compute(work: HashWork): Promise<Uint8Array | 'busy'>
  /** How many workers live now. */
  size(): number
  close(): Promise<void>
}

interface Task {
  readonly work: HashWork
  done(hash: Uint8Array): void
  failed(cause: Error): void
}

interface Hand {
  readonly worker: Worker
  task: Task | undefined
  leaving: NodeJS.Timeout | undefined
}

/**
 * About two seconds of work at 13 ms each: more would only keep people waiting for an answer that
 * has given up.
 */
const waitingPerThread = 150

export function openCrew(asked: CrewSize = {}): HashCrew {
  const threads = asked.threads ?? Math.max(1, availableParallelism() - 1)
  const waitingMax = asked.waitingMax ?? threads * waitingPerThread
  const idleMilliseconds = (asked.idleSeconds ?? 60) * 1000
  const hands = new Set<Hand>()
  const waiting: Task[] = []
  let closed = false

  const start = (hand: Hand, task: Task) => {
    clearTimeout(hand.leaving)
    hand.task = task
    hand.worker.ref()
    hand.worker.postMessage(task.work)
  }
  const rest = (hand: Hand) => {
    hand.task = undefined
    // A worker that waits must not keep a command from ending.
    hand.worker.unref()
    hand.leaving = setTimeout(() => dismiss(hand), idleMilliseconds).unref()
  }
  const dismiss = (hand: Hand) => {
    hands.delete(hand)
    void hand.worker.terminate()
  }
  const fell = (hand: Hand, cause: Error) => {
    clearTimeout(hand.leaving)
    hands.delete(hand)
    hand.task?.failed(cause)
    hand.task = undefined
    const next = closed ? undefined : waiting.shift()
    if (next) start(hire(), next)
  }
  const hire = (): Hand => {
    const hand: Hand = { worker: openWorker(), task: undefined, leaving: undefined }
    hands.add(hand)
    hand.worker.on('message', (hash: Uint8Array) => {
      const done = hand.task
      const next = waiting.shift()
      // The next one is on its way before the last is told, so that the worker never stands still.
      if (next) start(hand, next)
      else rest(hand)
      done?.done(hash)
    })
    hand.worker.on('error', (cause) => fell(hand, new Error('A hash worker fell', { cause })))
    hand.worker.on('exit', () => fell(hand, new Error('A hash worker ended')))
    return hand
  }

  return {
    size: () => hands.size,
    compute: (work) => {
      if (closed) return Promise.reject(new Error('The password lane is closed'))
      const free = [...hands].find((hand) => !hand.task)
      if (!free && hands.size >= threads && waiting.length >= waitingMax) {
        return Promise.resolve('busy')
      }
      return new Promise((done, failed) => {
        const task = { work, done, failed }
        if (free) start(free, task)
        else if (hands.size < threads) start(hire(), task)
        else waiting.push(task)
      })
    },
    close: async () => {
      closed = true
      for (const task of waiting.splice(0)) task.failed(new Error('The password lane is closed'))
      await Promise.all([...hands].map((hand) => hand.worker.terminate()))
    },
  }
}

/** No environment, no arguments, a small heap: all it needs is one function. */
const openWorker = (): Worker =>
  new Worker(new URL('./worker.ts', import.meta.url), {
    name: 'hash',
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 },
  })

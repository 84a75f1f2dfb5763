// The postman: wakes when a message is laid in the outbox, looks once a minute anyway, and serves
// each way out by itself. Nothing waits for him: a request lays its message down and goes on
//
import type { Moment } from '../domain/moment.ts'
import type { Database } from '../store/database.ts'
import { secondsToNextJob } from '../store/jobs.ts'
import type { Channel } from './channel.ts'
import { secondsBetween } from '../lib/clock.ts'
import { openJobs } from './jobs.ts'
import { type Draw, openRound, type Round } from './post-round.ts'

export interface Post {
  readonly database: Database
  readonly moment: () => Moment
  readonly channels: readonly (Channel & { readonly name: 'mail' | 'sms' })[]
  readonly draw: Draw
  readonly report: (fault: unknown) => void
  readonly perSecond?: number
  readonly together?: number
}

export interface Postman {
  close(): Promise<void>
}

const lookSeconds = 60

export function openPostman(post: Post): Postman {
  const jobs = openJobs(post.database.address, post.report)
  const walks = post.channels.map((channel) =>
    openWalk({ ...post, queue: channel.name, round: openRound({ ...post, channel, jobs }) }),
  )
  const heard = (queue: string): void => {
    // An empty word is heard after the connection was away: anything may have been laid down
    // meanwhile.
    for (const walk of walks) if (queue === '' || queue === walk.queue) walk.wake()
  }
  // Looked at once it is listened for: what was laid down before that has woken nobody.
  post.database
    .listen('jobs', heard)
    .catch(post.report)
    .finally(() => heard(''))
  return {
    async close() {
      await Promise.all(walks.map((walk) => walk.close()))
      await jobs.close()
    },
  }
}

interface Walking extends Post {
  readonly queue: string
  readonly round: Round
}

/** One round after the other, never two at once; woken during one, it goes again. */
function openWalk({ queue, round, report, moment, database }: Walking) {
  let timer: NodeJS.Timeout | undefined
  let walking: Promise<void> | undefined
  let again = false
  let closed = false

  function wake(): void {
    if (closed) return
    again = true
    clearTimeout(timer)
    walking ??= walk()
  }
  async function walk(): Promise<void> {
    while (again && !closed) {
      again = false
      await round.carryOut().catch(report)
      const seconds = await untilNext().catch(() => lookSeconds)
      clearTimeout(timer)
      if (!closed) timer = setTimeout(wake, seconds * 1000).unref()
    }
    // Here and not in a `finally`: nobody may come in between and be told that a walk is under way.
    walking = undefined
  }
  async function untilNext(): Promise<number> {
    const rests = round.restsUntil ? secondsBetween(moment().now, round.restsUntil) : 0
    const next = (await secondsToNextJob(database, queue)) ?? lookSeconds
    return Math.min(Math.max(rests, next, 0.1), lookSeconds)
  }
  return {
    queue,
    wake,
    async close() {
      closed = true
      clearTimeout(timer)
      round.stop()
      await walking
    },
  }
}

// The time of another clock, carried on between two readings of it by the hand of the machine that
// nobody can set. The machine's own time is only held against it. Must never go by that time.
import type { Clock, ClockStanding, ClockWatch } from '../clock.ts'

/** What a machine has to tell the time by, in milliseconds. */
export interface Hands {
  /** Anybody may set it. */
  wall(): number
  /** Goes on evenly, from anywhere. */
  steady(): number
}

export interface ToCarry {
  /** Reads the clock that all judge by. */
  readonly ask: () => Promise<Date>
  /** Told when the machine's clock stands otherwise than before, and by how much it is ahead. */
  readonly tell: (standing: ClockStanding, aheadSeconds: number) => void
  readonly hands?: Hands
}

export interface CarriedClock extends Clock {
  readonly watch: ClockWatch
}

const machine: Hands = { wall: () => Date.now(), steady: () => performance.now() }

/** A reading is cut to whole milliseconds. */
const readingMilliseconds = 1
/** Two hands of one machine part by less between two readings, unless one was set. */
const wasSetMilliseconds = 1_000
const offMilliseconds = 2_000
/** Libraries of ours look at the machine's clock by themselves, and bear this much. */
const wrongMilliseconds = 30_000

/** Reads it once before anybody goes by it. */
export async function carryClock({ ask, tell, hands = machine }: ToCarry): Promise<CarriedClock> {
  let offset = hands.wall() - hands.steady()
  let aheadWhenRead = 0
  let told: ClockStanding = 'right'
  let reading: Promise<void> | undefined
  const ahead = (): number => hands.wall() - hands.steady() - offset

  async function readOnce(): Promise<void> {
    const from = hands.steady()
    const time = (await ask()).getTime()
    // It was read somewhere in between: what agrees with that is as good as anything.
    const [least, most] = [time - hands.steady(), time + readingMilliseconds - from]
    offset = Math.min(Math.max(offset, least), most)
    aheadWhenRead = ahead()
    const standing = standingOf(aheadWhenRead)
    if (standing !== told) tell(standing, aheadWhenRead / 1000)
    told = standing
  }
  const read = (): Promise<void> => {
    reading ??= readOnce().finally(() => (reading = undefined))
    return reading
  }

  await read()
  return {
    now: () => new Date(hands.steady() + offset),
    watch: {
      read,
      async standing() {
        if (Math.abs(ahead() - aheadWhenRead) > wasSetMilliseconds) await read()
        return standingOf(ahead())
      },
    },
  }
}

function standingOf(aheadMilliseconds: number): ClockStanding {
  const by = Math.abs(aheadMilliseconds)
  if (by > wrongMilliseconds) return 'wrong'
  return by > offMilliseconds ? 'off' : 'right'
}

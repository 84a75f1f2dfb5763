// The house of a command has no lane for slow hashes: one is opened for the work that needs it.
import type { Moment } from '../domain/moment.ts'
import { openPasswordLane } from '../lib/hashing/password-lane.ts'

export async function withLane<Result>(
  moment: Moment,
  work: (inside: Moment) => Promise<Result>,
): Promise<Result> {
  const lane = openPasswordLane({ keys: moment.house.keys, threads: 1 })
  try {
    return await work({ ...moment, house: { ...moment.house, passwords: lane } })
  } finally {
    await lane.close()
  }
}

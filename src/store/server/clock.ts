// The time as the database has it: one clock for every node. Must never be asked in the way of a
// request; it is read now and then, and carried on (lib/time/carried-clock.ts).
import { statement, type Db } from '../database.ts'

const read = statement<{ now: Date }>('read the clock', `select clock_timestamp() as now`)
export async function readClock(db: Db): Promise<Date> {
  const row = await read.row(db)
  if (!row) throw new Error('The database did not tell the time')
  return row.now
}

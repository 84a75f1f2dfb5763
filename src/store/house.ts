// The one row that says how old the house is in matters of safety.
import { statement, type Db } from './database.ts'

const read = statement<{ epoch: number }>('read the epoch', `select epoch from house`)
export async function readEpoch(db: Db): Promise<number> {
  const row = await read.row(db)
  if (!row) throw new Error('The house has no row: its first migration has not been run')
  return row.epoch
}

// The one row that says how old the house is in matters of safety.
import { statement, type Db } from './database.ts'

const read = statement<{ epoch: number }>('read the epoch', `select epoch from house`)
export async function readEpoch(db: Db): Promise<number> {
  const row = await read.row(db)
  if (!row) throw new Error('The house has no row: its first migration has not been run')
  return row.epoch
}

const since = statement<{ at: Date }>(
  'read when the epoch began',
  `select at from (select id, at, kind from events order by id desc limit 5000) as newest
   where kind = 'epoch.raised' order by id desc limit 1`,
)
/** Nothing where it began before the last few thousand events: then it is long ago. */
export const readEpochSince = async (db: Db): Promise<Date | undefined> => (await since.row(db))?.at

const raise = statement<{ epoch: number }>(
  'raise the epoch',
  `with raised as (update house set epoch = epoch + 1 returning epoch),
     told as (select pg_notify('configuration', 'epoch'))
   select epoch from raised, told`,
)
const raiseAbove = statement<{ epoch: number }>(
  'raise the epoch above',
  `with raised as (update house set epoch = $1::int + 1 where epoch <= $1::int returning epoch),
     told as (select pg_notify('configuration', 'epoch'))
   select epoch from raised, told`,
)
/** Nothing where it stands above already: of two nodes that ask at once, one has raised it. */
export const raiseEpochAbove = async (db: Db, epoch: number): Promise<number | undefined> =>
  (await raiseAbove.row(db, epoch))?.epoch

/** Every node hears of it when, and only when, the transaction commits. */
export async function raiseEpochOf(db: Db): Promise<number> {
  const row = await raise.row(db)
  if (!row) throw new Error('The house has no row: its first migration has not been run')
  return row.epoch
}

// What the servers of one database show each other while they live (Database.show). Must never be
// taken for what is true of one that has gone: its line is hung up, and its marks with it.
import { type Database, type Mark, statement } from '../database.ts'

const others = statement<{ about: number }>(
  'read the marks of others',
  `select distinct classid::bigint as about from pg_locks
   join unnest($1::int[], $2::int[]) as ours (about, value)
     on classid::bigint = ours.about and objid::bigint <> ours.value
   where locktype = 'advisory' and objsubid = 2 and granted
     and database = (select oid from pg_database where datname = current_database())`,
)

/**
 * Of which of these another server has something else. Ours are shown first, so one of two sees.
 */
export async function marksThatDiffer(
  database: Database,
  marks: readonly Mark[],
): Promise<readonly number[]> {
  const [abouts, values] = [marks.map(({ about }) => about), marks.map(({ value }) => value)]
  return (await others.rows(database, abouts, values)).map(({ about }) => about)
}

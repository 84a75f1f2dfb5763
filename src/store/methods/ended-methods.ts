// Methods that were taken away, for as long as their owner may take them back. They stand apart, so
// that no other statement can meet one.
import { statement, type Db } from '../database.ts'

const columns = `id, person_id, factor, name, label, fate, handle, kept, version, created_at, used_at`

const end = statement(
  'end a method',
  `with gone as (delete from methods where person_id = $1 and id = $2 returning ${columns})
   insert into ended_methods (${columns}, ended_at, ended_because)
   select ${columns}, $3, $4 from gone`,
)
/** None where somebody else was quicker. */
export const endMethodOf = (
  db: Db,
  person: string,
  method: string,
  so: { readonly now: Date; readonly because: string },
): Promise<number> => end.count(db, person, method, so.now, so.because)

const endEverywhere = statement<{ id: string; person_id: string; factor: string }>(
  'end all methods of some factors',
  `with past as (delete from ended_methods where factor = any($1))
   delete from methods where factor = any($1) returning id, person_id, factor`,
)
/** Everybody's, and none of them can be taken back. */
export const endEverywhereOf = (db: Db, factors: readonly string[]) =>
  endEverywhere.rows(db, factors)

export interface EndedMethod {
  readonly id: string
  readonly factor: string
  readonly name: string | null
  readonly label: string | null
  readonly ended_at: Date
  readonly ended_because: string
}

// What somebody else has meanwhile, such as a passkey that was set up anew, is not taken from them;
// nor is what stands again, or is one to each person and has another in its place. `$3` is the
// factors of which a person has one.
const isFree = `not exists (select from methods m
  where m.id = ended.id or m.handle = ended.handle
    or (ended.factor = any ($3) and m.person_id = ended.person_id and m.factor = ended.factor))`

/** Since when, and of which factors a person has one alone. */
export interface Restorable {
  readonly since: Date
  readonly singles: readonly string[]
}

const list = statement<EndedMethod>(
  'the ended methods of a person',
  `select id, factor, name, label, ended_at, ended_because from ended_methods ended
   where person_id = $1 and ended_at > $2 and ${isFree} order by ended_at desc, id`,
)
export const endedMethodsOf = (db: Db, person: string, so: Restorable): Promise<EndedMethod[]> =>
  list.rows(db, person, so.since, so.singles)

const back = statement<{ factor: string; label: string | null }>(
  'take a method back',
  `with back as (
     delete from ended_methods ended
     where person_id = $1 and ended_at > $2 and ${isFree} and id = $4
     returning ${columns}
   )
   insert into methods (${columns}) select ${columns} from back returning factor, label`,
)
/** Undefined where it is too late, or another stands in its place. */
export const restoreMethodOf = (
  db: Db,
  person: string,
  method: string,
  so: Restorable,
): Promise<{ factor: string; label: string | null } | undefined> =>
  back.row(db, person, so.since, so.singles, method)

const sweep = statement('sweep ended methods', `delete from ended_methods where ended_at <= $1`)
export const sweepEndedMethods = (db: Db, before: Date): Promise<number> => sweep.count(db, before)

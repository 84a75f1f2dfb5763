// Methods: the factors that people have set up. What is kept is sealed by the domain; here it is
// bytes.
import { statement, type Db } from './database.ts'

export interface MethodRow {
  id: string
  factor: string
  name: string | null
  /** Base64 of the sealed bytes. */
  kept: string
  version: number
  created_at: string
}

const insert = statement(
  'keep a method',
  `insert into methods (id, person_id, factor, name, kept, created_at) values ($1, $2, $3, $4, $5, $6)`,
)
export const insertMethod = (
  db: Db,
  method: {
    readonly id: string
    readonly person: string
    readonly factor: string
    readonly name: string | undefined
    readonly kept: Uint8Array
    readonly now: Date
  },
): Promise<number> =>
  insert.count(
    db,
    method.id,
    method.person,
    method.factor,
    method.name ?? null,
    method.kept,
    method.now,
  )

const removeOne = statement('remove a method', `delete from methods where id = $1`)
/** None where somebody else was quicker. */
export const removeMethod = (db: Db, method: string): Promise<number> => removeOne.count(db, method)

const remove = statement(
  'remove the methods of a factor',
  `delete from methods where person_id = $1 and factor = $2`,
)
export const removeMethodsOf = (db: Db, person: string, factor: string): Promise<number> =>
  remove.count(db, person, factor)

const use = statement(
  'use a method',
  `update methods set used_at = $3, kept = coalesce($4, kept),
     version = version + (case when $4::bytea is null then 0 else 1 end)
   where id = $1 and version = $2`,
)
/** False when it was changed or removed since it was judged: judge again with what is kept now. */
export const useMethod = async (
  db: Db,
  used: {
    readonly method: string
    readonly version: number
    readonly now: Date
    readonly kept?: Uint8Array
  },
): Promise<boolean> =>
  (await use.count(db, used.method, used.version, used.now, used.kept ?? null)) === 1

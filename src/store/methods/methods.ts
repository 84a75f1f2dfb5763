// Methods: the factors that people have set up. What is kept is sealed by the domain; here it is
// bytes.
import { statement, type Db } from '../database.ts'

export interface MethodRow {
  id: string
  factor: string
  name: string | null
  /** Base64 of the sealed bytes. */
  kept: string
  version: number
  /** What may be shown of it. */
  label: string | null
  fate: string | null
  created_at: string
  used_at: string | null
  /** Of a phone that approves: it has said where it may be rung. */
  is_rung?: boolean | null
}

/** Asked of phones alone. */
export const isRung = `case when m.factor = 'push' then exists (
    select from phones d where d.method_id = m.id and d.rings is not null) end as is_rung`

const insert = statement(
  'keep a method',
  `insert into methods (id, person_id, factor, name, label, fate, handle, kept, created_at, used_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
   on conflict (handle) where handle is not null do nothing`,
)
/** None where its handle belongs to another method already. */
export const insertMethod = (
  db: Db,
  method: {
    readonly id: string
    readonly person: string
    readonly factor: string
    readonly name: string | undefined
    readonly label: string | undefined
    readonly fate: string | undefined
    readonly handle: Uint8Array | undefined
    readonly kept: Uint8Array
    readonly now: Date
    /** Proven as it was set up: that was its first use. */
    readonly isUsed: boolean
  },
): Promise<number> =>
  insert.count(
    db,
    method.id,
    method.person,
    method.factor,
    method.name ?? null,
    method.label ?? null,
    method.fate ?? null,
    method.handle ?? null,
    method.kept,
    method.now,
    method.isUsed ? method.now : null,
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

export interface FoundMethod extends MethodRow {
  readonly person_id: string
}

type MethodInTable = Omit<FoundMethod, 'kept' | 'created_at' | 'used_at'> & {
  readonly kept: Buffer
  readonly created_at: Date
  readonly used_at: Date | null
}

const columns = `m.id, m.person_id, m.factor, m.name, m.label, m.fate, m.kept, m.version,
  m.created_at, m.used_at, ${isRung}`

const found = (row: MethodInTable): FoundMethod => ({
  ...row,
  kept: row.kept.toString('base64'),
  created_at: row.created_at.toISOString(),
  used_at: row.used_at?.toISOString() ?? null,
})

const byHandle = statement<MethodInTable>(
  'find a method by its handle',
  `select ${columns} from methods m where handle = $1 and factor = $2`,
)
export async function findByHandle(
  db: Db,
  handle: Uint8Array,
  factor: string,
): Promise<FoundMethod | undefined> {
  const row = await byHandle.row(db, handle, factor)
  return row && found(row)
}

const ofPerson = statement<MethodInTable>(
  'the methods of a person',
  `select ${columns} from methods m where person_id = $1 order by created_at, id`,
)
export const methodsOf = async (db: Db, person: string): Promise<FoundMethod[]> =>
  (await ofPerson.rows(db, person)).map(found)

const name = statement(
  'name a method',
  `update methods set name = $3 where id = $1 and person_id = $2`,
)
export const nameMethod = (
  db: Db,
  named: { readonly method: string; readonly person: string; readonly name: string },
): Promise<number> => name.count(db, named.method, named.person, named.name)

const prefer = statement(
  'choose the first method',
  `update people set default_method = $2 where id = $1
     and exists (select from methods where id = $2 and person_id = $1)`,
)
export const preferMethod = (db: Db, person: string, method: string): Promise<number> =>
  prefer.count(db, person, method)

const hold = statement('hold methods', `select id from methods where id = any($1) for key share`)
/** How many of them are there; nobody takes one away before the transaction ends. */
export const holdMethods = (db: Db, methods: readonly string[]): Promise<number> =>
  hold.count(db, methods)

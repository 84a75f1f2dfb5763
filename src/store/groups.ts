// Groups and who is in them.
import { type Db, statement } from './database.ts'

const keep = statement(
  'keep groups',
  `insert into groups (id, name) select id, name
     from unnest($1::text[], $2::text[]) as given(id, name)
   on conflict (id) do update set name = excluded.name where groups.name <> excluded.name`,
)
export const keepGroups = (
  db: Db,
  groups: readonly { readonly id: string; readonly name: string }[],
): Promise<number> =>
  keep.count(
    db,
    groups.map((group) => group.id),
    groups.map((group) => group.name),
  )

const drop = statement('drop groups', `delete from groups where id = any($1)`)
export const dropGroups = (db: Db, ids: readonly string[]): Promise<number> => drop.count(db, ids)

const join = statement(
  'join groups',
  `insert into memberships (person_id, group_id)
   select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
)
export const addMemberships = (
  db: Db,
  people: readonly string[],
  groups: readonly string[],
): Promise<number> => join.count(db, people, groups)

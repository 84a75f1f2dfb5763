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

const holders = statement<HolderMail>(
  'the mail addresses of whoever holds a right',
  `select distinct p.id as person_id, p.login, p.given_name, p.organisation_id, p.language, a.address
   from memberships m join people p on p.id = m.person_id
     join addresses a on a.person_id = p.id and a.kind = 'mail'
   where m.group_id = any($1) and p.state = 'active' order by p.login, a.address`,
)

interface HolderMail {
  readonly person_id: string
  readonly login: string
  readonly given_name: string
  readonly organisation_id: string
  readonly language: string | null
  readonly address: string
}

/** Every address of everybody in these groups who is open. */
export const rightHolderMails = (db: Db, groups: readonly string[]): Promise<HolderMail[]> =>
  holders.rows(db, groups)

const others = statement(
  'is anyone else in these groups',
  `select 1 from memberships m join people p on p.id = m.person_id
   where m.group_id = any($1) and p.state = 'active' and p.id <> $2 limit 1`,
)
/** And open. */
export const isAnyoneElseIn = async (
  db: Db,
  groups: readonly string[],
  person: string,
): Promise<boolean> => (await others.count(db, groups, person)) > 0

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

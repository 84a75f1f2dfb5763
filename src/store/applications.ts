// The rows of applications and of whom they are for, as `apply` writes them. They are read with the
// rest of the configuration (store/configuration.ts).
import { statement, type Db } from './database.ts'

const save = statement(
  'save an application',
  `with kept as (
     insert into applications (id, position, name, everyone, value) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set position = excluded.position, name = excluded.name,
       everyone = excluded.everyone, value = excluded.value
     returning id
   ), gone as (
     delete from application_groups where application_id = $1 and not group_id = any($6)
   )
   insert into application_groups (application_id, group_id)
   select id, unnest($6::text[]) from kept on conflict do nothing`,
)

export interface ApplicationToSave {
  readonly id: string
  readonly position: number
  readonly name: string
  readonly everyone: boolean
  readonly groups: readonly string[]
  readonly value: unknown
}

export const saveApplication = (db: Db, application: ApplicationToSave): Promise<number> =>
  save.count(
    db,
    application.id,
    application.position,
    application.name,
    application.everyone,
    JSON.stringify(application.value),
    application.groups,
  )

const keepOnly = statement(
  'remove other applications',
  `delete from applications where not id = any($1)`,
)
export const removeApplicationsBut = (db: Db, kept: readonly string[]): Promise<number> =>
  keepOnly.count(db, kept)

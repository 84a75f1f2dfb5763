// The rows of the configuration: read whole, and written whole inside the transaction that applies
// a file.
import { type Db, statement } from './database.ts'

export interface ConfigurationRows {
  version: number
  defaults: unknown
  organisations: unknown[]
  networks: unknown[]
  rules: unknown[]
  groups: unknown[]
  applications: unknown[]
}

const read = statement<ConfigurationRows>(
  'read the configuration',
  `select configuration_version as version, defaults,
     (select coalesce(jsonb_agg(value order by position), '[]') from organisations) as organisations,
     (select coalesce(jsonb_agg(value order by position), '[]') from networks) as networks,
     (select coalesce(jsonb_agg(value order by position), '[]') from rules) as rules,
     (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) order by id), '[]')
        from groups) as groups,
     (select coalesce(jsonb_agg(value order by position), '[]') from applications) as applications
   from house`,
)
export async function readConfiguration(db: Db): Promise<ConfigurationRows> {
  const row = await read.row(db)
  if (!row) throw new Error('The house has no row: its first migration has not been run')
  return row
}

const lock = statement('hold the configuration', `select 1 from house for update`)
/** Two applies at once come one after the other. */
export const holdConfiguration = (db: Db): Promise<number> => lock.count(db)

const changed = statement<{ version: number }>(
  'raise the configuration version',
  `update house set configuration_version = configuration_version + 1, defaults = $1
   returning configuration_version as version`,
)
const notify = statement(
  'tell that the configuration changed',
  `select pg_notify('configuration', $1)`,
)

/** The other nodes hear of it when, and only when, the transaction commits. */
export async function raiseConfiguration(db: Db, defaults: unknown): Promise<number> {
  const row = await changed.row(db, JSON.stringify(defaults))
  const version = row?.version ?? 0
  await notify.count(db, String(version))
  return version
}

const last = statement<{ actor: string | null }>(
  'who applied the configuration last',
  `select actor from events where kind = 'configuration.applied' order by id desc limit 1`,
)
export const lastAppliedBy = async (db: Db): Promise<string | undefined> =>
  (await last.row(db))?.actor ?? undefined

export interface Placed {
  readonly id: string
  readonly value: unknown
}
const asJson = (rows: readonly Placed[]): string =>
  JSON.stringify(rows.map((row, position) => ({ id: row.id, position, value: row.value })))

const dropRules = statement('drop rules', `delete from rules`)
const dropNetworks = statement('drop networks', `delete from networks`)
const given = `from jsonb_to_recordset($1::jsonb) as given(id text, position integer, value jsonb)`
const addRules = statement(
  'add rules',
  `insert into rules (id, position, value) select id, position, value ${given}`,
)
const addNetworks = statement(
  'add networks',
  `insert into networks (id, position, value) select id, position, value ${given}`,
)

export async function replaceRules(db: Db, rows: readonly Placed[]): Promise<void> {
  await dropRules.count(db)
  await addRules.count(db, asJson(rows))
}

export async function replaceNetworks(db: Db, rows: readonly Placed[]): Promise<void> {
  await dropNetworks.count(db)
  await addNetworks.count(db, asJson(rows))
}

const keepOrganisations = statement(
  'keep organisations',
  `insert into organisations (id, position, domains, value)
   select id, position, array(select jsonb_array_elements_text(value -> 'domains')), value ${given}
   on conflict (id) do update
     set position = excluded.position, domains = excluded.domains, value = excluded.value`,
)
const dropOrganisations = statement(
  'drop organisations',
  `delete from organisations where not (id = any($1))`,
)
export async function replaceOrganisations(db: Db, rows: readonly Placed[]): Promise<void> {
  await dropOrganisations.count(
    db,
    rows.map((row) => row.id),
  )
  await keepOrganisations.count(db, asJson(rows))
}

const peopled = statement<{ id: string; people: number }>(
  'organisations that have people',
  `select organisation_id as id, count(*)::int as people from people
   where organisation_id = any($1) group by organisation_id`,
)
export const countPeopleOf = (
  db: Db,
  organisations: readonly string[],
): Promise<{ id: string; people: number }[]> => peopled.rows(db, organisations)

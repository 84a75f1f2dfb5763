// The rows of other houses that speak SAML to us: answers that wait, assertions that have counted,
// and what each house says of itself. What they said is sealed before it comes here.
import { type Db, statement } from '../database.ts'

// Strangers write here: there is room for so much, and whoever comes when it is full is told to try
// again. The oldest go by themselves within minutes.
const add = statement(
  'saml-arrival-add',
  `insert into saml_arrivals (handle_hash, sealed, expires_at)
   select $1, $2, $3
   where (select coalesce(sum(octet_length(sealed)), 0) from saml_arrivals where expires_at > $4) < $5`,
  'quick',
)
export const addArrival = async (
  db: Db,
  arrival: { hash: Buffer; sealed: Buffer; expiresAt: Date; now: Date; bytesMost: number },
): Promise<boolean> => {
  const { hash, sealed, expiresAt, now, bytesMost } = arrival
  return (await add.count(db, hash, sealed, expiresAt, now, bytesMost)) === 1
}

const take = statement<{ sealed: Buffer; expires_at: Date }>(
  'saml-arrival-take',
  'delete from saml_arrivals where handle_hash = $1 returning sealed, expires_at',
  'quick',
)
export const takeArrival = async (db: Db, hash: Buffer, now: Date): Promise<Buffer | undefined> => {
  const row = await take.row(db, hash)
  return row && row.expires_at > now ? row.sealed : undefined
}

const use = statement(
  'saml-assertion-use',
  `insert into saml_assertions_used (id_hash, expires_at) values ($1, $2)
   on conflict (id_hash) do nothing`,
)
/** True for the first, whichever node it came to. */
export const useAssertion = async (db: Db, hash: Buffer, until: Date): Promise<boolean> =>
  (await use.count(db, hash, until)) === 1

export interface DescriptionRow {
  readonly sealed: Buffer
  readonly fetched_at: Date
}

const find = statement<DescriptionRow>(
  'saml-description',
  'select sealed, fetched_at from saml_descriptions where connection_id = $1',
)
export const findDescription = (db: Db, connection: string): Promise<DescriptionRow | undefined> =>
  find.row(db, connection)

const keep = statement(
  'saml-description-keep',
  `insert into saml_descriptions (connection_id, sealed, fetched_at) values ($1, $2, $3)
   on conflict (connection_id) do update set sealed = excluded.sealed, fetched_at = excluded.fetched_at`,
)
export const keepDescription = (
  db: Db,
  connection: string,
  { sealed, fetched_at }: DescriptionRow,
): Promise<number> => keep.count(db, connection, sealed, fetched_at)

const sweep = statement(
  'saml-sweep',
  `with arrivals as (delete from saml_arrivals where expires_at < $1)
   delete from saml_assertions_used where expires_at < $1`,
)
export const sweepSamlPartners = (db: Db, now: Date): Promise<number> => sweep.count(db, now)

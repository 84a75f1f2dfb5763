// Addresses and numbers that whoever helps has added: they wait, and count from a moment on. Must
// never be read as counting before that moment, whatever has been swept or not.
import { statement, type Db } from '../database.ts'

export interface AddedAddress {
  readonly id: string
  readonly person_id: string
  readonly kind: 'mail' | 'phone'
  readonly address: string
  readonly added_by: string
  readonly added_in: string | null
  readonly added_at: Date
  readonly counts_from: Date
  readonly settled_at: Date | null
}

const columns =
  'id, person_id, kind, address, added_by, added_in, added_at, counts_from, settled_at'
const waits = 'settled_at is null and ended_at is null'

const add = statement(
  'add an address that waits',
  `insert into added_addresses (id, person_id, kind, address, added_by, added_in, added_at, counts_from)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
)
/** False where it waits already, or another number does. */
export const addAwaited = async (
  db: Db,
  row: Omit<AddedAddress, 'settled_at' | 'added_in'> & { readonly added_in: string | undefined },
): Promise<boolean> =>
  (await add.count(
    db,
    row.id,
    row.person_id,
    row.kind,
    row.address,
    row.added_by,
    row.added_in ?? null,
    row.added_at,
    row.counts_from,
  )) === 1

const known = statement(
  'is an address known of a person',
  `select 1 from people where id = $1 and known_phone = $2
   union all select 1 from addresses where person_id = $1 and address = $2`,
)
export const isKnownOf = async (db: Db, person: string, address: string): Promise<boolean> =>
  (await known.count(db, person, address)) > 0

const awaited = statement<AddedAddress>(
  'addresses that wait',
  `select ${columns} from added_addresses
   where ${waits} and counts_from > $1 and ($2::text is null or person_id = $2)
   order by added_at desc limit 200`,
)
export const awaitedAddresses = (
  db: Db,
  now: Date,
  person: string | undefined,
): Promise<AddedAddress[]> => awaited.rows(db, now, person ?? null)

const held = statement<AddedAddress>(
  'hold an address that was added',
  `select ${columns} from added_addresses
   where id = $1 and person_id = $2 and ended_at is null and added_at > $3 for update`,
)
/** One that waits, or counts since. */
export const holdAdded = (
  db: Db,
  asked: { readonly id: string; readonly person: string; readonly since: Date },
): Promise<AddedAddress | undefined> => held.row(db, asked.id, asked.person, asked.since)

const own = statement(
  'does an address wait that this one has added',
  `select 1 from added_addresses
   where ${waits} and person_id = $1 and added_by = $2 and counts_from > $3 limit 1`,
)
export const waitsBy = async (
  db: Db,
  asked: { readonly person: string; readonly by: string; readonly now: Date },
): Promise<boolean> => (await own.count(db, asked.person, asked.by, asked.now)) > 0

const confirm = statement(
  'confirm an address',
  `update added_addresses set counts_from = $3, confirmed_by = $2 where id = $1`,
)
export const confirmAdded = (
  db: Db,
  id: string,
  by: { readonly by: string; readonly now: Date },
): Promise<number> => confirm.count(db, id, by.by, by.now)

const settle = statement(
  'settle addresses that count',
  `with due as (
     update added_addresses a set settled_at = $1, instead_of = p.known_phone
     from people p where p.id = a.person_id and ${waits} and a.counts_from <= $1
       and ($2::text is null or a.person_id = $2)
     returning a.person_id, a.kind, a.address, a.added_at
   ), mails as (
     insert into addresses (person_id, kind, address, position, added_at)
     select person_id, 'mail', address, 1, added_at from due where kind = 'mail'
     on conflict do nothing
   )
   update people p set known_phone = due.address, known_phone_since = due.added_at,
     version = p.version + 1, changed_at = $1
   from due where due.kind = 'phone' and p.id = due.person_id`,
)
/** Moves what counts to where the others stand; whoever reads sees it as it was. */
export const settleAdded = (db: Db, now: Date, person?: string): Promise<number> =>
  settle.count(db, now, person ?? null)

const takeBack = statement(
  'take an added address back',
  `with gone as (
     update added_addresses set ended_at = $2 where id = $1 and ended_at is null
     returning person_id, kind, address, settled_at, instead_of
   ), mails as (
     delete from addresses a using gone
     where gone.kind = 'mail' and gone.settled_at is not null and a.kind = 'mail'
       and a.person_id = gone.person_id and a.address = gone.address
   )
   update people p set known_phone = gone.instead_of, known_phone_since = $2,
     version = p.version + 1, changed_at = $2
   from gone where gone.kind = 'phone' and gone.settled_at is not null and p.id = gone.person_id
     and p.known_phone = gone.address`,
)
/** What it took the place of is back, and is as new as this moment. */
export const takeBackAdded = (db: Db, id: string, now: Date): Promise<number> =>
  takeBack.count(db, id, now)

const recent = statement<Pick<AddedAddress, 'id' | 'kind' | 'settled_at'>>(
  'addresses that were added of late',
  `select id, kind, settled_at from added_addresses
   where person_id = $1 and ended_at is null and added_at > $2 order by added_at desc`,
)
/** The newest first: taken back in this order, the number from before them all is back. */
export const addedSince = (
  db: Db,
  person: string,
  since: Date,
): Promise<Pick<AddedAddress, 'id' | 'kind' | 'settled_at'>[]> => recent.rows(db, person, since)

const shared = statement(
  'do two people share an address',
  `with known as (
     select id as person_id, known_phone as address from people where id in ($1, $2)
     union select person_id, address from addresses where person_id in ($1, $2)
   )
   select 1 from known one join known other using (address)
   where one.person_id = $1 and other.person_id = $2 limit 1`,
)
export const shareAddress = async (db: Db, one: string, other: string): Promise<boolean> =>
  (await shared.count(db, one, other)) > 0

// Where phones may be rung. What stands there is sealed by the domain; here it is bytes, and by
// them a place that was given meanwhile is told from the one that was rung.
import { statement, type Db } from '../database.ts'

export interface PhoneToRing {
  readonly id: string
  /** Sealed. */
  readonly rings: Buffer
}

const toRing = statement<PhoneToRing>(
  'the phones of a person that may be rung',
  `select id, rings from phones
   where person_id = $1 and rings is not null and (rings_after is null or rings_after <= $2)
     and exists (select 1 from methods where methods.id = phones.method_id)
   order by id`,
)
export const phonesToRing = (db: Db, person: string, now: Date): Promise<readonly PhoneToRing[]> =>
  toRing.rows(db, person, now)

const find = statement<Pick<PhoneToRing, 'rings'>>(
  'find where a phone may be rung',
  `select rings from phones where id = $1 and rings is not null`,
)
export const findRings = async (db: Db, phone: string): Promise<Buffer | undefined> =>
  (await find.row(db, phone))?.rings

const keep = statement(
  'keep where a phone may be rung',
  `update phones set rings = $2, rings_after = null where id = $1`,
)
export const keepRings = (db: Db, phone: string, rings: Uint8Array | undefined): Promise<number> =>
  keep.count(db, phone, rings ?? null)

const forget = statement(
  'forget where a phone was rung',
  `update phones set rings = null, rings_after = null where id = $1 and rings = $2`,
)
export const forgetRings = (db: Db, phone: string, rings: Uint8Array): Promise<number> =>
  forget.count(db, phone, rings)

const putOff = statement(
  'ring a phone later',
  `update phones set rings_after = $3
   where id = $1 and rings = $2 and (rings_after is null or rings_after < $3)`,
)
/** None where it is put off so long already. */
export const putOffRings = (
  db: Db,
  phone: PhoneToRing & { readonly until: Date },
): Promise<number> => putOff.count(db, phone.id, phone.rings, phone.until)

// Addresses and numbers that a list replaces, for many at once.
import { statement, type Db } from '../database.ts'

export interface KnownMail {
  readonly person_id: string
  readonly address: string
  readonly position: number
}

const mails = statement<KnownMail>(
  'mail addresses of many',
  `select person_id, address, position from addresses
   where kind = 'mail' and person_id = any($1) order by position, added_at`,
)
export const mailsOf = (db: Db, people: readonly string[]): Promise<KnownMail[]> =>
  mails.rows(db, people)

const replace = statement(
  'replace mail addresses',
  `with given as (
     select * from unnest($1::text[], $2::text[], $3::text[]) as g(person_id, before, after)
   ), gone as (
     delete from addresses a using given g
     where a.person_id = g.person_id and a.kind = 'mail' and a.address = g.before
   ), come as (
     insert into addresses (person_id, kind, address, added_at)
     select person_id, 'mail', after, $4 from given
   )
   update people p set version = p.version + 1, changed_at = $4 from given g where p.id = g.person_id`,
)
export const replaceMails = (
  db: Db,
  given: readonly { readonly person: string; readonly before: string; readonly after: string }[],
  now: Date,
): Promise<number> =>
  replace.count(
    db,
    given.map((each) => each.person),
    given.map((each) => each.before),
    given.map((each) => each.after),
    now,
  )

// What the helpdesk had added of late is not left to come afterwards.
const renumber = statement(
  'replace known numbers',
  `with given as (select * from unnest($1::text[], $2::text[]) as g(person_id, after)
   ), ended as (
     update added_addresses a set ended_at = $3 from given g
     where a.person_id = g.person_id and a.kind = 'phone' and a.settled_at is null
       and a.ended_at is null
   )
   update people p set known_phone = g.after, known_phone_since = $3, version = p.version + 1,
     changed_at = $3
   from given g where p.id = g.person_id`,
)
export const replaceNumbers = (
  db: Db,
  given: readonly { readonly person: string; readonly after: string }[],
  now: Date,
): Promise<number> =>
  renumber.count(
    db,
    given.map((each) => each.person),
    given.map((each) => each.after),
    now,
  )

// The rows of people: found by name or id with all that facts need in one statement, and made by
// the thousand.
import { type Db, statement } from './database.ts'

export interface PersonRow {
  id: string
  login: string
  given_name: string
  family_name: string
  organisation_id: string
  state: 'invited' | 'active' | 'locked' | 'suspended' | 'removed'
  language: string | null
  known_phone: string | null
  groups: string[]
}

// A number that somebody has added counts from its moment on, and takes the place of the other.
const columns = (now: string): string =>
  `p.id, p.login, p.given_name, p.family_name, p.organisation_id, p.state, p.language,
  coalesce((select a.address from added_addresses a where a.person_id = p.id and a.kind = 'phone'
    and a.settled_at is null and a.ended_at is null and a.counts_from <= ${now}), p.known_phone)
    as known_phone,
  array(select m.group_id from memberships m where m.person_id = p.id order by 1) as groups`

const byLogin = statement<PersonRow>(
  'find people by login',
  `select ${columns('$2')} from people p where p.login = any($1)`,
)
export const findByLogins = (db: Db, logins: readonly string[], now: Date): Promise<PersonRow[]> =>
  byLogin.rows(db, logins, now)

const byId = statement<PersonRow>(
  'find people by id',
  `select ${columns('$2')} from people p where p.id = any($1)`,
)
export const findByIds = (db: Db, ids: readonly string[], now: Date): Promise<PersonRow[]> =>
  byId.rows(db, ids, now)

const held = statement('hold a person', `select 1 from people where id = $1 for update`)
/** Until the transaction ends nobody else changes this person, or sends another letter. */
export const holdPerson = (db: Db, id: string): Promise<number> => held.count(db, id)

const byLook = statement<{ login: string; look: string }>(
  'find people by look',
  `select login, look from people where look = any($1)`,
)
export const findLooks = (
  db: Db,
  looks: readonly string[],
): Promise<{ login: string; look: string }[]> => byLook.rows(db, looks)

const byIdentity = statement<{ organisation_id: string; identity: string }>(
  'find people by identity',
  `select organisation_id, encode(identity_hash, 'base64') as identity from people
   where identity_hash = any(array(select decode(given, 'base64') from unnest($1::text[]) as given))`,
)
/** Which of these national numbers are here, as they are kept, and in which organisation. */
export const findIdentities = (
  db: Db,
  hashes: readonly string[],
): Promise<{ organisation_id: string; identity: string }[]> => byIdentity.rows(db, hashes)

const idsByLogin = statement<{ id: string; login: string }>(
  'find ids by login',
  `select id, login from people where login = any($1)`,
)
export const findIds = (
  db: Db,
  logins: readonly string[],
): Promise<{ id: string; login: string }[]> => idsByLogin.rows(db, logins)

const loginsById = statement<{ id: string; login: string }>(
  'find logins by id',
  `select id, login from people where id = any($1)`,
)
export const findLogins = (
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; login: string }[]> => loginsById.rows(db, ids)

export interface NewPersonRow {
  readonly id: string
  readonly organisation_id: string
  readonly login: string
  readonly look: string
  readonly given_name: string
  readonly family_name: string
  readonly language: string | null
  readonly known_phone: string | null
  /** The keyed hash of the national number, in base64. */
  readonly identity: string | null
}

const add = statement<{ id: string }>(
  'add people',
  `insert into people (id, organisation_id, login, look, given_name, family_name, language,
                       known_phone, identity_hash, state, created_at, changed_at)
   select id, organisation_id, login, look, given_name, family_name, language, known_phone,
          decode(identity, 'base64'), 'invited', $10::timestamptz, $10::timestamptz
   from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
               $8::text[], $9::text[]) as given(id, organisation_id, login, look, given_name,
                                                family_name, language, known_phone, identity)
   on conflict do nothing returning id`,
)
/** The ids that were added. Whoever was quicker with a name has it; the others are not here. */
export async function addPeople(
  db: Db,
  rows: readonly NewPersonRow[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const column = <Key extends keyof NewPersonRow>(key: Key) => rows.map((row) => row[key])
  const added = await add.rows(
    db,
    column('id'),
    column('organisation_id'),
    column('login'),
    column('look'),
    column('given_name'),
    column('family_name'),
    column('language'),
    column('known_phone'),
    column('identity'),
    now,
  )
  return new Set(added.map((row) => row.id))
}

const addMail = statement(
  'add mail addresses',
  `insert into addresses (person_id, kind, address, added_at)
   select person_id, 'mail', address, $3 from unnest($1::text[], $2::text[]) as g(person_id, address)`,
)
export const addMailAddresses = (
  db: Db,
  given: readonly { readonly person: string; readonly mail: string }[],
  now: Date,
): Promise<number> =>
  addMail.count(
    db,
    given.map((each) => each.person),
    given.map((each) => each.mail),
    now,
  )

const mails = statement<{ address: string }>(
  'mail addresses of a person',
  `select address from (
     select address, position, added_at from addresses where person_id = $1 and kind = 'mail'
     union all
     select address, 1, added_at from added_addresses where person_id = $1 and kind = 'mail'
       and settled_at is null and ended_at is null and counts_from <= $2
   ) as known order by position, added_at`,
)
/** One that somebody has added is among them from the moment that it counts. */
export const mailAddressesOf = async (db: Db, person: string, now: Date): Promise<string[]> =>
  (await mails.rows(db, person, now)).map((row) => row.address)

const lostPhone = statement(
  'note a lost phone',
  `update people set phone_lost_at = $2 where id = $1`,
)
/** Undefined: something stands in its place again. */
export const noteLostPhone = (db: Db, person: string, at: Date | undefined): Promise<number> =>
  lostPhone.count(db, person, at ?? null)

const recovered = statement('note a recovery', `update people set recovered = $2 where id = $1`)
export const noteRecovery = (db: Db, person: string, recovery: unknown): Promise<number> =>
  recovered.count(db, person, JSON.stringify(recovery))

const lead = statement(
  'name leaders',
  `update people p set leader_id = g.leader
   from unnest($1::text[], $2::text[]) as g(person, leader) where p.id = g.person`,
)
export const nameLeaders = (
  db: Db,
  given: readonly { readonly person: string; readonly leader: string }[],
): Promise<number> =>
  lead.count(
    db,
    given.map((each) => each.person),
    given.map((each) => each.leader),
  )

const move = statement<{ before: string }>(
  'change the state of a person',
  `with old as (select id, state from people where id = $1 and state = any($2) for update)
   update people p set state = $3, state_reason = $4, version = p.version + 1, changed_at = $5,
     sessions_after = case when $6 then $5 else p.sessions_after end
   from old where p.id = old.id returning old.state as before`,
)
/** The state it was in, when it could be left for the new one; nothing otherwise. */
export const changeState = async (
  db: Db,
  change: {
    readonly id: string
    readonly from: readonly string[]
    readonly to: string
    readonly because: string | undefined
    readonly now: Date
    readonly endsSessions: boolean
  },
): Promise<string | undefined> =>
  (
    await move.row(
      db,
      change.id,
      change.from,
      change.to,
      change.because ?? null,
      change.now,
      change.endsSessions,
    )
  )?.before

const speak = statement(
  'choose the language of a person',
  `update people set language = $2, version = version + 1, changed_at = $3
   where id = $1 and language is distinct from $2`,
)
export const chooseLanguage = (
  db: Db,
  id: string,
  choice: { readonly language: string; readonly now: Date },
): Promise<number> => speak.count(db, id, choice.language, choice.now)

const listed = statement<{ id: string }>(
  'list people to invite',
  `select p.id from people p
   where p.state = 'invited'
     and ($1::text is null or exists (select from memberships m
                                      where m.person_id = p.id and m.group_id = $1))
     and ($2 or not exists (select from invitations i
                            where i.person_id = p.id and i.superseded_at is null
                              and i.expires_at > $3))
   order by p.login`,
)
/** Whoever is invited and has no living letter; with `again`, also whoever has. */
export const listToInvite = async (
  db: Db,
  wish: { readonly group: string | undefined; readonly again: boolean; readonly now: Date },
): Promise<string[]> =>
  (await listed.rows(db, wish.group ?? null, wish.again, wish.now)).map((row) => row.id)

const delay = statement<{ times: number }>(
  'put off a wish',
  `update people set put_off = jsonb_set(put_off, array[$2], jsonb_build_object(
     'times', coalesce((put_off -> $2 ->> 'times')::int, 0) + 1,
     'since', coalesce(put_off -> $2 ->> 'since', $3)))
   where id = $1 and coalesce((put_off -> $2 ->> 'times')::int, 0) = $4
   returning (put_off -> $2 ->> 'times')::int as times`,
)
/**
 * How often it has been put off, this time with it; undefined where it was put off more often than
 * was seen.
 */
export const putOff = async (
  db: Db,
  {
    person,
    wish,
    now,
    seen,
  }: {
    readonly person: string
    readonly wish: string
    readonly now: Date
    readonly seen: number
  },
): Promise<number | undefined> =>
  (await delay.row(db, person, wish, now.toISOString(), seen))?.times

// What other houses call people, and whom they mean by it. The link itself is a method, found by
// the hash of issuer and subject; here stands the name, which may be given to somebody else there.

export interface KnownName {
  readonly name: string
  readonly issuer: string
  readonly subject: string
  readonly person_id: string
}

const find = statement<KnownName>(
  'whom another house meant by a name',
  `select name, issuer, subject, person_id from known_names where connection = $1 and name = $2`,
)
export const findKnownName = (
  db: Db,
  connection: string,
  name: string,
): Promise<KnownName | undefined> => find.row(db, connection, name)

const keep = statement(
  'keep what another house calls somebody',
  `insert into known_names (connection, name, issuer, subject, person_id, seen_at)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (connection, name) do update set seen_at = excluded.seen_at, person_id = excluded.person_id
     where known_names.issuer = excluded.issuer and known_names.subject = excluded.subject`,
)
/** False where the name belongs to somebody else there, and stays theirs. */
export const keepKnownName = async (
  db: Db,
  known: KnownName & { readonly connection: string; readonly now: Date },
): Promise<boolean> =>
  (await keep.count(
    db,
    known.connection,
    known.name,
    known.issuer,
    known.subject,
    known.person_id,
    known.now,
  )) === 1

const forget = statement<{ person_id: string }>(
  'forget what another house called somebody',
  `delete from known_names where connection = $1 and name = $2 returning person_id`,
)
/** Whoever comes by that name next is judged as somebody new. Gives whose it was. */
export const forgetKnownName = async (
  db: Db,
  connection: string,
  name: string,
): Promise<string | undefined> => (await forget.row(db, connection, name))?.person_id

const idsOfIdentity = statement<{ id: string }>(
  'find people by their national number',
  `select id from people where identity_hash = decode($1, 'base64') limit 2`,
)
/** Two at most: somebody may work for two organisations. */
export const idsByIdentity = async (db: Db, hash: string): Promise<string[]> =>
  (await idsOfIdentity.rows(db, hash)).map(({ id }) => id)

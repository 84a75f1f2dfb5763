// Visits: one walk through a flow. Read together with everything its facts are made of; written
// with the version it was read at, so that of two tabs one wins and the other is shown what is true
// now. They are gone after a crash in any case: nobody waits for the disk, because reading has
// tidied a page of another table.
import { knownAccountsOf, rememberedIn, type KnownAccountRow } from './methods/browsers.ts'
import { statement, type Db } from './database.ts'
import { leaderWhoMayVouch } from './methods/helping.ts'
import { isRung, type MethodRow } from './methods/methods.ts'
import { findSessions, type FoundSession } from './sessions.ts'

export interface VisitRow {
  ref: string
  browser_id: string
  flow: string
  errand: unknown
  learned: unknown
  version: number
  epoch: number
  case_number: string
  created_at: Date
  expires_at: Date
  ended_at: Date | null
  ended_how: string | null
}

export interface PersonInVisit {
  id: string
  login: string
  given_name: string
  family_name: string
  organisation_id: string
  state: string
  language: string | null
  known_phone: string | null
  known_phone_since?: Date | null
  known_mail?: string | null
  identity?: string | null
  leader?: { readonly id: string; readonly name: string } | null
  default_method: string | null
  put_off: unknown
  recovered?: unknown
  phone_lost_at?: Date | null
  groups: string[]
}

export interface VisitWithFacts extends VisitRow {
  familiar: boolean
  /** Since when this browser spares this person the second proof. */
  remembered_at: Date | null
  /** Accounts that this browser may name, where nobody is named yet. */
  known: KnownAccountRow[] | null
  person: PersonInVisit | null
  methods: MethodRow[] | null
  sessions: FoundSession[] | null
  /** What the application that asks may know already, where it asks. */
  given?: string[] | null
}

const insert = statement<{ known: KnownAccountRow[] | null }>(
  'open a visit',
  `with opened as (
     insert into visits (ref, browser_id, flow, errand, waiting, learned, epoch, case_number,
       created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
   )
   select ${knownAccountsOf('$2')} as known`,
  'quick',
)

export interface NewVisit {
  readonly ref: string
  readonly browser: string
  readonly flow: string
  readonly errand: unknown
  readonly waiting?: unknown
  readonly learned: unknown
  readonly epoch: number
  readonly caseNumber: string
  readonly now: Date
  readonly until: Date
}

/** Gives the accounts that the first page may name. */
export async function insertVisit(db: Db, visit: NewVisit): Promise<VisitWithFacts['known']> {
  const row = await insert.row(
    db,
    visit.ref,
    visit.browser,
    visit.flow,
    JSON.stringify(visit.errand),
    visit.waiting === undefined ? null : JSON.stringify(visit.waiting),
    JSON.stringify(visit.learned),
    visit.epoch,
    visit.caseNumber,
    visit.now,
    visit.until,
  )
  return row?.known ?? null
}

// Where a code may go to whoever has turned aside: an address that was known a day before the visit
// began, or from the person's first day. Looked for then alone.
const knownMail = `case when v.learned ? 'detour' then (
    select address from (
      select address, position, added_at from addresses where person_id = p.id and kind = 'mail'
      union all
      select address, 1, added_at from added_addresses where person_id = p.id and kind = 'mail'
        and settled_at is null and ended_at is null and counts_from <= v.created_at
    ) a
    where (a.added_at <= v.created_at - interval '1 day'
      or a.added_at <= p.created_at + interval '1 minute')
    order by a.position, a.added_at limit 1) end`

// What another house is asked about: by whoever has turned aside, whose phone is not at hand, who
// was let in by it, or who is here for the first time.
const identity = `case when v.learned ?| array['detour', 'lost', 'session'] or p.phone_lost_at is not null
    or v.flow = 'activate' then encode(p.identity_hash, 'base64') end`

// Who may be asked for their word: looked for where somebody has turned aside or lost a phone.
const leader = `case when v.learned ? 'detour' or v.learned ->> 'lost' in ('gone', 'away')
    or p.phone_lost_at is not null then (
    select jsonb_build_object('id', l.id, 'name', l.given_name || ' ' || l.family_name)
    ${leaderWhoMayVouch}) end`

// What somebody else's application was told of the person before: looked for where one asks.
const given = `case when v.errand ? 'asks' then (select c.knows from consents c
    where c.person_id = p.id and c.application = v.errand ->> 'application') end`

// A number that somebody has added counts in visits that begin after its moment, in the place of
// the one before it. At most one waits.
const addedNumber = `left join added_addresses n on n.person_id = p.id and n.kind = 'phone'
     and n.settled_at is null and n.ended_at is null and n.counts_from <= v.created_at`

// The person is found by id when something has said who, otherwise by the name typed: one
// statement, whether or not they exist. A row for each method, or one without.
const facts = `v.ref, v.browser_id, v.flow, v.errand, v.learned, v.version, v.epoch, v.case_number,
  v.created_at, v.expires_at, v.ended_at, v.ended_how,
  f.person_id is not null as familiar, ${rememberedIn('v.epoch')},
  case when v.learned ->> 'who' is null and v.learned -> 'logins' is null
    then ${knownAccountsOf('v.browser_id')} end as known,
  p.id as person_id, p.login, p.given_name, p.family_name, p.organisation_id, p.state, p.language,
  coalesce(n.address, p.known_phone) as known_phone,
  coalesce(n.added_at, p.known_phone_since) as known_phone_since, ${knownMail} as known_mail,
  ${identity} as identity, ${leader} as leader, ${given} as given,
  p.default_method, p.put_off, p.recovered, p.phone_lost_at,
  array(select group_id from memberships where person_id = p.id) as groups,
  m.id as method_id, m.factor, m.name as method_name, m.kept, m.version as method_version,
  m.label, m.fate, m.created_at as method_at, m.used_at as method_used_at, ${isRung}`

interface Named {
  readonly who: string
  readonly logins: string
}

const around = ({ who, logins }: Named): string => `left join people p on p.id = coalesce(${who},
     (select id from people where login = any(${logins}) order by array_position(${logins}, login) limit 1))
   left join familiar f on f.browser_id = v.browser_id and f.person_id = p.id
   left join methods m on m.person_id = p.id
   ${addedNumber}`

const asWritten: Named = {
  who: `v.learned ->> 'who'`,
  logins: `array(select jsonb_array_elements_text(v.learned -> 'logins'))`,
}

type FactsRow = VisitRow & {
  readonly familiar: boolean
  readonly remembered_at: Date | null
  readonly known: KnownAccountRow[] | null
  readonly method_id: string | null
  readonly factor: string
  readonly method_name: string | null
  readonly kept: Buffer
  readonly method_version: number
  readonly label: string | null
  readonly fate: string | null
  readonly method_at: Date
  readonly method_used_at: Date | null
  readonly is_rung: boolean | null
  readonly given: string[] | null
} & ({ readonly person_id: null } | ({ readonly person_id: string } & Omit<PersonInVisit, 'id'>))

const read = statement<FactsRow>(
  'read a visit with its facts',
  `select ${facts} from visits v ${around(asWritten)} where v.ref = $1`,
  'quick',
)

const imagined = statement<FactsRow>(
  'read whom a visit would be about',
  `with v as (select ''::text as ref, ''::text as browser_id, $1::text as flow, $2::jsonb as errand,
     $3::jsonb as learned, 1 as version, $4::integer as epoch, ''::text as case_number,
     $5::timestamptz as created_at, $5::timestamptz as expires_at, null::timestamptz as ended_at,
     null::text as ended_how)
   select ${facts} from v ${around(asWritten)}`,
)

interface ToImagine {
  readonly flow: string
  readonly errand: unknown
  readonly learned: unknown
  readonly epoch: number
  readonly now: Date
}

/** As a visit that has learned this would be read, had it ever been opened. */
export const readImagined = async (db: Db, visit: ToImagine): Promise<VisitWithFacts | undefined> =>
  factsFrom(
    await imagined.rows(
      db,
      visit.flow,
      JSON.stringify(visit.errand),
      JSON.stringify(visit.learned),
      visit.epoch,
      visit.now,
    ),
  )

interface Asked {
  readonly ref: string
  readonly sessions: readonly Uint8Array[]
  readonly now: Date
}

export const readVisit = async (db: Db, asked: Asked): Promise<VisitWithFacts | undefined> =>
  withAccounts(db, factsFrom(await read.rows(db, asked.ref)), asked)

/** Most that come are not signed in, and cost no second statement. */
async function withAccounts(
  db: Db,
  visit: VisitWithFacts | undefined,
  { sessions, now }: Omit<Asked, 'ref'>,
): Promise<VisitWithFacts | undefined> {
  if (!visit || sessions.length === 0) return visit
  const rows = await findSessions(db, sessions, now, visit.epoch)
  return rows.length === 0 ? visit : { ...visit, sessions: rows }
}

function factsFrom(rows: readonly FactsRow[]): VisitWithFacts | undefined {
  const [row] = rows
  return (
    row && {
      ref: row.ref,
      browser_id: row.browser_id,
      flow: row.flow,
      errand: row.errand,
      learned: row.learned,
      version: row.version,
      epoch: row.epoch,
      case_number: row.case_number,
      created_at: row.created_at,
      expires_at: row.expires_at,
      ended_at: row.ended_at,
      ended_how: row.ended_how ?? null,
      familiar: row.familiar,
      remembered_at: row.remembered_at,
      known: row.known,
      person: personIn(row),
      methods: row.method_id === null ? null : rows.map(methodIn).toSorted(byAge),
      sessions: null,
      ...(row.given && { given: row.given }),
    }
  )
}

const personIn = (row: FactsRow): PersonInVisit | null =>
  row.person_id === null
    ? null
    : {
        id: row.person_id,
        login: row.login,
        given_name: row.given_name,
        family_name: row.family_name,
        organisation_id: row.organisation_id,
        state: row.state,
        language: row.language,
        known_phone: row.known_phone,
        ...(row.known_phone_since && { known_phone_since: row.known_phone_since }),
        ...(row.known_mail && { known_mail: row.known_mail }),
        ...(row.identity && { identity: row.identity }),
        ...(row.leader && { leader: row.leader }),
        default_method: row.default_method,
        put_off: row.put_off,
        recovered: row.recovered,
        ...(row.phone_lost_at && { phone_lost_at: row.phone_lost_at }),
        groups: row.groups,
      }

const methodIn = (row: FactsRow): MethodRow => ({
  id: row.method_id ?? '',
  factor: row.factor,
  name: row.method_name,
  kept: row.kept.toString('base64'),
  version: row.method_version,
  label: row.label,
  fate: row.fate,
  created_at: row.method_at.toISOString(),
  used_at: row.method_used_at?.toISOString() ?? null,
  is_rung: row.is_rung,
})

const byAge = (one: MethodRow, other: MethodRow): number =>
  Date.parse(one.created_at) - Date.parse(other.created_at)

const saved = `update visits set learned = $3, version = version + 1, expires_at = $4
   where ref = $1 and version = $2 and ended_at is null`

const save = statement('save a visit', saved, 'quick')

interface ToSave {
  readonly ref: string
  readonly version: number
  readonly learned: { readonly who?: string; readonly logins?: readonly string[] }
  readonly until: Date
}

/** False when it was changed meanwhile: read again, and show what is true now. */
export const saveVisit = async (db: Db, visit: ToSave): Promise<boolean> =>
  (await save.count(db, visit.ref, visit.version, JSON.stringify(visit.learned), visit.until)) === 1

const asSaid: Named = { who: '$5::text', logins: '$6::text[]' }
const savedNow = `with v as (${saved} returning *)`

const saveAndRead = statement<FactsRow>(
  'save a visit and read it',
  `${savedNow} select ${facts} from v ${around(asSaid)}`,
  'quick',
)

/** The same, and the visit as the next page needs it. Undefined when it was changed meanwhile. */
export async function saveAndReadVisit(
  db: Db,
  { ref, version, learned, until }: ToSave,
  asked: Omit<Asked, 'ref'>,
): Promise<VisitWithFacts | undefined> {
  const { who = null, logins = [] } = learned
  const rows = await saveAndRead.rows(db, ref, version, JSON.stringify(learned), until, who, logins)
  return withAccounts(db, factsFrom(rows), asked)
}

const slide = statement(
  'slide a visit',
  `update visits set expires_at = $2 where ref = $1 and ended_at is null`,
  'quick',
)
export const slideVisit = (db: Db, ref: string, until: Date): Promise<number> =>
  slide.count(db, ref, until)

const end = statement(
  'end a visit',
  `update visits set ended_at = $3, ended_how = $4, version = version + 1
   where ref = $1 and version = $2 and ended_at is null`,
  'quick',
)

export const endVisit = async (
  db: Db,
  visit: {
    readonly ref: string
    readonly version: number
    readonly now: Date
    readonly how: string
  },
): Promise<boolean> => (await end.count(db, visit.ref, visit.version, visit.now, visit.how)) === 1

const endNamed = statement(
  'end a visit that somebody else stopped',
  `update visits set ended_at = $2, ended_how = $3 where ref = $1 and ended_at is null`,
)
/** Whatever its version: nobody goes on in it. */
export const endVisitNamed = (db: Db, ref: string, now: Date, how: string): Promise<number> =>
  endNamed.count(db, ref, now, how)

const sweep = statement('sweep old visits', `delete from visits where expires_at < $1`, 'quick')
export const sweepVisits = (db: Db, before: Date): Promise<number> => sweep.count(db, before)

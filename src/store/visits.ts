// Visits: one walk through a flow. Read together with everything its facts are made of, in one
// statement; written with the version it was read at, so that of two tabs one wins and the other is
// shown what is true now.
import { statement, type Db } from './database.ts'
import type { MethodRow } from './methods.ts'

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
}

export interface PersonInVisit {
  id: string
  login: string
  given_name: string
  family_name: string
  organisation_id: string
  state: string
  language: string | null
  known_phone: boolean
  groups: string[]
}

export interface SessionInVisit {
  id: string
  position: number
  person_id: string
  login: string
  name: string
  proofs: unknown
}

export interface VisitWithFacts extends VisitRow {
  familiar: boolean
  person: PersonInVisit | null
  methods: MethodRow[] | null
  sessions: SessionInVisit[] | null
}

const insert = statement(
  'open a visit',
  `insert into visits (ref, browser_id, flow, errand, waiting, learned, epoch, case_number, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
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

export const insertVisit = (db: Db, visit: NewVisit): Promise<number> =>
  insert.count(
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

// The person is found by id when something has said who, otherwise by the name typed: one
// statement, whether or not they exist.
const read = statement<VisitWithFacts>(
  'read a visit with its facts',
  `select v.ref, v.browser_id, v.flow, v.errand, v.learned, v.version, v.epoch, v.case_number,
          v.created_at, v.expires_at, v.ended_at,
          coalesce(b.people @> jsonb_build_array(jsonb_build_object('person', p.id)), false) as familiar,
          case when p.id is null then null else jsonb_build_object(
            'id', p.id, 'login', p.login, 'given_name', p.given_name, 'family_name', p.family_name,
            'organisation_id', p.organisation_id, 'state', p.state, 'language', p.language,
            'known_phone', p.known_phone is not null,
            'groups', array(select group_id from memberships where person_id = p.id order by group_id)
          ) end as person,
          (select jsonb_agg(jsonb_build_object(
             'id', m.id, 'factor', m.factor, 'name', m.name, 'kept', encode(m.kept, 'base64'),
             'version', m.version, 'created_at', m.created_at) order by m.created_at)
           from methods m where m.person_id = p.id) as methods,
          (select jsonb_agg(jsonb_build_object(
             'id', s.id, 'position', array_position($2::bytea[], s.secret_hash) - 1, 'person_id', s.person_id, 'login', o.login,
             'name', o.given_name || ' ' || o.family_name, 'proofs', s.proofs)
             order by array_position($2::bytea[], s.secret_hash))
           from sessions s join people o on o.id = s.person_id
           where s.secret_hash = any($2) and s.ended_at is null and s.idle_until > $3 and s.expires_at > $3
             and s.epoch = v.epoch and o.state = 'active' and s.proven_at >= o.sessions_after) as sessions
   from visits v
   left join browsers b on b.id = v.browser_id
   left join lateral (
     (select * from people where id = v.learned ->> 'who')
     union all
     (select * from people where not v.learned ? 'who'
        and login = any(array(select jsonb_array_elements_text(v.learned -> 'logins')))
      order by array_position(array(select jsonb_array_elements_text(v.learned -> 'logins')), login))
     limit 1
   ) p on true
   where v.ref = $1`,
)

export const readVisit = (
  db: Db,
  asked: { readonly ref: string; readonly sessions: readonly Uint8Array[]; readonly now: Date },
): Promise<VisitWithFacts | undefined> => read.row(db, asked.ref, asked.sessions, asked.now)

const save = statement(
  'save a visit',
  `update visits set learned = $3, version = version + 1, expires_at = $4
   where ref = $1 and version = $2 and ended_at is null`,
)

/** False when it was changed meanwhile: read again, and show what is true now. */
export const saveVisit = async (
  db: Db,
  visit: {
    readonly ref: string
    readonly version: number
    readonly learned: unknown
    readonly until: Date
  },
): Promise<boolean> =>
  (await save.count(db, visit.ref, visit.version, JSON.stringify(visit.learned), visit.until)) === 1

const slide = statement(
  'slide a visit',
  `update visits set expires_at = $2 where ref = $1 and ended_at is null`,
)
export const slideVisit = (db: Db, ref: string, until: Date): Promise<number> =>
  slide.count(db, ref, until)

const end = statement(
  'end a visit',
  `update visits set ended_at = $3, ended_how = $4, version = version + 1
   where ref = $1 and version = $2 and ended_at is null`,
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

const sweep = statement('sweep old visits', `delete from visits where expires_at < $1`)
export const sweepVisits = (db: Db, before: Date): Promise<number> => sweep.count(db, before)

// The rows of letters. Only keyed hashes stand here; what can be used once is used up in one
// conditional update.
import { type Db, statement } from './database.ts'

export interface LetterRow {
  id: string
  person_id: string
  epoch: number
  sent_at: Date
  expires_at: Date
  opened_at: Date | null
  used_at: Date | null
  superseded_at: Date | null
  newest_at: Date
}

const columns = `i.id, i.person_id, i.epoch, i.sent_at, i.expires_at, i.opened_at, i.used_at, i.superseded_at,
  (select max(n.sent_at) from invitations n where n.person_id = i.person_id) as newest_at`

const byToken = statement<LetterRow>(
  'find a letter by its link',
  `select ${columns} from invitations i where i.token_hash = $1`,
)
export const findByToken = (db: Db, hash: Uint8Array): Promise<LetterRow | undefined> =>
  byToken.row(db, hash)

const byCode = statement<LetterRow>(
  'find a letter by its start code',
  `select ${columns} from invitations i where i.code_hash = $1`,
)
export const findByCode = (db: Db, hash: Uint8Array): Promise<LetterRow | undefined> =>
  byCode.row(db, hash)

const byId = statement<LetterRow>(
  'find a letter',
  `select ${columns} from invitations i where i.id = $1`,
)
export const findLetter = (db: Db, id: string): Promise<LetterRow | undefined> => byId.row(db, id)

const supersede = statement<{ id: string }>(
  'supersede letters',
  `update invitations set superseded_at = $2
   where person_id = $1 and used_at is null and superseded_at is null returning id`,
)
export const supersedeLetters = async (db: Db, person: string, now: Date): Promise<string[]> =>
  (await supersede.rows(db, person, now)).map((row) => row.id)

const insert = statement(
  'keep a letter',
  `insert into invitations (id, person_id, token_hash, code_hash, epoch, sent_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7)`,
)
export const keepLetter = (
  db: Db,
  letter: {
    readonly id: string
    readonly person: string
    readonly tokenHash: Uint8Array
    readonly codeHash: Uint8Array
    readonly epoch: number
    readonly sentAt: Date
    readonly expiresAt: Date
  },
): Promise<number> =>
  insert.count(
    db,
    letter.id,
    letter.person,
    letter.tokenHash,
    letter.codeHash,
    letter.epoch,
    letter.sentAt,
    letter.expiresAt,
  )

export interface Using {
  readonly id: string
  readonly now: Date
  readonly epoch: number
}

const owner = `owner as (select p.id from people p join invitations i on i.person_id = p.id
    where i.id = $1 and p.state = 'invited' for update of p)`
const living = `i.id = $1 and i.person_id = owner.id and i.used_at is null and i.superseded_at is null
     and i.expires_at > $2 and i.epoch = $3`

const open = statement<{ person_id: string; first: boolean }>(
  'open a letter',
  `with ${owner}, before as (select i.id, i.opened_at is null as first from invitations i, owner
                             where ${living} for update of i)
   update invitations i set opened_at = coalesce(i.opened_at, $2) from before
   where i.id = before.id returning i.person_id, before.first`,
)
export const openLetter = (
  db: Db,
  using: Using,
): Promise<{ person_id: string; first: boolean } | undefined> =>
  open.row(db, using.id, using.now, using.epoch)

const spend = statement<{ person_id: string }>(
  'spend a letter',
  `with ${owner} update invitations i set used_at = $2 from owner where ${living} returning i.person_id`,
)
/**
 * Holds the person until the transaction ends: nobody is suspended between the letter and the
 * password.
 */
export const spendLetter = async (db: Db, using: Using): Promise<string | undefined> =>
  (await spend.row(db, using.id, using.now, using.epoch))?.person_id

const sentSince = statement<{ count: number }>(
  'count letters sent',
  `select count(*)::int as count from invitations where person_id = $1 and sent_at > $2`,
)
export const countSentSince = async (db: Db, person: string, since: Date): Promise<number> =>
  (await sentSince.row(db, person, since))?.count ?? 0

const keepPins = statement(
  'keep PINs',
  `insert into methods (id, person_id, factor, kept, created_at)
   select id, person_id, 'pin', kept, $4
   from unnest($1::text[], $2::text[], $3::bytea[]) as given(id, person_id, kept)
   on conflict (person_id) where factor = 'pin' do update
     set id = excluded.id, kept = excluded.kept, created_at = excluded.created_at,
         version = methods.version + 1`,
)
export const keepPinRows = (
  db: Db,
  pins: readonly { readonly id: string; readonly person: string; readonly kept: Uint8Array }[],
  now: Date,
): Promise<number> =>
  keepPins.count(
    db,
    pins.map((pin) => pin.id),
    pins.map((pin) => pin.person),
    pins.map((pin) => pin.kept),
    now,
  )

const readPin = statement<{ id: string; kept: Buffer }>(
  'read a PIN',
  `select id, kept from methods where person_id = $1 and factor = 'pin'`,
)
export const findPin = (
  db: Db,
  person: string,
): Promise<{ id: string; kept: Buffer } | undefined> => readPin.row(db, person)

export interface LedRow {
  id: string
  login: string
  given_name: string
  family_name: string
  state: string
  expires_at: Date | null
  opened_at: Date | null
  pin_id: string | null
  pin_kept: Buffer | null
}

const led = statement<LedRow>(
  'list whom a leader leads',
  `select p.id, p.login, p.given_name, p.family_name, p.state, i.expires_at, i.opened_at,
     m.id as pin_id, m.kept as pin_kept
   from people p
   left join lateral (select expires_at, opened_at from invitations
                      where person_id = p.id and superseded_at is null and used_at is null
                      order by sent_at desc limit 1) i on true
   left join methods m on m.person_id = p.id and m.factor = 'pin'
   where p.leader_id = $1 and p.state <> 'removed' order by p.family_name, p.given_name, p.login`,
)
export const listLed = (db: Db, leader: string): Promise<LedRow[]> => led.rows(db, leader)

// The app on a phone: the line of its messages, and the shares it was given. Found by the name
// it signs with; it stands as long as its method does.
import { statement, type Db } from '../database.ts'
import { follows, taking, turn, type Turn } from './turns.ts'

export interface PhoneRow {
  readonly id: string
  readonly person_id: string
  readonly method_id: string
  readonly state: string
  readonly name: string | null
  readonly kept: Buffer
  /** Of the codes that it shows and has not been told of yet: their method, and what it keeps. */
  readonly codes_id: string | null
  readonly codes_kept: Buffer | null
}

const find = statement<PhoneRow>(
  'find a phone',
  `select d.id, d.person_id, d.method_id, p.state, m.name, m.kept, c.id as codes_id,
     c.kept as codes_kept
   from phones d join methods m on m.id = d.method_id join people p on p.id = d.person_id
   left join methods c on c.id = d.codes_id and not d.codes_told
   where d.id = $1`,
)
export const findPhone = (db: Db, phone: string): Promise<PhoneRow | undefined> =>
  find.row(db, phone)

const insert = statement(
  'keep a phone',
  `insert into phones (id, person_id, method_id, said, links, seen_at, codes_id)
   values ($1, $2, $3, $4, $5, $6, $7)`,
)
export const insertPhone = (
  db: Db,
  phone: {
    readonly id: string
    readonly person: string
    readonly method: string
    /** The number of its last message, and the names of its last ones. */
    readonly said: number
    readonly links: readonly string[]
    readonly now: Date
    readonly codes?: string
  },
): Promise<number> => {
  const { id, person, method, said, links, now, codes } = phone
  return insert.count(db, id, person, method, said, links, now, codes ?? null)
}

const told = statement(
  'a phone has kept its codes',
  `update phones set codes_told = true where id = $1`,
)
export const noteCodesTold = (db: Db, phone: string): Promise<number> => told.count(db, phone)

const codes = statement<{ codes_id: string }>(
  'the codes of a phone',
  `select codes_id from phones where method_id = $1 and codes_id is not null`,
)
/** The method of the codes that stand on the phone of this one. */
export const codesBeside = async (db: Db, method: string): Promise<string | undefined> =>
  (await codes.row(db, method))?.codes_id

export interface Heard {
  readonly phone: string
  readonly turn: Turn
  readonly now: Date
  /** Its lock was right: all shares for the PIN may be asked for again. */
  readonly isOpened?: boolean
}

const numbered = { n: '$2', link: '$3', after: '$4' } as const

const hear = statement(
  'hear a phone',
  `update phones set ${taking(numbered)}, seen_at = $5,
     releases = case when $6 then 0 else releases end
   where id = $1 and ${follows(numbered)}`,
  'quick',
)
/** False where it is not the next in the line of this phone. */
export const hearPhone = async (
  db: Db,
  { phone, turn: of, now, isOpened = false }: Heard,
): Promise<boolean> => (await hear.count(db, phone, ...turn(of), now, isOpened)) === 1

const known = statement<{ is_known: boolean }>(
  'is a message of a phone known',
  `select $2 = any(links) as is_known from phones where id = $1`,
)
/** It, or another try at it, was heard lately: nothing but the network has brought it anew. */
export const isKnownLink = async (db: Db, phone: string, link: string): Promise<boolean> =>
  (await known.row(db, phone, link))?.is_known ?? true

/** So many shares between two approvals (NIST SP 800-63B 3.2.10). */
export const releasesMost = 10

const release = statement<{ releases: number }>(
  'count a share for a PIN',
  `update phones set releases = releases + 1
   where id = $1 and releases < ${releasesMost} returning releases`,
)
/** How many with this one; nothing where no more are given. To be committed before one is given. */
export const countRelease = async (db: Db, phone: string): Promise<number | undefined> =>
  (await release.row(db, phone))?.releases

const sweep = statement(
  'sweep phones without a method',
  `delete from phones d where d.seen_at < $1
     and not exists (select from methods m where m.id = d.method_id)
     and not exists (select from ended_methods e where e.id = d.method_id)`,
  'quick',
)
export const sweepPhones = (db: Db, before: Date): Promise<number> => sweep.count(db, before)

// What waits on somebody's phones, and the one statement by which a phone answers: the message is
// counted, the number is counted, the answer stands and the page is told, all or nothing.
import { statement, type Db } from '../database.ts'
import { movedChannel } from '../waiting.ts'
import { type ChallengeRow, waits } from './challenges.ts'

const columns = `c.id, c.kind, c.person_id, c.asked_id, c.visit_ref, c.origin, c.made_at,
  c.expires_at, c.tries, c.tries_most, c.answer, c.answered_at, c.counts_from, c.collected_at,
  c.found, c.phone`

interface At {
  readonly now: Date
  readonly epoch: number
}

const waiting = statement<ChallengeRow>(
  'what waits on the phones of somebody',
  `select ${columns}, true as waits from challenges c ${waits}
   where c.asked_id = $1 and c.kind = 'push' and c.expires_at > $2 and c.answer is null
     and c.tries < c.tries_most
   order by c.made_at desc limit 20`,
)
export const requestsOf = (db: Db, person: string, { now, epoch }: At): Promise<ChallengeRow[]> =>
  waiting.rows(db, person, now, epoch)

export interface Answer extends At {
  readonly id: string
  readonly phone: string
  /** The number of the message. */
  readonly said: number
  /** `wrong`: another number was typed, and there is one try. */
  readonly answer: 'yes' | 'no' | 'wrong'
}

export interface AnswerRow {
  /** The message was heard, and had not been before. */
  readonly heard: boolean
  /** The answer stands: no other was first, and somebody waits for it. */
  readonly stands: boolean
}

const isOpen = 'o.answer is null and o.expires_at > $2 and o.tries < o.tries_most'

/** What each answer makes of a request, and what keeps it from being the one. */
const making = {
  yes: {
    sets: `answer = 'yes', answered_at = $2, counts_from = $2, tries = o.tries + 1`,
    where: isOpen,
    // The lock was right.
    settles: ', releases = 0',
  },
  wrong: { sets: 'tries = o.tries + 1', where: isOpen, settles: '' },
  no: {
    sets: `answer = 'no', answered_at = $2, counts_from = null`,
    where: `o.collected_at is null and o.answer is distinct from 'no'`,
    settles: '',
  },
} as const

/** Only while the visit that asked still waits. */
const found = `(select c.id from challenges c ${waits} where c.id = $1) found`

/** The page that waits is told by the same statement, and needs no reading to go on. */
const tells = (answer: Answer['answer']): string =>
  `(select count(pg_notify('${movedChannel}', visit_ref || ' ${answer === 'yes' ? 'done' : 'moved'}'))
    from answered) > 0 as stands`

const answering = (answer: Answer['answer']) =>
  statement<AnswerRow>(
    `a phone answers ${answer}`,
    `with heard as (
       update phones set said = $5, astray = 0, seen_at = $2${making[answer].settles}
       where id = $4 and said < $5 returning id, person_id
     ), answered as (
       update challenges o set phone = heard.id, ${making[answer].sets} from heard, ${found}
       where o.id = found.id and o.kind = 'push' and o.asked_id = heard.person_id
         and ${making[answer].where}
       returning o.visit_ref
     )
     select exists (select from heard) as heard, ${tells(answer)}`,
    'quick',
  )

/** The same of the phone that is being added: it has no row of its own yet. */
const testing = (answer: Answer['answer']) =>
  statement<AnswerRow>(
    `a new phone answers ${answer}`,
    `with answered as (
       update challenges o set said = $5, ${making[answer].sets} from ${found}
       where o.id = found.id and o.kind = 'add-phone' and o.phone = $4 and o.said < $5
         and ${making[answer].where}
       returning o.visit_ref
     )
     select true as heard, ${tells(answer)}`,
    'quick',
  )

const answers = { yes: answering('yes'), no: answering('no'), wrong: answering('wrong') }
const tests = { yes: testing('yes'), no: testing('no'), wrong: testing('wrong') }

const nothing: AnswerRow = { heard: false, stands: false }

const put = async (
  by: typeof answers,
  db: Db,
  { id, now, epoch, phone, said, answer }: Answer,
): Promise<AnswerRow> => (await by[answer].row(db, id, now, epoch, phone, said)) ?? nothing

export const answerByPhone = (db: Db, answer: Answer): Promise<AnswerRow> =>
  put(answers, db, answer)
export const answerTest = (db: Db, answer: Answer): Promise<AnswerRow> => put(tests, db, answer)

export interface AddingRow extends ChallengeRow {
  readonly said: number
  readonly gain: Buffer | null
}

const adding = statement<AddingRow>(
  'find a phone that is being added',
  `select ${columns}, c.said, c.gain, w.ref is not null as waits
   from challenges c left ${waits} where c.code_hash = $1`,
)
export const findAdding = (
  db: Db,
  codeHash: Uint8Array,
  { now, epoch }: At,
): Promise<AddingRow | undefined> => adding.row(db, codeHash, now, epoch)

const byPhone = statement<AddingRow>(
  'find what a new phone was added by',
  `select ${columns}, c.said, c.gain, true as waits
   from challenges c ${waits} where c.phone = $1 and c.code_hash is not null
     and c.collected_at is null`,
)
export const findAddingBy = (
  db: Db,
  phone: string,
  { now, epoch }: At,
): Promise<AddingRow | undefined> => byPhone.row(db, phone, now, epoch)

const byId = statement<AddingRow>(
  'read a phone that is being added',
  `select ${columns}, c.said, c.gain, w.ref is not null as waits
   from challenges c left ${waits} where c.id = $1 and c.kind = 'add-phone'`,
)
export const findAddingOf = (
  db: Db,
  id: string,
  { now, epoch }: At,
): Promise<AddingRow | undefined> => byId.row(db, id, now, epoch)

const see = statement<{ visit_ref: string }>(
  'a phone has looked',
  `update challenges set found = $2 where id = $1 and found is null returning visit_ref`,
  'quick',
)
/** The visit that waits, the first time. */
export const noteFound = async (db: Db, id: string, device: string): Promise<string | undefined> =>
  (await see.row(db, id, device))?.visit_ref

const bring = statement<{ visit_ref: string }>(
  'a phone brings its key',
  `update challenges set phone = $2, gain = $3, said = $4, found = coalesce(found, $5),
     expires_at = greatest(expires_at, $6)
   where id = $1 and phone is null and answer is null and expires_at > $7
   returning visit_ref`,
  'quick',
)
/** The visit that waits; nothing where another phone was first. */
export const bringPhone = async (
  db: Db,
  brought: {
    readonly id: string
    readonly phone: string
    readonly gain: Uint8Array
    readonly said: number
    readonly device: string
    readonly until: Date
    readonly now: Date
  },
): Promise<string | undefined> => {
  const { id, phone, gain, said, device, until, now } = brought
  return (await bring.row(db, id, phone, gain, said, device, until, now))?.visit_ref
}

const hearNew = statement(
  'hear a phone that is being added',
  `update challenges set said = $2
   where phone = $1 and code_hash is not null and collected_at is null and said < $2`,
  'quick',
)
export const hearNewPhone = async (db: Db, phone: string, said: number): Promise<boolean> =>
  (await hearNew.count(db, phone, said)) === 1

// What waits on somebody's phones, and the one statement by which a phone answers: the message is
// counted, the number is counted, the answer stands and the page is told, all or nothing.
import { statement, type Db } from '../database.ts'
import { movedChannel } from '../waiting.ts'
import { type ChallengeRow, waits } from './challenges.ts'
import { follows, taking, turn, type Turn } from './turns.ts'

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

const lately = statement<ChallengeRow>(
  'what was lately approved by the phones of somebody',
  `select ${columns}, false as waits from challenges c
   where c.asked_id = $1 and c.kind = 'push' and c.answer = 'yes' and c.collected_at > $2
     and c.epoch = $3
   order by c.collected_at desc limit 3`,
)
/** Its page has gone on, since then. */
export const approvedOf = (
  db: Db,
  person: string,
  { since, epoch }: { readonly since: Date; readonly epoch: number },
): Promise<ChallengeRow[]> => lately.rows(db, person, since, epoch)

const takeBack = statement<{ visit_ref: string }>(
  'take back what somebody has come in by',
  `update challenges set answer = 'no', answered_at = $4
   where id = $1 and asked_id = $2 and kind = 'push' and answer = 'yes' and collected_at > $3
   returning visit_ref`,
  'quick',
)
/** Once. Whoever has come in by it is to be shown out. */
export const takeBackApproval = async (
  db: Db,
  id: string,
  by: { readonly person: string; readonly since: Date; readonly now: Date },
): Promise<boolean> => (await takeBack.row(db, id, by.person, by.since, by.now)) !== undefined

export interface Answer extends At {
  readonly id: string
  readonly phone: string
  readonly turn: Turn
  /**
   * `wrong`: another number was typed, and there is one try. `here`: a yes that counts when the
   * browser that waits has been turned to.
   */
  readonly answer: 'yes' | 'here' | 'no' | 'wrong'
}

export interface AnswerRow {
  /** The message was heard, and had not been before. */
  readonly heard: boolean
  /** The answer stands: no other was first, and somebody waits for it. */
  readonly stands: boolean
}

const isOpen = 'o.answer is null and o.expires_at > $2 and o.tries < o.tries_most'

/** Nobody approves without it, whatever the number was: so many PINs in a row were not wrong. */
const lockWasRight = ', releases = 0'

/** What each answer makes of a request, and what keeps it from being the one. */
const making = {
  yes: {
    sets: `answer = 'yes', answered_at = $2, counts_from = $2, tries = o.tries + 1`,
    where: isOpen,
    settles: lockWasRight,
  },
  here: {
    sets: `answer = 'yes', answered_at = $2, counts_from = null`,
    where: isOpen,
    settles: lockWasRight,
  },
  wrong: { sets: 'tries = o.tries + 1', where: isOpen, settles: lockWasRight },
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

const numbered = { n: '$5', link: '$6', after: '$7' } as const

const answering = (answer: Answer['answer']) =>
  statement<AnswerRow>(
    `a phone answers ${answer}`,
    `with heard as (
       update phones set ${taking(numbered)}, seen_at = $2${making[answer].settles}
       where id = $4 and ${follows(numbered)} returning id, person_id
     ), answered as (
       update challenges o set phone = heard.id, ${making[answer].sets} from heard, ${found}
       where o.id = found.id and o.kind = 'push' and o.asked_id = heard.person_id
         and ${making[answer].where}
       returning o.visit_ref
     )
     select exists (select from heard) as heard, ${tells(answer)}`,
    'quick',
  )

/** The same of the phone that is being added: its message was counted before. */
const testing = (answer: Answer['answer']) =>
  statement<AnswerRow>(
    `a new phone answers ${answer}`,
    `with answered as (
       update challenges o set ${making[answer].sets} from ${found}
       where o.id = found.id and o.kind = 'add-phone' and o.phone = $4
         and ${making[answer].where}
       returning o.visit_ref
     )
     select true as heard, ${tells(answer)}`,
    'quick',
  )

const answers = {
  yes: answering('yes'),
  here: answering('here'),
  no: answering('no'),
  wrong: answering('wrong'),
}
const tests = { yes: testing('yes'), no: testing('no'), wrong: testing('wrong') }

const nothing: AnswerRow = { heard: false, stands: false }

export const answerByPhone = async (
  db: Db,
  { id, now, epoch, phone, answer, turn: of }: Answer,
): Promise<AnswerRow> =>
  (await answers[answer].row(db, id, now, epoch, phone, ...turn(of))) ?? nothing

/** Whether it stands. */
export const answerTest = async (
  db: Db,
  {
    id,
    now,
    epoch,
    phone,
    answer,
  }: Omit<Answer, 'turn' | 'answer'> & {
    readonly answer: keyof typeof tests
  },
): Promise<boolean> => (await tests[answer].row(db, id, now, epoch, phone))?.stands ?? false

export interface AddingRow extends ChallengeRow {
  readonly said: number
  readonly links: readonly string[]
  readonly gain: Buffer | null
}

const adding = statement<AddingRow>(
  'find a phone that is being added',
  `select ${columns}, c.said, c.links, c.gain, w.ref is not null as waits
   from challenges c left ${waits} where c.code_hash = $1`,
)
export const findAdding = (
  db: Db,
  codeHash: Uint8Array,
  { now, epoch }: At,
): Promise<AddingRow | undefined> => adding.row(db, codeHash, now, epoch)

const byPhone = statement<AddingRow>(
  'find what a new phone was added by',
  `select ${columns}, c.said, c.links, c.gain, true as waits
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
  `select ${columns}, c.said, c.links, c.gain, w.ref is not null as waits
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
  `update challenges set phone = $2, gain = $3, said = $4, links = array[$5],
     found = coalesce(found, $6), expires_at = greatest(expires_at, $7)
   where id = $1 and phone is null and answer is null and expires_at > $8
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
    readonly turn: Turn
    readonly device: string
    readonly until: Date
    readonly now: Date
  },
): Promise<string | undefined> => {
  const { id, phone, gain, turn: of, device, until, now } = brought
  return (await bring.row(db, id, phone, gain, of.n, of.link, device, until, now))?.visit_ref
}

const numberedNew = { n: '$2', link: '$3', after: '$4' } as const

const hearNew = statement(
  'hear a phone that is being added',
  `update challenges set ${taking(numberedNew)}
   where phone = $1 and code_hash is not null and collected_at is null
     and ${follows(numberedNew)}`,
  'quick',
)
export const hearNewPhone = async (db: Db, phone: string, of: Turn): Promise<boolean> =>
  (await hearNew.count(db, phone, ...turn(of))) === 1

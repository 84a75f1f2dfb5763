// People are looked for by a part of a name, by how a number ends, or by how an address begins;
// where nobody is called so, by a name that is one slip away. Each way has its index. Must never
// give anybody outside the groups that were asked for.
import { statement, type Db } from '../database.ts'

/** Whose people: of these groups, or of all where absent; and of none of those. */
export interface Among {
  readonly over: readonly string[] | undefined
  readonly never: readonly string[]
  readonly most: number
}

// Asked of each that was found: a list of everybody in a group would cost more than the search.
const groups = 'array(select m.group_id from memberships m where m.person_id = p.id)'
const among = `($1::text[] is null or ${groups} && $1) and not ${groups} && $2
   order by p.family_name, p.given_name, p.login limit $3`

interface Found {
  readonly id: string
}

const fold = statement<{ plain: string }>('a name as it sounds', `select plain_name($1) as plain`)
/** The words of what was typed, as names are kept. */
export async function soundsOf(db: Db, typed: string): Promise<readonly string[]> {
  const plain = (await fold.row(db, typed))?.plain ?? ''
  // What is no letter and no digit would be read as a pattern below.
  return plain.split(' ').flatMap((word) => word.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '') || [])
}

const byName = statement<Found>(
  'look for people by name',
  `select p.id from people p
   where name_parts(p.found_by) @> $4 and p.found_by like all($5) and ${among}`,
)
/** Each word is a part of a name; one of two letters begins one. */
export async function findByName(
  db: Db,
  words: readonly string[],
  { over, never, most }: Among,
): Promise<string[]> {
  const parts = words.flatMap((word) => (word.length < 3 ? [` ${word}`] : threes(word)))
  const like = words.map((word) => `%${word.length < 3 ? ' ' : ''}${word}%`)
  const whole = parts.filter((part) => part.length === 3)
  return ids(await byName.rows(db, over ?? null, never, most, whole, like))
}

const threes = (word: string): string[] =>
  Array.from({ length: word.length - 2 }, (_, at) => word.slice(at, at + 3))

const nearName = statement<Found>(
  'look for people by a name that is near',
  `select p.id from people p
   where name_parts(p.found_by) && $4 and name_parts(p.found_by) && $5
     and p.found_by ~ all($6) and ${among}`,
)
/**
 * Each word is one slip away from a name: a letter too many, too few, another one, or two that have
 * changed places. One slip spoils how a word begins or how it ends, never both: so one of the two
 * is looked up.
 */
export async function findNear(
  db: Db,
  words: readonly string[],
  { over, never, most }: Among,
): Promise<string[]> {
  const long = words.filter((word) => word.length > 3)
  const [first, other = first] = long.toSorted((one, next) => next.length - one.length)
  if (first === undefined || other === undefined) return []
  const patterns = words.map((word) =>
    word.length > 3 ? ` (${slips(word).join('|')}) ` : ` ${word}`,
  )
  return ids(
    await nearName.rows(db, over ?? null, never, most, edges(first), edges(other), patterns),
  )
}

/** In a word of four letters the two in the middle may have changed places. */
function edges(word: string): string[] {
  const both = (spelled: string): string[] => [` ${spelled.slice(0, 2)}`, `${spelled.slice(-2)} `]
  return word.length > 4 ? both(word) : [...both(word), ...both(swapped(word, 1))]
}

const swapped = (word: string, at: number): string =>
  word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)

const slips = (word: string): string[] =>
  Array.from({ length: word.length + 1 }, (_, at) => {
    const [before, behind] = [word.slice(0, at), word.slice(at)]
    return [
      `${before}\\S?${behind.slice(1)}`,
      `${before}\\S${behind}`,
      ...(at < word.length - 1 ? [swapped(word, at)] : []),
    ]
  }).flat()

/** Behind everything that begins so, sign by sign. */
const behind = (begun: string): string => `${begun}\u{10ffff}`

// As a range: for a pattern that is told later PostgreSQL would read everybody through.
const byNumber = statement<Found>(
  'look for people by number',
  `select p.id from people p
   where reverse(p.known_phone) ~>=~ $4 and reverse(p.known_phone) ~<~ $5 and ${among}`,
)
export async function findByNumber(
  db: Db,
  ending: string,
  { over, never, most }: Among,
): Promise<string[]> {
  const begun = Array.from(ending).toReversed().join('')
  return ids(await byNumber.rows(db, over ?? null, never, most, begun, behind(begun)))
}

const byAddress = statement<Found>(
  'look for people by address',
  `select p.id from people p
   where p.id in (select id from people where login ~>=~ $4 and login ~<~ $5
                  union select person_id from addresses where address ~>=~ $4 and address ~<~ $5)
     and ${among}`,
)
export const findByAddress = async (
  db: Db,
  begun: string,
  { over, never, most }: Among,
): Promise<string[]> =>
  ids(await byAddress.rows(db, over ?? null, never, most, begun, behind(begun)))

const ids = (rows: readonly Found[]): string[] => rows.map(({ id }) => id)

// The difference between two configurations, in words: one line for each thing that became
// different, was added or was taken away. Secrets do not stand in what is compared; what is hashed
// is only said to be another.
export type Plain = string | number | boolean | null | undefined | readonly Plain[] | PlainObject
export interface PlainObject {
  readonly [key: string]: Plain
}

const isObject = (value: Plain): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Rows with an id are one thing each, wherever they stand; anything else in a list is compared as a
 * whole.
 */
const rowsById = (value: Plain): ReadonlyMap<string, PlainObject> | undefined => {
  if (!Array.isArray(value)) return undefined
  const rows: readonly Plain[] = value
  const found = new Map<string, PlainObject>()
  for (const row of rows) {
    if (!isObject(row) || typeof row['id'] !== 'string') return undefined
    found.set(row['id'], row)
  }
  return found
}

/** PostgreSQL keeps objects with their keys in an order of its own. */
const inOrder = (value: Plain): string =>
  JSON.stringify(value, (_key, part: Plain) =>
    isObject(part)
      ? Object.fromEntries(
          Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        )
      : part,
  )

/** A picture says nothing to a reader as signs: its kind and its size do. */
const pictureWords = (kept: string): string => {
  const [kind = '', base64 = ''] = kept.slice('data:'.length).split(';base64,')
  return `a picture (${kind}, ${Buffer.byteLength(base64, 'base64')} bytes)`
}

const words = (value: Plain): string => {
  if (typeof value === 'string' && value.startsWith('data:image/')) return pictureWords(value)
  if (typeof value === 'string' || typeof value === 'number') return `«${value}»`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(words).join(', ') || 'none'
  if (isObject(value)) {
    return Object.entries(value)
      .map(([key, part]) => `${key} ${words(part)}`)
      .join(', ')
  }
  return 'none'
}

/** A key is told by its name alone: the rest of it says nothing to a reader, and may be private. */
const keyNames = (value: Plain): string => {
  const keys: readonly Plain[] = Array.isArray(value) ? value : []
  return (
    keys
      .map((key) =>
        isObject(key) && typeof key['kid'] === 'string' ? `«${key['kid']}»` : 'unnamed',
      )
      .join(', ') || 'none'
  )
}

const written = (value: Plain, place: string): string =>
  place.endsWith('.keys') ? keyNames(value) : words(value)

const isNothing = (value: Plain): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0)

export function differences(before: Plain, after: Plain, place = ''): readonly string[] {
  if (inOrder(before) === inOrder(after) || (isNothing(before) && isNothing(after))) return []
  const rowsBefore = rowsById(before ?? [])
  const rowsAfter = rowsById(after ?? [])
  if (rowsBefore && rowsAfter && rowsBefore.size + rowsAfter.size > 0) {
    return rowDifferences(rowsBefore, rowsAfter, place)
  }
  if (before === undefined && isObject(after)) return made(after, place)
  if (isObject(before) && (isObject(after) || after === undefined)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after ?? {})])].flatMap((key) =>
      differences(before[key], after?.[key], within(place, key)),
    )
  }
  if (/hash$/i.test(place)) return [hashed(before, after, place)]
  if (before === undefined) return [`${place}: ${written(after, place)}, was not set`]
  const was = written(before, place)
  if (after === undefined) return [`${place}: no longer set, was ${was}`]
  const is = written(after, place)
  return [`${place}: ${is}, was ${is === was ? 'another' : was}`]
}

const within = (place: string, key: string): string => (place ? `${place}.${key}` : key)

/** All of what was not there at all, with nothing to compare it with. */
function made(value: Plain, place: string): readonly string[] {
  if (isNothing(value)) return []
  const rows = rowsById(value)
  if (rows && rows.size > 0) return rowDifferences(new Map(), rows, place)
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, part]) => made(part, within(place, key)))
  }
  if (/hash$/i.test(place)) return [hashed(undefined, value, place)]
  return [`${place}: ${written(value, place)}`]
}

/** What is hashed is a secret to whoever wrote it, and stands under that name in the file. */
function hashed(before: Plain, after: Plain, place: string): string {
  const named = place.replace(/hash$/i, '')
  if (after === undefined) return `${named}: no longer set`
  return before === undefined ? `${named}: set` : `${named}: another`
}

function rowDifferences(
  before: ReadonlyMap<string, PlainObject>,
  after: ReadonlyMap<string, PlainObject>,
  place: string,
): readonly string[] {
  const lines: string[] = []
  for (const id of before.keys()) if (!after.has(id)) lines.push(`${place} «${id}»: taken away`)
  for (const [id, row] of after) {
    const old = before.get(id)
    if (old) lines.push(...differences(old, row, `${place} «${id}»`))
    else {
      const { id: _id, ...rest } = row
      lines.push(`${place} «${id}»: added`, ...made(rest, `${place} «${id}»`))
    }
  }
  const kept = [...before.keys()].filter((id) => after.has(id))
  const order = [...after.keys()].filter((id) => before.has(id))
  if (kept.join() !== order.join()) lines.push(`${place}: their order is now ${order.join(', ')}`)
  return lines
}

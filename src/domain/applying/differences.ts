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

const written = (value: Plain): string =>
  Array.isArray(value)
    ? value.map(written).join(', ') || 'none'
    : `«${typeof value === 'string' ? value : JSON.stringify(value)}»`

export function differences(before: Plain, after: Plain, place = ''): readonly string[] {
  if (inOrder(before) === inOrder(after)) return []
  const rowsBefore = rowsById(before ?? [])
  const rowsAfter = rowsById(after ?? [])
  if (rowsBefore && rowsAfter && rowsBefore.size + rowsAfter.size > 0) {
    return rowDifferences(rowsBefore, rowsAfter, place)
  }
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], place ? `${place}.${key}` : key),
    )
  }
  if (/hash$/i.test(place)) return [`${place}: another`]
  if (before === undefined) return [`${place}: ${written(after)}, was not set`]
  if (after === undefined) return [`${place}: no longer set, was ${written(before)}`]
  return [`${place}: ${written(after)}, was ${written(before)}`]
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
    else lines.push(`${place} «${id}»: added`)
  }
  const kept = [...before.keys()].filter((id) => after.has(id))
  const order = [...after.keys()].filter((id) => before.has(id))
  if (kept.join() !== order.join()) lines.push(`${place}: order is ${order.join(', ')}`)
  return lines
}

// JSON from a stranger, read so that no two readers can see two things in it: a name that stands
// twice in one object is refused, wherever it stands. Must never throw.
import { isUtf8 } from 'node:buffer'

/** A byte order mark is no JSON, and is kept so that the parser sees it. */
export const readJsonBytes = (bytes: Buffer): unknown =>
  isUtf8(bytes) ? readJson(bytes.toString('utf8')) : undefined

export function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return hasNameTwice(text) ? undefined : value
  } catch {
    return undefined
  }
}

const tokens = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}]/g

/** Only for what the parser has taken: there, a text before a colon is a name. */
function hasNameTwice(json: string): boolean {
  const open: Set<unknown>[] = []
  for (const [token, text = '', colon] of json.matchAll(tokens)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    if (colon === undefined) continue
    // Parsed, since «\u0063hallenge» is «challenge».
    const name: unknown = JSON.parse(text)
    const names = open.at(-1)
    if (names?.has(name)) return true
    names?.add(name)
  }
  return false
}

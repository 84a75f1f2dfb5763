// The fields that came with a request, by a query or by a form that an application's page has
// posted: within a size, and each once.
import type { IncomingMessage } from 'node:http'
import { Refusal } from '../../domain/refusal.ts'

const bytesMax = 65_536

export async function readFields(request: IncomingMessage): Promise<ReadonlyMap<string, string>> {
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('application/x-www-form-urlencoded')) throw new Refusal('bad-request')
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request) {
    const bytes = Buffer.from(piece)
    size += bytes.length
    if (size > bytesMax) throw new Refusal('too-large')
    pieces.push(bytes)
  }
  return fieldsIn(Buffer.concat(pieces).toString())
}

/** Each once: of two with one name, two readers would see two different messages. */
export function fieldsIn(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) throw new Refusal('bad-request')
    fields.set(name, value)
  }
  return fields
}

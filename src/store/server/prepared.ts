// A statement with a name on its way over one connection: prepared and described at its first use
// there, afterwards only bound and run, in one write. The driver's own way asks for a description
// each time, and reads it anew. Must never be given a text that changes under its name.
import pg from 'pg'
import type { Answered } from '../database.ts'

interface Column {
  readonly name: string
  readonly read: (text: string) => unknown
}

type Done<Row> = (fault: Error | null, answer?: Answered<Row>) => void

interface Shape {
  readonly text: string
  readonly columns: readonly Column[]
}

/** What each connection has prepared, and what its answers look like. */
const known = new WeakMap<pg.Connection, Map<string, Shape>>()

function knownOn(connection: pg.Connection): Map<string, Shape> {
  const found = known.get(connection)
  if (found) return found
  const fresh = new Map<string, Shape>()
  known.set(connection, fresh)
  return fresh
}

interface Sent {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
}

/** What the driver calls a Submittable; it knows these methods by their names. */
class Prepared<Row> implements pg.Submittable {
  readonly name: string
  readonly text: string
  readonly #values: readonly Written[]
  /** The driver puts its own in its place, which watches the time. */
  callback: Done<Row>
  #known: Map<string, Shape> | undefined
  #columns: readonly Column[] | undefined
  readonly #rows: Row[] = []
  #count = 0

  constructor({ name, text, values }: Sent, done: Done<Row>) {
    this.name = name
    this.text = text
    this.#values = values.map(written)
    this.callback = done
  }

  submit(connection: pg.Connection): Error | undefined {
    this.#known = knownOn(connection)
    const shape = this.#known.get(this.name)
    if (shape && shape.text !== this.text)
      return new Error(`Two statements have the name «${this.name}»`)
    this.#columns = shape?.columns
    const frame = shape && frameOf(this.name, this.#values)
    if (frame) connection.stream.write(frame)
    else this.#prepare(connection)
    return undefined
  }

  #prepare(connection: pg.Connection): void {
    connection.stream.cork()
    if (!this.#columns) {
      // It stands already where an earlier first use of it failed; what does not stand is closed
      // without a word.
      connection.close({ type: 'S', name: this.name }, true)
      connection.parse({ name: this.name, text: this.text, types: [] }, true)
    }
    connection.bind({ statement: this.name, values: [...this.#values] }, true)
    if (!this.#columns) connection.describe({ type: 'P', name: '' }, true)
    connection.execute({ portal: '' }, true)
    connection.sync()
    connection.stream.uncork()
  }

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      read: pg.types.getTypeParser(dataTypeID, 'text') as Column['read'],
    }))
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {}
    for (const [at, { name, read }] of (this.#columns ?? []).entries()) {
      const text = fields[at]
      row[name] = typeof text === 'string' ? read(text) : null
    }
    this.#rows.push(row as Row)
  }

  /** «INSERT 0 3», «SELECT 1». */
  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#count = Number(text.slice(text.lastIndexOf(' ') + 1)) || 0
    this.#known?.set(this.name, { text: this.text, columns: this.#columns ?? [] })
  }

  handleEmptyQuery(): void {}

  handleError(fault: Error): void {
    this.callback(fault)
  }

  handleReadyForQuery(): void {
    this.callback(null, { rows: this.#rows, count: this.#count })
  }
}

export const sendPrepared = <Row>(to: pg.PoolClient, sent: Sent): Promise<Answered<Row>> =>
  new Promise((resolve, reject) => {
    const done: Done<Row> = (fault, answer) => {
      if (answer) resolve(answer)
      else reject(fault ?? new Error('PostgreSQL gave no answer'))
    }
    to.query(new Prepared<Row>(sent, done))
  })

type Written = string | Buffer | null

/** A value as PostgreSQL reads it: text, or bytes as they are. */
function written(value: unknown): Written {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return null
  if (value instanceof Uint8Array) return asBuffer(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return listed(value)
  if (typeof value === 'object') return JSON.stringify(value)
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`
  throw new TypeError(`A ${typeof value} has no form in the database`)
}

const listed = (list: readonly unknown[]): string => `{${list.map(element).join(',')}}`

function element(value: unknown): string {
  if (Array.isArray(value)) return listed(value)
  const text = written(value)
  if (text === null) return 'NULL'
  if (typeof text !== 'string') return `"\\\\x${text.toString('hex')}"`
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`
}

const asBuffer = (bytes: Uint8Array): Buffer =>
  bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const scratch = Buffer.allocUnsafe(65_536)
const runAndSync = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4])

/** Bind, Execute and Sync of a statement that is known; nothing where it would be too long. */
function frameOf(name: string, values: readonly Written[]): Buffer | undefined {
  let most = 3 * name.length + 8 * values.length + 64
  for (const value of values) most += 3 * (value?.length ?? 0)
  if (most > scratch.length) return undefined
  let at = scratch.writeUInt8(0x42, 0) + 4
  at = scratch.writeUInt8(0, at)
  at += scratch.write(name, at)
  at = scratch.writeUInt8(0, at)
  at = scratch.writeInt16BE(values.length, at)
  for (const value of values) at = scratch.writeInt16BE(value instanceof Buffer ? 1 : 0, at)
  at = scratch.writeInt16BE(values.length, at)
  for (const value of values) at = putValue(value, at)
  at = scratch.writeInt16BE(0, at)
  scratch.writeInt32BE(at - 1, 1)
  at += runAndSync.copy(scratch, at)
  return Buffer.from(scratch.subarray(0, at))
}

function putValue(value: Written, at: number): number {
  if (value === null) return scratch.writeInt32BE(-1, at)
  const length =
    typeof value === 'string' ? scratch.write(value, at + 4) : value.copy(scratch, at + 4)
  return scratch.writeInt32BE(length, at) + length
}

// Reads CBOR in the one form that CTAP2 allows: shortest lengths, none left open, no tags, no
// fractions, each name once, four levels deep. Must never throw and never guess: whatever has a
// second form could be read in two ways.
import { isUtf8 } from 'node:buffer'

export type Cbor = number | string | boolean | null | Buffer | readonly Cbor[] | CborMap
export type CborMap = ReadonlyMap<number | string, Cbor>

interface Item {
  readonly value: Cbor
  /** Where the next one begins. */
  readonly end: number
}

const depthMax = 4

/** The item that begins here; what comes after it is left to the caller. */
export function readCbor(bytes: Buffer, at = 0, depth = depthMax): Item | undefined {
  const head = readHead(bytes, at)
  if (!head) return undefined
  const { major, argument, end } = head
  if (major === 0) return { value: argument, end }
  if (major === 1) return { value: -1 - argument, end }
  if (major === 2 || major === 3) return readString(bytes, head)
  if (major === 4 && depth > 0) return readArray(bytes, head, depth - 1)
  if (major === 5 && depth > 0) return readMap(bytes, head, depth - 1)
  const value = major === 7 ? simple.get(argument) : undefined
  return value === undefined ? undefined : { value, end }
}

/** The whole of it, as a map. */
export function readCborMap(bytes: Buffer): CborMap | undefined {
  const item = readCbor(bytes)
  return item?.end === bytes.length && isCborMap(item.value) ? item.value : undefined
}

export const isCborMap = (value: Cbor | undefined): value is CborMap => value instanceof Map

const simple: ReadonlyMap<number, boolean | null> = new Map([
  [20, false],
  [21, true],
  [22, null],
])

interface Head {
  readonly major: number
  readonly argument: number
  readonly end: number
}

function readHead(bytes: Buffer, at: number): Head | undefined {
  const first = bytes[at]
  if (first === undefined) return undefined
  const [major, short] = [first >> 5, first & 31]
  if (short < 24) return { major, argument: short, end: at + 1 }
  const width = 2 ** (short - 24)
  const end = at + 1 + width
  // Nothing here is so long or so large that it needs eight bytes, and what comes after is open.
  if (width > 4 || end > bytes.length) return undefined
  const argument = bytes.readUIntBE(at + 1, width)
  const isShortest = argument >= (width === 1 ? 24 : 2 ** (width * 4))
  return isShortest ? { major, argument, end } : undefined
}

function readString(bytes: Buffer, { major, argument, end }: Head): Item | undefined {
  const after = end + argument
  if (after > bytes.length) return undefined
  const part = bytes.subarray(end, after)
  if (major === 2) return { value: part, end: after }
  return isUtf8(part) ? { value: part.toString('utf8'), end: after } : undefined
}

function readArray(bytes: Buffer, { argument, end }: Head, depth: number): Item | undefined {
  const value: Cbor[] = []
  let at = end
  // Ends with the bytes, however many were promised.
  for (let count = 0; count < argument; count += 1) {
    const item = readCbor(bytes, at, depth)
    if (!item) return undefined
    value.push(item.value)
    at = item.end
  }
  return { value, end: at }
}

function readMap(bytes: Buffer, { argument, end }: Head, depth: number): Item | undefined {
  const value = new Map<number | string, Cbor>()
  let at = end
  for (let count = 0; count < argument; count += 1) {
    const name = readCbor(bytes, at, depth)
    const item = name && readCbor(bytes, name.end, depth)
    if (!item || !isName(name.value) || value.has(name.value)) return undefined
    value.set(name.value, item.value)
    at = item.end
  }
  return { value, end: at }
}

const isName = (value: Cbor): value is number | string =>
  typeof value === 'number' || typeof value === 'string'

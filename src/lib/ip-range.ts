// Addresses and ranges, IPv4 and IPv6, as numbers. An IPv4 address that arrives inside IPv6
// (::ffff:10.0.0.1) is the IPv4 address. What cannot be read lies in no range: whoever asks treats
// it as untrusted.
import { remembering } from './remembering.ts'

export interface IpRange {
  readonly first: bigint
  readonly last: bigint
  readonly version: 4 | 6
}

interface IpAddress {
  readonly value: bigint
  readonly version: 4 | 6
}

const bits = { 4: 32, 6: 128 } as const
const mapped = 0xffffn << 32n

function readV4(text: string): bigint | undefined {
  const parts = text.split('.')
  // A leading zero is octal to some and decimal to others: refused, so that nobody reads it
  // differently from us.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part)))
    return undefined
  let value = 0n
  for (const part of parts) {
    if (Number(part) > 255) return undefined
    value = (value << 8n) | BigInt(part)
  }
  return value
}

function readV6(text: string): bigint | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  if (tail) {
    const low = readV4(tail[2] ?? '')
    if (low === undefined) return undefined
    return readV6(`${tail[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`)
  }
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, rest] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const written = (head?.length ?? 0) + (rest?.length ?? 0)
  if (rest ? written > 7 : written !== 8) return undefined
  const groups = [
    ...(head ?? []),
    ...Array.from({ length: 8 - written }, () => '0'),
    ...(rest ?? []),
  ]
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n)
}

/** The same few addresses come again and again, and are asked of each network there is. */
const read = remembering(1000, readAnew)
const readAddress = (text: string): IpAddress | undefined => read(text)

function readAnew(text: string): IpAddress | undefined {
  // The zone of a link-local address (fe80::1%eth0) is the machine's own business.
  const bare = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/%[\w.-]+$/, '')
  if (!bare.includes(':')) {
    const value = readV4(bare)
    return value === undefined ? undefined : { value, version: 4 }
  }
  const value = readV6(bare)
  if (value === undefined) return undefined
  return value >> 32n === mapped >> 32n
    ? { value: value & 0xffffffffn, version: 4 }
    : { value, version: 6 }
}

/** An address in its one written form, or nothing when it is none. Safe to count and to compare. */
export const plainAddress = remembering(1000, (text: string): string | undefined => {
  const address = readAddress(text)
  if (!address) return undefined
  if (address.version === 4) {
    return [24n, 16n, 8n, 0n].map((shift) => String((address.value >> shift) & 255n)).join('.')
  }
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((address.value >> BigInt(112 - at * 16)) & 0xffffn).toString(16),
  )
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
})

/**
 * «10.0.0.0/8», «2001:db8::/32» or a single address. Nothing when it is not a range, or has bits
 * outside its own mask.
 */
export function readRange(text: string): IpRange | undefined {
  const [written = '', length, ...more] = text.trim().split('/')
  const address = readAddress(written)
  if (!address || more.length > 0) return undefined
  const isMapped = address.version === 4 && written.includes(':')
  const size = bits[address.version]
  if (length !== undefined && !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined
  const fixed = length === undefined ? size : Number(length) - (isMapped ? 96 : 0)
  if (fixed < 0 || fixed > size) return undefined
  const span = 1n << BigInt(size - fixed)
  if (address.value % span !== 0n) return undefined
  return { first: address.value, last: address.value + span - 1n, version: address.version }
}

export function isInRange(text: string, range: IpRange): boolean {
  const address = readAddress(text)
  return (
    address !== undefined &&
    address.version === range.version &&
    address.value >= range.first &&
    address.value <= range.last
  )
}

interface Place {
  readonly id: string
  readonly ranges: readonly IpRange[]
}

/** From each of these addresses on, up to the next of them, the same places hold. */
interface Stretches {
  readonly starts: readonly bigint[]
  readonly ids: readonly (readonly string[])[]
}

/**
 * Made once for all places: which of them an address lies in, in their own order. What cannot be
 * read lies in none.
 */
export function indexOfPlaces(places: readonly Place[]): (address: string) => readonly string[] {
  const stretches = { 4: stretchesOf(places, 4), 6: stretchesOf(places, 6) }
  return (text) => {
    const address = readAddress(text)
    return address ? lastBefore(stretches[address.version], address.value) : nowhere
  }
}

const nowhere: readonly string[] = []

function stretchesOf(places: readonly Place[], version: 4 | 6): Stretches {
  const edges = places.flatMap(({ ranges }, place) =>
    ranges
      .filter((range) => range.version === version)
      .flatMap(({ first, last }) => [
        { at: first, place, opens: 1 },
        { at: last + 1n, place, opens: -1 },
      ]),
  )
  edges.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
  const starts: bigint[] = []
  const ids: (readonly string[])[] = []
  const open = new Map<number, number>()
  for (const [nth, { at, place, opens }] of edges.entries()) {
    const many = (open.get(place) ?? 0) + opens
    if (many === 0) open.delete(place)
    else open.set(place, many)
    if (edges[nth + 1]?.at === at) continue
    starts.push(at)
    ids.push([...open.keys()].sort((one, other) => one - other).map((at) => places[at]?.id ?? ''))
  }
  return { starts, ids }
}

function lastBefore({ starts, ids }: Stretches, value: bigint): readonly string[] {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((starts[middle] ?? 0n) <= value) low = middle + 1
    else high = middle
  }
  return ids[low - 1] ?? nowhere
}

/** True when the whole of one range lies inside another: a zone inside a zone. */
export const isRangeInside = (inner: IpRange, outer: IpRange): boolean =>
  inner.version === outer.version && inner.first >= outer.first && inner.last <= outer.last

// Makes a picture of a page small: at most 256 colours and the best packing zlib has. Our pages
// have few colours; what is lost are shades of a shadow that nobody sees.
import { crc32, deflateSync, inflateSync } from 'node:zlib'

interface Picture {
  readonly width: number
  readonly height: number
  /** Three bytes a point. */
  readonly points: Uint8Array
}

export function smallPng(png: Buffer): Buffer {
  const { width, height, points } = readPng(png)
  const { colors, places } = palette(points)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y += 1)
    rows.set(places.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const header = Buffer.from(png.subarray(16, 29))
  header.set([8, 3], 8)
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', colors),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The commonest colours stay as they are; the others become the nearest of them. */
function palette(points: Uint8Array): { colors: Buffer; places: Uint8Array } {
  const counts = new Map<number, number>()
  const colorAt = (at: number): number =>
    ((points[at] ?? 0) << 16) | ((points[at + 1] ?? 0) << 8) | (points[at + 2] ?? 0)
  for (let at = 0; at < points.length; at += 3)
    counts.set(colorAt(at), (counts.get(colorAt(at)) ?? 0) + 1)
  const kept = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 256)
    .map(([color]) => color)
  const placeOf = new Map(kept.map((color, place) => [color, place]))
  for (const color of counts.keys())
    if (!placeOf.has(color)) placeOf.set(color, nearest(color, kept))
  const places = new Uint8Array(points.length / 3)
  for (let at = 0; at < places.length; at += 1) places[at] = placeOf.get(colorAt(at * 3)) ?? 0
  const bytes = kept.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255])
  return { colors: Buffer.from(bytes), places }
}

function nearest(color: number, among: readonly number[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (const [place, other] of among.entries()) {
    const red = (color >> 16) - (other >> 16)
    const green = ((color >> 8) & 255) - ((other >> 8) & 255)
    const blue = (color & 255) - (other & 255)
    const far = red * red + green * green + blue * blue
    if (far < least) [best, least] = [place, far]
  }
  return best
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(body.length, 0)
  frame.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
}

/**
 * Reads what Chromium writes: eight bits, red, green and blue, with or without alpha, not
 * interlaced.
 */
function readPng(png: Buffer): Picture {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const size = png[25] === 6 ? 4 : 3
  const parts: Buffer[] = []
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const packed = inflateSync(Buffer.concat(parts))
  const line = width * size
  const raw = new Uint8Array(height * line)
  for (let y = 0; y < height; y += 1) unfilter(packed, raw, { y, line, size })
  const points = new Uint8Array(width * height * 3)
  for (let at = 0; at < width * height; at += 1)
    points.set(raw.subarray(at * size, at * size + 3), at * 3)
  return { width, height, points }
}

interface Row {
  readonly y: number
  readonly line: number
  readonly size: number
}

function unfilter(packed: Buffer, raw: Uint8Array, { y, line, size }: Row): void {
  const kind = packed[y * (line + 1)] ?? 0
  for (let x = 0; x < line; x += 1) {
    const at = y * line + x
    const left = x >= size ? (raw[at - size] ?? 0) : 0
    const above = y > 0 ? (raw[at - line] ?? 0) : 0
    const corner = y > 0 && x >= size ? (raw[at - line - size] ?? 0) : 0
    const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][kind] ?? 0
    raw[at] = (packed[y * (line + 1) + 1 + x] ?? 0) + guess
  }
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? above : corner
}

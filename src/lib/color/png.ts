// A picture as PNG (W3C PNG, third edition): eight bits of red, green, blue and cover for each
// point. Must never be given more points than a small icon has.
import { crc32, deflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(body.length, 0)
  named.copy(whole, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}

export type Point = readonly [red: number, green: number, blue: number, cover: number]

export function writePng(size: number, pointAt: (x: number, y: number) => Point): Buffer {
  const row = size * 4 + 1
  const points = Buffer.alloc(row * size)
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) points.set(pointAt(x, y), y * row + 1 + x * 4)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  // Eight bits, colours with cover.
  head.set([8, 6, 0, 0, 0], 8)
  const body = chunk('IDAT', deflateSync(points, { level: 9 }))
  return Buffer.concat([signature, chunk('IHDR', head), body, chunk('IEND', Buffer.alloc(0))])
}

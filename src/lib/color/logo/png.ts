// A PNG, read chunk by chunk, so that it is a picture from its first byte to its last and nothing
// besides. Must never believe a name or a type that came with it.
import { crc32 } from 'node:zlib'
import type { PictureRead } from './picture.ts'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * What a still picture needs and what says how its colours are meant; no text, and no animation.
 */
const known = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'pHYs'])
const sideMax = 1024

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(signature)

export function readPng(bytes: Buffer): PictureRead {
  const kinds: string[] = []
  let at = signature.length
  while (at < bytes.length) {
    const chunk = chunkAt(bytes, at)
    if (typeof chunk === 'string') return { is: 'wrong', because: chunk }
    kinds.push(chunk.kind)
    at = chunk.next
    if (chunk.kind === 'IEND') break
  }
  if (at !== bytes.length) return { is: 'wrong', because: 'has something after the picture' }
  if (kinds[0] !== 'IHDR' || kinds.at(-1) !== 'IEND' || !kinds.includes('IDAT'))
    return { is: 'wrong', because: 'is not a whole PNG' }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (width < 1 || height < 1 || width > sideMax || height > sideMax)
    return { is: 'wrong', because: `is ${width} by ${height}: each side is from 1 to ${sideMax}` }
  return { is: 'right', type: 'image/png', width, height }
}

function chunkAt(bytes: Buffer, at: number): { kind: string; next: number } | string {
  const broken = 'is not a whole PNG'
  if (at + 12 > bytes.length) return broken
  const length = bytes.readUInt32BE(at)
  const end = at + 8 + length
  if (end + 4 > bytes.length) return broken
  const kind = bytes.toString('latin1', at + 4, at + 8)
  if (!known.has(kind)) return `has a part that cannot stand in it: «${kind.replace(/\W/g, '?')}»`
  if (kind === 'IHDR' && length !== 13) return broken
  return crc32(bytes.subarray(at + 4, end)) === bytes.readUInt32BE(end)
    ? { kind, next: end + 4 }
    : broken
}

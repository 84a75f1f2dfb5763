// Passwords known from leaks, looked up in what the administrator has fetched once: a folder of the
// range files of Have I Been Pwned, or one packed file of all of them. Nothing is ever asked over
// the network. Must never say «not leaked» because a file could not be read.
import { createHash } from 'node:crypto'
import { open, readFile, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'

export interface BreachedList {
  has(password: string): Promise<boolean>
  close(): Promise<void>
}

/** SHA-1 is what the lists are made of. It protects nothing here. */
export const breachedHash = (password: string): Buffer =>
  createHash('sha1').update(password.normalize('NFC'), 'utf8').digest()

export async function openBreachedList(path: string): Promise<BreachedList> {
  const found = await stat(path)
  return found.isDirectory() ? openFolder(path) : openPacked(path)
}

/** One file for each five first hexadecimal digits, with lines «the 35 others:how many». */
function openFolder(folder: string): BreachedList {
  return {
    async has(password) {
      const hash = breachedHash(password).toString('hex').toUpperCase()
      const range = await readRange(folder, hash.slice(0, 5))
      const at = `\n${range}`.indexOf(`\n${hash.slice(5)}:`)
      // A count of nothing is padding, put in to hide the true length of an answer.
      return at >= 0 && !/^0*\s/.test(`${range.slice(at + 36)}\n`)
    },
    close: () => Promise.resolve(),
  }
}

async function readRange(folder: string, prefix: string): Promise<string> {
  for (const name of [prefix, `${prefix}.txt`]) {
    try {
      return (await readFile(join(folder, name), 'latin1')).toUpperCase()
    } catch (cause) {
      if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'ENOENT') throw cause
    }
  }
  throw new Error(
    `The list of leaked passwords has no file for ${prefix}: it was not fetched whole`,
  )
}

/**
 * How much of each hash the packed file keeps: among a milliard of them, a false alarm in ten
 * milliard lookups.
 */
export const packedLength = 8

/**
 * The first eight bytes of each hash, sorted. Found by guessing where it must lie, since hashes are
 * spread evenly.
 */
async function openPacked(path: string): Promise<BreachedList> {
  const file = await open(path)
  const { size } = await file.stat()
  if (size === 0 || size % packedLength !== 0) {
    await file.close()
    throw new Error(`${path} is not a packed list of leaked passwords: its length is ${size}`)
  }
  const count = size / packedLength
  return {
    has: (password) => isListed(file, count, breachedHash(password).readBigUInt64BE()),
    close: () => file.close(),
  }
}

/**
 * Read at once when this few are left: one reading of 4 KiB costs as much as one of eight bytes.
 */
const blockEntries = 512
/**
 * Hashes are spread so evenly that three looks are usual. A file that is not is halved instead, and
 * so always ends.
 */
const looksMax = 12

async function isListed(file: FileHandle, count: number, wanted: bigint): Promise<boolean> {
  let first = 0
  let last = count - 1
  let low = 0n
  let high = (1n << 64n) - 1n
  for (let looks = 0; last - first >= blockEntries; looks++) {
    const span = { first, last, low, high }
    const middle = looks < looksMax ? guess(span, wanted) : Math.floor((first + last) / 2)
    const at = await entryAt(file, middle)
    if (at === wanted) return true
    if (at < wanted) [first, low] = [middle + 1, at]
    else [last, high] = [middle - 1, at]
  }
  return isInBlock(file, first, last, wanted)
}

interface Span {
  readonly first: number
  readonly last: number
  readonly low: bigint
  readonly high: bigint
}

/**
 * Where it would lie if all were evenly spread, kept a block away from the ends so that each look
 * leaves less.
 */
function guess({ first, last, low, high }: Span, wanted: bigint): number {
  const share = high > low ? Number(((wanted - low) << 20n) / (high - low)) / 2 ** 20 : 0.5
  const margin = Math.min(blockEntries / 2, Math.floor((last - first) / 4))
  const at = first + Math.floor((last - first) * Math.min(Math.max(share, 0), 1))
  return Math.min(Math.max(at, first + margin), last - margin)
}

async function entryAt(file: FileHandle, index: number): Promise<bigint> {
  const bytes = await readEntries(file, index, 1)
  return bytes.readBigUInt64BE()
}

async function isInBlock(file: FileHandle, first: number, last: number, wanted: bigint) {
  if (last < first) return false
  const bytes = await readEntries(file, first, last - first + 1)
  for (let at = 0; at < bytes.length; at += packedLength) {
    if (bytes.readBigUInt64BE(at) === wanted) return true
  }
  return false
}

async function readEntries(file: FileHandle, index: number, count: number): Promise<Buffer> {
  const length = count * packedLength
  const { bytesRead, buffer } = await file.read(
    Buffer.alloc(length),
    0,
    length,
    index * packedLength,
  )
  if (bytesRead !== length) throw new Error('The packed list of leaked passwords was cut short')
  return buffer
}

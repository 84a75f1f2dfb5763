// The master key: read from what was given, or made once for a demo and kept in its data folder.
// Must never be short, blank or a thing that somebody typed, and never be readable by others
// (ATK-OPS-01).
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart, makeFolder, whyNotWritten } from '../lib/cannot-start.ts'
import { randomSecret } from '../lib/random.ts'

const bytesMin = 32

/** Base64, base64url or hex; what is wrong with it when it is none, or too easy. */
export function readMasterKey(text: string): Buffer | string {
  const written = text.trim()
  const isHex = /^([0-9a-f]{2})+$/i.test(written)
  if (!isHex && !/^[\w+/-]+={0,2}$/.test(written)) return 'is neither base64 nor hex'
  const key = Buffer.from(written, isHex ? 'hex' : 'base64')
  if (key.length < bytesMin) return `has ${key.length} bytes and must have at least ${bytesMin}`
  // 32 random bytes hold about 30 different ones; text that somebody typed, repeated or counted up
  // holds few or a row.
  const isCounted = key.every(
    (byte, at) => at === 0 || (byte - (key[at - 1] ?? 0) + 256) % 256 === 1,
  )
  if (new Set(key).size < 16 || isCounted || /^[\x20-\x7e]+$/.test(key.toString('latin1')))
    return 'is not random: make one with `openssl rand -base64 32`'
  return key
}

/** The demo's own key: made at the first start, readable for its owner alone. */
export function demoMasterKey(dataFolder: string): Buffer {
  const path = join(dataFolder, 'master.key')
  try {
    if (!existsSync(path)) {
      makeFolder(dataFolder, 0o700)
      // Two starts at once: the first to write has made it, and the other reads what it wrote.
      writeFileSync(path, `${randomSecret()}\n`, { mode: 0o600, flag: 'wx', flush: true })
    }
  } catch (fault) {
    if (!existsSync(path)) throw whyNotWritten(fault, dataFolder)
  }
  return keyIn(path)
}

function keyIn(path: string): Buffer {
  let key: Buffer | string
  try {
    key = readMasterKey(readFileSync(path, 'utf8'))
  } catch {
    key = 'cannot be read'
  }
  if (typeof key !== 'string') return key
  throw new CannotStart(
    `${path}, the key of this demo, ${key}: put the right one back, or choose an empty folder with ` +
      `PORTVAKT_DATA.`,
  )
}

// Codes that follow the clock (RFC 6238 on RFC 4226), for code apps and hardware tokens. Must never
// take a step twice, and never tell by its time which of the codes was near.
import { createHmac, randomBytes } from 'node:crypto'
import { isSameText } from '../digest.ts'
import { encodeBase32 } from './base32.ts'

export interface CodeShape {
  readonly hash: 'sha1' | 'sha256' | 'sha512'
  readonly digits: number
  readonly stepSeconds: number
}

/** The one that every code app can do (S4.17). Tokens with a screen of their own may differ. */
export const usualShape: CodeShape = { hash: 'sha1', digits: 6, stepSeconds: 30 }

/** 160 bits, as long as what comes out of SHA-1: RFC 4226, R6, asks for no less. */
export const makeKey = (bytes = 20): Buffer => randomBytes(bytes)

export const stepAt = (now: Date, shape: CodeShape = usualShape): number =>
  Math.floor(now.getTime() / 1000 / shape.stepSeconds)

export function codeAt(key: Uint8Array, step: number, shape: CodeShape = usualShape): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt.asUintN(64, BigInt(step)))
  const mac = createHmac(shape.hash, key).update(counter).digest()
  const from = mac.readUInt8(mac.length - 1) & 15
  const cut = mac.readUInt32BE(from) & 0x7fff_ffff
  return String(cut % 10 ** shape.digits).padStart(shape.digits, '0')
}

export interface CodeTry {
  /** Absent where nobody has such a method: then the same work is done, and nothing is found. */
  readonly key: Uint8Array | undefined
  readonly typed: string
  /** For a token whose clock is known to be off, its own reading of the time. */
  readonly now: Date
  /** The step of the last code that was taken; it and all before it are spent. */
  readonly after?: number | undefined
  readonly shape?: CodeShape
}

/**
 * What stands in for a key that is not there. Nobody has it, and what it matches is not counted.
 */
const decoy = makeKey()

/**
 * The step whose code was typed: the one that is now, the one before, or the one to come. One step
 * of delay is all that RFC 6238, section 5.2, allows. When two steps have the same code the later
 * one is meant, so that the code is spent for both.
 */
export function findStep(given: CodeTry): number | undefined {
  const { now, after, shape = usualShape } = given
  const spent = after ?? -1
  const centre = stepAt(now, shape)
  return matchesAround(given, 1)
    .map((offset) => centre + offset)
    .filter((step) => step > spent)
    .at(-1)
}

/**
 * The last step that counts as used: the one that is kept, or, when what was kept may have been
 * lost, any that could have been shown until then.
 */
export function usedUntil(
  kept: number | undefined,
  lostAt: Date | undefined,
  shape: CodeShape = usualShape,
): number | undefined {
  if (kept === undefined || !lostAt) return kept
  return Math.max(kept, stepAt(lostAt, shape) + 1)
}

const driftSecondsMax = 600

/**
 * How many seconds the clock of the device is ahead of ours, in whole steps; behind when below
 * nothing. Searched wide enough to say what is wrong, and so only told while a key is being set up
 * by whoever has it: it is no way to be let in.
 */
export function findDrift(given: Omit<CodeTry, 'after'>): number | undefined {
  const { stepSeconds } = given.shape ?? usualShape
  const offsets = matchesAround(given, Math.floor(driftSecondsMax / stepSeconds))
  const nearest = offsets.toSorted((one, other) => Math.abs(one) - Math.abs(other))[0]
  return nearest === undefined ? undefined : nearest * stepSeconds
}

/** Every code is made and compared, also after one has matched. */
function matchesAround(given: CodeTry, width: number): number[] {
  const { key, now, shape = usualShape } = given
  const typed = readCode(given.typed)
  const centre = stepAt(now, shape)
  const matches: number[] = []
  for (let offset = -width; offset <= width; offset++) {
    if (isSameText(codeAt(key ?? decoy, centre + offset, shape), typed)) matches.push(offset)
  }
  return key === undefined ? [] : matches
}

const typedMax = 64

/**
 * «123 456», as apps show it. Nothing else is forgiven: digits of another width are another text
 * (ATK-OTP-11).
 */
const readCode = (typed: string): string => typed.slice(0, typedMax).replace(/\s/g, '')

export interface CodeAccount {
  readonly issuer: string
  readonly account: string
  readonly key: Uint8Array
  readonly shape?: CodeShape
}

/**
 * The address that a code app reads from a QR code or a link. The issuer stands twice, since older
 * apps read it before the colon and newer ones behind it. What is usual is left out: the apps take
 * it for granted, several ignore it where it stands, some have stumbled over how it was written,
 * and each sign makes the QR code denser.
 */
export function otpauthAddress({ issuer, account, key, shape }: CodeAccount): string {
  const from = forLabel(issuer)
  const { hash, digits, stepSeconds } = shape ?? usualShape
  const parts = [
    `secret=${encodeBase32(key)}`,
    `issuer=${from}`,
    ...(hash === usualShape.hash ? [] : [`algorithm=${hash.toUpperCase()}`]),
    ...(digits === usualShape.digits ? [] : [`digits=${digits}`]),
    ...(stepSeconds === usualShape.stepSeconds ? [] : [`period=${stepSeconds}`]),
  ]
  return `otpauth://totp/${from}:${forLabel(account)}?${parts.join('&')}`
}

/**
 * A colon divides issuer from account, however it is written, so neither may have one. A blank is
 * %20: apps show a plus as a plus.
 */
const forLabel = (text: string): string =>
  encodeURIComponent(
    text
      .normalize('NFC')
      .replace(/[:\s\p{Cc}]+/gu, ' ')
      .trim()
      .toWellFormed(),
  ).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

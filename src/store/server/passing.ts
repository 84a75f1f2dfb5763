// Which troubles with PostgreSQL pass by themselves, and which of those were certainly undone, so
// that the same work may be sent again. Must never name one where a commit may have come through.
import pg from 'pg'
import { Unavailable } from '../database.ts'

/** Not listening, no socket yet, gone while we knocked, or reading its log after a crash. */
export function isComingBack(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false
  if ('code' in fault) return comingBack.has(String(fault.code))
  return fault.message.startsWith('Connection terminated')
}

const comingBack = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
])

/** PostgreSQL says FATAL a moment before it hangs up: nobody else shall get this connection. */
export const isLost = (fault: unknown): boolean =>
  fault instanceof pg.DatabaseError ? fault.severity !== 'ERROR' : isPassing(fault)

/** PostgreSQL undid all of it for the sake of somebody else: serialization failure and deadlock. */
export const wasUndone = (fault: unknown): boolean =>
  fault instanceof pg.DatabaseError && (fault.code === '40001' || fault.code === '40P01')

/**
 * What the person is told as «try again in a moment»: a lock or a connection that was not to be had
 * in time, a conflict that came again and again, a server that is going, coming, full, or no longer
 * the one that is written to.
 */
export function asUnavailable(fault: unknown): unknown {
  return isPassing(fault) ? new Unavailable(fault) : fault
}

const passing = /^(08|53|57P0|40001|40P01|55P03|57014|25P03|25006|58030)/
const waitedTooLong = /^timeout exceeded|^Query read timeout|^Connection terminated/

function isPassing(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false
  if (fault instanceof pg.DatabaseError) return passing.test(fault.code ?? '')
  return isComingBack(fault) || networkCodes.has(codeOf(fault)) || waitedTooLong.test(fault.message)
}

const networkCodes = new Set(['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])
const codeOf = (fault: Error): string => ('code' in fault ? String(fault.code) : '')

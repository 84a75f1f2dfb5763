// A given or a family name, as it may stand in a row: letters of any script and what stands between
// them. Must never let through what a spreadsheet would run, or what cannot be seen.
import { isFormula } from '../written/csv.ts'

/** As one line, with what is composed composed. */
export const foldedName = (written: string): string => written.normalize('NFC').replace(/\s+/g, ' ')

export const isPersonName = (name: string): boolean =>
  /^[\p{L}\p{M}\p{N} .,'’‘ʼ()/-]+$/u.test(name) && /\p{L}/u.test(name)

const lengthMost = 100

export function readPersonName(written: string): string | undefined {
  const name = foldedName(written).trim()
  const isTaken = name !== '' && name.length <= lengthMost && !isFormula(name) && isPersonName(name)
  return isTaken ? name : undefined
}

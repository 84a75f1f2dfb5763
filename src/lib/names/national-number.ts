// The national number as people and other houses write it: eleven digits, of which the last two
// check the others. Numbers for those without one (D-numbers) and invented ones for tests are read
// as well. Must never say more of a number than that it cannot be one.

const weights: readonly (readonly number[])[] = [
  [3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0],
  [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1],
]

/** Blanks are forgiven, as they stand in «010190 12345»; nothing where it can be nobody's. */
export function readNationalNumber(written: string): string | undefined {
  const digits = written.replaceAll(/[\s\u00a0]/g, '')
  return /^\d{11}$/.test(digits) && isDay(digits) && isChecked(digits) ? digits : undefined
}

/**
 * A day of birth with four added to its first digit, and the month of invented people with more.
 */
function isDay(digits: string): boolean {
  const day = Number(digits.slice(0, 2)) % 40
  const month = Number(digits.slice(2, 4)) % 40
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 && Number(digits.slice(0, 2)) <= 71
}

const isChecked = (digits: string): boolean =>
  weights.every(
    (row) => row.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0) % 11 === 0,
  )

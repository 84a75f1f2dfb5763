// Which of all fault points are tried: every one where there is time for it, otherwise the first,
// the last and some spread between them.

const isDeep = process.env['PORTVAKT_TEST_DEEP'] === '1'

/** Points are counted from 1. */
export function pointsOf(count: number, between = 5): readonly number[] {
  const all = Array.from({ length: count }, (_none, at) => at + 1)
  if (isDeep || count <= between + 2) return all
  const step = (count - 1) / (between + 1)
  return [...new Set(Array.from({ length: between + 2 }, (_none, at) => Math.round(1 + at * step)))]
}

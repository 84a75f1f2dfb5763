// Chance that can be repeated: everything random in a case comes from one seed, which it prints.

export interface Chance {
  /** From 0 up to, and not including, this. */
  below(count: number): number
  /** In so many of a hundred. */
  is(percent: number): boolean
  one<T>(of: readonly T[]): T
  /** Each of them or not, in the order they stand. */
  some<T>(of: readonly T[], percent?: number): T[]
  shuffled<T>(of: readonly T[]): T[]
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0
  // Mulberry32: small, even enough for choosing, and the same everywhere.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (count: number): number => Math.floor(next() * count)
  const is = (percent: number): boolean => below(100) < percent
  return {
    below,
    is,
    one(of) {
      const found = of[below(of.length)]
      if (found === undefined) throw new Error('There is nothing to choose from')
      return found
    },
    some: (of, percent = 50) => of.filter(() => is(percent)),
    shuffled: (of) =>
      of
        .map((value) => ({ value, at: next() }))
        .toSorted((one, other) => one.at - other.at)
        .map(({ value }) => value),
  }
}

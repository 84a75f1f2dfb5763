// National numbers that belong to nobody: the month has eighty added, as in the public lists of
// invented people, and the check digits are worked out apart from the house's own reading.

/** The so-manieth of that day for which there are check digits. */
export function invented(which: number, birth = '018170'): string {
  let found = -1
  for (let one = 0; one < 1000; one++) {
    const nine = `${birth}${String(one).padStart(3, '0')}`
    const first = checkOf(nine, [2, 5, 4, 9, 8, 1, 6, 7, 3])
    const second = checkOf(`${nine}${first}`, [2, 3, 4, 5, 6, 7, 2, 3, 4, 5])
    if (first < 10 && second < 10) found += 1
    if (found === which) return `${nine}${first}${second}`
  }
  throw new Error('There are no more numbers for that day')
}

/** From the last digit to the first; ten is no digit. */
function checkOf(digits: string, weights: readonly number[]): number {
  const sum = [...digits]
    .toReversed()
    .reduce((all, digit, at) => all + Number(digit) * (weights[at] ?? 0), 0)
  return (11 - (sum % 11)) % 11
}

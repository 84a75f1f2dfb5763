// Work that always gives the same for the same text, done once for each of the texts of late. Must
// never stand around anything that reads the clock, the house or a row.

/** Forgets everything when it holds so many: simple, and no text stays for long. */
export function remembering<Result>(
  most: number,
  work: (text: string) => Result,
): (text: string) => Result {
  const known = new Map<string, Result>()
  return (text) => {
    if (known.has(text)) return known.get(text) as Result
    const made = work(text)
    if (known.size >= most) known.clear()
    known.set(text, made)
    return made
  }
}

// Lengths of time as people write them in a file: «90 days», «2 minutes». Kept as written, counted
// in seconds where used.
const units = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const
type Unit = keyof typeof units

const isUnit = (word: string): word is Unit => Object.hasOwn(units, word)

/** «90 days» as seconds, or nothing when it is not a length of time. */
export function secondsOf(written: string): number | undefined {
  const found = /^\s*(\d{1,6})\s*([a-z]+?)s?\s*$/.exec(written.toLowerCase())
  const unit = found?.[2] ?? ''
  return found && isUnit(unit) ? Number(found[1]) * units[unit] : undefined
}

/** The same length, always written the same way: «1 hour», «90 minutes», «30 days». */
export function writtenLength(seconds: number): string {
  const unit = (['day', 'hour', 'minute'] as const).find((each) => seconds % units[each] === 0)
  const count = seconds / units[unit ?? 'second']
  return `${count} ${unit ?? 'second'}${count === 1 ? '' : 's'}`
}

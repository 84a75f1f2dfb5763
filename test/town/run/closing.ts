// What a test file opened and does not close itself: databases, towns. Test files share a process,
// so a hook said beside the code that opens would be heard for the first file alone.
const opened: (() => Promise<void>)[] = []

export const whenFileEnds = (close: () => Promise<void>): void => void opened.push(close)

/** The last that was opened is closed first. */
export async function closeAll(): Promise<void> {
  for (const close of opened.splice(0).toReversed()) await close()
}

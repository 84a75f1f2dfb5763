// A text as an address, on phones that are too old for URL.parse. Nothing where it is none.
export function readUrl(text: string): URL | undefined {
  try {
    return new URL(text.trim())
  } catch {
    return undefined
  }
}

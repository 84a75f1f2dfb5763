// Looks for many secrets in much text at once: each place is looked up by its first signs among
// those of all secrets, so that a thousand people cost no more than one. Must find a secret
// wherever it begins.
const headLength = 6

/** Gives those that stand in a text. */
export function finderOf(secrets: ReadonlySet<string>): (text: string) => readonly string[] {
  const short = [...secrets].filter(({ length }) => length < headLength)
  const byHead = new Map<string, string[]>()
  for (const secret of secrets) {
    if (secret.length < headLength) continue
    const head = secret.slice(0, headLength)
    byHead.set(head, [...(byHead.get(head) ?? []), secret])
  }
  return (text) => {
    const found = new Set(short.filter((secret) => text.includes(secret)))
    for (let at = 0; at + headLength <= text.length; at += 1) {
      const begun = byHead.get(text.slice(at, at + headLength)) ?? []
      for (const secret of begun) if (text.startsWith(secret, at)) found.add(secret)
    }
    return [...found]
  }
}

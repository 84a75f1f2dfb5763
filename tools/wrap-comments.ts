// Wraps comments that stand on lines of their own. What does not fit goes to the line below when
// that is the same paragraph; it must never touch code, a list in a comment, or a comment after
// code.
const columnsMax = 100
const marked = /^(\s*)(\/\/|--|\*(?!\/))( +)(\S.*)$/
const single = /^(\s*)\/\*\* (.*) \*\/$/
const opening = /^(\s*)\/\*\* (.*)$/

interface Line {
  readonly lead: string
  readonly words: string
}

const read = (line: string | undefined): Line | undefined => {
  const [, indent = '', mark = '', space = '', words = ''] = marked.exec(line ?? '') ?? []
  return mark === '' ? undefined : { lead: indent + mark + space, words }
}

/** A list, a tag or a drawing keeps its lines. */
const isProse = ({ lead, words }: Line): boolean =>
  lead.endsWith(' ') && !/^([-*•@|]|\d+\.)/.test(words)

function overflow({ lead, words }: Line): [string, string] {
  const at = words.lastIndexOf(' ', columnsMax - lead.length)
  return at <= 0 ? [words, ''] : [words.slice(0, at), words.slice(at + 1)]
}

export function wrapComments(text: string): string {
  const lines = text.split('\n').flatMap((line) => {
    if (line.length <= columnsMax) return [line]
    const [, indent = '', words] = single.exec(line) ?? []
    if (words !== undefined) return [`${indent}/**`, `${indent} * ${words}`, `${indent} */`]
    const [, before = '', first] = opening.exec(line) ?? []
    return first === undefined ? [line] : [`${before}/**`, `${before} * ${first}`]
  })
  const wrapped: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const here = read(line)
    if (here === undefined || line.length <= columnsMax) {
      wrapped.push(line)
      continue
    }
    const [kept, rest] = overflow(here)
    wrapped.push(here.lead + kept)
    if (rest === '') continue
    const below = read(lines[at + 1])
    const joins = below !== undefined && below.lead === here.lead && isProse(below)
    if (joins) lines[at + 1] = `${here.lead}${rest} ${below.words}`
    else lines.splice(at + 1, 0, here.lead + rest)
  }
  return wrapped.join('\n')
}

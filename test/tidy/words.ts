// The words and those who say them: no key is asked for that has no words, and no words stand that
// nobody asks for. Whether every language has every key is the texts' own test.
import { isCode, isServer, type Finding, type Rule } from './rule.ts'
import { lineAt, type Source } from './source.ts'

const key = /^ {2}'?([a-z][\w.-]*)'?:/gm
const asked = /\bsay\(\s*[\w.]+,\s*'([\w.-]+)'/g

function keysOf(sources: readonly Source[]): { key: string; path: string; line: number }[] {
  return sources
    .filter(({ path }) => path.startsWith('texts/nb/') && !path.endsWith('/all.ts'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(key)].map((at) => ({
        key: at[1] ?? '',
        path,
        line: lineAt(text, at.index),
      })),
    )
}

export const missingWords: Rule = (sources) => {
  const known = new Set(keysOf(sources).map((one) => one.key))
  return sources.filter(isServer).flatMap(({ path, text }) =>
    [...text.matchAll(asked)]
      .filter((at) => !known.has(at[1] ?? ''))
      .map((at): Finding => ({
        path,
        line: lineAt(text, at.index),
        says: `«${at[1]}» has no words`,
      })),
  )
}

/**
 * A key is often put together: «problem.» before a code, «.heading» after a kind. Either end is
 * enough to be alive.
 */
export const idleWords: Rule = (sources) => {
  const speakers = sources.filter(
    (source) => isCode(source) && /^(src|web|tools|examples|texts\/[\w-]+\.ts$)/.test(source.path),
  )
  const pieces = new Set(speakers.flatMap(({ strings }) => strings.map(({ text }) => text)))
  const ends = [...pieces].filter((piece) => /^[a-z][\w.-]*\.$|^\.[\w.-]+$/.test(piece))
  return keysOf(sources)
    .filter((one) => !pieces.has(one.key) && !pieces.has(one.key.replace(/\.with$/, '')))
    .filter(
      (one) =>
        !ends.some((end) =>
          end.startsWith('.') ? one.key.endsWith(end) : one.key.startsWith(end),
        ),
    )
    .map(({ key: idle, path, line }) => ({ path, line, says: `nobody says «${idle}»` }))
}

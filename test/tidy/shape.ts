// How a file looks: its length, its lines, its names, its opening comment, what it exports and what
// it must not mention. Functions, parameters, casts and `any` are the linter's (.oxlintrc.json);
// tidy.test.ts shows that it catches them.
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { lineAt } from './source.ts'
import { isCode, isTest, type Finding, type Rule } from './rule.ts'

/** Files that may pass 400 lines, and why. */
const longFiles: Readonly<Record<string, string>> = {}
/** Folders that may hold more than 20 entries, and why. */
const fullFolders: Readonly<Record<string, string>> = {
  'docs/decisions': 'one page for each decision, and they only grow in number',
  'docs/screens': 'pictures, made by a command',
  'src/store/migrations': 'a migration is never merged with another',
  'test/attacks': 'one file for each attack',
}

const isWritten = (path: string): boolean =>
  /^(bin|bench|examples|src|test|texts|tools|web)\//.test(path)

export const fileLength: Rule = (sources) =>
  sources
    .filter((source) => isCode(source) && isWritten(source.path) && !longFiles[source.path])
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > 400)
    .map(({ path, lines }) => ({ path, says: `has ${lines} lines; at most 400` }))

/** Made by a command, and held equal to what it makes by a test: nobody wraps their lines. */
const made: readonly string[] = [
  'web/visit/visit.js',
  'web/visit/methods.js',
  'web/visit/passkeys.js',
  'src/store/migrations/0002-jobs.sql',
]

export const lineLength: Rule = (sources) =>
  sources
    .filter((source) => /\.(ts|tsx|js|sql)$/.test(source.path) && isWritten(source.path))
    .filter(({ path }) => !path.startsWith('texts/') && !made.includes(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index): Finding[] =>
          line.length > 110 ? [{ path, line: index + 1, says: `has ${line.length} columns` }] : [],
        ),
    )

/** A test stands beside its file and is not counted. */
export const fullness: Rule = (sources) => {
  const entries = new Map<string, Set<string>>()
  for (const { path } of sources.filter((source) => !isTest(source.path))) {
    for (let at = path; at.includes('/'); at = posix.dirname(at)) {
      const folder = posix.dirname(at)
      entries.set(folder, (entries.get(folder) ?? new Set()).add(at))
    }
  }
  return [...entries]
    .filter(([folder, held]) => held.size > 20 && !fullFolders[folder])
    .map(([path, held]) => ({ path, says: `holds ${held.size} entries; at most 20` }))
}

const vague = /^(managers?|services?|helpers?|utils?|misc|infos?|handlers?|process|impl)$/i
const vagueInPath = new RegExp(`${vague.source}|^(common|base)$`, 'i')
const vagueFile = /^(data|numbers|types|consts|constants|index)$/i
const declared =
  /\b(?:(?:const|let|function\*?|class|interface)\s+|type\s+(?=\w+\s*[<=]))([A-Za-z_$][\w$]*)/g
const pluginLists = /^(src\/(factors|protocols|outside)|texts)(\/[\w-]+)?\/index\.ts$/

export const names: Rule = (sources) =>
  sources
    .filter((source) => isCode(source) && isWritten(source.path))
    .flatMap(({ path, text, code }) => {
      const findings: Finding[] = []
      const file = posix.basename(path).replace(/\..*$/, '')
      const parts = path.replace(/\.\w+$/, '').split(/[/.-]/)
      const part = parts.find((word) => vagueInPath.test(word))
      if (part !== undefined) findings.push({ path, says: `«${part}» says nothing in a file name` })
      if (vagueFile.test(file) && !pluginLists.test(path))
        findings.push({ path, says: `«${file}» is not a name for a file here` })
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(file)) findings.push({ path, says: 'is not kebab-case' })
      for (const at of code.matchAll(declared)) {
        const word = (at[1] ?? '').split(/(?<=[a-z0-9])(?=[A-Z])|_/).find((one) => vague.test(one))
        if (word !== undefined)
          findings.push({
            path,
            line: lineAt(text, at.index),
            says: `«${at[1]}»: «${word}» is not a name`,
          })
      }
      return findings
    })

/** A test opens with its first sentence instead. */
export const openingComment: Rule = (sources) =>
  sources
    .filter(({ path }) => /\.(ts|tsx|js|sql|css|toml)$/.test(path) && isWritten(path))
    .filter(({ path }) => !isTest(path) && !made.includes(path))
    .filter(({ text }) => !/^(#!.*\n)?\s*(\/\/|\/\*|--|#)\s*\S/.test(text))
    .map(({ path }) => ({ path, says: 'does not open with what it is and what it must never do' }))

const asleep = /\b(TODO|FIXME|XXX|HACK|For now)\b|\benough for now\b/

export const unfinished: Rule = (sources) =>
  sources.flatMap(({ path, comments }) =>
    comments
      .filter(({ text }) => asleep.test(text))
      .map(({ line }) => ({ path, line, says: 'a comment says why, never what is left to do' })),
  )

export const exported: Rule = (sources) =>
  sources
    .filter((source) => isCode(source) && isWritten(source.path))
    .flatMap(({ path, text, code, imports }): Finding[] => {
      const barrels = imports
        .filter(({ isExport }) => isExport)
        .map(({ line }) => ({ path, line, says: 'passes on what another file exports (a barrel)' }))
      const defaults = [...code.matchAll(/^export default\b|\bas default\b/gm)].map((at) => ({
        path,
        line: lineAt(text, at.index),
        says: 'has a default export; name it',
      }))
      return [...barrels, ...(path.includes('.config.') ? [] : defaults)]
    })

/** Written so that this file does not mention them itself. */
const unspeakable = new RegExp(
  [
    /(?<![\w.-])\/(wor[k]|hom[e]\/\w+|roo[t]|User[s])\//,
    /\/tm[p]\/team|registry\.(npmj[s]|yarnpk[g])|"resolved": "htt[p]|artifactor[y]/,
    /\b(claud[e]|anthropi[c]|chatgp[t]|copilo[t])\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
)

export const mentions: Rule = (sources) =>
  sources.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index): Finding[] => {
      const found = unspeakable.exec(line)?.[0]
      return found
        ? [{ path, line: index + 1, says: `mentions a machine or a registry: «${found}»` }]
        : []
    }),
  )

/**
 * Lines of «sha256  path» for every migration that has been released. Absent until the first
 * release.
 */
export const migrations: Rule = (sources) => {
  const sums = sources.find(({ path }) => path === 'test/migrations.sum')?.text ?? ''
  return sums
    .split('\n')
    .filter(Boolean)
    .flatMap((line): Finding[] => {
      const [sum, path = ''] = line.split(/\s+/)
      const text = sources.find((source) => source.path === path)?.text
      if (text !== undefined && createHash('sha256').update(text).digest('hex') === sum) return []
      return [{ path, says: 'was released and may not be changed; write a new migration' }]
    })
}

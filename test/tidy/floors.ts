// Which way things go: no file imports from a higher floor, no plug-in from its neighbour, nobody
// in a circle, and no file stands that nobody reaches. The floors are those of ARCHITECTURE.md; a
// room that is missing here is a finding.
import type { Source } from './source.ts'
import { isCode, isServer, isTest, type Finding, type Rule } from './rule.ts'

const ground = ['lib', 'shapes', 'texts']
const domain = ['domain', 'store', ...ground]
const outside = ['outside', 'pages', ...domain]
const factors = ['factors', 'outside', ...domain]
const flows = ['flows', ...factors]
const protocols = ['protocols', 'pages', ...flows]
const doors = ['settings', ...protocols]

/** What each room may import from, itself included where it has more than one file. */
const floors: Readonly<Record<string, readonly string[]>> = {
  main: ['main', 'http', 'commands', ...doors],
  http: ['http', ...doors],
  commands: ['commands', ...doors],
  protocols,
  flows,
  factors,
  outside,
  domain,
  store: ['store', ...ground],
  /** The script of the drawn pages is read as text and sent as it stands. */
  pages: ['pages', 'web', ...ground],
  settings: ['settings', 'domain', ...ground],
  texts: ['texts', 'shapes', 'lib'],
  shapes: ['shapes', 'lib'],
  lib: ['lib'],
  web: ['web', 'shapes', 'texts'],
}

const roomOf = (path: string): string =>
  /^src\/([\w-]+?)(?:\/|\.ts$)/.exec(path)?.[1] ?? path.slice(0, path.indexOf('/'))

const isHoused = ({ path }: { path: string }): boolean =>
  /^(src|texts|web)\//.test(path) && !isTest(path)

export const direction: Rule = (sources) =>
  sources.filter(isHoused).flatMap(({ path, imports }) =>
    imports.flatMap(({ to, line }): Finding[] => {
      if (to === undefined || !isCode({ path: to })) return []
      if (floors[roomOf(path)]?.includes(roomOf(to))) return []
      return [{ path, line, says: `${roomOf(path)} may not import from ${roomOf(to)} (${to})` }]
    }),
  )

const plugIn = /^src\/(factors|protocols|outside)\/([\w-]+)\//
const plugInList = /^src\/(factors|protocols|outside)\/index\.ts$/

export const sideways: Rule = (sources) =>
  sources.filter(isServer).flatMap(({ path, imports }) => {
    const [, room, name] = plugIn.exec(path) ?? []
    if (room === undefined) return []
    return imports.flatMap(({ to = '', line }): Finding[] => {
      const [, toRoom, toName] = plugIn.exec(to) ?? []
      const isNeighbour = toRoom === room && toName !== name
      if (!isNeighbour && plugInList.exec(to)?.[1] !== room) return []
      return [
        { path, line, says: `a plug-in may not know ${to}: what is shared goes down a floor` },
      ]
    })
  })

/** Imports of types are erased and make no circle at run time. */
export const circles: Rule = (sources) => {
  const files = new Map(sources.map((source) => [source.path, source]))
  const done = new Set<string>()
  const findings: Finding[] = []
  const walk = (path: string, way: readonly string[]) => {
    if (way.includes(path)) {
      const circle = [...way.slice(way.indexOf(path)), path]
      findings.push({ path, says: `imports itself in a circle: ${circle.join(' → ')}` })
      return
    }
    if (done.has(path)) return
    for (const { to, isType } of files.get(path)?.imports ?? [])
      if (to !== undefined && !isType) walk(to, [...way, path])
    done.add(path)
  }
  for (const path of files.keys()) walk(path, [])
  return findings
}

const entries = ['src/main.ts', 'src/commands/main.ts']

/** An import by type keeps a contract alive; the address of a worker counts as an import. */
export const deadFiles: Rule = (sources) => {
  const files = new Map(sources.map((source) => [source.path, source]))
  const reached = new Set<string>()
  const reach = (path: string) => {
    if (reached.has(path)) return
    reached.add(path)
    for (const { to } of files.get(path)?.imports ?? []) if (to !== undefined) reach(to)
  }
  for (const entry of entries) reach(entry)
  const isAlive = (source: Source) =>
    !/^(src|texts)\//.test(source.path) || reached.has(source.path)
  return sources
    .filter((source) => /\.(ts|js)$/.test(source.path) && !isTest(source.path) && !isAlive(source))
    .map(({ path }) => ({ path, says: `nothing reaches this file from ${entries.join(' or ')}` }))
}

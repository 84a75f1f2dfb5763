// Shows that each attack case can fail: plants the defect that lies beside it (a patch against the
// sources) in a copy of the tree, and expects the case to be red there.
// `npm run planted [-- PWD-01]`, and part of `npm run test:deep`. Must never touch the tree itself.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { repository, runAttacks, type Report } from './attacks.ts'

const leftOut = new Set(['node_modules', '.git', 'data', 'docs', 'bench'])

/** A copy of the tree with its own sources; what is installed is shared. */
function copyOfTheTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'planted-'))
  cpSync(repository, copy, {
    recursive: true,
    filter: (path) => dirname(path) + '/' !== repository || !leftOut.has(basename(path)),
  })
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

export interface Planted {
  readonly id: string
  readonly is: 'red' | 'green' | 'does not apply' | 'does not start'
}

/** The files of cases in the patch's own folder are played, and of them the one with its name. */
export async function plant(patch: string): Promise<Planted> {
  const id = basename(patch, '.patch')
  const copy = copyOfTheTree()
  try {
    try {
      execFileSync('git', ['apply', '--whitespace=nowarn', join(repository, patch)], { cwd: copy })
    } catch {
      return { id, is: 'does not apply' }
    }
    const only = `${id.replaceAll('.', '')} `
    return {
      id,
      is: verdictOf(await runAttacks({ root: copy, deep: false, only, files: dirname(patch) })),
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

function verdictOf({ testResults }: Report): Planted['is'] {
  const played = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = played.filter(({ status }) => status === 'failed')
  if (failed.length > 0) return 'red'
  return played.some(({ status }) => status === 'passed') ? 'green' : 'does not start'
}

export const patches = (only = ''): string[] =>
  globSync('test/attacks/*/*.patch', { cwd: repository })
    .filter((path) => path.includes(only))
    .toSorted()

/** The cases that stand in the files, by their names. */
export const casesThatStand = (): string[] =>
  globSync('test/attacks/*/*.test.ts', { cwd: repository }).flatMap((path) =>
    [...readFileSync(join(repository, path), 'utf8').matchAll(/['"`](ATK-[A-Z]+-\w+) /g)].flatMap(
      ([, id]) => id ?? [],
    ),
  )

async function main(words: readonly string[]): Promise<void> {
  const [only] = words
  let bad = 0
  let red = 0
  for (const patch of patches(only)) {
    const { id, is } = await plant(patch)
    console.log(`${is.padEnd(15)} ${id}`)
    if (is === 'red') red += 1
    else bad += 1
  }
  const planted = new Set(patches().map((patch) => basename(patch, '.patch')))
  const without = only === undefined ? casesThatStand().filter((id) => !planted.has(id)) : []
  for (const id of without) console.log(`no defect      ${id}`)
  console.log(`planted: ${red} red, ${bad} not, ${without.length} cases without a defect`)
  process.exitCode = bad + without.length > 0 ? 1 : 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2))

// Takes the types off web/visit/visit.ts and writes web/visit/visit.js, the script that is inlined
// into the drawn pages. No bundler: one file in, one file out, and a test holds that they belong
// together.
import { readFileSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { pathToFileURL } from 'node:url'

const source = new URL('../web/visit/visit.ts', import.meta.url)
const target = new URL('../web/visit/visit.js', import.meta.url)

export function makeVisitScript(): string {
  const lines = withoutExperimentalWarning(() => stripTypeScriptTypes(readFileSync(source, 'utf8')))
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s{2,}/g, ' '))
    .filter((line) => line !== '' && !/^(?:\/\/|\/\*|\*)/.test(line))
  // In a block, so that nothing of ours stands in the page's global names.
  return `{\n${lines.join('\n')}\n}\n`
}

/** The warning would frighten whoever reads the log, and this call is held by a test. */
function withoutExperimentalWarning<Result>(work: () => Result): Result {
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return work()
  } finally {
    process.emitWarning = emitWarning
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(target, makeVisitScript())

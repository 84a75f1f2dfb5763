// Takes the types off the scripts of web/visit/ and writes what is inlined into the drawn pages:
// visit.js for all of them, methods.js for the pages of the methods, passkeys.js where one is asked
// for. No bundler: a few files in,
// one out, and a test holds that they belong together.
import { readFileSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { pathToFileURL } from 'node:url'

/** In the order they need each other; the judging of a password is the server's own. */
const sources = {
  visit: [
    '../src/lib/strength/fold-letters.ts',
    '../src/shapes/password-rule.ts',
    '../web/visit/visit.ts',
  ],
  methods: [
    '../web/copy.ts',
    '../web/visit/code.ts',
    '../web/visit/time.ts',
    '../web/visit/news.ts',
    '../web/visit/methods.ts',
  ],
  passkeys: ['../web/visit/passkey.ts', '../web/visit/passkeys.ts'],
} as const

export type ScriptName = keyof typeof sources

export function makeScript(name: ScriptName): string {
  const lines = sources[name]
    .map((source) => readFileSync(new URL(source, import.meta.url), 'utf8'))
    .map((source) => withoutExperimentalWarning(() => stripTypeScriptTypes(source)))
    .flatMap((source) => source.split('\n'))
    .map((line) => line.trim().replace(/^export /, ''))
    .filter((line) => line !== '' && !/^(?:\/\/|\/\*|\*|import )/.test(line))
    .map((line) => line.replaceAll(/ {2,}/g, ' '))
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
  for (const name of ['visit', 'methods', 'passkeys'] as const)
    writeFileSync(new URL(`../web/visit/${name}.js`, import.meta.url), makeScript(name))

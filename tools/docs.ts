// `npm run docs`: writes every generated page of docs/; with `--check` it only says which are not
// as the code would draw them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { drawCommands } from './docs-commands.ts'
import { connectingPages } from './invented/connecting.ts'
import { drawConformance } from '../test/conformance/page.ts'
import { drawEvents } from './docs-events.ts'
import { drawProblems } from './docs-problems.ts'
import { drawSettings } from './docs-settings.ts'

const pages: readonly (readonly [path: string, draw: () => string])[] = [
  ['docs/settings.md', drawSettings],
  ['docs/commands.md', drawCommands],
  ['docs/events.md', drawEvents],
  ['docs/problems.md', drawProblems],
  ['docs/conformance.md', drawConformance],
  ...connectingPages,
]

const root = new URL('../', import.meta.url)
const isChecking = process.argv.includes('--check')

const written = (at: URL): string => {
  try {
    return readFileSync(at, 'utf8')
  } catch {
    return ''
  }
}

for (const [path, draw] of pages) {
  const at = new URL(path, root)
  const drawn = draw()
  if (written(at) === drawn) continue
  if (!isChecking) {
    mkdirSync(new URL('.', at), { recursive: true })
    writeFileSync(at, drawn)
  }
  console.log(isChecking ? `${path} is not as the code draws it: npm run docs` : `${path} written`)
  if (isChecking) process.exitCode = 1
}

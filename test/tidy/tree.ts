// Reads the tree that the rules are held against: what we wrote, never what was installed or made
// at run time.
import { globSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readSource, type Source } from './source.ts'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const folders = '{bin,bench,docs,examples,src,test,texts,tools,web}/**/*'
const kinds = /\.(ts|tsx|js|sql|css|toml|json|md|sum|csv|yml)$|\.ci\/run$/

export const readTree = (): Source[] =>
  globSync([folders, '*', '.ci/*'], { cwd: root, exclude: ['**/node_modules', '**/.vite'] })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => kinds.test(path) && statSync(root + path).isFile())
    .toSorted()
    .map((path) => readSource(path, readFileSync(root + path, 'utf8')))

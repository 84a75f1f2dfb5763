// Formats what was written: oxfmt for code, and then the comments that oxfmt leaves alone, wrapped
// at 100 columns. Give it paths to format only those.
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { wrapComments } from './wrap-comments.ts'

const paths = process.argv.slice(2)
const formatted = spawnSync(
  process.execPath,
  ['node_modules/oxfmt/bin/oxfmt', ...(paths.length > 0 ? paths : ['.'])],
  { stdio: 'inherit' },
)

const ours = '{bin,bench,examples,src,test,texts,tools,web}/**/*.{ts,js,sql}'
const chosen = paths.flatMap((path) =>
  /\.\w+$/.test(path) ? [path] : globSync(`${path}/**/*.{ts,js,sql}`),
)
for (const path of paths.length > 0 ? chosen : globSync(ours, { exclude: ['**/node_modules'] })) {
  const text = readFileSync(path, 'utf8')
  const wrapped = wrapComments(text)
  if (wrapped !== text) writeFileSync(path, wrapped)
}
process.exitCode = formatted.status ?? 1

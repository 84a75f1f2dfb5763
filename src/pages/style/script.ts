// The small script that helps the drawn pages: web/visit/visit.ts with its types taken off by
// tools/visit-script.ts, so that starting costs nothing. Without it every page still works.
import { readFileSync } from 'node:fs'
import { inlined, type Inlined } from './style.ts'

let script: Inlined | undefined

export function visitScript(): Inlined {
  script ??= inlined(
    readFileSync(new URL('../../../web/visit/visit.js', import.meta.url), 'utf8').trim(),
  )
  return script
}

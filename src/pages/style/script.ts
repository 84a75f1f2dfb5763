// The small scripts that help the drawn pages: web/visit/ with its types taken off by
// tools/visit-script.ts, so that starting costs nothing. A page carries what it has use for, and
// without it every page still works.
import { readFileSync } from 'node:fs'
import { remembering } from '../../lib/remembering.ts'
import { inlined, type Inlined } from './style.ts'

/** What each helps with, as it stands in a page. */
const uses = {
  visit: / (?:data-shows=|aria-invalid=|data-(?:onward|at-once)[ >])/,
  methods: / data-(?:copies|digits|left|wait|saves|prints|renews)[ =>]/,
  passkeys: / data-(?:passkey|signal)=/,
} as const

export function scriptFor(body: string): Inlined | undefined {
  const names = (['visit', 'methods', 'passkeys'] as const).filter((name) => uses[name].test(body))
  return names.length === 0 ? undefined : together(names.join(' '))
}

const together = remembering(8, (names) => inlined(names.split(' ').map(read).join('\n')))

const read = (name: string): string =>
  readFileSync(new URL(`../../../web/visit/${name}.js`, import.meta.url), 'utf8').trim()

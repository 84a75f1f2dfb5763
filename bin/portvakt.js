#!/usr/bin/env node
// The command line: `npx portvakt …`. It finds the pinned Node as the other commands do, and runs
// the server for `serve` and src/commands for everything else.
import { build } from './built.js'
import { endOf, install, root, startPinned } from './install.js'

const words = process.argv.slice(2)
if (process.env['PORTVAKT_PINNED'] === undefined) {
  install()
  const program = words[0] === 'serve' ? 'bin/serve.js' : 'bin/portvakt.js'
  if (program === 'bin/serve.js') build()
  process.exitCode = await endOf(
    startPinned([`${root}${program}`, ...words], {
      cwd: process.cwd(),
      env: { ...process.env, ...(program === 'bin/portvakt.js' && { PORTVAKT_PINNED: '1' }) },
    }),
  )
} else {
  const { run } = await import('../src/commands/main.ts')
  delete process.env['PORTVAKT_PINNED']
  process.exitCode = await run(words, {
    say: (line) => console.log(line),
    complain: (line) => console.error(line),
  })
}

// Runs one of our TypeScript programs under the pinned Node, after installing what is missing:
// `node bin/run.js tools/check.ts …`. It ends with the program's own code.
import { build } from './built.js'
import { endOf, install, startPinned } from './install.js'

install()
// What cannot be built may still be formatted and checked; whoever needs it says so.
build()
process.exitCode = await endOf(startPinned(process.argv.slice(2)))

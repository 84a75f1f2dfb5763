// `npm start`: installs what is missing, starts the server under the pinned Node, and the demo town
// (its applications, its mailbox, its telephones) beside it when the server says that it is a demo.
// Must never leave the server behind: it stops when we do, in whatever way.
import { build } from './built.js'
import { endOf, install, startPinned } from './install.js'

install()
build()

const server = startPinned(['bin/serve.js', ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  // A group of its own: Ctrl+C reaches us, and the server gets it once, from us.
  detached: true,
})

/** @type {import('node:child_process').ChildProcess | undefined} */
let town
server.on('message', (/** @type {{ ready?: boolean, demo?: boolean }} */ said) => {
  if (!said.ready || !said.demo) return
  town = startPinned(['bin/town.js'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
})

process.exitCode = await endOf(server)
town?.kill('SIGTERM')

// The server's own process: `node bin/serve.js` under the pinned Node. What is compiled once is
// kept for the next start. Must stay free of rules: they are in src/main.ts.
import module from 'node:module'
import { fileURLToPath } from 'node:url'

// Below our own folder and not in the common one for temporary files, where another user of the
// machine could lay something ready for us to run.
module.enableCompileCache(
  fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)),
)

try {
  const { serve } = await import('../src/main.ts')
  const house = await serve()
  /** @type {Promise<void> | undefined} */
  let stopped
  const stop = () => {
    stopped ??= house.close().then(() => process.exit(0), fail)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop)
  // Whoever started us went away without a word (kill -9): nobody would stop us later.
  process.on('disconnect', stop)
  process.channel?.unref()
  process.send?.({ ready: true, demo: house.demo })
} catch (fault) {
  fail(fault)
}

/** @param {unknown} fault */
function fail(fault) {
  const isTold = fault instanceof Error && fault.name === 'CannotStart'
  console.error(isTold ? fault.message : fault)
  process.exit(1)
}

// `npm run check`: everything that can be said about the tree in seconds, without a database and
// without a browser. One line for each part, what it found below it when it failed, and one line at
// the end.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'

interface Part {
  readonly name: string
  readonly run: readonly string[]
  /** A part without anything to look at is named and left out, never passed. */
  readonly needs?: string
}

const bin = (path: string): string => `node_modules/${path}`
const vitest = [bin('vitest/vitest.mjs'), 'run', '--config=tools/check.config.ts', '--reporter=dot']

/** The longest first, since they run side by side. */
const parts: readonly Part[] = [
  { name: 'types of the server', run: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of the browser', run: [bin('typescript/bin/tsc'), '-p', 'web/tsconfig.json'] },
  { name: 'lint', run: [bin('oxlint/bin/oxlint'), '--type-aware', '-f', 'unix'] },
  { name: 'tidy', run: [...vitest, 'test/tidy.test.ts'] },
  { name: 'texts', run: [...vitest, 'texts'], needs: 'texts' },
  { name: 'dead code', run: [bin('knip/bin/knip.js')] },
  { name: 'format', run: [bin('oxfmt/bin/oxfmt'), '--check', '.'] },
  { name: 'generated documents', run: ['tools/docs.ts', '--check'], needs: 'tools/docs.ts' },
]

type Result = 'passed' | 'failed' | 'left out'

function run({ name, run: [file = '', ...rest], needs }: Part): Promise<Result> {
  if (needs !== undefined && !existsSync(needs)) {
    console.log(`- ${name}: left out, there is no ${needs}`)
    return Promise.resolve('left out')
  }
  const began = performance.now()
  const child = spawn(process.execPath, [file, ...rest], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  let said = ''
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()))
  child.stderr.on('data', (piece: Buffer) => (said += piece.toString()))
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const passed = code === 0
      console.log(
        `${passed ? '✓' : '✗'} ${name} ${((performance.now() - began) / 1000).toFixed(1)} s`,
      )
      if (!passed) console.log(said.trim().replaceAll(/^/gm, '    '))
      resolve(passed ? 'passed' : 'failed')
    })
  })
}

const waiting = [...parts]
const results: Result[] = []
async function lane(): Promise<void> {
  for (let part = waiting.shift(); part !== undefined; part = waiting.shift())
    results.push(await run(part))
}
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane))

const count = (result: Result): number => results.filter((one) => one === result).length
console.log(`check: ${count('passed')} passed, ${count('failed')} failed`)
process.exitCode = count('failed') > 0 ? 1 : 0

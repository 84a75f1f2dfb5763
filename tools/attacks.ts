// Runs the attack cases and prints one line for each, and a total:
// `npm run attacks [-- PWD-01] [--deep]`. Must never be more than a way of looking at the tests.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})
export type Report = z.output<typeof report>

export const repository = fileURLToPath(new URL('..', import.meta.url))

interface Asked {
  readonly root: string
  readonly deep: boolean
  /** A part of a case's name. */
  readonly only?: string | undefined
  readonly files?: string | undefined
}

export async function runAttacks(asked: Asked): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'attacks-'))
  const path = join(folder, 'report.json')
  const words = ['run', asked.files ?? 'test/attacks', '--reporter=json', `--outputFile=${path}`]
  if (asked.only !== undefined) words.push('-t', asked.only)
  const env = { ...process.env, ...(asked.deep && { PORTVAKT_TEST_DEEP: '1' }) }
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', ...words], {
    cwd: asked.root,
    env,
    stdio: 'ignore',
  })
  await new Promise((resolve) => child.once('exit', resolve))
  try {
    return report.parse(JSON.parse(readFileSync(path, 'utf8')))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const signs: Readonly<Record<string, string>> = { passed: 'held', failed: 'BROKEN' }

async function main(words: readonly string[]): Promise<void> {
  const only = words.find((word) => !word.startsWith('--'))
  const { testResults } = await runAttacks({
    root: repository,
    deep: words.includes('--deep'),
    ...(only !== undefined && { only }),
  })
  let held = 0
  let broken = 0
  for (const file of testResults) {
    const played = file.assertionResults.filter(({ status }) => signs[status] !== undefined)
    for (const { title, status, failureMessages } of played) {
      console.log(`${(signs[status] ?? '').padEnd(7)} ${title}`)
      if (status === 'failed') console.log(`        ${failureMessages[0]?.split('\n')[0] ?? ''}`)
      if (status === 'passed') held += 1
      else broken += 1
    }
    // What is looked at once for a whole file: the chain of events, and secrets where none may be.
    const failed = played.some(({ status }) => status === 'failed')
    if (file.message !== '' && !failed) {
      broken += 1
      console.log(`BROKEN  ${file.name.slice(repository.length)}: ${file.message.split('\n')[0]}`)
    }
  }
  console.log(`attacks: ${held + broken} cases, ${held} held, ${broken} broken`)
  process.exitCode = broken > 0 || held === 0 ? 1 : 0
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2))

// `npm test`: what `npm run check` says, then every test on a real PostgreSQL, then those that
// speak to it once more on the oldest one we support. `--deep` asks for full counts; other words
// choose test files. What is missing on this machine is skipped by name, and the last line counts
// it all.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from './built.js'
import { installPackages, missing } from './packages.js'
import { endOf, install, root, startPinned } from './install.js'

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Counted */

const words = process.argv.slice(2)
const deep = words.includes('--deep')
const chosen = words.filter((word) => word !== '--deep')
const oldest = '/usr/lib/postgresql/15'

install()
build()
if (process.env['PORTVAKT_TEST_INSTALL'] === '1') installPackages()
const environment = { ...process.env, ...(deep ? { PORTVAKT_TEST_DEEP: '1' } : {}) }

/** @type {Counted[]} */
const parts = [{ passed: 0, failed: 0, skipped: missing() }]
if (chosen.length === 0) parts.push(await check())
parts.push(await tests('the tests', chosen, {}))
if (chosen.length === 0 && existsSync(join(oldest, 'bin', 'postgres'))) {
  parts.push(
    await tests('PostgreSQL 15', deep ? [] : speaking(), { PORTVAKT_TEST_POSTGRES: oldest }),
  )
}
// Nothing sticks to a server: each request at the door goes to another one than the last.
if (deep && chosen.length === 0) {
  parts.push(await tests('two servers', ['test/door'], { PORTVAKT_TEST_BALANCED: '1' }))
}
// Every attack case must also be seen to fail where its defect is planted.
if (deep && chosen.length === 0) parts.push(await planted())

const passed = parts.reduce((sum, part) => sum + part.passed, 0)
const failed = parts.reduce((sum, part) => sum + part.failed, 0)
const skipped = parts.flatMap((part) => part.skipped)
if (skipped.length > 0) console.log(`\nSKIPPED:\n${skipped.map((one) => `  ${one}`).join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

/** Those beside the sources that come to a database, by whatever of test/ they begin with. */
function speaking() {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join('src', path))
    .filter((path) => comesToADatabase(path, new Set()))
}

/**
 * @param {string} path
 * @param {Set<string>} seen
 * @returns {boolean}
 */
function comesToADatabase(path, seen) {
  if (path === join('test', 'town', 'run', 'engine.ts')) return true
  if (seen.has(path)) return false
  seen.add(path)
  const text = readFileSync(join(root, path), 'utf8')
  return [...text.matchAll(/ from '(\.[^']+)'/g)]
    .map(([, to = '']) => join(dirname(path), to))
    .some((to) => to.startsWith('test') && comesToADatabase(to, seen))
}

/** @returns {Promise<Counted>} */
async function check() {
  const child = startPinned(['tools/check.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', (bytes) => {
    said += String(bytes)
    process.stdout.write(bytes)
  })
  const code = await endOf(child)
  const [, good = 0, bad = 0] = /^check: (\d+) passed, (\d+) failed/m.exec(said) ?? []
  const leftOut = [...said.matchAll(/^- (.+: left out.*)$/gm)].map(([, name]) => `check: ${name}`)
  return { passed: Number(good), failed: Number(bad) || (code === 0 ? 0 : 1), skipped: leftOut }
}

/** @returns {Promise<Counted>} */
async function planted() {
  console.log('\nthe planted defects')
  const child = startPinned(['tools/planted.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout?.on('data', (bytes) => {
    said += String(bytes)
    process.stdout.write(bytes)
  })
  await endOf(child)
  const [, red = 0, not = 1] = /^planted: (\d+) red, (\d+) not/m.exec(said) ?? []
  const without = [...said.matchAll(/^no defect +(\S+)$/gm)].map(
    ([, id]) => `no defect planted: ${id}`,
  )
  return { passed: Number(red), failed: Number(not), skipped: without }
}

/**
 * @param {string} title
 * @param {string[]} files
 * @param {Record<string, string>} more
 * @returns {Promise<Counted>}
 */
async function tests(title, files, more) {
  console.log(`\n${title}`)
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-test-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...files]
  const code = await endOf(startPinned(vitest, { env: { ...environment, ...more } }))
  const counted = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')), title)
    : { passed: 0, failed: 0, skipped: [] }
  rmSync(folder, { recursive: true })
  // An error outside every test (a file that does not load, a promise nobody waited for) has no
  // count of its own.
  if (code !== 0 && counted.failed === 0) counted.failed = 1
  return counted
}

/**
 * @param {{ testResults: { name: string, status: string, assertionResults:
 *   { status: string, fullName: string }[] }[] }} report
 * @param {string} title
 * @returns {Counted}
 */
function count(report, title) {
  /** @type {Counted} */
  const counted = { passed: 0, failed: 0, skipped: [] }
  for (const file of report.testResults) {
    if (file.status === 'failed' && file.assertionResults.length === 0) counted.failed += 1
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed') counted.passed += 1
      else if (status === 'failed') counted.failed += 1
      else counted.skipped.push(`${title}: ${fullName}`)
    }
  }
  return counted
}

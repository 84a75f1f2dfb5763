// What `npm start` does before and after the server: in a clone of its own, with a stand-in for the
// server, since its rules are tested elsewhere.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive, until } from './keeper.ts'

const tree = fileURLToPath(new URL('../..', import.meta.url))
let clone: string

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'clone-'))
  cpSync(join(tree, 'bin'), join(clone, 'bin'), { recursive: true })
  mkdirSync(join(clone, 'src'))
  mkdirSync(join(clone, 'examples'))
  write('package.json', '{ "type": "module" }')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(clone, { recursive: true, force: true }))

const write = (path: string, text: string): void => writeFileSync(join(clone, path), text)
const read = (path: string): string =>
  existsSync(join(clone, path)) ? readFileSync(join(clone, path), 'utf8') : ''

/** As npm leaves it: its list is newer than the lockfile. */
function makeInstalled(): void {
  mkdirSync(join(clone, 'node_modules'))
  symlinkSync(join(tree, 'node_modules', 'node'), join(clone, 'node_modules', 'node'))
  write('node_modules/.package-lock.json', '{}')
}

const server = `
import { appendFileSync } from 'node:fs'
const note = (word) => appendFileSync(import.meta.dirname + '/../notes', word + '\\n')
export async function serve() {
  const running = setInterval(() => {}, 1000)
  note('server ' + process.pid + ' ' + process.version)
  return { demo: true, close: async () => { clearInterval(running); note('drained') } }
}`

const town = `
import { appendFileSync } from 'node:fs'
appendFileSync(import.meta.dirname + '/../notes', 'town ' + process.pid + '\\n')
setInterval(() => {}, 1000)`

function start(command: string) {
  const child = spawn(process.execPath, [command], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
  return { child, said: () => said }
}

async function startWhole() {
  makeInstalled()
  write('src/main.ts', server)
  write('examples/town.ts', town)
  const { child } = start(join(clone, 'bin/start.js'))
  await until(() => /^town \d+/m.test(read('notes')))
  const numbers = [...read('notes').matchAll(/^(?:server|town) (\d+)/gm)]
  return { child, numbers: numbers.map(([, number]) => Number(number)) }
}

test('the server runs under the pinned Node, the town comes after it, and SIGTERM drains', async () => {
  const { child, numbers } = await startWhole()
  expect(read('notes')).toContain(` ${process.version}\n`)
  expect(numbers).toHaveLength(2)
  child.kill('SIGTERM')
  const [code]: unknown[] = await once(child, 'exit')
  expect(code).toBe(0)
  expect(read('notes')).toMatch(/drained\n$/)
  await until(() => !numbers.some(isAlive))
})

test('a command that is killed at once leaves no server and no town behind', async () => {
  const { child, numbers } = await startWhole()
  child.kill('SIGKILL')
  await until(() => !numbers.some(isAlive))
  expect(read('notes')).toMatch(/drained\n$/)
})

test('npm that is stopped takes the server with it, though it hands no signal on', async () => {
  makeInstalled()
  write('package.json', '{ "type": "module", "scripts": { "start": "node bin/start.js" } }')
  write('src/main.ts', server)
  write('examples/town.ts', town)
  const npm = spawn('npm', ['start'], { cwd: clone, stdio: 'ignore' })
  await until(() => /^town \d+/m.test(read('notes')))
  npm.kill('SIGTERM')
  await until(() => read('notes').endsWith('drained\n'))
})

test('why the house cannot start is one sentence without a stack', async () => {
  makeInstalled()
  const thrown = `Object.assign(new Error('Port 80 is taken.'), { name: 'CannotStart' })`
  write('src/main.ts', `export const serve = async () => { throw ${thrown} }`)
  const { child, said } = start(join(clone, 'bin/start.js'))
  const [code]: unknown[] = await once(child, 'close')
  expect(code).toBe(1)
  expect(said()).toBe('Port 80 is taken.\n')
})

test('what is missing is installed first, and only then', async () => {
  write('src/done.ts', `console.error('ran with ' + process.argv[2])`)
  write(
    'npm.js',
    `import { appendFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
    mkdirSync('node_modules')
    symlinkSync('${join(tree, 'node_modules', 'node')}', 'node_modules/node')
    writeFileSync('node_modules/.package-lock.json', '{}')
    appendFileSync('notes', process.argv.slice(2, 4).join(' ') + '\\n')`,
  )
  const run = async () => {
    const child = spawn(process.execPath, [join(clone, 'bin/run.js'), 'src/done.ts', 'a word'], {
      env: { ...process.env, npm_execpath: join(clone, 'npm.js') },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()))
    await once(child, 'close')
    return said
  }
  expect(await run()).toBe('Installing what is missing (npm ci) …\nran with a word\n')
  expect(await run()).toBe('ran with a word\n')
  expect(read('notes')).toBe('ci --include=dev\n')
})

test('a folder of packages that is lent to another clone is not emptied', async () => {
  mkdirSync(join(clone, 'lent', 'precious'), { recursive: true })
  symlinkSync(join(clone, 'lent'), join(clone, 'node_modules'))
  const { child, said } = start(join(clone, 'bin/run.js'))
  const [code]: unknown[] = await once(child, 'close')
  expect(code).toBe(1)
  expect(said()).toBe(
    'node_modules is a link, and is not up to date here: remove it, and try again.\n',
  )
  expect(existsSync(join(clone, 'lent', 'precious'))).toBe(true)
})

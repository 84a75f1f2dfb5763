// What the commands do before anything else: install what is missing, and find the Node that the
// project is pinned to. Plain JavaScript without dependencies, since nothing is installed yet and
// the machine's own Node may be 20.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const pinned = join(root, 'node_modules', 'node', 'bin', 'node')
const pinnedMajor = 24
const lookForNpmEveryMs = 100

/** Ends the program with one sentence when it cannot be done. */
export function install() {
  if (!isInstalled()) {
    // npm ci would empty the folder that it leads to, under whoever works there.
    if (isLink(join(root, 'node_modules')))
      giveUp('node_modules is a link, and is not up to date here: remove it, and try again.')
    process.stderr.write('Installing what is missing (npm ci) …\n')
    const npm = process.env['npm_execpath']
    const words = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
    const [program, ...rest] = npm ? [process.execPath, npm, ...words] : ['npm', ...words]
    // Standard output belongs to the command: whoever reads its last line reads nothing else.
    const done = spawnSync(program ?? 'npm', rest, { cwd: root, stdio: ['ignore', 2, 2] })
    if (done.status !== 0) {
      giveUp('npm ci did not succeed: see above, and check that this machine reaches its registry.')
    }
  }
  if (!nodeToUse()) {
    giveUp('Node 24 was not installed with the rest: allow install scripts and run npm ci again.')
  }
}

/** npm writes its list last, so a list newer than the lockfile means that it came to its end. */
function isInstalled() {
  const list = join(root, 'node_modules', '.package-lock.json')
  const lockfile = join(root, 'package-lock.json')
  return existsSync(list) && statSync(list).mtimeMs >= statSync(lockfile).mtimeMs
}

/** @param {string} path */
const isLink = (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false

export function nodeToUse() {
  if (existsSync(pinned)) return pinned
  return Number(process.versions.node.split('.', 1)[0]) >= pinnedMajor ? process.execPath : ''
}

/**
 * Starts a program of ours under the pinned Node.
 * @param {string[]} words
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export const startPinned = (words, options) =>
  spawn(nodeToUse(), words, { cwd: root, stdio: 'inherit', ...options })

/**
 * Waits for the end, and hands on what is asked of us meanwhile.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} the code to end with
 */
export async function endOf(child) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP']
  const forward = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  const watch = whenNpmIsGone(() => child.kill('SIGTERM'))
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => resolve(code ?? 128 + numberOf(signal)))
    })
  } finally {
    clearInterval(watch)
    for (const signal of signals) process.off(signal, forward)
  }
}

/**
 * npm hands no SIGTERM on: it ends alone, and whoever stopped it believes that we ended too.
 * @param {() => void} act
 */
function whenNpmIsGone(act) {
  if (!process.env['npm_lifecycle_event']) return undefined
  const before = parents()
  const watch = setInterval(() => {
    if (parents() === before) return
    clearInterval(watch)
    act()
  }, lookForNpmEveryMs)
  return watch.unref()
}

/** npm starts us through a shell, which on some machines stays between the two. */
function parents() {
  try {
    const [name = '', above = ''] =
      /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8'))?.slice(1) ?? []
    return /^(ba|da|a)?sh$/.test(name) ? `${process.ppid} ${above}` : `${process.ppid}`
  } catch {
    return `${process.ppid}`
  }
}

/** @param {NodeJS.Signals | null} signal */
const numberOf = (signal) => (signal ? constants.signals[signal] : 0)

/** @param {string} sentence */
function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

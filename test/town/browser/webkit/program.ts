// WebKit as GTK has it, the third engine: no passkeys, no push, and otherwise what an iPhone has.
// Its window stands on a screen of memory. Must end with everything it has begun, and never turn to
// a screen that somebody sits in front of.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'

const driverPath = '/usr/bin/WebKitWebDriver'
const screenPath = '/usr/bin/Xvfb'
export const hasWebKit = existsSync(driverPath) && existsSync(screenPath)

/** One driver, which holds one browser at a time. */
export interface Driver {
  readonly address: string
}

export interface WebKitProgram {
  driver(): Promise<Driver>
  close(): Promise<void>
}

/** A screen, and drivers in front of it as they are asked for. */
export async function startWebKit(): Promise<WebKitProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'portvakt-webkit-'))
  const started: ChildProcess[] = []
  const start = (path: string, words: readonly string[], options: SpawnOptions): ChildProcess => {
    // A group of its own, since a driver has a browser below it, and that has processes too.
    const child = spawn(path, words, { ...options, detached: true })
    started.push(child)
    return child
  }
  const close = async (): Promise<void> => {
    for (const child of started.toReversed()) await end(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const env = surroundings(folder, await startScreen(start))
    return { close, driver: () => startDriver(start, env) }
  } catch (fault) {
    await close()
    throw fault
  }
}

type Start = (path: string, words: readonly string[], options: SpawnOptions) => ChildProcess

/** It chooses a number that is free, and says so when it stands. */
async function startScreen(start: Start): Promise<string> {
  const words = ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp']
  const screen = start(screenPath, words, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const told = screen.stdio[3]
  if (!(told instanceof Readable)) throw new Error('The screen has nowhere to say its number')
  const [number] = await Promise.race([once(told, 'data'), gone(screen)])
  return `:${String(number).trim()}`
}

async function startDriver(start: Start, env: NodeJS.ProcessEnv): Promise<Driver> {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const driver = start(driverPath, ['--host=127.0.0.1', `--port=${port}`], { env, stdio: 'ignore' })
  // It says nothing when it stands.
  for (let tries = 0; tries < 400 && driver.exitCode === null; tries += 1) {
    const isThere = await fetch(`${address}/status`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isThere) return { address }
    await pause(25)
  }
  throw new Error('The driver of WebKit does not answer')
}

/** Nothing of whoever runs the tests, and nothing left behind. */
function surroundings(folder: string, screen: string): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env
  return {
    ...(PATH !== undefined && { PATH }),
    ...(TMPDIR !== undefined && { TMPDIR }),
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    DISPLAY: screen,
    // What looks for a desktop around it would only wait.
    NO_AT_BRIDGE: '1',
    GSETTINGS_BACKEND: 'memory',
    GIO_USE_VFS: 'local',
    // Drawn as plainly as can be, and compiled for pages that do not live long: half the work.
    WEBKIT_DISABLE_COMPOSITING_MODE: '1',
    JSC_useDFGJIT: 'false',
  }
}

const gone = async (child: ChildProcess): Promise<never> => {
  await once(child, 'exit')
  throw new Error(`${child.spawnfile} ended by itself`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return
  const isOver = child.exitCode !== null || child.signalCode !== null
  const ended = isOver ? undefined : once(child, 'exit')
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody of its group is left.
  }
  await ended
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const ended = once(server, 'close')
  server.close()
  await ended
  if (address === null || typeof address === 'string') throw new Error('There is no port')
  return address.port
}

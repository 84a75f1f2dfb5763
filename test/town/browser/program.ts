// Finds and starts the browser of the tests: CHROMIUM, else the one inside an npm package, which
// needs neither root nor a system package, else the system's. It never speaks to anybody outside
// this machine.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
]
const systems = '/usr/bin/chromium'
const packages = new URL('../../../node_modules/', import.meta.url)
const cache = fileURLToPath(new URL('.cache/', packages))
const packed = fileURLToPath(new URL('@sparticuz/chromium/bin/', packages))

/**
 * The engine without the windows, menus and pages of its own that nobody sees here: half the work.
 */
export const startBrowser = async (): Promise<Browser> => launch(await findBrowser())

/** As people have it, for tests where the browser itself is who judges. */
export const startWholeBrowser = async (more: readonly string[] = []): Promise<Browser> =>
  launch(await findWholeBrowser(), more)

/** For pictures: it brings its own letters, and draws alike on every machine. */
export const startPackedBrowser = async (): Promise<Browser> => launch(await packedBrowser())

/** Before the tests begin, so that no two of them unpack it at once. */
export async function setup(): Promise<void> {
  if (!process.env['CHROMIUM'] && isPackedFor) await packedBrowser()
}

async function launch({ path, env }: Found, more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: [...flags, ...more], ...(env && { env }) })
}

interface Found {
  readonly path: string
  readonly env?: Record<string, string>
}

/** What the package holds is a program for this kind of machine alone. */
const isPackedFor = process.platform === 'linux' && process.arch === 'x64'

async function findBrowser(): Promise<Found> {
  return isPackedFor ? (named() ?? packedBrowser()) : findWholeBrowser()
}

async function findWholeBrowser(): Promise<Found> {
  return named() ?? (existsSync(systems) ? { path: systems } : packedBrowser())
}

function named(): Found | undefined {
  const path = process.env['CHROMIUM']
  return path ? { path } : undefined
}

/**
 * The package unpacks to the folder for temporary files, which it asks for by name: here it is
 * given one of our own.
 */
async function packedBrowser(): Promise<Found> {
  const home = join(cache, 'chromium')
  if (!existsSync(home)) await unpackTo(home)
  const libraries = join(home, 'al2023', 'lib')
  return {
    path: join(home, 'chromium'),
    env: {
      ...definedIn(process.env),
      LD_LIBRARY_PATH: [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  }
}

const definedIn = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )

async function unpackTo(home: string): Promise<void> {
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'chromium-'))
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const { inflate } = await import('@sparticuz/chromium')
    for (const part of ['chromium.br', 'al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br'])
      await inflate(join(packed, part))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  writeFileSync(join(folder, 'fonts.conf'), fontsIn(home))
  try {
    renameSync(folder, home)
  } catch {
    // Somebody else was quicker; theirs is as good.
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The package's own list of folders is for another machine: with it no letter has a height. */
const fontsIn = (home: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`
